/**
 * Filters the rows of the paths table. The table is complete as it was served; the filter lives in the
 * address, so that a selection can be linked.
 */
export class PathsFilter extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.rows = [...this.querySelectorAll("tbody tr")];
    const query = new URLSearchParams(location.search);
    for (const select of this.form.querySelectorAll("select")) {
      const wanted = query.get(select.name) ?? "";
      if ([...select.options].some((option) => option.value === wanted)) select.value = wanted;
    }
    this.form.hidden = false;
    this.form.addEventListener("change", this);
    this.form.addEventListener("reset", this);
    this.form.addEventListener("submit", this);
    this.show();
  }

  /** @param {Event} event */
  handleEvent(event) {
    if (event.type === "submit") return event.preventDefault();
    // A reset takes effect after its event.
    setTimeout(() => this.show());
  }

  show() {
    const wanted = [...new FormData(this.form)].filter(([, value]) => value);
    let count = 0;
    for (const row of this.rows) {
      const pairs = row.dataset.pairs.split(" ");
      row.hidden = !wanted.every(([name, value]) => pairs.includes(`${name}.${value}`));
      count += row.hidden ? 0 : 1;
    }
    this.querySelector("output").value = `${count} of ${this.rows.length} paths`;
    const query = new URLSearchParams(wanted).toString();
    history.replaceState(history.state, "", location.pathname + (query && `?${query}`) + location.hash);
  }
}

if (!customElements.get("paths-filter")) customElements.define("paths-filter", PathsFilter);

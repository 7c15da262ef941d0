import { define, every, first } from "../parts/parts.mjs";
import { filled } from "../words/words.mjs";

/**
 * Filters the rows of the paths table. The table is complete as it was served; the filter lives in the
 * address, so that a selection can be linked.
 */
class PathsFilter extends HTMLElement {
  form = first(this, "form", HTMLFormElement);
  output = first(this, "output", HTMLOutputElement);
  rows = every(this, "tbody tr", HTMLTableRowElement);

  connectedCallback() {
    const query = new URLSearchParams(location.search);
    for (const select of this.form.querySelectorAll("select")) {
      const wanted = query.get(select.name) ?? "";
      if ([...select.options].some((option) => option.value === wanted)) select.value = wanted;
    }
    this.form.hidden = false;
    for (const type of ["change", "reset", "submit"]) this.form.addEventListener(type, this);
    this.show();
  }

  /** @param {Event} event */
  handleEvent(event) {
    if (event.type === "submit") return event.preventDefault();
    // A reset takes effect after its event.
    setTimeout(() => this.show());
  }

  show() {
    const wanted = every(this.form, "select", HTMLSelectElement).filter(({ value }) => value);
    let count = 0;
    for (const row of this.rows) {
      const pairs = (row.dataset.pairs ?? "").split(" ");
      row.hidden = !wanted.every(({ name, value }) => pairs.includes(`${name}.${value}`));
      count += row.hidden ? 0 : 1;
    }
    this.output.value = filled(this.output.dataset.words ?? "", { count, total: this.rows.length });
    const query = new URLSearchParams(wanted.map(({ name, value }) => [name, value])).toString();
    history.replaceState(history.state, "", location.pathname + (query && `?${query}`) + location.hash);
  }
}

define("paths-filter", PathsFilter);

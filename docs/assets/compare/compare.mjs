import { States, stated } from "../decide/states.mjs";

/**
 * States side by side. The server wrote a column for each state; the address holds which are shown, in which
 * order, and the names their readers gave them. Nothing is kept anywhere else.
 */
export class CompareStates extends HTMLElement {
  connectedCallback() {
    const find = (/** @type {string} */ part) => this.querySelector(`[data-part="${part}"]`);
    [this.frame, this.tools, this.told, this.count, this.unknown] = ["frame", "tools", "told", "count", "unknown"].map(find);
    this.form = this.querySelector("form");
    this.table = this.querySelector("table");
    this.columns = new Map([...this.querySelectorAll("template")].map((t) => [t.dataset.state, t.content]));
    this.states = new States(["", ...this.columns.keys()]);
    find("without").hidden = true;
    this.form.hidden = this.told.hidden = false;
    for (const type of ["click", "submit", "input"]) this.addEventListener(type, this);
    addEventListener("popstate", this);
    this.restore();
  }

  disconnectedCallback() {
    removeEventListener("popstate", this);
  }

  /** @param {Event} event */
  handleEvent(event) {
    this[`on${event.type}`](event);
  }

  onpopstate() {
    this.restore();
  }

  /** @param {MouseEvent} event */
  onclick(event) {
    const button = event.target.closest("button[value]");
    if (button?.value !== "remove") return;
    const at = button.closest("th").cellIndex - 1;
    this.shown.splice(at, 1);
    this.keep();
    const others = [...this.table.querySelectorAll("button")];
    (others[at] ?? others.at(-1) ?? this.form.elements.state).focus();
  }

  /** @param {SubmitEvent} event */
  onsubmit(event) {
    event.preventDefault();
    const { address, state } = this.form.elements;
    const { length } = this.shown;
    const unknown = this.add(address.value.trim() || state.value);
    if (this.shown.length === length) return this.show(unknown);
    address.value = "";
    this.keep(unknown);
  }

  /** A name is written into the address as it is typed. @param {InputEvent} event */
  oninput(event) {
    if (event.target.name !== "name") return;
    this.shown[event.target.closest("th").cellIndex - 1].name = event.target.value;
    history.replaceState(null, "", this.address());
    this.tools.firstElementChild.dataset.address = location.search;
  }

  /** @param {string} address @returns {string[]} what in it is not known here */
  add(address, name = "") {
    const { state, left } = this.states.read(stated(address));
    if (state) this.shown.push({ state, name });
    return state || left.length ? left.map((pair) => pair.join(".")) : [address];
  }

  restore() {
    const query = new URLSearchParams(location.search);
    const names = query.getAll("name");
    /** @type {{state: string, name: string}[]} */
    this.shown = [];
    const unknown = query.getAll("state").flatMap((address, number) => this.add(address, names[number]));
    this.show(unknown);
  }

  /** @param {string[]} unknown */
  keep(unknown = []) {
    history.pushState(null, "", this.address());
    this.show(unknown);
  }

  address() {
    const query = this.shown.map(({ state }) => `state=${state}`);
    if (this.shown.some(({ name }) => name)) query.push(...this.shown.map(({ name }) => `name=${encodeURIComponent(name)}`));
    return query.length ? `?${query.join("&")}` : location.pathname;
  }

  /** @param {string[]} unknown */
  show(unknown) {
    this.unknown.hidden = !unknown.length;
    this.unknown.querySelector("span").textContent = unknown.join(", ");
    this.count.textContent = String(this.shown.length);
    this.frame.hidden = this.tools.hidden = !this.shown.length;
    this.tools.firstElementChild.dataset.address = location.search;
    const columns = this.shown.map(({ state }) => [...this.columns.get(state).cloneNode(true).children]);
    columns.forEach(([head], number) => (head.querySelector("input").value = this.shown[number].name));
    [...this.table.rows].forEach((row, number) => {
      const cells = columns.map((column) => column[number]);
      row.replaceChildren(row.cells[0], ...cells);
      if (!number) return;
      const told = cells.filter((cell) => cell.textContent && !cell.matches(".compare__none"));
      row.hidden = !told.length;
      const sign = row.cells[0].querySelector("span");
      if (!sign) return;
      sign.hidden = new Set(told.map((cell) => cell.textContent)).size < 2;
      row.classList.toggle("compare__row--differs", !sign.hidden);
    });
    this.table.style.setProperty("--columns", String(columns.length));
  }
}

if (!customElements.get("compare-states")) customElements.define("compare-states", CompareStates);

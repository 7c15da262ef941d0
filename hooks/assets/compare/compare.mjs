import { States, unused } from "../decide/states.mjs";
import { define, every, first, nearest, part } from "../parts/parts.mjs";

/** More columns than these nobody reads; with their names they still make an address that programs accept. */
const MOST = 12;

/**
 * States side by side. The server wrote a column for each state; the address holds which are shown, in which
 * order, and the names their readers gave them. Nothing is kept anywhere else.
 */
class CompareStates extends HTMLElement {
  frame = part(this, "frame", HTMLElement);
  tools = part(this, "tools", HTMLElement);
  actions = first(this.tools, "state-actions", HTMLElement);
  told = part(this, "told", HTMLElement);
  count = part(this, "count", HTMLElement);
  unknown = part(this, "unknown", HTMLElement);
  full = part(this, "full", HTMLElement);
  form = first(this, "form", HTMLFormElement);
  choice = first(this.form, "[name=state]", HTMLSelectElement);
  pasted = first(this.form, "[name=address]", HTMLInputElement);
  table = first(this, "table", HTMLTableElement);
  columns = new Map(every(this, "template", HTMLTemplateElement).map((t) => [t.dataset.state ?? "", t.content]));
  states = new States(["", ...this.columns.keys()]);

  /** @type {{state: string, name: string}[]} */
  shown = [];
  /** Whether more was asked for than is shown. */
  over = false;

  connectedCallback() {
    part(this, "without", HTMLElement).hidden = true;
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
    if (event.type === "click") this.onClick(event);
    else if (event.type === "submit") this.onSubmit(event);
    else if (event.type === "input") this.onInput(event);
    else this.restore();
  }

  /** @param {Event} event */
  onClick({ target }) {
    const button = nearest(target, "button[value=remove]", HTMLButtonElement);
    if (!button) return;
    const at = this.column(button);
    this.shown.splice(at, 1);
    this.keep();
    const others = [...this.table.querySelectorAll("button")];
    (others[at] ?? others.at(-1) ?? this.choice).focus();
  }

  /** @param {Event} event */
  onSubmit(event) {
    event.preventDefault();
    const { length } = this.shown;
    const unknown = this.add(this.pasted.value.trim() || this.choice.value);
    if (this.shown.length === length) return this.show(unknown);
    this.pasted.value = "";
    this.keep(unknown);
  }

  /**
   * A name is written into the address as it is typed.
   *
   * @param {Event} event
   */
  onInput({ target }) {
    const field = nearest(target, "input[name=name]", HTMLInputElement);
    if (!field) return;
    this.shown[this.column(field)].name = field.value;
    history.replaceState(null, "", this.address());
    this.actions.dataset.address = location.search;
  }

  /**
   * @param {Element} within a heading of a column
   * @returns {number} the number of the column, from 0
   */
  column(within) {
    return (nearest(within, "th", HTMLTableCellElement)?.cellIndex ?? 0) - 1;
  }

  /**
   * @param {string} address
   * @returns {string[]} what in it is not known here
   */
  add(address, name = "") {
    const { state, left, rest } = this.states.read(address);
    const told = unused(left, rest);
    if (!state) return told.length ? told : [address];
    this.over ||= this.shown.length >= MOST;
    if (this.shown.length < MOST) this.shown.push({ state, name });
    return told;
  }

  restore() {
    const query = new URLSearchParams(location.search);
    const names = query.getAll("name");
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
    if (this.shown.some(({ name }) => name))
      query.push(...this.shown.map(({ name }) => `name=${encodeURIComponent(name)}`));
    return query.length ? `?${query.join("&")}` : location.pathname;
  }

  /** @param {string[]} unknown */
  show(unknown) {
    this.full.hidden = !this.over;
    this.over = false;
    this.unknown.hidden = !unknown.length;
    first(this.unknown, "span", Element).textContent = unknown.join(", ");
    this.count.textContent = String(this.shown.length);
    this.frame.hidden = this.tools.hidden = !this.shown.length;
    this.actions.dataset.address = location.search;
    const columns = this.shown.map(({ state, name }) => {
      const column = document.importNode(/** @type {DocumentFragment} */ (this.columns.get(state)), true);
      first(column, "input", HTMLInputElement).value = name;
      return [...column.children];
    });
    for (const [number, row] of [...this.table.rows].entries()) {
      const label = row.cells[0];
      const cells = columns.map((column) => column[number]);
      row.replaceChildren(label, ...cells);
      if (!number) continue;
      const told = cells.filter((cell) => cell.textContent && !cell.matches(".compare__none"));
      row.hidden = !told.length;
      const sign = label.querySelector("span");
      if (!sign) continue;
      sign.hidden = new Set(told.map((cell) => cell.textContent)).size < 2;
      row.classList.toggle("compare__row--differs", !sign.hidden);
    }
    this.table.style.setProperty("--columns", String(columns.length));
  }
}

define("compare-states", CompareStates);

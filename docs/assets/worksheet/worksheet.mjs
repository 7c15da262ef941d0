import { APPROACHES, cost, lowest, parsed, spent, times } from "./costs.mjs";
import { FRAME, apart, levels, line, scales } from "./plot.mjs";

const CURRENCY = /^[\p{L}\p{Sc}]{1,8}$/u;
const PAIRS = APPROACHES.flatMap((one, i) => APPROACHES.slice(i + 1).map((other) => [one, other]));
const MOST = 6;

/** @param {Intl.NumberFormatOptions} options */
const format = (options) => new Intl.NumberFormat("en-GB", options);
const whole = format({ maximumFractionDigits: 0 });
const small = format({ maximumFractionDigits: 2, maximumSignificantDigits: 3, roundingPriority: "morePrecision" });
const large = format({ notation: "compact", maximumSignificantDigits: 4 });
const tick = format({ notation: "compact", maximumSignificantDigits: 3 });
const vast = format({ notation: "scientific", maximumSignificantDigits: 3 });
const tenths = format({ maximumFractionDigits: 1 });
const list = new Intl.ListFormat("en-GB");
/** Below ten thousand without a comma, so that nobody takes `1,250` for the decimals they meant. */
const typed = format({ maximumFractionDigits: 12, useGrouping: "min2" });

/** @param {number} sum @returns {string} */
const amount = (sum) => (sum >= 1e15 ? vast : sum >= 1e9 ? large : sum < 100 ? small : whole).format(sum);

/**
 * The reader's numbers and what they come to. All words stand on the page as it was served, with the result of
 * the example; this sets numbers. The address holds what differs from the example.
 */
export class CostWorksheet extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.fields = [...this.form.elements].filter((field) => field.name);
    this.words = Object.fromEntries([...this.part("words").children].map((word) => [word.dataset.word, word.textContent]));
    this.names = Object.fromEntries([...this.part("totals").querySelectorAll("th")].slice(1).map((th, i) => [APPROACHES[i], th.textContent]));
    [this.turn] = this.part("cheapest").children;
    for (const part of this.querySelectorAll("[data-script]")) part.hidden = false;
    for (const part of this.querySelectorAll("[data-served]")) part.hidden = true;
    for (const type of ["input", "change", "reset"]) this.addEventListener(type, this);
    this.restore();
  }

  /** @param {string} name @returns {HTMLElement} */
  part(name) {
    return this.querySelector(`[data-part="${name}"]`);
  }

  /** Nothing submits the form: it has no button for it. @param {Event} event */
  handleEvent({ type, target }) {
    // A reset takes effect after its event.
    if (type === "reset") return setTimeout(() => this.again());
    if (!this.fields.includes(target)) return;
    const read = this.read(target, target.value);
    if (!("wrong" in read)) this.values[target.name] = read.value;
    // While somebody types, a number that is not yet one is no mistake.
    if (type === "change" || !("wrong" in read)) this.mark(target, read);
    this.show();
    if (type === "change") this.settle();
  }

  restore() {
    this.values = Object.fromEntries(this.fields.map((field) => [field.name, this.read(field, this.example(field)).value]));
    const seen = new Set();
    const bad = [];
    for (const [name, text] of new URLSearchParams(location.search)) {
      // The search of the site marks its words with this.
      if (name === "h") continue;
      const field = this.fields.find((found) => found.name === name);
      const read = field && !seen.has(name) ? this.read(field, text) : { wrong: "name" };
      seen.add(name);
      if ("wrong" in read) bad.push(`${name}=${text}`.slice(0, 60));
      else this.values[name] = read.value;
    }
    for (const field of this.fields) this.mark(field, {});
    this.part("refused").hidden = !bad.length;
    this.part("refused").lastElementChild.textContent = bad.join(", ");
    this.show();
    this.link();
  }

  again() {
    history.replaceState(history.state, "", location.pathname + location.hash);
    this.restore();
    this.settle();
  }

  /** @param {HTMLInputElement | HTMLSelectElement} field @returns {string} */
  example(field) {
    return field.options ? [...field.options].find((option) => option.defaultSelected).value : field.defaultValue;
  }

  /** @param {HTMLInputElement | HTMLSelectElement} field @param {string} text @returns {{value?: string | number, wrong?: string}} */
  read(field, text) {
    const { least, most, whole } = field.dataset;
    if (least) return parsed(text, { least: Number(least), most: Number(most), whole: whole !== undefined });
    const known = field.options ? [...field.options].some((option) => option.value === text) : CURRENCY.test(text.trim());
    return known ? { value: text.trim() } : { wrong: "text" };
  }

  /** Show what a field holds, and what is wrong with it. @param {HTMLInputElement} field @param {{wrong?: string}} read */
  mark(field, { wrong }) {
    const kept = this.written(field);
    const error = field.options ? null : this.querySelector(`#${field.id}-error`);
    field.setAttribute("aria-invalid", String(Boolean(wrong)));
    if (error) error.textContent = wrong ? `${this.words[wrong]}${field.dataset[wrong] ? ` ${typed.format(field.dataset[wrong])}` : ""}. ${this.words.kept} ${kept}.` : "";
    if (!wrong && field !== document.activeElement) field.value = kept;
  }

  /** @param {HTMLInputElement} field @returns {string} its value as it is shown in the field */
  written({ name }) {
    const value = this.values[name];
    return typeof value === "number" ? typed.format(value) : value;
  }

  /** Once a value is given: its form in the field, the address, and what a screen reader is told. */
  settle() {
    for (const field of this.fields) if (field.getAttribute("aria-invalid") === "false") field.value = this.written(field);
    history.replaceState(history.state, "", location.pathname + this.query() + location.hash);
    this.link();
    const errors = this.fields.map(({ id }) => this.querySelector(`#${id}-error`)?.textContent).filter(Boolean);
    this.part("status").textContent = [...errors, this.part("cheapest").innerText].join(" ");
  }

  /** @returns {string} what differs from the example, as the address states it */
  query() {
    const differing = this.fields.filter((field) => this.read(field, this.example(field)).value !== this.values[field.name]);
    const query = new URLSearchParams(differing.map(({ name }) => [name, String(this.values[name])])).toString();
    return query && `?${query}`;
  }

  link() {
    const tools = this.querySelector("state-actions");
    tools.dataset.address = this.query();
    for (const said of tools.querySelectorAll("textarea, output > *")) said.hidden = true;
  }

  /** Set every number on the page from the values. */
  show() {
    const { months, currency } = this.values;
    const costs = Object.fromEntries(APPROACHES.map((approach) => [approach, cost(approach, this.values)]));
    const rows = Array.from({ length: MOST + 1 }, (_, k) => Math.round((k * months) / MOST));
    for (const part of this.querySelectorAll("[data-currency]")) part.textContent = currency;
    this.fill("totals", rows.map((month) => [whole.format(month), ...APPROACHES.map((a) => amount(spent(costs[a], month)))]));
    this.fill("parts", APPROACHES.map((a) => [, ...["launch", "monthly", "thousand", "retraining"].map((part) => amount(costs[a][part]))]));
    this.fill("pairs", PAIRS.map((pair) => {
      const turns = lowest(Object.fromEntries(pair.map((a) => [a, costs[a]])), months);
      return [, this.named(turns[0]), this.met(turns.slice(1)), this.named(turns.at(-1))];
    }));
    this.fill("times", APPROACHES.map((a) => {
      const time = times(a, this.values);
      return [, ...["retrieval", "first", "last", "p50", "mean", "left"].map((part) => whole.format(time[part]).replace("-", "−"))];
    }));
    const turns = lowest(costs, months).filter(({ from }, i, all) => from !== all[i + 1]?.from);
    const shown = turns.length > MOST ? [...turns.slice(0, MOST - 1), turns.at(-1)] : turns;
    this.part("cheapest").replaceChildren(...shown.map((turn) => {
      const item = this.turn.cloneNode(true);
      const [month, name] = item.querySelectorAll("strong");
      [month.textContent, name.textContent] = [tenths.format(turn.from), this.named(turn)];
      return item;
    }));
    for (const row of this.part("totals").querySelectorAll("tbody tr")) {
      const sums = APPROACHES.map((a) => spent(costs[a], rows[row.rowIndex - 1]));
      sums.forEach((sum, i) => row.cells[i + 1].toggleAttribute("data-cheapest", sum === Math.min(...sums)));
    }
    for (const row of this.part("times").querySelectorAll("tbody tr"))
      row.lastElementChild.toggleAttribute("data-over", row.lastElementChild.textContent.startsWith("−"));
    this.plot(costs, rows, shown.slice(1).map(({ from }) => from));
  }

  /** @param {{lowest: string[]}} turn @returns {string} */
  named({ lowest: found }) {
    return list.format(found.map((approach) => this.names[approach]));
  }

  /** @param {{from: number}[]} turns @returns {string} the months of break-even */
  met(turns) {
    const more = turns.length > MOST ? [`${turns.length - MOST} ${this.words.more}`] : [];
    return list.format([...turns.slice(0, MOST).map(({ from }) => tenths.format(from)), ...more]) || this.words.none;
  }

  /** @param {string} name of the part that holds the table @param {(string | undefined)[][]} rows */
  fill(name, rows) {
    for (const [i, row] of [...this.part(name).querySelectorAll("tbody tr")].entries())
      rows[i].forEach((text, k) => (row.cells[k].textContent = text));
  }

  /** @param {Record<string, import("./costs.mjs").Cost>} costs @param {number[]} months @param {number[]} turns */
  plot(costs, months, turns) {
    const end = months.at(-1);
    const sums = levels(Math.max(...APPROACHES.map((a) => spent(costs[a], end))));
    const to = scales(end, sums.at(-1));
    const at = (/** @type {string} */ kind) => [...this.querySelectorAll(`svg [data-plot="${kind}"]`)];
    at("sum").forEach((text, k) => (text.textContent = (sums[k] >= 1e15 ? vast : tick).format(sums[k])));
    at("month").forEach((text, k) => {
      text.setAttribute("x", to.x(months[k]));
      text.textContent = whole.format(months[k]);
    });
    at("line").forEach((path, i) => path.setAttribute("d", line(costs[APPROACHES[i]], end, to)));
    const places = apart(APPROACHES.map((a) => to.y(spent(costs[a], end))), 20);
    at("label").forEach((label, i) => label.setAttribute("y", places[i]));
    const least = (/** @type {number} */ month) => Math.min(...APPROACHES.map((a) => spent(costs[a], month)));
    at("drop")[0].setAttribute("d", turns.map((turn) => `M${to.x(turn)} ${to.y(least(turn))}V${FRAME.bottom}`).join("") || "M0 0");
    at("turn").forEach((circle, k) => {
      circle.setAttribute("visibility", k < turns.length ? "visible" : "hidden");
      circle.setAttribute("cx", k < turns.length ? to.x(turns[k]) : 0);
      circle.setAttribute("cy", k < turns.length ? to.y(least(turns[k])) : 0);
    });
  }
}

if (!customElements.get("cost-worksheet")) customElements.define("cost-worksheet", CostWorksheet);

import { define, every, first, part } from "../parts/parts.mjs";
import { wordsOf } from "../words/words.mjs";
import { APPROACHES, cost, lowest, spent, times } from "./costs.mjs";
import { amount, parsed, tenths, tick, typed, whole } from "./numbers.mjs";
import { apart, FRAME, levels, line, scales } from "./plot.mjs";

/**
 * @typedef {HTMLInputElement | HTMLSelectElement} Field
 * @typedef {{value: string | number} | {wrong: string}} Read
 * @typedef {Record<string, import("./costs.mjs").Cost>} Costs
 * @typedef {{from: number, lowest: string[]}} Turn
 */

const CURRENCY = /^[\p{L}\p{Sc}]{1,8}$/u;
const PAIRS = APPROACHES.flatMap((one, i) => APPROACHES.slice(i + 1).map((other) => [one, other]));
const MOST = 6;
const PARTS = /** @type {const} */ (["launch", "monthly", "thousand", "retraining"]);
const TIMES = /** @type {const} */ (["retrieval", "first", "last", "p50", "mean", "left"]);

const list = new Intl.ListFormat("en-GB");

/**
 * The reader's numbers and what they come to. All words stand on the page as it was served, with the result of
 * the example; this sets numbers. The address holds what differs from the example.
 */
class CostWorksheet extends HTMLElement {
  form = first(this, "form", HTMLFormElement);
  tools = first(this, "state-actions", HTMLElement);
  refused = part(this, "refused", HTMLElement);
  status = part(this, "status", HTMLElement);
  cheapest = part(this, "cheapest", HTMLElement);
  tables = {
    totals: first(part(this, "totals", HTMLElement), "table", HTMLTableElement),
    parts: first(part(this, "parts", HTMLElement), "table", HTMLTableElement),
    pairs: first(part(this, "pairs", HTMLElement), "table", HTMLTableElement),
    times: first(part(this, "times", HTMLElement), "table", HTMLTableElement),
  };

  /** @type {Field[]} */
  fields = [...this.form.elements].flatMap((field) =>
    (field instanceof HTMLInputElement || field instanceof HTMLSelectElement) && field.name ? [field] : [],
  );
  words = wordsOf(part(this, "words", HTMLElement));
  names = Object.fromEntries(
    [...this.tables.totals.querySelectorAll("th")].slice(1).map((th, i) => [APPROACHES[i], th.textContent ?? ""]),
  );
  turn = first(this.cheapest, "*", HTMLElement);

  /** @type {Record<string, string | number>} */
  values = {};

  connectedCallback() {
    for (const hidden of every(this, "[data-script]", HTMLElement)) hidden.hidden = false;
    for (const served of every(this, "[data-served]", HTMLElement)) served.hidden = true;
    for (const type of ["input", "change", "reset"]) this.addEventListener(type, this);
    this.restore();
  }

  /** Nothing submits the form: it has no button for it. @param {Event} event */
  handleEvent({ type, target }) {
    // A reset takes effect after its event.
    if (type === "reset") return void setTimeout(() => this.again());
    const field = this.fields.find((known) => known === target);
    if (!field) return;
    const read = this.read(field, field.value);
    if ("value" in read) this.values[field.name] = read.value;
    // While somebody types, a number that is not yet one is no mistake.
    if (type === "change" || "value" in read) this.mark(field, "wrong" in read ? read.wrong : null);
    this.show();
    if (type === "change") this.settle();
  }

  restore() {
    this.values = Object.fromEntries(this.fields.map((field) => [field.name, this.example(field)]));
    const seen = new Set();
    const bad = [];
    for (const [name, text] of new URLSearchParams(location.search)) {
      // The search of the site marks its words with this.
      if (name === "h") continue;
      const field = this.fields.find((known) => known.name === name);
      const read = field && !seen.has(name) ? this.read(field, text) : { wrong: "name" };
      seen.add(name);
      if ("value" in read) this.values[name] = read.value;
      else bad.push(`${name}=${text}`.slice(0, 60));
    }
    for (const field of this.fields) this.mark(field, null);
    this.refused.hidden = !bad.length;
    first(this.refused, "strong", Element).textContent = bad.join(", ");
    this.show();
    this.link();
  }

  again() {
    history.replaceState(history.state, "", location.pathname + location.hash);
    this.restore();
    this.settle();
  }

  /** @param {Field} field @returns {string | number} the value that the page was served with */
  example(field) {
    const option = "options" in field && [...field.options].find((each) => each.defaultSelected);
    const read = this.read(field, option ? option.value : "defaultValue" in field ? field.defaultValue : "");
    return "value" in read ? read.value : "";
  }

  /** @param {Field} field @param {string} text @returns {Read} */
  read(field, text) {
    const { least, most, whole } = field.dataset;
    if (least) return parsed(text, { least: Number(least), most: Number(most), whole: whole !== undefined });
    const known =
      "options" in field ? [...field.options].some(({ value }) => value === text) : CURRENCY.test(text.trim());
    return known ? { value: text.trim() } : { wrong: "text" };
  }

  /** Show what a field holds, and what is wrong with it. @param {Field} field @param {string | null} wrong */
  mark(field, wrong) {
    const kept = this.written(field);
    const error = this.error(field);
    field.setAttribute("aria-invalid", String(Boolean(wrong)));
    if (error) error.textContent = wrong ? this.told(wrong, field, kept) : "";
    if (!wrong && field !== document.activeElement) field.value = kept;
  }

  /** @param {string} wrong @param {Field} field @param {string} value that is kept */
  told(wrong, field, value) {
    const limit = typed.format(Number(field.dataset[wrong]));
    return `${this.words.say(wrong, { limit })} ${this.words.say("kept", { value })}`;
  }

  /** @param {Field} field */
  error({ id }) {
    return this.querySelector(`#${id}-error`);
  }

  /** @param {Field} field @returns {string} its value as it is shown in the field */
  written({ name }) {
    const value = this.values[name];
    return typeof value === "number" ? typed.format(value) : value;
  }

  /** Once a value is given: its form in the field, the address, and what a screen reader is told. */
  settle() {
    for (const field of this.fields)
      if (field.getAttribute("aria-invalid") === "false") field.value = this.written(field);
    history.replaceState(history.state, "", location.pathname + this.query() + location.hash);
    this.link();
    const errors = this.fields.map((field) => this.error(field)?.textContent).filter(Boolean);
    const turns = [...this.cheapest.children].map((item) => item.textContent);
    this.status.textContent = [...errors, ...turns].join(" ");
  }

  /** @returns {string} what differs from the example, as the address states it */
  query() {
    const differing = this.fields.filter((field) => this.example(field) !== this.values[field.name]);
    const query = new URLSearchParams(differing.map(({ name }) => [name, String(this.values[name])])).toString();
    return query && `?${query}`;
  }

  link() {
    this.tools.dataset.address = this.query();
  }

  /** Set every number on the page from the values. */
  show() {
    const { currency, moment, ...rest } = this.values;
    const n = Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, Number(value)]));
    const { months } = n;
    const costs = Object.fromEntries(APPROACHES.map((approach) => [approach, cost(approach, n)]));
    const rows = Array.from({ length: MOST + 1 }, (_, k) => Math.round((k * months) / MOST));
    for (const sign of this.querySelectorAll("[data-currency]")) sign.textContent = String(currency);
    fill(
      this.tables.totals,
      rows.map((month) => [whole.format(month), ...APPROACHES.map((a) => amount(spent(costs[a], month)))]),
    );
    fill(
      this.tables.parts,
      APPROACHES.map((a) => [undefined, ...PARTS.map((name) => amount(costs[a][name]))]),
    );
    fill(
      this.tables.pairs,
      PAIRS.map((pair) => {
        const turns = lowest(Object.fromEntries(pair.map((a) => [a, costs[a]])), months);
        return [undefined, this.named(turns[0]), this.met(turns.slice(1)), this.named(turns[turns.length - 1])];
      }),
    );
    fill(
      this.tables.times,
      APPROACHES.map((a) => {
        const time = times(a, n, moment === "last" ? "last" : "first");
        return [undefined, ...TIMES.map((name) => whole.format(time[name]).replace("-", "−"))];
      }),
    );
    const turns = lowest(costs, months).filter(({ from }, i, all) => from !== all[i + 1]?.from);
    const shown = turns.length > MOST ? [...turns.slice(0, MOST - 1), turns[turns.length - 1]] : turns;
    this.cheapest.replaceChildren(...shown.map((turn) => this.item(turn)));
    for (const row of this.tables.totals.tBodies[0].rows) {
      const sums = APPROACHES.map((a) => spent(costs[a], rows[row.rowIndex - 1]));
      for (const [i, sum] of sums.entries())
        row.cells[i + 1].toggleAttribute("data-cheapest", sum === Math.min(...sums));
    }
    for (const { lastElementChild: left } of this.tables.times.tBodies[0].rows)
      left?.toggleAttribute("data-over", left.textContent?.startsWith("−"));
    this.plot(
      costs,
      rows,
      shown.slice(1).map(({ from }) => from),
    );
  }

  /** @param {Turn} turn @returns {Node} an item of the list of what is cheapest from when on */
  item(turn) {
    const item = document.importNode(this.turn, true);
    const [month, name] = item.querySelectorAll("strong");
    [month.textContent, name.textContent] = [tenths.format(turn.from), this.named(turn)];
    return item;
  }

  /** @param {Turn} turn @returns {string} */
  named({ lowest: found }) {
    return list.format(found.map((approach) => this.names[approach]));
  }

  /** @param {Turn[]} turns @returns {string} the months of break-even */
  met(turns) {
    const months = turns.slice(0, MOST).map(({ from }) => tenths.format(from));
    if (turns.length > MOST) months.push(this.words.say("more", { count: turns.length - MOST }));
    return list.format(months) || this.words.say("none");
  }

  /** @param {Costs} costs @param {number[]} months @param {number[]} turns */
  plot(costs, months, turns) {
    const end = months[months.length - 1];
    const sums = levels(Math.max(...APPROACHES.map((a) => spent(costs[a], end))));
    const to = scales(end, sums[sums.length - 1]);
    const at = (/** @type {string} */ kind) => [...this.querySelectorAll(`svg [data-plot="${kind}"]`)].entries();
    for (const [k, text] of at("sum")) text.textContent = tick(sums[k]);
    for (const [k, text] of at("month")) {
      text.setAttribute("x", String(to.x(months[k])));
      text.textContent = whole.format(months[k]);
    }
    for (const [i, path] of at("line")) path.setAttribute("d", line(costs[APPROACHES[i]], end, to));
    const ends = APPROACHES.map((a) => to.y(spent(costs[a], end)));
    const places = apart(ends, 20);
    for (const [i, label] of at("label")) label.setAttribute("y", String(places[i]));
    const least = (/** @type {number} */ month) => Math.min(...APPROACHES.map((a) => spent(costs[a], month)));
    const drops = turns.map((turn) => `M${to.x(turn)} ${to.y(least(turn))}V${FRAME.bottom}`).join("");
    for (const [, drop] of at("drop")) drop.setAttribute("d", drops || "M0 0");
    for (const [k, circle] of at("turn")) {
      const [turn] = turns.slice(k, k + 1);
      circle.setAttribute("visibility", turn === undefined ? "hidden" : "visible");
      circle.setAttribute("cx", String(turn === undefined ? 0 : to.x(turn)));
      circle.setAttribute("cy", String(turn === undefined ? 0 : to.y(least(turn))));
    }
  }
}

/** Write texts into the cells of a table. @param {HTMLTableElement} table @param {(string | undefined)[][]} rows */
function fill(table, rows) {
  for (const [i, row] of [...table.tBodies[0].rows].entries())
    for (const [k, text] of rows[i].entries()) if (text !== undefined) row.cells[k].textContent = text;
}

define("cost-worksheet", CostWorksheet);

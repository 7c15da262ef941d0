import { define, every, first, nearest, part } from "../parts/parts.mjs";
import { before, pairs, query, States, unused } from "./states.mjs";

/** @typedef {import("./states.mjs").Pair} Pair */

const ON = "flowchart__item--on";
const ZOOMS = [0.5, 0.67, 0.8, 1, 1.25, 1.5, 2, 3];

/**
 * The flowchart in place. Everything shown was written by the server: the panel of each state stands in a
 * template. The address holds the state, the entry of the history also the answers that wait to be used again.
 */
class DecisionTree extends HTMLElement {
  chart = first(this, ".flowchart", HTMLElement);
  frame = part(this, "frame", HTMLElement);
  /** @type {HTMLElement} */
  panel = first(this, ".panel", HTMLElement).parentElement ?? this;
  form = first(this, "form", HTMLFormElement);
  dropped = part(this, "dropped", HTMLElement);
  bar = part(this, "bar", HTMLElement);
  status = part(this, "status", HTMLElement);
  boxes = new Map(every(this.chart, "a", HTMLAnchorElement).map((box) => [box.dataset.state ?? "", box]));
  panels = new Map(every(this, "template", HTMLTemplateElement).map((t) => [t.dataset.state ?? "", t.content]));
  states = new States(this.boxes.keys());

  state = "";
  /** @type {Map<string, string>} */
  answers = new Map();
  /** The items of the flowchart that the path goes through. @type {Set<Element>} */
  path = new Set();
  zoom = 1;
  seen = true;

  /** What each button does. @type {Record<string, (button: HTMLButtonElement) => void>} */
  actions = {
    fold: (button) => this.fold(button),
    larger: () => this.scale(1),
    smaller: () => this.scale(-1),
    fit: () => this.scale(0),
    focusPanel: () => this.focusPanel(),
  };

  connectedCallback() {
    for (const hidden of every(this, "[data-script]", HTMLElement)) hidden.hidden = false;
    for (const type of ["click", "keydown", "submit"]) this.addEventListener(type, this);
    this.frame.addEventListener("wheel", this, { passive: false });
    addEventListener("popstate", this);
    this.restore();
    new IntersectionObserver((seen) => {
      this.seen = seen[seen.length - 1].isIntersecting;
      this.bar.hidden = this.seen || !this.state;
    }).observe(this.panel);
  }

  disconnectedCallback() {
    removeEventListener("popstate", this);
  }

  /** @param {Event} event */
  handleEvent(event) {
    if (event instanceof WheelEvent) this.onWheel(event);
    else if (event instanceof MouseEvent) this.onClick(event);
    else if (event instanceof KeyboardEvent) this.onKey(event);
    else if (event instanceof SubmitEvent) this.onSubmit(event);
    else if (event instanceof PopStateEvent) {
      this.restore();
      this.announce();
    }
  }

  /** @param {MouseEvent} event */
  onClick(event) {
    const button = nearest(event.target, "[data-action]", HTMLButtonElement);
    if (button) return this.actions[button.dataset.action ?? ""](button);
    const link = nearest(event.target, "a[data-state]", HTMLAnchorElement);
    if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    const { state = "" } = link.dataset;
    if (this.chart.contains(link)) return this.hold(link, () => this.go(state, new Map(pairs(state))));
    const answers = new Map([...this.answers, ...pairs(state)]);
    if (link.matches(".panel__choice")) this.choose(answers);
    // Changing the first answer keeps the others, starting again keeps none.
    else this.go(state, state || link.matches(".panel__answers a") ? answers : new Map());
    this.focusPanel();
  }

  /**
   * Keep a box where it is on the screen, whatever grows above it.
   *
   * @param {Element} box
   * @param {() => void} change
   */
  hold(box, change) {
    const { top } = box.getBoundingClientRect();
    change();
    scrollBy({ top: box.getBoundingClientRect().top - top, behavior: "instant" });
  }

  /** @param {SubmitEvent} event */
  onSubmit(event) {
    event.preventDefault();
    const given = every(this.form, "input:checked", HTMLInputElement).filter(({ value }) => value);
    this.choose(new Map(given.map(({ name, value }) => [name, value])));
    this.form.closest("details")?.removeAttribute("open");
    this.focusPanel();
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || nearest(event.target, "input, textarea", HTMLElement)) return;
    if (event.key === "Escape" && this.state) {
      event.preventDefault();
      const inChart = event.target instanceof Node && this.chart.contains(event.target);
      const back = before(this.state);
      this.go(back, this.answers);
      if (inChart) this.boxes.get(back)?.focus();
      else this.focusPanel();
      return;
    }
    const item = nearest(event.target, ".flowchart__item", HTMLElement);
    if (!item) return;
    const rtl = getComputedStyle(this.chart).direction === "rtl";
    const [into, out] = rtl ? ["ArrowLeft", "ArrowRight"] : ["ArrowRight", "ArrowLeft"];
    /** @type {Record<string, () => Element | null | undefined | void>} */
    const keys = {
      [into]: () => item.querySelector(":scope > ol > li"),
      [out]: () => item.parentElement?.closest(".flowchart__item"),
      ArrowDown: () => item.nextElementSibling,
      ArrowUp: () => item.previousElementSibling,
      Home: () => this.chart.querySelector("li"),
      "+": () => this.scale(1),
      "-": () => this.scale(-1),
      0: () => this.scale(0),
    };
    if (!Object.hasOwn(keys, event.key)) return;
    event.preventDefault();
    keys[event.key]()?.querySelector("a")?.focus();
  }

  /** @param {WheelEvent} event */
  onWheel(event) {
    if (!event.ctrlKey) return;
    event.preventDefault();
    this.scale(event.deltaY < 0 ? 1 : -1);
  }

  /**
   * Take the answers as given and go as far as they lead.
   *
   * @param {Map<string, string>} answers
   */
  choose(answers) {
    this.go(this.states.replay(answers), answers);
  }

  /**
   * @param {string} state
   * @param {Map<string, string>} answers
   */
  go(state, answers) {
    const lost = [...answers].filter(([question]) => !this.states.applies(state, question));
    this.answers = new Map([...answers].filter(([question]) => this.states.applies(state, question)));
    const search = query(state);
    history.pushState([...this.answers], "", search ? `?${search}` : location.pathname);
    this.show(state, lost);
    this.announce();
  }

  restore() {
    const search = new URLSearchParams(location.search);
    search.delete("h"); // the search of the site marks its words with it
    const { state, left, rest } = this.states.read(`?${search}`);
    const used = new Map(pairs(state));
    /** @param {Pair} pair */
    const waits = ([question, answer]) =>
      !used.has(question) && this.input(question, answer) !== null && this.states.applies(state, question);
    // An entry without a state is an anchor on this page: what waits goes on to wait.
    this.answers = new Map([...(history.state ?? this.answers), ...left.filter(waits), ...used]);
    history.replaceState([...this.answers], "");
    this.show(
      state,
      left.filter((pair) => !waits(pair)),
      rest,
    );
  }

  /**
   * Set everything visible from a state.
   *
   * @param {string} state
   * @param {Pair[]} lost
   * @param {string[]} rest of an address, which is no answer
   */
  show(state, lost, rest = []) {
    this.state = state;
    this.chart.querySelector("[aria-current]")?.removeAttribute("aria-current");
    const current = state ? this.boxes.get(state) : undefined;
    current?.setAttribute("aria-current", "step");
    /** @type {Set<Element>} */
    const path = new Set();
    for (let item = current?.closest("li"); item; item = item.parentElement?.closest("li")) path.add(item);
    // Only what differs: a class that changes on an item makes the browser look at everything below it.
    for (const item of this.path) if (!path.has(item)) item.classList.remove(ON);
    for (const item of path) if (!this.path.has(item)) item.classList.add(ON);
    this.path = path;
    this.chart.classList.toggle("flowchart--going", Boolean(state));
    this.panel.replaceChildren(/** @type {DocumentFragment} */ (this.panels.get(state)).cloneNode(true));
    const { heading } = this;
    heading.tabIndex = -1;
    const choices = this.panel.querySelector(".panel__choices") ?? first(this.panel, ".panel__more", Element);
    first(this.bar, "*", Element).replaceChildren(heading.cloneNode(true), choices.cloneNode(true));
    this.bar.hidden = this.seen || !state;
    const told = unused(lost, rest, (pair) => this.words(...pair));
    this.dropped.hidden = !told.length;
    first(this.dropped, "span", Element).textContent = told.join("; ");
    for (const input of every(this.form, "input", HTMLInputElement))
      input.checked = (this.answers.get(input.name) ?? "") === input.value;
    this.expanded();
  }

  get heading() {
    return first(this.panel, ".panel__title", HTMLElement);
  }

  /**
   * @param {string} question
   * @param {string} answer
   * @returns {string} the words of an answer as the form states them
   */
  words(question, answer) {
    const input = this.input(question, answer);
    if (!input) return `${question}=${answer}`;
    const asked = input.closest("fieldset")?.querySelector("legend")?.textContent;
    return `${asked} ${input.parentElement?.textContent?.trim()}`;
  }

  /**
   * @param {string} question
   * @param {string} answer
   */
  input(question, answer) {
    return this.form.querySelector(`input[name="${question}"][value="${answer}"]`);
  }

  announce() {
    const step = first(this.panel, ".panel__step", Element);
    const told = [step, this.heading].map((said) => said.textContent?.trim());
    this.status.textContent = [...told, this.dropped.hidden ? "" : this.dropped.textContent].join(". ");
  }

  focusPanel() {
    this.heading.focus();
  }

  expanded() {
    const folded = this.state && this.chart.classList.contains("flowchart--folded");
    for (const box of this.boxes.values()) {
      if (!box.nextElementSibling) continue;
      if (folded) box.setAttribute("aria-expanded", String(box.parentElement?.classList.contains(ON)));
      else box.removeAttribute("aria-expanded");
    }
  }

  /** @param {HTMLButtonElement} button */
  fold(button) {
    const folded = this.chart.classList.toggle("flowchart--folded");
    button.setAttribute("aria-pressed", String(folded));
    this.expanded();
  }

  /** @param {number} step up or down the list of sizes; 0 for the size that fits */
  scale(step) {
    const at = step ? ZOOMS.indexOf(this.zoom) + step : ZOOMS.indexOf(1);
    this.zoom = ZOOMS[Math.max(0, Math.min(at, ZOOMS.length - 1))];
    this.chart.style.setProperty("--zoom", String(this.zoom));
  }
}

define("decision-tree", DecisionTree);

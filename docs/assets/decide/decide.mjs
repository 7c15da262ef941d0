import { States, pairs, query, stated } from "./states.mjs";

const ON = "flowchart__item--on";
const ZOOMS = [0.5, 0.67, 0.8, 1, 1.25, 1.5, 2, 3];

/**
 * The flowchart in place. Everything shown was written by the server: the panel of each state stands in a
 * template. The address holds the state, the entry of the history also the answers that wait to be used again.
 */
export class DecisionTree extends HTMLElement {
  connectedCallback() {
    const find = (/** @type {string} */ part) => this.querySelector(`[data-part="${part}"]`);
    this.chart = this.querySelector(".flowchart");
    this.frame = find("frame");
    this.panel = this.querySelector(".panel").parentElement;
    this.form = this.querySelector("form");
    [this.dropped, this.bar, this.status] = ["dropped", "bar", "status"].map(find);
    this.boxes = new Map([...this.chart.querySelectorAll("a")].map((box) => [box.dataset.state, box]));
    this.panels = new Map([...this.querySelectorAll("template")].map((t) => [t.dataset.state, t.content]));
    this.states = new States(this.boxes.keys());
    this.zoom = 1;
    this.path = new Set();
    this.seen = true;
    for (const part of this.querySelectorAll("[data-script]")) part.hidden = false;
    for (const type of ["click", "keydown", "submit"]) this.addEventListener(type, this);
    this.frame.addEventListener("wheel", this, { passive: false });
    addEventListener("popstate", this);
    this.restore();
    new IntersectionObserver((seen) => {
      this.seen = seen.at(-1).isIntersecting;
      this.bar.hidden = this.seen || !this.state;
    }).observe(this.panel);
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
    this.announce();
  }

  /** @param {MouseEvent} event */
  onclick(event) {
    const button = event.target.closest("[data-action]");
    if (button) return this[button.dataset.action](button);
    const link = event.target.closest("a[data-state]");
    if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    const { state } = link.dataset;
    if (this.chart.contains(link)) this.hold(link, () => this.go(state, new Map(pairs(state))));
    else if (link.matches(".panel__choice")) this.choose(new Map([...this.answers, ...pairs(state)]));
    else this.go(state, state ? new Map([...this.answers, ...pairs(state)]) : new Map(link.matches(".panel__answers a") ? this.answers : []));
    if (!this.chart.contains(link)) this.focusPanel();
  }

  /** Keep a box where it is on the screen, whatever grows above it. @param {Element} box @param {() => void} change */
  hold(box, change) {
    const { top } = box.getBoundingClientRect();
    change();
    scrollBy({ top: box.getBoundingClientRect().top - top, behavior: "instant" });
  }

  /** @param {SubmitEvent} event */
  onsubmit(event) {
    event.preventDefault();
    this.choose(new Map([...new FormData(this.form)].filter(([, answer]) => answer)));
    this.form.closest("details").open = false;
    this.focusPanel();
  }

  /** @param {KeyboardEvent} event */
  onkeydown(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, textarea")) return;
    if (event.key === "Escape" && this.state) {
      event.preventDefault();
      const inChart = this.chart.contains(event.target);
      const back = this.state.slice(0, this.state.lastIndexOf("/", this.state.length - 2) + 1);
      this.go(back, this.answers);
      if (inChart) this.boxes.get(back).focus();
      else this.focusPanel();
      return;
    }
    const item = event.target.closest(".flowchart__item");
    if (!item) return;
    const { key } = event;
    const rtl = getComputedStyle(this.chart).direction === "rtl";
    const [into, out] = rtl ? ["ArrowLeft", "ArrowRight"] : ["ArrowRight", "ArrowLeft"];
    const to = {
      [into]: () => item.querySelector(":scope > ol > li"),
      [out]: () => item.parentElement.closest(".flowchart__item"),
      ArrowDown: () => item.nextElementSibling,
      ArrowUp: () => item.previousElementSibling,
      Home: () => this.chart.querySelector("li"),
      "+": () => this.larger(),
      "-": () => this.smaller(),
      0: () => this.fit(),
    }[key];
    if (!to) return;
    event.preventDefault();
    to()?.querySelector("a").focus();
  }

  /** @param {WheelEvent} event */
  onwheel(event) {
    if (!event.ctrlKey) return;
    event.preventDefault();
    this.scale(event.deltaY < 0 ? 1 : -1);
  }

  /** Take the answers as given and go as far as they lead. @param {Map<string, string>} answers */
  choose(answers) {
    this.go(this.states.replay(answers), answers);
  }

  /** @param {string} state @param {Map<string, string>} answers */
  go(state, answers) {
    const lost = [...answers].filter(([question]) => !this.states.applies(state, question));
    this.answers = new Map([...answers].filter(([question]) => this.states.applies(state, question)));
    const search = query(state);
    history.pushState([...this.answers], "", search ? `?${search}` : location.pathname);
    this.show(state, lost);
    this.announce();
  }

  restore() {
    const { state, left } = this.states.read(stated(location.search));
    const used = new Map(pairs(state));
    const waits = ([question, answer]) => !used.has(question) && this.input(question, answer) && this.states.applies(state, question);
    this.answers = new Map([...(history.state ?? []), ...left.filter(waits), ...used]);
    this.show(state, left.filter((pair) => !waits(pair)));
  }

  /** Set everything visible from a state. @param {string} state @param {[string, string][]} lost */
  show(state, lost) {
    this.state = state;
    this.chart.querySelector("[aria-current]")?.removeAttribute("aria-current");
    const current = this.boxes.get(state);
    if (state) current.setAttribute("aria-current", "step");
    const path = new Set();
    for (let item = current.closest("li"); state && item; item = item.parentElement.closest("li")) path.add(item);
    // Only what differs: a class that changes on an item makes the browser look at everything below it.
    for (const item of this.path) if (!path.has(item)) item.classList.remove(ON);
    for (const item of path) if (!this.path.has(item)) item.classList.add(ON);
    this.path = path;
    this.chart.classList.toggle("flowchart--going", Boolean(state));
    this.panel.replaceChildren(this.panels.get(state).cloneNode(true));
    const title = this.panel.querySelector(".panel__title");
    title.tabIndex = -1;
    const choices = this.panel.querySelector(".panel__choices") ?? this.panel.querySelector(".panel__more");
    this.bar.firstElementChild.replaceChildren(...[title, choices].map((part) => part.cloneNode(true)));
    this.bar.hidden = this.seen || !state;
    this.dropped.hidden = !lost.length;
    this.dropped.querySelector("span").textContent = lost.map(([question, answer]) => this.words(question, answer)).join("; ");
    for (const input of this.form.querySelectorAll("input")) input.checked = (this.answers.get(input.name) ?? "") === input.value;
    this.expanded();
  }

  /** The words of an answer as the form states them. @param {string} question @param {string} answer */
  words(question, answer) {
    const input = this.input(question, answer);
    if (!input) return `${question}=${answer}`;
    return `${input.closest("fieldset").querySelector("legend").textContent} ${input.parentElement.textContent.trim()}`;
  }

  /** @param {string} question @param {string} answer */
  input(question, answer) {
    return this.form.querySelector(`input[name="${question}"][value="${answer}"]`);
  }

  announce() {
    const told = [".panel__step", ".panel__title"].map((part) => this.panel.querySelector(part).textContent.trim());
    this.status.textContent = [...told, this.dropped.hidden ? "" : this.dropped.textContent].join(". ");
  }

  focusPanel() {
    this.panel.querySelector(".panel__title").focus();
  }

  expanded() {
    const folded = this.state && this.chart.classList.contains("flowchart--folded");
    for (const box of this.boxes.values()) {
      if (!box.nextElementSibling) continue;
      if (folded) box.setAttribute("aria-expanded", String(box.parentElement.classList.contains(ON)));
      else box.removeAttribute("aria-expanded");
    }
  }

  /** @param {HTMLElement} button */
  fold(button) {
    const folded = this.chart.classList.toggle("flowchart--folded");
    button.setAttribute("aria-pressed", String(folded));
    this.expanded();
  }

  larger() {
    this.scale(1);
  }

  smaller() {
    this.scale(-1);
  }

  fit() {
    this.scale(0);
  }

  /** @param {number} step up or down the list of sizes; 0 for the size that fits */
  scale(step) {
    const at = step ? ZOOMS.indexOf(this.zoom) + step : ZOOMS.indexOf(1);
    this.zoom = ZOOMS[Math.max(0, Math.min(at, ZOOMS.length - 1))];
    this.chart.style.setProperty("--zoom", String(this.zoom));
  }
}

if (!customElements.get("decision-tree")) customElements.define("decision-tree", DecisionTree);

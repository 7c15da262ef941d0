import { copied } from "../copy/copy.mjs";
import { define, every, first, nearest, part } from "../parts/parts.mjs";
import { wordsOf } from "../words/words.mjs";
import { PlainEditor } from "./plain.mjs";
import { Failure, Python, TooLong } from "./python.mjs";
import { compared, element, facts, problems, rules } from "./results.mjs";
import { packed, unpacked } from "./share.mjs";
import { standalone } from "./standalone.mjs";

/**
 * @typedef {import("./results.mjs").Answer} Answer
 * @typedef {import("./units.mjs").Place} Place
 * @typedef {{text: string, around: boolean}} Draft
 * @typedef {object} Site what stands around a tree of this site, and the trees that can be loaded
 * @property {{own: boolean, text: string}[]} trees in the order of the list
 * @property {{pages: string[], evidence: string[], releases: {text: string}[]}} around releases oldest first
 */

/** How long a reader may pause between two keys before the draft is checked, in milliseconds. */
const PAUSE = 20;
/** From this length on, some programs cut off a link. */
const LONG = 8000;
const FILE = "tree.yaml";
const [DRAFT, KEPT] = ["workbench-draft", "workbench-kept"];
const OURS = new URL(".", import.meta.url).href;
const ON = "flowchart__item--on";

/**
 * The workbench: an editor, and beside it what the Python of the site says of the draft. Nothing is loaded before
 * the reader starts it. The draft lives in the storage of the browser, a shared one in the address.
 */
class DecisionWorkbench extends HTMLElement {
  parts = {
    without: part(this, "without", HTMLElement),
    intro: part(this, "intro", HTMLElement),
    shared: part(this, "shared", HTMLElement),
    loading: part(this, "loading", HTMLElement),
    progress: part(this, "progress", HTMLProgressElement),
    bytes: part(this, "bytes", HTMLElement),
    failure: part(this, "failure", HTMLElement),
    reason: part(this, "reason", HTMLElement),
    app: part(this, "app", HTMLElement),
    trees: part(this, "trees", HTMLSelectElement),
    file: part(this, "file", HTMLInputElement),
    around: part(this, "around", HTMLInputElement),
    ready: part(this, "ready", HTMLElement),
    notice: part(this, "notice", HTMLElement),
    told: part(this, "told", HTMLElement),
    restore: part(this, "restore", HTMLElement),
    link: part(this, "link", HTMLInputElement),
    stopped: part(this, "stopped", HTMLElement),
    plain: part(this, "plain", HTMLTextAreaElement),
    keys: part(this, "keys", HTMLElement),
    verdict: part(this, "verdict", HTMLElement),
    took: part(this, "took", HTMLElement),
    report: part(this, "report", HTMLElement),
    faults: part(this, "faults", HTMLElement),
    facts: part(this, "facts", HTMLElement),
    stale: part(this, "stale", HTMLElement),
    flowchart: part(this, "flowchart", HTMLElement),
    paths: part(this, "paths", HTMLElement),
    rules: part(this, "rules", HTMLElement),
    changes: part(this, "changes", HTMLElement),
  };
  counts = {
    paths: part(this, "paths-count", HTMLElement),
    rules: part(this, "rules-count", HTMLElement),
    changes: part(this, "changes-count", HTMLElement),
  };
  words = wordsOf(part(this, "words", HTMLTemplateElement).content);
  tabs = every(this, "[role=tab]", HTMLButtonElement);
  starts = every(this, "[data-action=start]", HTMLButtonElement);

  /** What each button does. @type {Record<string, (button: HTMLButtonElement) => void>} */
  actions = {
    start: () => this.start(),
    load: () => this.load(),
    pick: () => this.parts.file.click(),
    save: () => download(FILE, this.editor.text, "text/yaml"),
    share: () => this.share(),
    discard: () => this.discard(),
    restore: () => this.restore(),
    report: () => this.report(),
    wide: (button) => button.setAttribute("aria-pressed", String(this.classList.toggle("workbench--wide"))),
    page: () => this.page(),
    outline: () => this.outline(),
  };

  python = new Python({ core: new URL(this.dataset.core ?? "", document.baseURI).href, ours: OURS }, (bytes) =>
    this.loaded(bytes),
  );
  /** @type {import("./plain.mjs").Editor} */
  editor = new PlainEditor(this.parts.plain, () => this.changed());
  /** @type {Site | null} */
  site = null;
  /** @type {import("./completion.mjs").Schema} */
  schema = {};
  /** @type {Answer["names"]} */
  names = null;
  /** The last draft that could be drawn. @type {import("./results.mjs").Tree | null} */
  tree = null;
  /** The state that is shown in the flowchart. @type {string | null} */
  lit = null;
  /** What is drawn now, by the element it is drawn in. @type {Map<Element, string | null>} */
  drawn = new Map();
  unsaved = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  pause;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  saving;

  connectedCallback() {
    this.parts.without.hidden = true;
    this.parts.intro.hidden = false;
    this.parts.shared.hidden = !shared();
    for (const type of ["click", "keydown", "change", "dragover", "drop"]) this.addEventListener(type, this);
    addEventListener("hashchange", this);
    addEventListener("pagehide", this);
  }

  disconnectedCallback() {
    removeEventListener("hashchange", this);
    removeEventListener("pagehide", this);
    this.python.worker?.terminate();
  }

  /** @param {Event} event */
  handleEvent(event) {
    if (event instanceof DragEvent) this.onDrag(event);
    else if (event instanceof MouseEvent) this.onClick(event);
    else if (event instanceof KeyboardEvent) this.onKey(event);
    else if (event.type === "change") this.onChange(event);
    else if (event.type === "hashchange") this.onHash();
    else if (event.type === "pagehide" && this.unsaved) this.keep();
  }

  /** @param {MouseEvent} event */
  onClick(event) {
    const button = nearest(event.target, "button", HTMLButtonElement);
    const link = nearest(event.target, "a", HTMLAnchorElement);
    if (button?.dataset.action) this.actions[button.dataset.action](button);
    else if (button?.dataset.place) this.editor.select(placeOf(button.dataset.place));
    else if (button && this.tabs.includes(button)) this.choose(button);
    else if (link && (this.parts.flowchart.contains(link) || this.parts.paths.contains(link))) {
      event.preventDefault();
      this.go(link.dataset.state ?? link.hash.replace("#decide/", ""));
    }
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    const at = event.target instanceof HTMLButtonElement ? this.tabs.indexOf(event.target) : -1;
    /** @type {Record<string, number>} */
    const moves = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 };
    const tab = at < 0 ? undefined : this.tabs.at(moves[event.key] % this.tabs.length);
    if (!tab || !(event.key in moves)) return;
    event.preventDefault();
    this.choose(tab).focus();
  }

  /** @param {Event} event */
  async onChange({ target }) {
    const { around, file } = this.parts;
    if (target === around) this.changed();
    if (target === file && file.files?.length) {
      await this.read(file.files[0]);
      file.value = "";
    }
  }

  /** @param {DragEvent} event */
  onDrag(event) {
    const { files = [], items = [] } = event.dataTransfer ?? {};
    if (event.type === "dragover" && [...items].some(({ kind }) => kind === "file")) event.preventDefault();
    if (event.type !== "drop" || !files.length || !this.site) return;
    event.preventDefault();
    this.read(files[0]);
  }

  onHash() {
    if (!shared()) return;
    if (this.site) this.openShared(this.site);
    else this.parts.shared.hidden = false;
  }

  async start() {
    const { loading, failure, reason, app, intro, ready } = this.parts;
    loading.hidden = false;
    failure.hidden = true;
    for (const button of this.starts) button.disabled = true;
    try {
      this.loaded(0);
      const [seconds, site, schema] = await Promise.all([
        this.python.start(),
        json("site.json"),
        json("tree.schema.json"),
      ]);
      this.schema = schema;
      await this.edit(site);
      ready.textContent = this.words.say("ready", { seconds: seconds.toFixed(1) });
      intro.hidden = true;
      app.hidden = false;
      await this.open(site);
      this.editor.focus();
    } catch (error) {
      reason.textContent = this.reason(error);
      failure.hidden = false;
      loading.hidden = true;
    }
    for (const button of this.starts) button.disabled = false;
  }

  /** @param {number} bytes that have come so far */
  loaded(bytes) {
    const megabytes = (/** @type {number} */ count) => (count / 1e6).toFixed(1);
    const total = Number(this.dataset.size);
    this.parts.progress.value = Math.min(1, bytes / total);
    this.parts.bytes.textContent = this.words.say("bytes", { loaded: megabytes(bytes), total: megabytes(total) });
  }

  /** @param {unknown} error @returns {string} */
  reason(error) {
    if (error instanceof Failure) return this.words.say(error.word, error.values);
    return error instanceof Error ? error.message : String(error);
  }

  /**
   * Put an editor in the place of the text field; where none can be loaded, the field itself is the editor.
   *
   * @param {Site} site
   */
  async edit(site) {
    const { plain, keys } = this.parts;
    const known = () => ({ schema: this.schema, names: this.names ? { ...this.names, ...this.around } : null });
    /** @type {typeof import("./editor.mjs") | null} */
    const code = await import(`${OURS}editor.js`).catch(() => null);
    if (code) this.editor = new code.CodeEditor(plain, () => this.changed(), known, this.words);
    keys.hidden = !code;
    this.site = site;
  }

  get around() {
    return this.site && this.parts.around.checked ? this.site.around : null;
  }

  /** Begin with a shared tree, else with the draft of last time, else with the tree of this site. @param {Site} site */
  async open(site) {
    const draft = stored(DRAFT);
    if (shared()) return this.openShared(site);
    this.fill(draft?.text ?? site.trees[0].text, draft?.around ?? true);
    if (draft) this.tell(this.words.say("draft"));
  }

  /** @param {Site} site */
  async openShared(site) {
    const { code, own } = shared() ?? { code: "", own: false };
    const draft = stored(DRAFT);
    try {
      const text = await unpacked(code);
      const other = draft !== null && draft.text !== text;
      const kept = other && keep(KEPT, draft);
      this.fill(text, own);
      this.tell(this.words.say("came"), { restore: kept });
    } catch {
      this.fill(draft?.text ?? site.trees[0].text, draft?.around ?? true);
      this.tell(this.words.say("damaged"));
    }
  }

  /** @param {string} text @param {boolean} own whether it is checked as a tree of this site */
  fill(text, own) {
    this.parts.around.checked = own;
    this.lit = null;
    this.editor.text = text.replaceAll("\r\n", "\n");
    clearTimeout(this.saving);
    this.unsaved = false;
    this.check();
  }

  /** @param {File} file */
  async read(file) {
    const data = new Uint8Array(await file.arrayBuffer());
    const found = await this.ask({ name: file.name }, data);
    if (!found) return;
    // What Python cannot decode has no text: its fault is told, and the draft stays.
    if (found.text === undefined) return this.show(found, file.name);
    this.fill(found.text, this.parts.around.checked);
    this.keep();
    this.tell(this.words.say("opened", { file: file.name }));
  }

  load() {
    const { selectedIndex, options } = this.parts.trees;
    const tree = this.site?.trees[selectedIndex];
    if (!tree) return;
    this.fill(tree.text, tree.own);
    this.keep();
    this.forget();
    this.tell(this.words.say("loaded", { label: options[selectedIndex].text }));
  }

  discard() {
    if (!this.site) return;
    keep(DRAFT, null);
    this.fill(this.site.trees[0].text, true);
    this.forget();
    this.tell(this.words.say("discarded"));
  }

  restore() {
    const draft = stored(KEPT);
    if (!draft) return;
    this.fill(draft.text, draft.around);
    this.keep();
    this.forget();
    keep(KEPT, null);
    this.tell(this.words.say("again"));
  }

  /** The address speaks of a shared tree only as long as that is what is shown. */
  forget() {
    if (shared()) history.replaceState(history.state, "", location.pathname + location.search);
  }

  /** The text or what is around it is not what it was. */
  changed() {
    if (this.parts.app.hidden) return;
    this.unsaved = true;
    clearTimeout(this.pause);
    clearTimeout(this.saving);
    this.pause = setTimeout(() => this.check(), PAUSE);
    this.saving = setTimeout(() => {
      this.keep();
      this.forget();
    }, 400);
  }

  keep() {
    this.unsaved = false;
    clearTimeout(this.saving);
    const draft = { text: this.editor.text, around: this.parts.around.checked };
    if (!keep(DRAFT, draft)) this.tell(this.words.say("not-kept"));
  }

  async check() {
    clearTimeout(this.pause);
    const { around } = this;
    const { text } = this.editor;
    const found = await this.ask({ name: FILE, text });
    // What was asked may have changed meanwhile; then another answer is on its way.
    if (found && text === this.editor.text && around === this.around) this.show(found, FILE);
  }

  /**
   * Ask Python, and say so where it takes too long.
   *
   * @param {{name: string, text?: string, report?: boolean}} request
   * @param {Uint8Array} [file]
   * @returns {Promise<Answer | null>}
   */
  async ask(request, file) {
    const { stopped, took } = this.parts;
    const began = performance.now();
    try {
      const published = this.site?.around.releases.at(-1)?.text ?? this.site?.trees[0].text ?? "";
      const found = await this.python.ask({ ...request, around: this.around, published }, file);
      if (found) {
        stopped.hidden = true;
        took.textContent = this.words.say("took", { time: Math.round(performance.now() - began) });
      }
      return found;
    } catch (error) {
      stopped.textContent =
        error instanceof TooLong
          ? this.words.say("too-long", { seconds: this.python.limit / 1000 })
          : this.words.say("failed", { reason: this.reason(error) });
      stopped.hidden = false;
      return null;
    }
  }

  /**
   * Set everything visible from an answer.
   *
   * @param {Answer} found
   * @param {string} file that was asked about
   */
  show(found, file) {
    const { verdict, faults, stale, report } = this.parts;
    const { diagnostics, tree } = found;
    const good = this.words.say(this.around ? "good" : "good-alone");
    const told = diagnostics.length ? this.words.count("problem", diagnostics.length) : good;
    // Set only where it differs, so that a screen reader does not say the same after every key.
    if (verdict.textContent !== told) verdict.textContent = told;
    verdict.classList.toggle("workbench__verdict--bad", diagnostics.length > 0);
    report.hidden = !diagnostics.length;
    faults.replaceChildren(...problems(diagnostics, file));
    if (file === FILE) this.editor.mark(diagnostics.filter((fault) => fault.file === file));
    this.names = found.names ?? this.names;
    stale.hidden = Boolean(tree) || !this.tree;
    if (tree) this.draw(tree, found.changes ?? null);
    for (const panel of this.querySelectorAll("[role=tabpanel]"))
      panel.classList.toggle("workbench__panel--stale", !stale.hidden);
    this.dispatchEvent(new CustomEvent("checked", { detail: found }));
  }

  /**
   * @param {import("./results.mjs").Tree} tree
   * @param {import("./results.mjs").Changes | null} changes
   */
  draw(tree, changes) {
    this.tree = tree;
    this.parts.facts.replaceChildren(...facts(tree, this.words));
    this.replace(this.parts.flowchart, tree.flowchart);
    this.replace(this.parts.paths, tree.table);
    this.parts.rules.replaceChildren(...rules(tree.rules, this.words));
    this.parts.changes.replaceChildren(...compared(changes, this.words));
    this.counts.paths.textContent = String(tree.paths);
    this.counts.rules.textContent = String(tree.rules.length);
    this.counts.changes.textContent = String(changes?.changes.length ?? "");
    this.light();
  }

  /**
   * Draw what differs from what is drawn.
   *
   * @param {Element} within
   * @param {string | null} html from the renderers of the site, which escape; none for a tree that is too large
   */
  replace(within, html) {
    if (html && this.drawn.get(within) === html) return;
    this.drawn.set(within, html);
    if (html) within.innerHTML = html;
    else {
      const states = this.words.count("state", this.tree?.states ?? 0);
      within.replaceChildren(element("p", {}, this.words.say("too-large", { states })));
    }
  }

  /** Show a state: its path in the flowchart, its place in the text. @param {string} state */
  go(state) {
    this.lit = state;
    this.light();
    const place = this.tree?.places[state];
    if (place) this.editor.select(place);
  }

  light() {
    const { flowchart } = this.parts;
    const boxes = every(flowchart, "a", HTMLAnchorElement);
    const box = this.lit === null ? undefined : boxes.find(({ dataset }) => dataset.state === this.lit);
    for (const item of flowchart.querySelectorAll(`.${ON}`)) item.classList.remove(ON);
    flowchart.querySelector("[aria-current]")?.removeAttribute("aria-current");
    box?.setAttribute("aria-current", "step");
    for (let item = box?.closest("li"); item; item = item.parentElement?.closest("li")) item.classList.add(ON);
  }

  /** @param {HTMLElement} tab */
  choose(tab) {
    for (const each of this.tabs) {
      each.setAttribute("aria-selected", String(each === tab));
      each.tabIndex = each === tab ? 0 : -1;
      first(this, `#${each.getAttribute("aria-controls")}`, HTMLElement).hidden = each !== tab;
    }
    return tab;
  }

  async share() {
    const { link } = this.parts;
    const address = packed(this.editor.text).then((code) => {
      const whole = new URL(location.href);
      whole.hash = `tree=${code}${this.parts.around.checked ? "&own=1" : ""}`;
      return whole.href;
    });
    const done = await copied(address);
    link.value = await address;
    const size = this.words.count("character", link.value.length);
    const told = [
      this.words.say(done ? "link-copied" : "link-to-copy"),
      this.words.say("link-whole"),
      this.words.say(link.value.length > LONG ? "link-long" : "link-size", { size }),
    ];
    this.tell(told.join(" "), { link: true });
    if (!done) link.select();
  }

  /** The problems as the command line prints them. */
  async report() {
    const asked = this.ask({ name: FILE, text: this.editor.text, report: true });
    const done = await copied(asked.then((found) => found?.report ?? Promise.reject(new Error("nothing to copy"))));
    if (await asked) this.tell(this.words.say(done ? "report-copied" : "report-refused"));
  }

  outline() {
    if (this.tree?.outline) download("tree.md", this.tree.outline, "text/markdown");
  }

  async page() {
    if (!this.tree?.flowchart) return;
    const css = await (await fetch(`${OURS}flowchart.css`)).text();
    download("flowchart.html", standalone(this.tree, this.parts.flowchart, css), "text/html");
  }

  /** @param {string} words @param {{ restore?: boolean, link?: boolean }} [more] */
  tell(words, { restore = false, link = false } = {}) {
    this.parts.told.textContent = words;
    this.parts.restore.hidden = !restore;
    this.parts.link.hidden = !link;
    this.parts.notice.hidden = false;
  }
}

/** @returns {{code: string, own: boolean} | null} the shared tree in the address, and whether it is one of this site */
function shared() {
  const stated = new URLSearchParams(location.hash.slice(1));
  const code = stated.get("tree");
  return code ? { code, own: stated.has("own") } : null;
}

/** @param {string} key @returns {Draft | null} */
function stored(key) {
  try {
    return JSON.parse(localStorage.getItem(key) ?? "null");
  } catch {
    return null;
  }
}

/**
 * @param {string} key
 * @param {Draft | null} draft
 * @returns {boolean} whether the browser keeps it, or has forgotten what it kept
 */
function keep(key, draft) {
  try {
    if (draft) localStorage.setItem(key, JSON.stringify(draft));
    else localStorage.removeItem(key);
    return true;
  } catch {
    return false;
  }
}

/** @param {string} text @returns {Place} */
function placeOf(text) {
  const [line, column, length] = text.split(",").map(Number);
  return [line, column, length];
}

/** @param {string} name */
async function json(name) {
  const response = await fetch(`${OURS}${name}`).catch(() => null);
  if (!response?.ok) throw new Failure("lost", { name });
  return response.json();
}

/** @param {string} name @param {string} text @param {string} type */
function download(name, text, type) {
  const address = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  element("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

define("decision-workbench", DecisionWorkbench);

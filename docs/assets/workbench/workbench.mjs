import { PlainEditor } from "./plain.mjs";
import { Python, TooLong } from "./python.mjs";
import { compared, counted, element, facts, problems, rules } from "./results.mjs";
import { packed, unpacked } from "./share.mjs";
import { standalone } from "./standalone.mjs";

/** How long a reader may pause between two keys before the draft is checked, in milliseconds. */
const PAUSE = 20;
const FILE = "tree.yaml";
const [DRAFT, KEPT] = ["workbench-draft", "workbench-kept"];
const OURS = new URL(".", import.meta.url).href;
const ON = "flowchart__item--on";

/**
 * The workbench: an editor, and beside it what the Python of the site says of the draft. Nothing is loaded before
 * the reader starts it. The draft lives in the storage of the browser, a shared one in the address.
 */
export class DecisionWorkbench extends HTMLElement {
  connectedCallback() {
    this.parts = Object.fromEntries([...this.querySelectorAll("[data-part]")].map((part) => [part.dataset.part, part]));
    this.tabs = [...this.querySelectorAll("[role=tab]")];
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
    this.python?.worker?.terminate();
  }

  /** @param {Event} event */
  handleEvent(event) {
    this[`on${event.type}`](event);
  }

  /** @param {MouseEvent} event */
  onclick(event) {
    const to = event.target.closest("button, a");
    if (!to) return;
    if (to.dataset.action) this[to.dataset.action](to);
    else if (to.dataset.place) this.editor.select(to.dataset.place.split(",").map(Number));
    else if (to.role === "tab") this.choose(to);
    else if (this.parts.flowchart.contains(to) || this.parts.paths.contains(to)) {
      event.preventDefault();
      this.go(to.dataset.state ?? to.getAttribute("href").replace("#decide/", ""));
    }
  }

  /** @param {KeyboardEvent} event */
  onkeydown(event) {
    const at = this.tabs.indexOf(event.target);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 }[event.key];
    if (at < 0 || to === undefined) return;
    event.preventDefault();
    this.choose(this.tabs.at(to % this.tabs.length)).focus();
  }

  /** @param {Event} event */
  async onchange(event) {
    if (event.target === this.parts.around) this.changed();
    if (event.target === this.parts.file) {
      await this.read(this.parts.file.files[0]);
      this.parts.file.value = "";
    }
  }

  /** @param {DragEvent} event */
  ondragover(event) {
    if ([...event.dataTransfer.items].some((item) => item.kind === "file")) event.preventDefault();
  }

  /** @param {DragEvent} event */
  ondrop(event) {
    const [file] = event.dataTransfer.files;
    if (!file || !this.editor) return;
    event.preventDefault();
    this.read(file);
  }

  onhashchange() {
    if (!shared()) return;
    if (this.editor) this.openShared();
    else this.parts.shared.hidden = false;
  }

  onpagehide() {
    if (this.unsaved) this.keep();
  }

  async start() {
    const { loading, progress, bytes, failure, reason, app, intro, ready } = this.parts;
    loading.hidden = false;
    failure.hidden = true;
    for (const button of this.querySelectorAll("[data-action=start]")) button.disabled = true;
    const sizes = JSON.parse(this.dataset.sizes);
    const total = Object.values(sizes).reduce((sum, size) => sum + size, 0);
    const megabytes = (count) => (count / 1e6).toFixed(1);
    const told = (loaded) => {
      progress.value = Math.min(1, loaded / total);
      bytes.textContent = `${megabytes(loaded)} of ${megabytes(total)} MB unpacked`;
    };
    try {
      told(0);
      this.python = new Python({ core: new URL(this.dataset.core, document.baseURI).href, ours: OURS }, told);
      const [seconds, site, schema] = await Promise.all([this.python.start(), json("site.json"), json("tree.schema.json")]);
      Object.assign(this, { site, schema });
      await this.edit();
      ready.textContent = `Ready in ${seconds.toFixed(1)} s.`;
      intro.hidden = true;
      app.hidden = false;
      await this.open();
      this.editor.focus();
    } catch (error) {
      reason.textContent = error.message;
      failure.hidden = false;
      loading.hidden = true;
    }
    for (const button of this.querySelectorAll("[data-action=start]")) button.disabled = false;
  }

  /** Put an editor in the place of the text field; where none can be loaded, the field itself is the editor. */
  async edit() {
    const { plain, keys, trees } = this.parts;
    const changed = () => this.changed();
    const known = () => ({ schema: this.schema, names: this.names && { ...this.names, ...this.around } });
    const code = await import("./editor.mjs").catch(() => null);
    this.editor = code ? new code.CodeEditor(plain, changed, known) : new PlainEditor(plain, changed);
    keys.hidden = !code;
    trees.replaceChildren(...this.site.trees.map(({ label }, number) => new Option(label, String(number))));
  }

  get around() {
    return this.parts.around.checked ? this.site.around : null;
  }

  /** Begin with a shared tree, else with the draft of last time, else with the tree of this site. */
  async open() {
    const draft = stored(DRAFT);
    if (shared()) return this.openShared();
    this.fill(draft?.text ?? this.site.trees[0].text, draft?.around ?? true);
    if (draft) this.tell("This is your draft from last time. It is kept in this browser only.");
  }

  async openShared() {
    const [code, own] = shared();
    const draft = stored(DRAFT);
    try {
      const text = await unpacked(code);
      if (draft && draft.text !== text) localStorage.setItem(KEPT, JSON.stringify(draft));
      this.fill(text, own);
      this.tell("This tree came with the link.", { restore: Boolean(draft && draft.text !== text) });
    } catch {
      this.fill(draft?.text ?? this.site.trees[0].text, draft?.around ?? true);
      this.tell("The link is damaged: no tree could be read from it. It may have been cut off where it was pasted.");
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
    if (found.text === undefined) this.show(found, file.name);
    else {
      this.fill(found.text, this.parts.around.checked);
      this.keep();
      this.tell(`${file.name} is open. To go back to what was here before, press Ctrl+Z in the editor.`);
    }
  }

  load() {
    const tree = this.site.trees[Number(this.parts.trees.value)];
    this.fill(tree.text, tree.own);
    this.keep();
    this.forget();
    this.tell(`Loaded: ${tree.label}. To go back to what was here before, press Ctrl+Z in the editor.`);
  }

  discard() {
    localStorage.removeItem(DRAFT);
    this.fill(this.site.trees[0].text, true);
    this.forget();
    this.tell("The draft is discarded; this is the tree of this site. To take it back, press Ctrl+Z in the editor.");
  }

  restore() {
    const { text, around } = stored(KEPT);
    this.fill(text, around);
    this.keep();
    this.forget();
    localStorage.removeItem(KEPT);
    this.tell("This is your draft again.");
  }

  /** The address speaks of a shared tree only as long as that is what is shown. */
  forget() {
    if (shared()) history.replaceState(history.state, "", location.pathname + location.search);
  }

  /** The text or what is around it is not what it was. */
  changed() {
    if (!this.site || this.parts.app.hidden) return;
    this.unsaved = true;
    clearTimeout(this.pause);
    clearTimeout(this.saving);
    this.pause = setTimeout(() => this.check(), PAUSE);
    this.saving = setTimeout(() => (this.keep(), this.forget()), 400);
  }

  keep() {
    this.unsaved = false;
    clearTimeout(this.saving);
    try {
      localStorage.setItem(DRAFT, JSON.stringify({ text: this.editor.text, around: this.parts.around.checked }));
    } catch {
      this.tell("This browser does not keep the draft: save it as a file before you leave.");
    }
  }

  async check() {
    clearTimeout(this.pause);
    const { text } = this.editor;
    const found = await this.ask({ name: FILE, text });
    if (found && text === this.editor.text) this.show(found, FILE);
  }

  /** Ask Python, and say so where it takes too long. @returns {Promise<object | null>} */
  async ask(request, file) {
    const { stopped } = this.parts;
    const began = performance.now();
    try {
      const found = await this.python.ask({ ...request, around: this.around, published: this.site.published }, file);
      if (found) stopped.hidden = true;
      if (found) this.parts.took.textContent = `checked in ${Math.round(performance.now() - began)} ms`;
      return found;
    } catch (error) {
      const limit = `Checking took longer than ${this.python.limit / 1000} s and was stopped.`;
      stopped.textContent = `${error instanceof TooLong ? limit : `Checking failed: ${error.message}.`} The text is as you left it; change it, and it is checked again.`;
      stopped.hidden = false;
      return null;
    }
  }

  /** Set everything visible from an answer. */
  show(found, file) {
    const { verdict, faults, stale, facts: about, flowchart, paths, rules: list, changes } = this.parts;
    const { diagnostics, tree } = found;
    const good = this.around ? "No problems: this tree can be published." : "No problems in the tree itself. What stands around it was not looked at.";
    const told = diagnostics.length ? counted(diagnostics.length, "problem") : good;
    // Set only where it differs, so that a screen reader does not say the same after every key.
    if (verdict.textContent !== told) verdict.textContent = told;
    verdict.classList.toggle("workbench__verdict--bad", diagnostics.length > 0);
    this.parts.report.hidden = !diagnostics.length;
    faults.replaceChildren(...problems(diagnostics, file));
    if (file === FILE) this.editor.mark(diagnostics.filter((fault) => fault.file === file));
    this.names = found.names ?? this.names;
    stale.hidden = Boolean(tree) || !this.tree;
    if (tree) {
      this.tree = tree;
      about.replaceChildren(...facts(tree));
      const large = `This tree has ${counted(tree.states, "state")}, too many to draw. It was checked all the same.`;
      replaced(flowchart, tree.flowchart, large);
      replaced(paths, tree.table, large);
      list.replaceChildren(...rules(tree.rules));
      changes.replaceChildren(...compared(found.changes));
      this.parts["paths-count"].textContent = String(tree.paths);
      this.parts["rules-count"].textContent = String(tree.rules.length);
      this.parts["changes-count"].textContent = String(found.changes?.changes.length ?? "");
      this.light();
    }
    for (const panel of this.querySelectorAll("[role=tabpanel]")) panel.classList.toggle("workbench__panel--stale", !stale.hidden);
    this.dispatchEvent(new CustomEvent("checked", { detail: found }));
  }

  /** Show a state: its path in the flowchart, its place in the text. @param {string} state */
  go(state) {
    this.lit = state;
    this.light();
    const place = this.tree.places[state];
    if (place) this.editor.select(place);
  }

  light() {
    const box = this.lit && [...this.parts.flowchart.querySelectorAll("a")].find((a) => a.dataset.state === this.lit);
    for (const item of this.parts.flowchart.querySelectorAll(`.${ON}`)) item.classList.remove(ON);
    this.parts.flowchart.querySelector("[aria-current]")?.removeAttribute("aria-current");
    box?.setAttribute("aria-current", "step");
    for (let item = box?.closest("li"); item; item = item.parentElement.closest("li")) item.classList.add(ON);
  }

  /** @param {HTMLElement} tab */
  choose(tab) {
    for (const each of this.tabs) {
      each.setAttribute("aria-selected", String(each === tab));
      each.tabIndex = each === tab ? 0 : -1;
      this.querySelector(`#${each.getAttribute("aria-controls")}`).hidden = each !== tab;
    }
    return tab;
  }

  /** @param {HTMLElement} button */
  wide(button) {
    button.setAttribute("aria-pressed", String(this.classList.toggle("workbench--wide")));
  }

  async share() {
    const code = await packed(this.editor.text);
    const address = new URL(location.href);
    address.hash = `tree=${code}${this.parts.around.checked ? "&own=1" : ""}`;
    const { link } = this.parts;
    link.value = address.href;
    const copied = await navigator.clipboard?.writeText(link.value).then(() => true, () => false);
    const size = counted(link.value.length, "character");
    const warning = link.value.length > 8000 ? ` It has ${size}; some programs cut off links as long as this.` : ` It has ${size}.`;
    this.tell(`${copied ? "The link is copied." : "Copy this link."} The whole draft is in it, and nothing was sent anywhere.${warning}`, { link: true });
    if (!copied) link.select();
  }

  pick() {
    this.parts.file.click();
  }

  /** The problems as the command line prints them. */
  async report() {
    const found = await this.ask({ name: FILE, text: this.editor.text, report: true });
    if (!found) return;
    const copied = await navigator.clipboard?.writeText(found.report).then(() => true, () => false);
    this.tell(copied ? "The problems are copied as text." : "The browser does not allow copying.");
  }

  save() {
    download(FILE, this.editor.text, "text/yaml");
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

/** @returns {[string, boolean] | null} the shared tree in the address, and whether it is one of this site */
function shared() {
  const stated = new URLSearchParams(location.hash.slice(1));
  const code = stated.get("tree");
  return code ? [code, stated.has("own")] : null;
}

/** @param {string} key */
function stored(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

/** @param {string} name */
async function json(name) {
  const response = await fetch(`${OURS}${name}`).catch(() => null);
  if (!response?.ok) throw new Error(`The network was lost while ${name} was on its way.`);
  return response.json();
}

/** @param {HTMLElement} part @param {string | null} html from the renderers of the site, which escape */
function replaced(part, html, instead) {
  if (part.html === html && html) return;
  part.html = html;
  if (html) part.innerHTML = html;
  else part.replaceChildren(element("p", {}, instead));
}

/** @param {string} name @param {string} text @param {string} type */
function download(name, text, type) {
  const address = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  element("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

if (!customElements.get("decision-workbench")) customElements.define("decision-workbench", DecisionWorkbench);

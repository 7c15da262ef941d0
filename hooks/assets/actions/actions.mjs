import { absolute, copied, tell } from "../copy/copy.mjs";
import { define, first, nearest } from "../parts/parts.mjs";

/** What can be done with a recommendation: copy its link or its record in some form, print it. Says what happened. */
class StateActions extends HTMLElement {
  output = first(this, "output", HTMLOutputElement);
  field = first(this, "textarea", HTMLTextAreaElement);

  /** What each button copies. @type {Record<string, () => string | Promise<string>>} */
  texts = {
    link: () => absolute(this.dataset.address ?? ""),
    record: () => this.load("record.md"),
    short: () => this.load("record-nygard.md"),
    citation: () => this.citation(),
    diagram: () => this.diagram(),
  };

  static observedAttributes = ["data-address"];

  /** What was said and shown was of another address. */
  attributeChangedCallback() {
    tell(this.output, -1);
    this.field.hidden = true;
  }

  connectedCallback() {
    for (const button of this.querySelectorAll("button")) button.hidden = false;
    this.addEventListener("click", this);
  }

  /** @param {Event} event */
  async handleEvent({ target }) {
    const wanted = nearest(target, "button", HTMLButtonElement)?.value;
    if (wanted === "print") print();
    if (!wanted || !(wanted in this.texts)) return;
    tell(this.output, -1);
    const text = this.texts[wanted]();
    const done = await copied(text);
    const ready = await Promise.resolve(text).catch(() => null);
    this.field.hidden = done || ready === null;
    if (!done && ready !== null) {
      this.field.value = ready;
      this.field.focus();
      this.field.select();
      this.field.scrollTop = 0;
    }
    tell(this.output, ready === null ? 2 : done ? 0 : 1);
  }

  /** What follows the words of the button in the record, without the signs of Markdown. */
  async citation() {
    const lead = `- ${first(this, "[value=citation]", HTMLButtonElement).dataset.lead}`;
    const line = required((await this.load("record.md")).split("\n").find((text) => text.startsWith(lead)));
    return line.slice(lead.length).replace(/\\([!-/:-@[-`{-~])/g, "$1");
  }

  async diagram() {
    return required((await this.load("record.md")).match(/^```mermaid\n[\s\S]*?\n```$/m))[0];
  }

  /** @param {string} name of the file of a record */
  async load(name) {
    const answer = await fetch(first(this, `a[href$="/${name}"]`, HTMLAnchorElement).href);
    if (!answer.ok) throw new Error(answer.statusText);
    return answer.text();
  }
}

/**
 * @template T
 * @param {T | null | undefined} found in a record
 * @returns {T}
 */
function required(found) {
  if (found) return found;
  throw new Error("not a record of ours");
}

define("state-actions", StateActions);

import { absolute, copied, tell } from "../copy/copy.mjs";

/** What can be done with a recommendation: copy its link or its record in some form, print it. Says what happened. */
export class StateActions extends HTMLElement {
  connectedCallback() {
    for (const button of this.querySelectorAll("button")) button.hidden = false;
    this.addEventListener("click", this);
  }

  /** @param {MouseEvent} event */
  async handleEvent(event) {
    const wanted = event.target.closest("button")?.value;
    if (wanted === "print") print();
    if (!wanted || wanted === "print") return;
    const output = this.querySelector("output");
    tell(output, -1);
    const text = this[wanted]();
    const done = await copied(text);
    const ready = await Promise.resolve(text).catch(() => null);
    const field = this.querySelector("textarea");
    field.hidden = done || ready === null;
    if (!field.hidden) {
      field.value = ready;
      field.focus();
      field.select();
      field.scrollTop = 0;
    }
    tell(output, ready === null ? 2 : done ? 0 : 1);
  }

  link() {
    return absolute(this.dataset.address);
  }

  record() {
    return this.load("record.md");
  }

  short() {
    return this.load("record-nygard.md");
  }

  /** The line of the record, without the signs of Markdown. */
  async citation() {
    const [, line] = (await this.record()).match(/^- Cite as: (.*)$/m);
    return line.replace(/\\([!-/:-@[-`{-~])/g, "$1");
  }

  async diagram() {
    return (await this.record()).match(/^```mermaid\n[^]*?\n```$/m)[0];
  }

  /** @param {string} name of the file of a record */
  async load(name) {
    const answer = await fetch(this.querySelector(`a[href$="/${name}"]`).href);
    if (!answer.ok) throw new Error(answer.statusText);
    return answer.text();
  }
}

if (!customElements.get("state-actions")) customElements.define("state-actions", StateActions);

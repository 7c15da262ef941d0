import { absolute, copied, tell } from "../copy/copy.mjs";

/** How to cite the page: copies the citation, and at the sign beside a heading the address of its section. */
export class PageCite extends HTMLElement {
  connectedCallback() {
    this.text = this.querySelector(".cite__text");
    this.output = this.querySelector("output");
    this.querySelector("button").hidden = false;
    document.addEventListener("click", this);
  }

  disconnectedCallback() {
    document.removeEventListener("click", this);
  }

  /** @param {MouseEvent} event */
  async handleEvent(event) {
    tell(this.output, -1);
    if (event.target.closest("page-cite button")) {
      const done = await copied(this.text.textContent);
      if (!done) getSelection().selectAllChildren(this.text);
      return this.say(0, done);
    }
    const link = event.target.closest("a.headerlink");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) this.say(2, await copied(absolute(link.hash)));
  }

  /** What went well is told for a moment, a failure until the next click. @param {number} first @param {boolean} done */
  say(first, done) {
    tell(this.output, done ? first : first + 1);
    clearTimeout(this.timer);
    if (done) this.timer = setTimeout(tell, 4000, this.output, -1);
  }
}

if (!customElements.get("page-cite")) customElements.define("page-cite", PageCite);

import { absolute, copied } from "../copy/copy.mjs";

/** How to cite the page: copies the citation, and at the sign beside a heading the address of its section. */
export class PageCite extends HTMLElement {
  connectedCallback() {
    this.querySelector("button").hidden = false;
    this.addEventListener("click", this);
    document.addEventListener("click", this);
  }

  disconnectedCallback() {
    document.removeEventListener("click", this);
  }

  /** @param {MouseEvent} event */
  async handleEvent(event) {
    if (event.currentTarget === this) {
      if (event.target.closest("button")) this.say("text", await copied(this.text.textContent));
      return;
    }
    const link = event.target.closest("a.headerlink");
    if (link) this.say("link", await copied(absolute(link.hash)));
  }

  get text() {
    return this.querySelector(".cite__text");
  }

  /** @param {"text" | "link"} what @param {boolean} done */
  say(what, done) {
    if (what === "text" && !done) getSelection().selectAllChildren(this.text);
    for (const output of this.querySelectorAll("output")) output.hidden = output.dataset.said !== `${what}-${done}`;
    clearTimeout(this.timer);
    if (done) this.timer = setTimeout(() => this.querySelector("output:not([hidden])").hidden = true, 4000);
  }
}

if (!customElements.get("page-cite")) customElements.define("page-cite", PageCite);

import { absolute, copied, tell } from "../copy/copy.mjs";
import { define, first, nearest } from "../parts/parts.mjs";

/** How to cite the page: copies the citation, and at the sign beside a heading the address of its section. */
class PageCite extends HTMLElement {
  text = first(this, ".cite__text", HTMLElement);
  output = first(this, "output", HTMLOutputElement);

  connectedCallback() {
    first(this, "button", HTMLButtonElement).hidden = false;
    document.addEventListener("click", this);
  }

  disconnectedCallback() {
    document.removeEventListener("click", this);
  }

  /** @param {MouseEvent} event */
  async handleEvent(event) {
    tell(this.output, -1);
    if (nearest(event.target, "page-cite button", HTMLButtonElement)) {
      const done = await copied(this.text.textContent ?? "");
      if (!done) getSelection()?.selectAllChildren(this.text);
      return this.say(0, done);
    }
    const link = nearest(event.target, "a.headerlink", HTMLAnchorElement);
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) this.say(2, await copied(absolute(link.hash)));
  }

  /**
   * What went well is told for a moment, a failure until the next click.
   *
   * @param {number} first
   * @param {boolean} done
   */
  say(first, done) {
    tell(this.output, done ? first : first + 1);
    clearTimeout(this.timer);
    if (done) this.timer = setTimeout(tell, 4000, this.output, -1);
  }

  /** @type {ReturnType<typeof setTimeout> | undefined} */
  timer;
}

define("page-cite", PageCite);

/** A page that has moved: goes on to the same section of the new one, which a refresh alone would lose. */
export class PageMoved extends HTMLElement {
  connectedCallback() {
    if (location.hash) location.replace(this.querySelector("a").href + location.hash);
  }
}

if (!customElements.get("page-moved")) customElements.define("page-moved", PageMoved);

import { define, first } from "../parts/parts.mjs";

/** A page that has moved: goes on to the same section of the new one, which a refresh alone would lose. */
class PageMoved extends HTMLElement {
  connectedCallback() {
    if (location.hash) location.replace(first(this, "a", HTMLAnchorElement).href + location.hash);
  }
}

define("page-moved", PageMoved);

import { units } from "./units.mjs";

/**
 * What the workbench needs of an editor.
 *
 * @typedef {object} Editor
 * @property {string} text
 * @property {(faults: import("./results.mjs").Fault[]) => void} mark
 * @property {(place: import("./units.mjs").Place) => void} select
 * @property {() => void} focus
 */

/** The editor where CodeMirror cannot be loaded: the text field of the page. @implements {Editor} */
export class PlainEditor {
  /** @param {HTMLTextAreaElement} field @param {() => void} changed */
  constructor(field, changed) {
    this.field = field;
    field.addEventListener("input", changed);
    this.changed = changed;
  }

  get text() {
    return this.field.value;
  }

  /** @param {string} text */
  set text(text) {
    this.field.value = text;
    this.changed();
  }

  /** The list beside the field says what is wrong. */
  mark() {}

  /** @param {import("./units.mjs").Place} place */
  select([line, column, length]) {
    const lines = this.field.value.split("\n");
    const before = lines.slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0);
    const [from, to] = units(lines[line - 1] ?? "", column, length);
    this.field.focus();
    this.field.setSelectionRange(before + from, before + to);
    this.field.scrollTop = ((line - 4) * this.field.scrollHeight) / lines.length;
  }

  focus() {
    this.field.focus();
  }
}

/** The editor where CodeMirror cannot be loaded: the text field of the page, with the same methods. */
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

  /** @param {[number, number, number]} place line, column and length, in characters, from 1 */
  select([line, column, length]) {
    const before = this.field.value.split("\n").slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0);
    const [from, to] = units(this.field.value.split("\n")[line - 1] ?? "", column, length);
    this.field.focus();
    this.field.setSelectionRange(before + from, before + to);
    this.field.scrollTop = ((line - 4) * this.field.scrollHeight) / Math.max(1, this.field.value.split("\n").length);
  }

  focus() {
    this.field.focus();
  }
}

/**
 * Python counts characters, JavaScript the units of UTF-16.
 * @param {string} line @param {number} column @param {number} length @returns {[number, number]} start and end, from 0
 */
export function units(line, column, length) {
  const characters = [...line];
  const before = characters.slice(0, column - 1).join("").length;
  return [before, before + characters.slice(column - 1, column - 1 + length).join("").length];
}

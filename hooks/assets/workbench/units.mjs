/**
 * Python counts characters, JavaScript the units of UTF-16; no DOM.
 *
 * @typedef {[line: number, column: number, length: number]} Place in characters, from 1
 */

/**
 * @param {string} line
 * @param {number} column
 * @param {number} length
 * @returns {[start: number, end: number]} from 0
 */
export function units(line, column, length) {
  const characters = [...line];
  const before = characters.slice(0, column - 1).join("").length;
  return [before, before + characters.slice(column - 1, column - 1 + length).join("").length];
}

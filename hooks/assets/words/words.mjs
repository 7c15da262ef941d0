/**
 * The words that a script shows. They stand in the page, each in an element with `data-word`, and name in braces
 * what is filled in: `{count} problems`. No DOM is needed to fill them.
 */

/** @typedef {Record<string, string | number>} Values */

/**
 * @param {string} text
 * @param {Values} values
 * @returns {string} the text with every placeholder filled that has a value
 */
export const filled = (text, values) => text.replace(/\{([\w-]+)\}/g, (whole, name) => String(values[name] ?? whole));

/** Words by name. */
export class Words {
  /**
   * @param {Iterable<readonly [string, string]>} texts
   * @param {string} language in which numbers are written and counted
   */
  constructor(texts, language) {
    this.texts = new Map(texts);
    this.numbers = new Intl.NumberFormat(language);
    this.plurals = new Intl.PluralRules(language);
  }

  /**
   * @param {string} name
   * @param {Values} [values]
   * @returns {string}
   */
  say(name, values = {}) {
    const text = this.texts.get(name);
    if (text === undefined) throw new Error(`no word is named ${name}`);
    return filled(text, values);
  }

  /**
   * @param {string} name of words that stand once for each plural form of the language: `problem.one`, `problem.other`
   * @param {number} count
   * @returns {string} for the place of `{count}` too
   */
  count(name, count) {
    const form = `${name}.${this.plurals.select(count)}`;
    return this.say(this.texts.has(form) ? form : `${name}.other`, { count: this.numbers.format(count) });
  }
}

/**
 * @param {ParentNode} within
 * @returns {Words} all that stand there
 */
export const wordsOf = (within) =>
  new Words(
    [...within.querySelectorAll("[data-word]")].map(
      (word) => /** @type {const} */ ([word.getAttribute("data-word") ?? "", word.textContent ?? ""]),
    ),
    document.documentElement.lang,
  );

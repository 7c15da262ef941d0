/**
 * Addresses of states and the answers in them; no DOM. A state is written as `need.facts/freshness.often/`,
 * the root as an empty text, and answers are a Map from question id to answer id.
 */

/** @param {string} state @returns {[string, string][]} its pairs of question and answer */
export const pairs = (state) =>
  state.split("/").filter(Boolean).map((segment) => /** @type {[string, string]} */ (segment.split(".")));

/** @param {string} state @returns {string} the same state as a query: `need=facts&freshness=often` */
export const query = (state) => new URLSearchParams(pairs(state)).toString();

/**
 * @param {string} address of a state, whole or from the root of the tree, or with the answers in its query
 * @returns {[string, string][]} every pair in it that could be a question and an answer
 */
export const stated = (address) => {
  const { pathname, search } = new URL(address, "https://any/decide/");
  const below = decodeURIComponent(pathname).replace(/^.*\/decide\//, "").replace(/(index\.html|[a-z-]+\.md)$/, "");
  return [...pairs(below), ...new URLSearchParams(search)].filter((pair) => pair.length === 2 && pair.every((id) => /^[a-z0-9-]+$/.test(id)));
};

/** What a tree asks where: built from the addresses of all its states. */
export class States {
  /** @param {Iterable<string>} addresses */
  constructor(addresses) {
    this.all = new Set(addresses);
    /** @type {Map<string, string>} the question that is asked at a state; a leaf has none */
    this.asked = new Map();
    for (const state of this.all) {
      const [question] = pairs(state).at(-1) ?? [];
      if (question) this.asked.set(state.slice(0, state.lastIndexOf("/", state.length - 2) + 1), question);
    }
  }

  /** @param {Map<string, string>} answers @returns {string} where they lead from the root, in any order */
  replay(answers) {
    let state = "";
    for (;;) {
      const question = this.asked.get(state);
      const next = `${state}${question}.${answers.get(question ?? "")}/`;
      if (!this.all.has(next)) return state;
      state = next;
    }
  }

  /** @param {string} state @param {string} question @returns {boolean} whether it is or can be asked on the way */
  applies(state, question) {
    if (pairs(state).some(([asked]) => asked === question)) return true;
    return [...this.asked].some(([at, asked]) => asked === question && at.startsWith(state));
  }
}

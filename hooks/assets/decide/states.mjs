/**
 * Addresses of states and the answers in them; no DOM. A state is written as `need.facts/freshness.often/`,
 * the root as an empty text, and answers are a Map from question id to answer id.
 *
 * @typedef {[question: string, answer: string]} Pair
 */

/**
 * @param {string} state
 * @returns {Pair[]} its pairs of question and answer
 */
export const pairs = (state) =>
  state
    .split("/")
    .filter(Boolean)
    .map((segment) => {
      const [question, answer = ""] = segment.split(".");
      return [question, answer];
    });

/**
 * @param {string} state
 * @returns {string} the same state as a query: `need=facts&freshness=often`
 */
export const query = (state) => new URLSearchParams(pairs(state)).toString();

/**
 * The twin of `answers_in` in decision/tree/states.py; both are held to tests/machine/addresses.json. It takes addresses apart
 * as text, as `URL` refuses some that people paste.
 *
 * @param {string} address of a state, whole or from the root of the tree, or with the answers in its query
 * @returns {Pair[]} every pair in it that could be a question and an answer
 */
export function answersIn(address) {
  const [whole] = address
    .trim()
    .replace(/^([a-z][a-z\d+.-]*:)?\/\/[^/?#]*/i, "")
    .split("#");
  const [path] = whole.split("?");
  const segments = `/${path}`.replace(/^.*\/decide\//s, "").split("/");
  if (/^(index\.html|(record|record-nygard|question)\.md)$/.test(segments[segments.length - 1])) segments.pop();
  const stated = [...new URLSearchParams(whole.slice(path.length))].filter(([name]) => !/clk?id$/.test(name));
  return [...segments.map((segment) => decoded(segment).split(".")), ...stated].filter(isPair);
}

/**
 * @param {string[]} ids
 * @returns {ids is Pair}
 */
const isPair = (ids) => ids.length === 2 && ids.every((id) => /^[a-z\d]+(-[a-z\d]+)*$/.test(id));

/** @param {string} segment */
function decoded(segment) {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** What a tree asks where: built from the addresses of all its states. */
export class States {
  /** @param {Iterable<string>} addresses */
  constructor(addresses) {
    this.all = new Set(addresses);
    /** @type {Map<string, string>} the question that is asked at a state; a leaf has none */
    this.asked = new Map();
    for (const state of this.all) {
      const last = pairs(state).at(-1);
      if (last) this.asked.set(before(state), last[0]);
    }
  }

  /**
   * @param {Map<string, string>} answers
   * @returns {string} where they lead from the root, in any order
   */
  replay(answers) {
    let state = "";
    for (;;) {
      const question = this.asked.get(state) ?? "";
      const next = `${state}${question}.${answers.get(question)}/`;
      if (!this.all.has(next)) return state;
      state = next;
    }
  }

  /**
   * @param {Pair[]} answers
   * @returns {{state: string, left: Pair[]}} where they lead, and those of no use there
   */
  read(answers) {
    const state = this.replay(new Map(answers));
    const used = new Map(pairs(state));
    return { state, left: answers.filter(([question, answer]) => used.get(question) !== answer) };
  }

  /**
   * @param {string} state
   * @param {string} question
   * @returns {boolean} whether it is or can be asked on the way
   */
  applies(state, question) {
    if (pairs(state).some(([asked]) => asked === question)) return true;
    return [...this.asked].some(([at, asked]) => asked === question && at.startsWith(state));
  }
}

/**
 * @param {string} state
 * @returns {string} the state with one answer less
 */
export const before = (state) => state.slice(0, state.lastIndexOf("/", state.length - 2) + 1);

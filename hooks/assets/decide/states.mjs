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

/** What people's tools put into an address, or around it. */
const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/g;
const SPACE = /[\0-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;
const EDGE = new RegExp(`${SPACE.source}|[.,;:!?'"\`()[\\]{}<>*_~\u201c\u201d\u2018\u2019\u00ab\u00bb\u2026]`);
/** The files beside the page of a state. */
const FILES = /^(index\.html|(record|record-nygard|question)\.md)$/;
const ID = /^[a-z\d]+(-[a-z\d]+)*$/;

/**
 * @param {string} text
 * @param {RegExp} sign of one character
 * @returns {string} the text without such signs at its ends
 */
function stripped(text, sign) {
  let [from, to] = [0, text.length];
  while (from < to && sign.test(text[from])) from++;
  while (from < to && sign.test(text[to - 1])) to--;
  return text.slice(from, to);
}

/**
 * @param {string} text
 * @returns {string} the text without percent signs, as far as they can be read
 */
function decoded(text) {
  const read = text.replace(/(?:%[\da-f]{2})+/gi, (code) => {
    try {
      return decodeURIComponent(code);
    } catch {
      return code;
    }
  });
  return stripped(read.replace(INVISIBLE, ""), SPACE);
}

/**
 * The twin of `answers_in` in decision/tree/stated.py, which tells what is taken off; both are held to
 * tests/machine/addresses.json. It takes addresses apart as text, as `URL` refuses some that people paste.
 *
 * @param {string} address of a state, whole or from the root of the tree, or with the answers in its query
 * @returns {{answers: Pair[], rest: string[]}} every pair that could be a question and an answer, and what is none
 */
export function answersIn(address) {
  const whole = stripped(address.replace(INVISIBLE, ""), SPACE).replaceAll("&amp;", "&");
  const [location] = whole.replace(/^([a-z][a-z\d+.-]*:)?\/\/[^/?#]*/i, "").split("#");
  const [path] = location.split("?");
  const at = `/${path}/`.lastIndexOf("/decide/");
  /** @type {Pair[]} */
  const answers = [];
  /** @type {string[]} */
  const rest = [];
  for (const segment of (at < 0 ? path : `/${path}/`.slice(at + "/decide/".length)).split("/").filter(Boolean)) {
    const text = decoded(segment);
    const plain = stripped(text, EDGE).toLowerCase();
    const [question, ...more] = plain.split(".");
    const answer = more.join(".");
    if (FILES.test(plain)) continue;
    if (ID.test(question) && ID.test(answer)) answers.push([question, answer]);
    else if (plain && (at >= 0 || answers.length)) rest.push(text);
  }
  for (const part of location.slice(path.length + 1).split(/[&;]/)) {
    const [name, ...more] = part.replaceAll("+", " ").split("=").map(decoded);
    const value = more.join("=");
    const [question, answer] = [name, value].map((text) => stripped(text, EDGE).toLowerCase());
    if (!ID.test(question) || !answer || /clk?id$/.test(question)) continue;
    if (ID.test(answer)) answers.push([question, answer]);
    else rest.push(`${name}=${value}`);
  }
  return { answers, rest };
}

/** Of what was not understood, so much is told. */
const TOLD = 100;

/**
 * @param {Pair[]} left
 * @param {string[]} rest
 * @param {(pair: Pair) => string} [words] of a pair
 * @returns {string[]} what of an address played no part, to be told
 */
export const unused = (left, rest, words = (pair) => pair.join(".")) => [...left.map(words), ...rest].slice(0, TOLD);

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
   * @param {string} address
   * @returns {{state: string, left: Pair[], rest: string[]}} where its answers lead, those of no use there, and what in it is no answer
   */
  read(address) {
    const { answers, rest } = answersIn(address);
    const state = this.replay(new Map(answers));
    const used = new Map(pairs(state));
    return { state, left: answers.filter(([question, answer]) => used.get(question) !== answer), rest };
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

/**
 * The worker from outside: started, asked, and ended and started again where an answer takes too long.
 *
 * @typedef {import("./worker.mjs").Message} Message
 * @typedef {import("./results.mjs").Answer} Answer
 * @typedef {{name: string, text?: string, report?: boolean, around: object | null, published: string}} Request
 * @typedef {{request: Request, file?: Uint8Array, done: (answer: Answer | null) => void, failed: (error: unknown) => void}} Asked
 */

export class TooLong extends Error {}

/** A failure that the page has words for. */
export class Failure extends Error {
  /** @param {string} word @param {import("../words/words.mjs").Values} values */
  constructor(word, values) {
    super(word);
    this.word = word;
    this.values = values;
  }
}

export class Python {
  /** How long an answer may take, in milliseconds. */
  limit = 10_000;
  busy = false;
  /** @type {Asked | null} */
  waiting = null;
  /** @type {Worker | null} */
  worker = null;
  /** @type {Promise<number> | null} */
  started = null;

  /**
   * @param {{ core: string, ours: string }} places addresses of the folders with the files
   * @param {(bytes: number) => void} told what has been loaded so far
   */
  constructor(places, told) {
    this.places = places;
    this.told = told;
  }

  /** @returns {Promise<number>} how long the start took, in seconds */
  start() {
    this.worker?.terminate();
    const began = performance.now();
    const worker = new Worker(new URL("worker.js", import.meta.url), { type: "module" });
    this.worker = worker;
    this.started = new Promise((done, failed) => {
      worker.onerror = (event) => {
        event.preventDefault();
        failed(new Failure("lost", { name: "Python" }));
      };
      worker.onmessage = (/** @type {MessageEvent<Message>} */ { data }) => {
        if ("ready" in data) done((performance.now() - began) / 1000);
        else if ("loaded" in data) this.told(data.loaded);
        else failed(failure(data));
      };
    });
    worker.postMessage(this.places);
    return this.started;
  }

  /**
   * Ask for an answer. While one is on its way, only the last request waits: those before it resolve to null.
   *
   * @param {Request} request @param {Uint8Array} [file] @returns {Promise<Answer | null>}
   */
  ask(request, file) {
    this.waiting?.done(null);
    return new Promise((done, failed) => {
      this.waiting = { request, file, done, failed };
      if (!this.busy) this.next();
    });
  }

  async next() {
    const asked = this.waiting;
    if (!asked) return;
    this.waiting = null;
    this.busy = true;
    try {
      await this.started;
      asked.done(await this.answer(asked));
    } catch (error) {
      this.start().catch(() => {});
      asked.failed(error);
    }
    this.busy = false;
    this.next();
  }

  /** @param {Asked} asked @returns {Promise<Answer>} */
  answer({ request, file }) {
    const { worker } = this;
    return new Promise((done, failed) => {
      if (!worker) return failed(new Error("not started"));
      const alarm = setTimeout(() => failed(new TooLong()), this.limit);
      worker.onmessage = (/** @type {MessageEvent<Message>} */ { data }) => {
        clearTimeout(alarm);
        if ("answer" in data) done(JSON.parse(data.answer));
        else failed(failure(data));
      };
      worker.postMessage({ request: JSON.stringify(request), file });
    });
  }
}

/** @param {Message} message @returns {Error} */
const failure = (message) =>
  "word" in message ? new Failure(message.word, message.values) : new Error("failed" in message ? message.failed : "");

/** The worker from outside: started, asked, and ended and started again where an answer takes too long. */

export class TooLong extends Error {}

export class Python {
  /**
   * @param {{ core: string, ours: string }} places addresses of the folders with the files
   * @param {(bytes: number) => void} told what has been loaded so far
   */
  constructor(places, told) {
    Object.assign(this, { places, told });
    /** How long an answer may take, in milliseconds. */
    this.limit = 10_000;
  }

  /** @returns {Promise<number>} how long the start took, in seconds */
  start() {
    this.worker?.terminate();
    const began = performance.now();
    const worker = (this.worker = new Worker(new URL("worker.mjs", import.meta.url), { type: "module" }));
    this.started = new Promise((done, failed) => {
      worker.onerror = (event) => (event.preventDefault(), failed(new Error("The network was lost while Python was on its way.")));
      worker.onmessage = ({ data }) => {
        if (data.ready) done((performance.now() - began) / 1000);
        else if (data.failed) failed(new Error(data.failed));
        else this.told(data.loaded);
      };
    });
    worker.postMessage(this.places);
    return this.started;
  }

  /**
   * Ask for an answer. While one is on its way, only the last request waits: those before it resolve to null.
   * @param {object} request @param {Uint8Array} [file] @returns {Promise<object | null>}
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

  /** @param {{ request: object, file?: Uint8Array }} asked */
  answer({ request, file }) {
    return new Promise((done, failed) => {
      const alarm = setTimeout(() => failed(new TooLong()), this.limit);
      this.worker.onmessage = ({ data }) => {
        clearTimeout(alarm);
        if (data.failed) failed(new Error(data.failed));
        else done(JSON.parse(data.answer));
      };
      this.worker.postMessage({ request: JSON.stringify(request), file });
    });
  }
}

/**
 * The Python of the site, in a thread of its own. It is told once where the files are, tells how many bytes have
 * come, and then answers requests one after the other. Failures that readers can do something about are words of
 * the page with what is filled in.
 *
 * @typedef {{word: string, values: import("../words/words.mjs").Values}} Told
 * @typedef {{ready: true} | {loaded: number} | {answer: string} | {failed: string} | Told} Message
 * @typedef {{core: string, ours: string} | {request: string, file?: Uint8Array}} Wanted
 */

/** @type {(request: string, file?: Uint8Array) => string} */
let answer;

self.onmessage = async (/** @type {MessageEvent<Wanted>} */ { data }) => {
  try {
    if ("core" in data) await start(data);
    else tell({ answer: answer(data.request, data.file) });
  } catch (error) {
    tell({ failed: error instanceof Error ? error.message : String(error) });
  }
};

/** @param {Message} message */
const tell = (message) => postMessage(message);

/** @param {{ core: string, ours: string }} places */
async function start({ core, ours }) {
  const plain = self.fetch;
  self.fetch = counted(plain);
  /** @type {typeof import("pyodide")} */
  const { loadPyodide } = await import(`${core}pyodide.js`);
  const lockFileURL = `${ours}pyodide-lock.json`;
  const python = await loadPyodide({ indexURL: core, lockFileURL, packages: ["decision"] });
  self.fetch = plain;
  const module = python.pyimport("decision.workbench");
  answer = (request, file) => module.answer(request, file ? python.toPy(file) : undefined);
  tell({ ready: true });
}

/**
 * Counts what Pyodide loads while it comes, and tells of a lost network at once: Pyodide would try other ways.
 *
 * @param {typeof fetch} plain @returns {typeof fetch}
 */
function counted(plain) {
  let loaded = 0;
  /** @param {string} word @param {Told["values"]} values @returns {never} */
  const fail = (word, values) => {
    tell({ word, values });
    throw new Error(word);
  };
  return async (input, options) => {
    const { pathname } = new URL(input instanceof Request ? input.url : input, location.href);
    const name = pathname.slice(pathname.lastIndexOf("/") + 1);
    const lost = () => fail("lost", { name });
    const response = await plain(input, options).catch(lost);
    if (!response.ok) fail("refused", { name, status: response.status });
    /** @type {TransformStream<Uint8Array, Uint8Array>} */
    const counter = new TransformStream({
      transform(chunk, out) {
        loaded += chunk.length;
        tell({ loaded });
        out.enqueue(chunk);
      },
    });
    response.body
      ?.pipeTo(counter.writable)
      .catch(lost)
      .catch(() => {});
    const type = name.endsWith(".wasm") ? "application/wasm" : (response.headers.get("content-type") ?? "");
    return new Response(counter.readable, { headers: { "content-type": type } });
  };
}

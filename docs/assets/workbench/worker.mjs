/**
 * The Python of the site, in a thread of its own. It is told once where the files are, tells how many bytes have
 * come, and then answers requests one after the other.
 */

/** @type {(request: string, data: unknown) => string} */
let answer;

self.onmessage = async ({ data }) => {
  try {
    if (data.core) await start(data);
    else postMessage({ answer: answer(data.request, data.file) });
  } catch (error) {
    postMessage({ failed: String(error.message ?? error) });
  }
};

/** @param {{ core: string, ours: string, limits: object }} places */
async function start({ core, ours }) {
  let loaded = 0;
  const add = (/** @type {number} */ bytes) => postMessage({ loaded: (loaded += bytes) });
  const plain = self.fetch;
  const failed = (/** @type {string} */ reason) => {
    postMessage({ failed: reason });
    throw new Error(reason);
  };
  // Counts what Pyodide loads while it comes, and tells of a lost network at once: Pyodide would try other ways.
  self.fetch = async (address, options) => {
    const name = new URL(address.url ?? address, location.href).pathname.split("/").pop();
    const lost = () => failed(`The network was lost while ${name} was on its way.`);
    const response = await plain(address, options).catch(lost);
    if (!response.ok) failed(`The server answered ${response.status} where ${name} should be.`);
    const counter = new TransformStream({ transform: (chunk, out) => (add(chunk.length), out.enqueue(chunk)) });
    response.body.pipeTo(counter.writable).catch(lost).catch(() => {});
    const headers = { "content-type": name.endsWith(".wasm") ? "application/wasm" : response.headers.get("content-type") ?? "" };
    return new Response(counter.readable, { headers });
  };
  const { loadPyodide } = await import(`${core}pyodide.mjs`);
  const python = await loadPyodide({ indexURL: core, lockFileURL: `${ours}pyodide-lock.json`, packages: ["decision"] });
  self.fetch = plain;
  const module = python.pyimport("decision.workbench");
  answer = (request, file) => module.answer(request, file ? python.toPy(file) : undefined);
  postMessage({ ready: true });
}

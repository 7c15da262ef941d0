// What the theme loads for its search waits until the search is focused.
(() => {
  /**
   * What waits; nothing does any more once the search was focused, nor on a page whose words the theme marks for a
   * reader who comes from the search.
   *
   * @type {(() => void)[] | null}
   */
  let waiting = new URLSearchParams(location.search).has("h") ? null : [];

  /** @param {() => void} start */
  const later = (start) => {
    if (waiting) waiting.push(start);
    else start();
  };

  /** @param {FocusEvent} event */
  const focused = ({ target }) => {
    if (!(target instanceof Element && target.closest(".md-search"))) return;
    document.removeEventListener("focusin", focused);
    const starts = waiting ?? [];
    waiting = null;
    for (const start of starts) start();
  };
  document.addEventListener("focusin", focused);

  window.XMLHttpRequest = class extends XMLHttpRequest {
    late = false;

    /**
     * @param {string} method
     * @param {string | URL} url
     * @param {boolean} [async]
     * @param {string | null} [user]
     * @param {string | null} [password]
     */
    open(method, url, async = true, user, password) {
      this.late = /\/search\/search_index\.json$/.test(String(url));
      super.open(method, url, async, user, password);
    }

    /** @param {Parameters<XMLHttpRequest["send"]>} given */
    send(...given) {
      if (this.late) later(() => super.send(...given));
      else super.send(...given);
    }
  };

  window.Worker = new Proxy(Worker, {
    /** @param {[string | URL, WorkerOptions?]} given */
    construct(Real, given) {
      if (!/\/workers\/search\.[^/]*$/.test(String(given[0]))) return new Real(...given);
      const outside = new EventTarget();
      /** @type {Worker} */
      let real;
      later(() => {
        real = new Real(...given);
        real.onmessage = ({ data }) => outside.dispatchEvent(new MessageEvent("message", { data }));
      });
      return Object.assign(outside, {
        /** @param {unknown} data */
        postMessage: (data) => later(() => real.postMessage(data)),
      });
    },
  });
})();

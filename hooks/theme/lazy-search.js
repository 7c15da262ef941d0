(function () {
  var send = XMLHttpRequest.prototype.send, open = XMLHttpRequest.prototype.open, Real = window.Worker, waiting = [];
  function later(start) {
    if (waiting) waiting.push(start);
    else start();
  }
  document.addEventListener("focusin", function wait(event) {
    if (!event.target.closest(".md-search")) return;
    document.removeEventListener("focusin", wait);
    waiting.splice(0).forEach(function (start) { start(); });
    waiting = null;
  });
  XMLHttpRequest.prototype.open = function (method, url) {
    this.waits = /\/search\/search_index\.json$/.test(url);
    return open.apply(this, arguments);
  };
  XMLHttpRequest.prototype.send = function () {
    var request = this, given = arguments;
    if (request.waits) later(function () { send.apply(request, given); });
    else send.apply(request, given);
  };
  window.Worker = function (url, options) {
    if (!/\/workers\/search\.[^/]*$/.test(url)) return new Real(url, options);
    var outside = new EventTarget(), real;
    later(function () {
      real = new Real(url);
      real.onmessage = function (event) { outside.dispatchEvent(new MessageEvent("message", { data: event.data })); };
    });
    outside.postMessage = function (data) { later(function () { real.postMessage(data); }); };
    return outside;
  };
})();

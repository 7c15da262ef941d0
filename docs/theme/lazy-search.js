(function () {
  var send = XMLHttpRequest.prototype.send, open = XMLHttpRequest.prototype.open;
  XMLHttpRequest.prototype.open = function (method, url) {
    this.waits = /\/search\/search_index\.json$/.test(url);
    return open.apply(this, arguments);
  };
  XMLHttpRequest.prototype.send = function () {
    var request = this, given = arguments;
    if (!request.waits) return send.apply(request, given);
    document.addEventListener("focusin", function wait(event) {
      if (!event.target.closest(".md-search")) return;
      document.removeEventListener("focusin", wait);
      send.apply(request, given);
    });
  };
})();

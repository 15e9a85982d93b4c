// The document carries the files that the map asks for: blocks of data, by name.
(function (Temoin) {
  "use strict";

  const block = (name) => document.querySelector(`script[data-name="${CSS.escape(name)}"]`);

  /** What a block of data holds. */
  Temoin.read = (name) => JSON.parse(block(name).textContent);

  /** Answer a request of the map's as a server would; see `ask` in data.js. */
  Temoin.carried = function carried(url) {
    const name = decodeURIComponent(url);
    const found = block(name);
    if (!found) return new Response(null, { status: 404 });
    if (!name.endsWith(".bin")) return new Response(found.textContent);
    const bytes = atob(JSON.parse(found.textContent));
    return new Response(Uint8Array.from(bytes, (sign) => sign.charCodeAt(0)));
  };
})((window.Temoin = window.Temoin || {}));

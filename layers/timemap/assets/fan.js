// Symbols at one place fan out into a list with their names and dates; and the small name
// that follows pointer and focus.
(function (Temoin) {
  "use strict";

  const { html, draw } = Temoin.symbols;

  /** @param {object} context {map, data, store, words, shapes, specOf, onSelect(row)} */
  function createFan(context) {
    const { map, data, store, words } = context;
    const root = map.getContainer();
    const panel = html("div", { class: "tm-fan", role: "dialog" });
    panel.hidden = true;
    root.append(panel);
    L.DomEvent.disableClickPropagation(panel);
    L.DomEvent.disableScrollPropagation(panel);
    let opener = null;

    function open(rows, node, point) {
      opener = node;
      const title = words.counted("map.features_here", rows.length);
      const list = html("ul", {}, rows.map(item));
      const close = html("button", { type: "button", class: "tm-fan-close", "aria-label": words("map.close"), text: "×" });
      close.addEventListener("click", () => shut(true));
      panel.replaceChildren(html("p", { class: "tm-fan-title", text: title }), close, list);
      panel.setAttribute("aria-label", title);
      panel.hidden = false;
      position(point);
      list.querySelector("button").focus();
    }

    function item(row) {
      const name = html("span", { class: "tm-fan-name" });
      const when = html("span", { class: "tm-fan-when" });
      const button = html("button", { type: "button" }, [
        draw(context.specOf(row), context.shapes, false),
        html("span", { class: "tm-fan-text" }, [name, when]),
      ]);
      const fill = () => {
        const text = data.text(row, fill);
        if (!text) return;
        name.textContent = text[store.state.language].name;
        when.textContent = text[store.state.language].when;
      };
      fill();
      button.dataset.row = row;
      button.addEventListener("click", () => {
        shut(true);
        context.onSelect(row);
      });
      return html("li", {}, [button]);
    }

    function position(point) {
      const size = map.getSize();
      const { offsetWidth: width, offsetHeight: height } = panel;
      const limit = size.y - context.bottomInset() - 8;
      const left = Math.min(Math.max(8, point.x + 18), size.x - width - 8);
      const top = Math.min(Math.max(8, point.y - height / 2), Math.max(8, limit - height));
      panel.style.left = `${left}px`;
      panel.style.top = `${top}px`;
    }

    function shut(refocus) {
      if (panel.hidden) return;
      panel.hidden = true;
      if (refocus && opener && opener.isConnected) opener.focus({ preventScroll: true });
    }

    panel.addEventListener("keydown", (event) => {
      const buttons = [...panel.querySelectorAll("button")];
      const at = buttons.indexOf(document.activeElement);
      if (event.key === "Escape") shut(true);
      else if (event.key === "ArrowDown") buttons[(at + 1) % buttons.length].focus();
      else if (event.key === "ArrowUp") buttons[(at - 1 + buttons.length) % buttons.length].focus();
      else return;
      event.preventDefault();
      event.stopPropagation();
    });
    map.on("click movestart zoomstart", () => shut(false));
    store.on((state, changed) => (changed.day || changed.mode || changed.language) && shut(false));
    return { open };
  }

  const NAMED = 4;

  /** The name of what the pointer is over or the focus is on. */
  function createTip({ map, data, store, words }) {
    const tip = html("div", { class: "tm-tip", role: "tooltip" });
    tip.hidden = true;
    map.getContainer().append(tip);
    let current = null;

    function show(rows, point) {
      current = rows;
      if (!rows || !rows.length) {
        tip.hidden = true;
        return;
      }
      const lines = rows.slice(0, NAMED).map((row) => {
        const text = data.text(row, () => current === rows && show(rows, point));
        const own = text ? text[store.state.language] : null;
        return html("p", {}, [
          html("strong", { text: own ? own.name : "…" }),
          html("span", { text: own ? own.when : "" }),
        ]);
      });
      if (rows.length > NAMED) {
        lines.push(html("p", { class: "tm-more", text: words.counted("map.and_more", rows.length - NAMED) }));
      }
      tip.replaceChildren(...lines);
      tip.hidden = false;
      const size = map.getSize();
      const left = point.x + 16 + tip.offsetWidth > size.x ? point.x - tip.offsetWidth - 16 : point.x + 16;
      tip.style.left = `${Math.max(6, left)}px`;
      tip.style.top = `${Math.max(6, Math.min(point.y - 12, size.y - tip.offsetHeight - 8))}px`;
    }

    document.addEventListener("keydown", (event) => event.key === "Escape" && show(null));
    return { show };
  }

  Temoin.fan = { createFan, createTip };
})((window.Temoin = window.Temoin || {}));

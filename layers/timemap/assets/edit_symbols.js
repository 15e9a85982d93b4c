// What a proposed feature looks like: a shape and a letter a kind, so that colour is not needed.
(function (Temoin) {
  "use strict";

  const { html, svg } = Temoin.symbols;
  const SIZE = 26;
  // Outlines in a box of 26: a disc is new, a lozenge changed, a square with a bar removed;
  // of the draft, a pin is the point, a full disc a vertex and a small ring the way to a new one.
  const OUTLINES = {
    new: ["circle", { cx: 13, cy: 13, r: 11 }],
    changed: ["path", { d: "M13 1 25 13 13 25 1 13Z" }],
    removed: ["path", { d: "M3 3h20v20H3ZM3 23 23 3" }],
    draft: ["path", { d: "M13 25 4 11a9 9 0 1 1 18 0Z" }],
    vertex: ["circle", { cx: 13, cy: 13, r: 9 }],
    middle: ["circle", { cx: 13, cy: 13, r: 5 }],
  };

  function picture(kind, letter) {
    const [name, attributes] = OUTLINES[kind];
    const text = { x: 13, y: kind === "draft" ? 15 : 17.5, "text-anchor": "middle", text: letter };
    return svg("svg", { viewBox: "0 0 26 26", width: SIZE, height: SIZE, "aria-hidden": "true" }, [
      svg(name, { ...attributes, class: "ed-outline" }),
      svg("text", { ...text, class: "ed-letter" }),
    ]);
  }

  /** An icon of Leaflet; a pin stands on its place, all others lie over it. */
  function icon(kind, letter) {
    const node = html("span", { class: `ed-symbol is-${kind}` }, [picture(kind, letter)]);
    const foot = kind === "draft" ? SIZE : SIZE / 2;
    return L.divIcon({ html: node, className: "ed-icon", iconSize: [SIZE, SIZE], iconAnchor: [SIZE / 2, foot] });
  }

  /** Make the node of a marker that is on the map a button with a name. */
  function name(made, label, help = "") {
    const node = made.getElement();
    node.setAttribute("role", "button");
    node.setAttribute("aria-label", label);
    node.title = help || label;
    return node;
  }

  /** A marker of Leaflet whose node is a button with a name. */
  function marker(at, { kind, letter, label, draggable = false }) {
    const made = L.marker(at, { icon: icon(kind, letter), draggable, keyboard: true, autoPan: false });
    made.on("add", () => name(made, label));
    return made;
  }

  /** The list of the symbols that are on the map, each with its word. */
  function legend() {
    const element = html("ul", { class: "ed-legend" });
    return {
      element,
      draw(entries) {
        element.replaceChildren(...entries.map(({ kind, letter, label }) => {
          const sign = kind === "published" ? svg("svg", { viewBox: "0 0 26 26", "aria-hidden": "true" }, [
            svg("circle", { cx: 13, cy: 13, r: 5, class: "ed-published" }),
          ]) : picture(kind, letter);
          return html("li", { class: `ed-symbol is-${kind}` }, [sign, html("span", { text: label })]);
        }));
      },
    };
  }

  Temoin.editSymbols = { icon, marker, name, picture, legend };
})((window.Temoin = window.Temoin || {}));

// The outlines of the actor families, as SVG path data, in any width and height; the same
// path is a button on the map, a swatch in the legend and a sprite of the dense drawing.
(function (Temoin) {
  "use strict";

  const points = (list) => `M${list.map(([x, y]) => `${x} ${y}`).join("L")}Z`;

  const OUTLINES = {
    pill(w, h) {
      const r = h / 2;
      return `M${r} 0H${w - r}A${r} ${r} 0 0 1 ${w - r} ${h}H${r}A${r} ${r} 0 0 1 ${r} 0Z`;
    },
    plate: (w, h) => points([[0, 0], [w, 0], [w, h], [0, h]]),
    hexagon(w, h) {
      const d = Math.min(h / 2, w / 2);
      return points([[d, 0], [w - d, 0], [w, h / 2], [w - d, h], [d, h], [0, h / 2]]);
    },
    octagon(w, h) {
      const d = h * 0.29;
      return points([[d, 0], [w - d, 0], [w, d], [w, h - d], [w - d, h], [d, h], [0, h - d], [0, d]]);
    },
    trapezoid(w, h) {
      const d = Math.min(h * 0.45, w * 0.4);
      return points([[d, 0], [w - d, 0], [w, h], [0, h]]);
    },
    shield: (w, h) => points([[0, 0], [w, 0], [w, h * 0.6], [w / 2, h], [0, h * 0.6]]),
    house: (w, h) => points([[w / 2, 0], [w, h * 0.4], [w, h], [0, h], [0, h * 0.4]]),
    slant(w, h) {
      const d = Math.min(h * 0.4, w * 0.35);
      return points([[d, 0], [w, 0], [w - d, h], [0, h]]);
    },
  };

  /** Path data of a family's outline in a box of w by h pixels. */
  function outline(shape, w, h) {
    return OUTLINES[shape](w, h);
  }

  /** Path data of a ring of radius r round (0, 0); an open one has a gap at its top right. */
  function ring(r, isOpen) {
    if (!isOpen) return `M${r} 0A${r} ${r} 0 1 1 ${-r} 0A${r} ${r} 0 1 1 ${r} 0Z`;
    const at = (degrees) => {
      const angle = (degrees * Math.PI) / 180;
      return `${(r * Math.cos(angle)).toFixed(2)} ${(r * Math.sin(angle)).toFixed(2)}`;
    };
    return `M${at(-15)}A${r} ${r} 0 1 1 ${at(-75)}`;
  }

  Temoin.shapes = { outline, ring };
})((window.Temoin = window.Temoin || {}));

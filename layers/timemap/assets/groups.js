// Which symbols share a spot at a zoom level. Spots depend on the zoom and never on the day,
// so that nothing jumps while time moves.
(function (Temoin) {
  "use strict";

  // Within this many pixels two spots would cover each other: a stack is higher than wide.
  const PLATE_REACH = { x: 32, y: 38 };
  const DISC_REACH = { x: 4, y: 4 };
  const NONE = -1;

  /**
   * @param {object} data features
   * @param {function(number): object} specOf row -> symbol spec
   * @param {function(number): {x: number, y: number}} project row -> pixels at this zoom
   * @param {ArrayLike<number>} rows the rows to place, points only
   * @returns {{spotOf: Int32Array, spots: Array<{row: number, x: number, y: number, disc: boolean}>}}
   *   spotOf[row] is -1 for what has no spot; a spot stands where its first row does
   */
  function create(data, specOf, project, rows) {
    const spotOf = new Int32Array(data.count).fill(NONE);
    const spots = [];
    const cells = new Map();
    for (let k = 0; k < rows.length; k++) {
      const row = rows[k];
      if (data.line[row] >= 0) continue;
      const disc = specOf(row).type === "disc";
      const point = project(row);
      const near = nearest(cells, spots, point, disc);
      if (near !== NONE) {
        spotOf[row] = near;
        continue;
      }
      spotOf[row] = spots.length;
      const key = cellKey(point, disc, 0, 0);
      if (!cells.has(key)) cells.set(key, []);
      cells.get(key).push(spots.length);
      spots.push({ row, x: point.x, y: point.y, disc });
    }
    return { spotOf, spots };
  }

  const reach = (disc) => (disc ? DISC_REACH : PLATE_REACH);

  function cellKey(point, disc, dx, dy) {
    const size = reach(disc);
    return `${disc ? "d" : "p"}${Math.floor(point.x / size.x) + dx},${Math.floor(point.y / size.y) + dy}`;
  }

  function nearest(cells, spots, point, disc) {
    let best = NONE;
    const size = reach(disc);
    let bestDistance = 1;
    for (let dx = -1; dx <= 1; dx++) {
      for (let dy = -1; dy <= 1; dy++) {
        for (const spot of cells.get(cellKey(point, disc, dx, dy)) || []) {
          const distance = Math.hypot((spots[spot].x - point.x) / size.x, (spots[spot].y - point.y) / size.y);
          if (distance <= bestDistance) {
            best = spot;
            bestDistance = distance;
          }
        }
      }
    }
    return best;
  }

  Temoin.groups = { create };
})((window.Temoin = window.Temoin || {}));

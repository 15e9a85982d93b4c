// Lines as they lie on the drawn map: their vertices, how long they are, and who is where on them.
(function (Temoin) {
  "use strict";

  /** The vertices of a row's parts, as L.LatLng, and how far along each one lies. */
  function pathOf(data, row) {
    const { vertices, parts, line_parts: lineParts } = data.columns;
    const number = data.line[row];
    const result = [];
    for (let part = lineParts[number]; part < lineParts[number + 1]; part++) {
      const points = [];
      for (let v = parts[part]; v < parts[part + 1]; v++) {
        points.push(L.latLng(vertices[2 * v + 1], vertices[2 * v]));
      }
      result.push(points);
    }
    return result;
  }

  // Lengths on the drawn map, so that the marker keeps its pace on the screen.
  function measure(points) {
    const flat = points.map((point) => L.CRS.EPSG3857.latLngToPoint(point, 0));
    const along = [0];
    for (let i = 1; i < flat.length; i++) along.push(along[i - 1] + flat[i].distanceTo(flat[i - 1]));
    return { points, flat, along, length: along[along.length - 1] };
  }

  /** Position and heading (degrees, clockwise from east) at a fraction of a measured path. */
  function at(path, fraction) {
    const wanted = path.length * Math.min(Math.max(fraction, 0), 1);
    let i = 1;
    while (i < path.along.length - 1 && path.along[i] < wanted) i++;
    const a = path.flat[i - 1];
    const b = path.flat[i] || a;
    const step = path.along[i] - path.along[i - 1] || 1;
    const share = (wanted - path.along[i - 1]) / step;
    const point = L.point(a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share);
    return {
      latlng: L.CRS.EPSG3857.pointToLatLng(point, 0),
      heading: (Math.atan2(b.y - a.y, b.x - a.x) * 180) / Math.PI,
    };
  }

  /** How much of a journey is behind on a playhead (days); both ends are exact days. */
  function progress(columns, row, time, playing) {
    const begin = columns.begin[row];
    const span = columns.end[row] - begin;
    const moment = playing ? time : Math.floor(time) + 0.5;
    return Math.min(Math.max((moment - begin) / span, 0), 1);
  }

  Temoin.paths = { pathOf, measure, at, progress };
})((window.Temoin = window.Temoin || {}));

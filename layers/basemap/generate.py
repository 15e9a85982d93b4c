"""Make ``countries.json`` from Natural Earth's countries at 1:10 million.

Run it by hand, only when Natural Earth changes or the frame does::

    npm pack world-atlas@2
    tar xzf world-atlas-2.0.2.tgz
    python -m layers.basemap.generate package/countries-10m.json

The source is TopoJSON: neighbours refer to the same arcs. Each arc is simplified once, on its
own and with its ends kept, before any polygon is put together, so neighbours still share every
vertex: no gaps, no slivers. The same input gives the same bytes.

Western Sahara: Natural Earth draws the lines of control and gives Western Sahara only the strip
east of the Moroccan berm. That would be a claim. We draw the whole territory, up to the parallel
that ends at its corner with Algeria and Morocco (27 degrees 40 minutes north), leave the berm
out, and flag every land border of the territory as disputed.

All coordinates are EPSG:4326 degrees, longitude first.
"""

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from shapely import LineString, MultiLineString, MultiPolygon, Point, Polygon, box, unary_union
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry
from shapely.geometry.polygon import orient
from shapely.ops import linemerge, polylabel, split

LonLat = tuple[float, float]
Arc = list[LonLat]

FRAME = (-20.0, 3.0, 18.0, 29.0)
"""West, south, east and north limit of the basemap, in degrees."""

TOLERANCE = 0.009
"""Greatest distance between a line and its simplification, in degrees (about 1 km)."""

DECIMALS = 4
"""Decimals kept, in degrees: about 11 m."""

LABEL_SHARE = 0.1
"""A country gets a label if at least this share of its area is in the frame."""

TARGET = Path(__file__).with_name("countries.json")

ATTRIBUTION = "Made with Natural Earth (naturalearthdata.com, public domain) via world-atlas"

MALI, MOROCCO, WESTERN_SAHARA = "ML", "MA", "EH"

COUNTRIES: dict[str, tuple[str, str, str]] = {
    "012": ("DZ", "Algeria", "Algérie"),
    "120": ("CM", "Cameroon", "Cameroun"),
    "140": ("CF", "Central African Republic", "République centrafricaine"),
    "148": ("TD", "Chad", "Tchad"),
    "178": ("CG", "Congo", "Congo"),
    "204": ("BJ", "Benin", "Bénin"),
    "226": ("GQ", "Equatorial Guinea", "Guinée équatoriale"),
    "270": ("GM", "The Gambia", "Gambie"),
    "288": ("GH", "Ghana", "Ghana"),
    "324": ("GN", "Guinea", "Guinée"),
    "384": ("CI", "Côte d'Ivoire", "Côte d'Ivoire"),
    "430": ("LR", "Liberia", "Libéria"),
    "434": ("LY", "Libya", "Libye"),
    "466": (MALI, "Mali", "Mali"),
    "478": ("MR", "Mauritania", "Mauritanie"),
    "504": (MOROCCO, "Morocco", "Maroc"),
    "562": ("NE", "Niger", "Niger"),
    "566": ("NG", "Nigeria", "Nigéria"),
    "624": ("GW", "Guinea-Bissau", "Guinée-Bissau"),
    "686": ("SN", "Senegal", "Sénégal"),
    "694": ("SL", "Sierra Leone", "Sierra Leone"),
    "724": ("ES", "Spain", "Espagne"),
    "732": (WESTERN_SAHARA, "Western Sahara", "Sahara occidental"),
    "768": ("TG", "Togo", "Togo"),
    "854": ("BF", "Burkina Faso", "Burkina Faso"),
}
"""ISO 3166-1 number (as in world-atlas) -> two-letter code, English name, French name."""


class Outline(NamedTuple):
    """What is drawn, before it is cut to the frame."""

    land: dict[str, MultiPolygon]
    borders: dict[tuple[str, str], list[LineString]]
    coast: list[LineString]


def build(topology: dict[str, Any]) -> dict[str, Any]:
    """Turn a world-atlas topology into the basemap.

    Args:
        topology: the parsed ``countries-10m.json`` (TopoJSON, quantised, object ``countries``).

    Returns:
        What ``layers.basemap.load`` documents.

    Raises:
        ValueError: a country in the frame stands in no row of ``COUNTRIES``, or simplification
            made a polygon invalid.
    """
    outline = _whole_western_sahara(_outline(topology))
    return {
        "attribution": ATTRIBUTION,
        "land": _collection(_land_features(outline.land)),
        "borders": _collection(_border_features(outline.borders)),
        "coast": _collection(_feature(line, {}) for line in _cut_lines(outline.coast)),
    }


def decode_arcs(topology: dict[str, Any]) -> list[Arc]:
    """Return the arcs of a quantised TopoJSON as positions in degrees, longitude first."""
    (scale_x, scale_y) = topology["transform"]["scale"]
    (shift_x, shift_y) = topology["transform"]["translate"]
    arcs: list[Arc] = []
    for deltas in topology["arcs"]:
        x = y = 0
        arc: Arc = []
        for step_x, step_y in deltas:
            x, y = x + step_x, y + step_y
            arc.append((x * scale_x + shift_x, y * scale_y + shift_y))
        arcs.append(arc)
    return arcs


def simplify_arc(arc: Arc) -> Arc:
    """Return the arc simplified (Douglas-Peucker, ``TOLERANCE``) and rounded.

    Its ends are kept, and it never crosses itself: lagoons and river mouths stay valid.
    """
    line = LineString(arc).simplify(TOLERANCE, preserve_topology=True)
    return [_rounded(position) for position in line.coords]


def dump(basemap: dict[str, Any]) -> str:
    """Return the basemap as JSON text: compact, a feature a line, the same every time."""
    parts = []
    for key, value in basemap.items():
        if isinstance(value, dict):
            rows = ",\n".join(_compact(feature) for feature in value["features"])
            text = f'{{"type":"FeatureCollection","features":[\n{rows}\n]}}'
        else:
            text = _compact(value)
        parts.append(f"{_compact(key)}:{text}")
    return "{" + ",\n".join(parts) + "}\n"


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the TopoJSON named on the command line and write ``countries.json`` beside us."""
    (source,) = sys.argv[1:] if arguments is None else arguments
    topology = json.loads(Path(source).read_text(encoding="utf-8"))
    text = dump(build(topology))
    TARGET.write_text(text, encoding="utf-8", newline="\n")
    print(f"{TARGET.name}: {len(text.encode()):,} bytes")
    return 0


def _outline(topology: dict[str, Any]) -> Outline:
    """Assemble polygons, borders and coast of every country that reaches into the frame."""
    arcs = [simplify_arc(arc) for arc in decode_arcs(topology)]
    owners: dict[int, set[str]] = {}
    land: dict[str, MultiPolygon] = {}
    for country in topology["objects"]["countries"]["geometries"]:
        polygons = _arc_rings(country)
        shape = _assemble(polygons, arcs)
        if not shape.intersects(box(*FRAME)):
            continue
        code = _row(country)[0]
        land[code] = shape
        for index in (index for rings in polygons for ring in rings for index in ring):
            owners.setdefault(_arc_number(index), set()).add(code)
    borders: dict[tuple[str, str], list[LineString]] = {}
    coast: list[LineString] = []
    for number, codes in sorted(owners.items()):
        line = LineString(arcs[number])
        if len(codes) > 1:
            first, second = sorted(codes)
            borders.setdefault((first, second), []).append(line)
        elif _is_line(arcs[number]):
            coast.append(line)
    return Outline(land, borders, coast)


def _arc_rings(country: dict[str, Any]) -> list[list[list[int]]]:
    """Return a TopoJSON geometry's arcs as polygons of rings of arc indices."""
    if country["type"] == "Polygon":
        return [country["arcs"]]
    return list(country["arcs"]) if country["type"] == "MultiPolygon" else []


def _assemble(polygons: list[list[list[int]]], arcs: list[Arc]) -> MultiPolygon:
    """Join arcs into polygons; an islet of fewer than four positions is left out."""
    parts = []
    for rings in polygons:
        shell, *holes = (_join(ring, arcs) for ring in rings)
        if len(shell) >= 4:
            parts.append(Polygon(shell, [hole for hole in holes if len(hole) >= 4]))
    return MultiPolygon(parts)


def _join(ring: list[int], arcs: list[Arc]) -> Arc:
    """Join the arcs of a ring; a negative index means the arc turned round (~index)."""
    positions: Arc = []
    for index in ring:
        arc = arcs[_arc_number(index)]
        positions += (arc if index >= 0 else arc[::-1])[1 if positions else 0 :]
    return positions


def _arc_number(index: int) -> int:
    return index if index >= 0 else ~index


def _is_line(arc: Arc) -> bool:
    """Tell whether an arc draws something: a closed one needs four positions, as in a ring."""
    return arc[0] != arc[-1] or len(arc) >= 4


def _row(country: dict[str, Any]) -> tuple[str, str, str]:
    number = country.get("id")
    if number not in COUNTRIES:
        name = country.get("properties", {}).get("name")
        raise ValueError(f"no row for {name} (id {number}): add it to COUNTRIES in {__file__}")
    return COUNTRIES[number]


def _whole_western_sahara(outline: Outline) -> Outline:
    """Give Western Sahara all its land: see the note at the head of this file."""
    berm = (WESTERN_SAHARA, MOROCCO)
    if berm not in outline.borders:
        return outline
    land, borders = dict(outline.land), dict(outline.borders)
    strip, morocco = land[WESTERN_SAHARA], land[MOROCCO]
    (west, _, east, _), north = morocco.union(strip).bounds, strip.bounds[3]
    parallel = LineString([(west - 1, north), (east + 1, north)])
    parts = [part for polygon in morocco.geoms for part in split(polygon, parallel).geoms]
    south = [part for part in parts if isinstance(part, Polygon) and part.centroid.y < north]
    upper = [part for part in parts if isinstance(part, Polygon) and part.centroid.y >= north]
    land[MOROCCO] = MultiPolygon(upper)
    land[WESTERN_SAHARA] = _multi(unary_union([strip, *south]))
    borders[berm] = list(_lines(land[MOROCCO].intersection(parallel)))
    return Outline(land, borders, outline.coast)


def _land_features(land: dict[str, MultiPolygon]) -> Iterator[dict[str, Any]]:
    names = {code: (name, name_fr) for code, name, name_fr in COUNTRIES.values()}
    for code, whole in sorted(land.items()):
        shown = _cut_land(whole)
        if shown.is_empty:
            continue
        if not shown.is_valid:
            raise ValueError(f"the outline of {code} crosses itself: lower TOLERANCE")
        name, name_fr = names[code]
        properties = {
            "code": code,
            "name": name,
            "name_fr": name_fr,
            "label": _label(shown) if shown.area >= LABEL_SHARE * whole.area else None,
            "mali": code == MALI,
        }
        yield _feature(shown.geoms[0] if len(shown.geoms) == 1 else shown, properties)


def _border_features(
    borders: dict[tuple[str, str], list[LineString]],
) -> Iterator[dict[str, Any]]:
    for (first, second), lines in sorted(borders.items()):
        disputed = WESTERN_SAHARA in (first, second)
        for line in _cut_lines(lines):
            yield _feature(line, {"a": first, "b": second, "disputed": disputed})


def _cut_land(shape: MultiPolygon) -> MultiPolygon:
    """Cut to the frame; positions rounded, outer rings counter-clockwise (RFC 7946)."""
    parts = [
        orient(
            Polygon(
                map(_rounded, part.exterior.coords),
                [[_rounded(position) for position in ring.coords] for ring in part.interiors],
            )
        )
        for part in _multi(shape.intersection(box(*FRAME))).geoms
    ]
    return MultiPolygon([part for part in parts if part.area > 0])


def _cut_lines(lines: list[LineString]) -> Iterator[LineString]:
    """Cut to the frame and join what meets end to end; positions rounded."""
    cut = [line for whole in lines for line in _lines(whole.intersection(box(*FRAME)))]
    for line in _lines(linemerge(MultiLineString(cut))):
        yield LineString([_rounded(position) for position in line.coords])


def _label(shape: MultiPolygon) -> list[float]:
    """Return ``[lon, lat]`` of the point of the largest part that is farthest from its edge."""
    largest = max(shape.geoms, key=lambda part: part.area)
    point: Point = polylabel(largest, tolerance=0.05)
    return [round(point.x, 2), round(point.y, 2)]


def _multi(shape: BaseGeometry) -> MultiPolygon:
    """Return the polygons of any geometry; stray points and lines of a cut are left out."""
    return MultiPolygon([part for part in _parts(shape) if isinstance(part, Polygon)])


def _lines(shape: BaseGeometry) -> Iterator[LineString]:
    """Yield the lines of any geometry that have a length."""
    for part in _parts(shape):
        if isinstance(part, LineString) and part.length > 0:
            yield part


def _parts(shape: BaseGeometry) -> Iterable[BaseGeometry]:
    return [] if shape.is_empty else getattr(shape, "geoms", [shape])


def _rounded(position: Sequence[float]) -> LonLat:
    return (round(position[0], DECIMALS), round(position[1], DECIMALS))


def _feature(shape: BaseGeometry, properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties, "geometry": mapping(shape)}


def _collection(features: Iterable[dict[str, Any]]) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": list(features)}


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


if __name__ == "__main__":
    raise SystemExit(main())

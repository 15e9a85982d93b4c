"""What is known of the subject is told at the property, though only its feature was read."""

import json

from layers.checking.pinpoint import pinpointed
from layers.problems import Problem
from tests.checking import check, save, sound
from tests.making import make_file

FAR = {"id": "one", "name": "Camp at Gossi", "site": "one"}
GOSSI = {
    "type": "Feature",
    "properties": {"id": "gossi", "name": "Gossi", "name_fr": "Gossi", "country": "MLI"},
    "geometry": {"type": "Point", "coordinates": [-1.3, 15.82]},
}


def doubt(line: int, name: str, feature: str = "one") -> Problem:
    return Problem("place-distance", "a.geojson", line, 0, feature, name)


def test_a_doubtful_name_is_pointed_at(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "geodata").mkdir()
    save(tmp_path / "geodata" / "places.geojson", GOSSI)
    far = sound(**FAR, geometry={"type": "Point", "coordinates": [-8.0, 12.65]})
    save(tmp_path / "geodata" / "military_bases.geojson", far)
    assert check(capsys, code=0).startswith(
        "geodata/military_bases.geojson:8:17: Warning [place-distance] one, name\n"
        '     8 |         "name": "Camp at Gossi",\n'
        "       |                 ^^^^^^^^^^^^^^^\n"
    )


def test_a_property_is_found_on_its_line():
    data = make_file(sound(**FAR))
    text = data.decode()
    line = text[: text.index('{\n      "type"')].count("\n") + 1
    found = pinpointed(data, [doubt(line, "sources[0].publisher"), doubt(line, "name")])
    lines = text.split("\n")
    assert [each.property for each in found] == ["name", "sources[0].publisher"]
    for each, value in zip(found, ('"Camp', '"A"'), strict=True):
        assert lines[each.line - 1][each.column - 1 :].startswith(value)


def test_what_cannot_be_found_for_sure_stays():
    one = json.loads(make_file(sound(**FAR)))
    text = json.dumps(one)
    two = [doubt(1, ""), doubt(1, "name"), doubt(1, "name", "two"), doubt(9, "name")]
    assert pinpointed(text.encode(), two) == two  # all on one line
    assert pinpointed(b"\xff\xfe\xfa", two) == two
    assert pinpointed(b"## A story", two) == two
    feature = json.dumps(one["features"][0]).encode()
    assert pinpointed(feature, [doubt(1, "place")]) == [doubt(1, "place")]
    assert pinpointed(feature, [doubt(1, "name", "two")]) == [doubt(1, "name", "two")]
    assert pinpointed(feature, [doubt(1, "name")])[0].column > 0

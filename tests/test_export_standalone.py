import base64
import gzip
import hashlib
import json
import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest

from layers import atlas, catalogue, chronicle, dates, lookup, payload
from layers.atlas import Atlas
from layers.catalogue import LANGUAGES
from layers.export import standalone
from layers.export.standalone import document as document_module
from layers.export.standalone.cards import cards
from layers.export.standalone.turns import turns
from layers.view import View, message_of
from tests import shipped

ROOT = Path(__file__).parents[1]
MOST_BYTES = 3_000_000
MOST_BYTES_GZIPPED = 800_000
HOSTILE = "</script><script>alert(1)</script><!-- {{title}} ${x} \u2028 &lt; '\" \u202e"


class Document(HTMLParser):
    """What a browser finds in the file: elements, and what is in scripts and styles."""

    def __init__(self, body: bytes) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.bodies: list[str] = []
        self.is_open = False
        self.feed(body.decode())
        self.close()

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        self.bodies.append("")

        self.is_open = True

    def handle_endtag(self, tag):
        self.is_open = False

    def handle_data(self, data):
        if self.is_open:
            self.bodies[-1] += data

    def all(self, name: str) -> list[tuple[dict[str, str | None], str]]:
        pairs = zip(self.elements, self.bodies, strict=True)
        return [(attributes, body) for (tag, attributes), body in pairs if tag == name]

    @property
    def data(self) -> dict[str, str]:
        return {
            attributes["data-name"]: body
            for attributes, body in self.all("script")
            if "data-name" in attributes
        }

    def run(self, name: str) -> list[str]:
        return [body for attributes, body in self.all(name) if "data-name" not in attributes]


@pytest.fixture(scope="module")
def everything() -> Atlas:
    return atlas.load(ROOT / "geodata", today=date(2026, 1, 1))


@pytest.fixture(scope="module")
def body(everything: Atlas) -> bytes:
    return standalone.html(everything, View())


@pytest.fixture(scope="module")
def document(body: bytes) -> Document:
    return Document(body)


def folder_with(tmp_path: Path, text: str) -> Path:
    """Write a folder whose one event says `text` wherever it can say something."""
    texts = dict.fromkeys(("name", "name_fr", "summary", "victims", "killed_note"), text)
    claim = {"by": text, "says": text, "source": 0}
    properties = {
        "id": "fictional-event",
        **texts,
        "start": "2022-04-22",
        "end": "2022-04-22",
        "kind": "attack",
        "status": "disputed",
        "precision": "site",
        "claims": [claim | {"stance": "asserts"}, claim | {"stance": "denies"}],
        "sources": [{"title": text, "publisher": text, "url": "https://example.org/?a='\"<b>"}],
        "unknown": text,
    }
    feature = {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": "Point", "coordinates": [-4.0, 15.0]},
    }
    written = json.dumps({"type": "FeatureCollection", "title": text, "features": [feature]})
    for name in ("massacre_sites", "{{7 7}} '&#"):
        (tmp_path / f"{name}.geojson").write_text(written, "utf-8")
    return tmp_path


# --- the file ---


def test_the_same_view_is_the_same_file_and_another_is_not(everything, body):
    again = atlas.load(ROOT / "geodata", today=date(2026, 1, 1))
    assert standalone.html(again, View()) == body
    assert standalone.html(everything, View(language="fr")) != body


def test_it_is_small_enough_for_a_slow_line(body):
    assert len(body) < MOST_BYTES
    assert len(gzip.compress(body, mtime=0)) < MOST_BYTES_GZIPPED


def test_its_policy_allows_its_own_scripts_and_styles_and_nothing_else(document):
    (policy,) = [
        attributes["content"]
        for attributes, _ in document.all("meta")
        if attributes.get("http-equiv") == "Content-Security-Policy"
    ]
    rules = dict(part.split(" ", 1) for part in policy.split("; "))
    assert rules["default-src"] == rules["base-uri"] == rules["form-action"] == "'none'"
    assert rules["img-src"] == "data:"
    assert rules["script-src"].split() == [sha(each) for each in document.run("script")]
    assert rules["style-src"].split() == [sha(each) for each in document.run("style")]
    assert "unsafe" not in policy
    assert set(rules) == {
        *("default-src", "script-src", "style-src", "img-src", "base-uri", "form-action")
    }


def sha(text: str) -> str:
    assert "\r" not in text, "browsers read another end of line, and so another hash"
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def test_the_policy_stands_before_whatever_it_rules(document):
    names = [name for name, _ in document.elements]
    meta = next(i for i, (_, a) in enumerate(document.elements) if "http-equiv" in a)
    assert meta < min(names.index(name) for name in ("style", "script", "link"))


def test_nothing_in_it_leads_to_a_request(document):
    asking = {"src", "srcset", "action", "data", "poster", "background", "style"}
    for name, attributes in document.elements:
        assert not asking & attributes.keys(), name
        assert not [each for each in attributes if each.startswith("on")], name
        assert name not in {"img", "iframe", "object", "embed", "form", "base"}
    assert [a["href"] for _, a in document.elements if "href" in a] == ["data:,"]
    styles = "".join(document.run("style"))
    assert set(re.findall(r"url\(([^)]*)\)", styles)) <= {"#tm-hatch"}
    assert "@import" not in styles
    assert "openstreetmap.org/{z}" not in "".join(document.data.values())


def test_it_says_what_it_is_to_whoever_runs_no_scripts(everything, document):
    ((_, _),) = document.all("noscript")
    said = {a["lang"]: text for a, text in document.all("p") if "lang" in a and "Témoin" in text}
    assert said == {
        each: catalogue.text("standalone.noscript", each, digest=everything.digest[:12])
        for each in LANGUAGES
    }


# --- what it holds ---


def test_it_carries_whatever_the_map_asks_for(everything, document):
    names = ["index.json", "columns.bin", "ids.json", "facets.bin", "near.bin"]
    names += ["search.json", "texts/0.json"]
    names += [f"context/{name}.json" for name in shipped.CONTEXT]
    for name in names:
        served = payload.resource(everything, name).body
        carried = json.loads(document.data[f"data/{name}"])
        if name.endswith(".bin"):
            assert base64.b64decode(carried) == served, name
        elif name == "index.json":
            tables = json.loads(served)
            assert tables.pop("tiles")["url"]
            assert carried == tables
        else:
            assert carried == json.loads(served), name
    assert json.loads(document.data["assets/basemap.json"])["land"]


def test_it_opens_in_the_view_that_it_was_made_of(everything):
    view = View(
        day=dates.parse("2022-04-19").first,
        mode="on",
        language="fr",
        selected="gossi-wagner",
        center=(-1.3, 15.8),
        zoom=8.0,
        against=dates.parse("2022-04-18").first,
    )
    made = Document(standalone.html(everything, view, title="Gossi, 19 avril"))
    page = json.loads(made.data["page"])
    assert page["view"] == json.loads(json.dumps(message_of(view)))
    assert page["marks"]["of"]["gossi-wagner"] == "changed"  # hands, on that day
    assert page["digest"] == everything.digest
    assert page["title"] == "Gossi, 19 avril"
    assert made.all("html")[0][0]["lang"] == "fr"
    assert made.all("title")[0][1] == "Gossi, 19 avril – Témoin"


def test_its_words_are_in_both_languages(document):
    words = json.loads(document.data["page"])["words"]
    scripts = "".join(document.run("script"))
    own = scripts[scripts.index("The document carries the files") :]
    asked = set(re.findall(r"words(?:\.counted)?\(\s*\"([a-z_]+\.[a-z_.]+)\"", own))
    assert len(asked) > 30
    assert not [key for key in asked if key not in words and f"{key}_one" not in words]
    assert all(set(entry) == set(LANGUAGES) for entry in words.values())


def test_every_feature_has_a_card_in_the_order_of_the_map(everything):
    ids = json.loads(payload.resource(everything, "ids.json").body)
    assert [card["id"] for card in cards(everything)] == ids


def test_a_card_says_both_sides_with_their_sources(everything):
    (card,) = [each for each in cards(everything) if each["id"] == "gossi-wagner"]
    found = lookup.find(everything, "gossi-wagner")
    claims = shipped.properties_of("gossi-wagner")["claims"]
    assert {claim["stance"] for claim in card["claims"]} == {"asserts", "denies"}
    assert [claim["stance"] for claim in card["claims"]][:2] == ["asserts", "denies"]
    for language, suffix in (("en", ""), ("fr", "_fr")):
        told = {spoken(claim["says"], language) for claim in card["claims"]}
        assert told == {claim.get(f"says{suffix}") or claim["says"] for claim in claims}
    assert [each["title"] for each in card["sources"]] == [s.title for s in found.facts["sources"]]
    assert card["status"] == "disputed"
    assert card["when"]["en"] == "from 19 April 2022 to 6 June 2025 at the latest"


def spoken(said, language: str) -> str:
    text = said[language] if isinstance(said, dict) and "en" in said else said
    return text["text"] if isinstance(text, dict) else text


@pytest.mark.parametrize("language", LANGUAGES)
def test_bases_turn_in_the_words_of_the_chronicle(everything, language):
    told = turns(everything)
    days = sorted({turn["day"] for turn in told})
    assert len(days) > 50
    for day in days[:: len(days) // 12]:
        view = replace(View(language=language), day=day, mode="on")
        groups = {group.name: group for group in chronicle.chronicle(everything, view).groups}
        lines = groups["bases"].lines if "bases" in groups else ()
        assert {line.text for line in lines} == chosen(told, day, language), dates.iso(day)


def chosen(told, day: int, language: str) -> set[str]:
    """Return the sentences of a day as day.js chooses them, where everything shows."""
    texts, seen = set(), set()
    for turn in (each for each in told if each["day"] == day):
        if len(turn["ids"]) == 1 and turn["ids"][0] in seen:
            continue
        seen.update(turn["ids"])
        texts.add(turn["text"][language])
    return texts


# --- texts that other files would run ---


def test_texts_are_data_and_never_markup(tmp_path):
    plain = Document(standalone.html(load(tmp_path / "plain", "A text"), View(), title="A title"))
    made = Document(standalone.html(load(tmp_path / "hostile", HOSTILE), View(), title=HOSTILE))
    assert [name for name, _ in made.elements] == [name for name, _ in plain.elements]
    assert made.run("script") == plain.run("script")
    (card,) = json.loads(made.data["cards"])
    assert card["name"] == HOSTILE
    assert ["Victims", HOSTILE] in card["facts"]["en"]
    assert card["more"] == [["unknown", HOSTILE]]
    assert {claim["says"]["en"] for claim in card["claims"]} == {HOSTILE}
    assert json.loads(made.data["page"])["title"] == HOSTILE
    assert made.all("h1")[0][1] == f"{HOSTILE} – Témoin"
    for block in made.data.values():
        assert not set("<>&\u2028\u2029") & set(block)


def load(folder: Path, text: str) -> Atlas:
    folder.mkdir()
    return atlas.load(folder_with(folder, text), today=date(2026, 1, 1))


def test_a_script_that_would_end_its_element_is_a_defect(monkeypatch, everything):
    monkeypatch.setattr(document_module, "_read", lambda names: ("const x = '</script>';",))
    with pytest.raises(ValueError, match="what ends it"):
        standalone.html(everything, View())


@pytest.mark.parametrize("name", ["places", "none"])
def test_a_folder_without_evidence_is_a_map_all_the_same(tmp_path, name):
    if name != "none":
        (tmp_path / "places.geojson").write_bytes((ROOT / "geodata/places.geojson").read_bytes())
    empty = atlas.load(tmp_path, today=date(2026, 1, 1))
    made = Document(standalone.html(empty, View()))
    assert json.loads(made.data["cards"]) == json.loads(made.data["turns"]) == []
    assert "data/texts/0.json" not in made.data

"""The table panel: rows, order, pages, marks and downloads, without a browser."""

import csv
import io
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from layers import atlas as atlases
from layers import dates, visibility
from layers.catalogue import NARROW_SPACE
from layers.filters import Filters
from layers.panels import markup, table
from layers.view import View
from tests.making import make_feature, make_file
from tests.test_page import HOSTILE, html_of, text_of

GEODATA = Path(__file__).parents[1] / "geodata"
TODAY = date(2026, 7, 1)


def panel(folder, view):
    # Runs as a script of its own.
    from datetime import date  # noqa: PLC0415
    from pathlib import Path  # noqa: PLC0415

    from layers import atlas  # noqa: PLC0415
    from layers.panels import session, table  # noqa: PLC0415

    if session.load() is None:
        session.save(session.Session(view))
    table.show(atlas.load(Path(folder), today=date(2026, 7, 1)), session.load().view)


def open_panel(folder=GEODATA, **view):
    page = AppTest.from_function(panel, args=(str(folder), replace(View(), **view)))
    page.run(timeout=30)
    assert not page.exception
    return page


def ids_of(page):
    return re.findall(r'data-feature="([^"]+)"', html_of(page))


def cells_of(page, feature_id):
    (row,) = (
        each
        for each in re.findall(r"<tr[ >].*?</tr>", html_of(page))
        if f'data-feature="{feature_id}"' in each
    )
    cells = re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row)
    return [" ".join(re.sub(r"<[^>]*>", " ", cell).split()) for cell in cells]


def words(page):
    return " ".join(text_of(page).replace(NARROW_SPACE, " ").split())


def test_moura_in_english():
    page = open_panel()
    assert cells_of(page, "moura-2022-03") == [
        "Moura massacre massacre",
        "27–31 March 2022",
        "alleged: Malian armed forces, Wagner group",
        "203",
        "500 or more",
        "disputed Asserts: OHCHR, Human Rights Watch "
        "Denies: Malian army, Malian government, Russian foreign ministry",
        "Djenné cercle, Mopti region Mopti · settlement",
        "6",
    ]


def test_moura_in_french():
    cells = cells_of(open_panel(language="fr"), "moura-2022-03")
    assert cells[1] == "27–31 mars 2022"
    assert cells[4] == "500 ou plus"
    assert cells[5].replace(NARROW_SPACE, " ").startswith("contesté Affirme : ")
    assert " Dément : " in cells[5].replace(NARROW_SPACE, " ")


def test_an_event_without_a_figure_says_so_and_a_base_says_nothing():
    page = open_panel(day=dates.parse("2022-01-10").first)
    assert cells_of(page, "nia-ouro-2022-01")[3:5] == ["", "no figure"]
    page = open_panel()
    assert cells_of(page, "gossi-wagner")[3:5] == ["", ""]
    assert cells_of(page, "tamalat-2022-03")[3:5] == ["", "145"]


def test_it_says_how_much_is_shown_and_what_is_hidden():
    seen = visibility.visible(atlases.load(GEODATA, today=TODAY), View())
    page = open_panel()
    said = re.search(
        r"(\d+) entries shown on the map: (\d+) holdings of military sites, ", words(page)
    )
    assert int(said[1]) == len(seen.rows)
    assert int(said[2]) == sum(layer.name == "military_bases" for layer, _, _ in seen.features())
    assert sorted(ids_of(page)) == seen.ids()
    page = open_panel(filters=Filters(statuses=("confirmed",)))
    hidden = re.search(r"(\d+) more are hidden by filters \(disputed: (\d+)\)", words(page))
    assert hidden
    assert int(hidden[1]) + len(ids_of(page)) == len(seen.rows)
    assert int(hidden[2]) > 0
    text = words(open_panel(known_by=dates.parse("2022-04-02").first, language="fr"))
    assert "Tel que rapporté au 2 avril 2022 : statut" in text
    assert re.search(r"\d+ ne figuraient pas dans nos sources au 2 avril 2022", text)


def test_nothing_visible_is_said():
    page = open_panel(filters=Filters(text="nothing is called so"))
    assert "The map shows nothing on this date." in words(page)
    assert not page.get("download_button")


def test_it_is_sorted_by_time_until_the_reader_chooses():
    page = open_panel()
    first = ids_of(page)
    assert 'aria-sort="ascending">When</th>' in html_of(page)
    page.toggle(key="table-reverse").set_value(True).run()
    assert 'aria-sort="descending">When</th>' in html_of(page)
    assert ids_of(page)[0] != first[0]
    page.selectbox(key="table-sort").set_value("killed_max").run()
    assert ids_of(page)[0] == "moura-2022-03"
    assert html_of(page).count("aria-sort") == 1
    assert not page.exception


def test_the_open_feature_is_marked():
    page = open_panel(selected="moura-2022-03")
    shown = html_of(page)
    assert shown.count('<tr class="open">') == 1
    assert shown.count('aria-current="true"') == 1
    assert "(open on the map)" in cells_of(page, "moura-2022-03")[0]


def test_a_long_table_has_pages_and_opens_at_the_feature(monkeypatch):
    page = open_panel(mode="sofar")
    total = int(re.search(r"Rows 1–100 of (\d+)", words(page))[1])
    assert total > 150
    last = open_panel(mode="sofar", selected="diboli-kayes-2026-01", day=20_600)
    assert "diboli-kayes-2026-01" in ids_of(last)
    assert "Rows 1–100" not in words(last)
    assert len(ids_of(last)) <= 100


def test_a_new_order_begins_at_the_first_page():
    page = open_panel(mode="sofar", selected="moura-2022-03", day=20_600)
    page.session_state["table-page"] = 2
    page.run()
    assert "Rows 101–200" in words(page)
    page.toggle(key="table-reverse").set_value(True).run()
    assert "Rows 1–100" in words(page)
    assert not page.exception


def test_a_table_that_grew_shorter_shows_its_last_page():
    page = open_panel(mode="sofar", day=20_600)
    page.session_state["table-page"] = 4
    page.run()
    assert "Rows 301–" in words(page)
    held = page.session_state["temoin"]
    page.session_state["temoin"] = replace(held, view=replace(held.view, mode="on"))
    page.run()
    assert not page.exception
    assert ids_of(page)


def test_the_files_are_made_on_click_and_named_by_date_and_mode():
    page = open_panel()
    buttons = {button.proto.label: button.proto for button in page.get("download_button")}
    assert set(buttons) == {"CSV (spreadsheet)", "GeoJSON (map software)"}
    made = table.downloads.as_csv(atlases.load(GEODATA, today=TODAY), View(), "?d=2022-04-22")
    lines = [*csv.reader(io.StringIO(made.decode("utf-8-sig"), newline=""))]
    assert len(lines) == 1 + len(ids_of(page))


def test_the_link_in_the_files_is_the_view():
    link = table._link(View(language="fr"))
    assert link.startswith("?")
    assert "d=2022-04-22" in link
    assert "m=last90" in link
    assert "lang=fr" in link


@pytest.mark.parametrize("payload", [*HOSTILE, "=1+1", "@x"])
def test_hostile_texts_are_only_text(tmp_path, payload):
    feature = make_feature(
        "massacre_sites",
        name=payload,
        admin=payload,
        claims=[
            {"by": payload, "stance": "asserts", "says": payload, "source": 0},
            {"by": payload, "stance": "denies", "says": payload, "source": 0},
        ],
    )
    (tmp_path / "massacre_sites.geojson").write_bytes(make_file(feature))
    page = open_panel(tmp_path)
    shown, escaped = html_of(page), markup.render(payload)
    assert shown.count(escaped) >= 4
    assert payload == escaped or payload not in shown.replace(escaped, "")
    labels = [widget.label for widget in (*page.selectbox, *page.toggle)]
    assert not any(payload in label for label in labels)


def test_unchanged_output_is_the_same_bytes():
    assert html_of(open_panel()) == html_of(open_panel())

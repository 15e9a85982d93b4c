"""The page "Edit" as its tests meet it: a folder of their own, the page, its fields."""

import re
import shutil
from pathlib import Path

from streamlit.testing.v1 import AppTest

from tests.making import TODAY

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "layers" / "page.py"
LAYER = "massacre_sites"


def published_copy(folder, monkeypatch):
    """A copy of the shipped data that the page of this test reads."""
    shutil.copytree(ROOT / "geodata", folder)
    monkeypatch.setenv("TEMOIN_GEODATA", str(folder))
    monkeypatch.setenv("TEMOIN_TODAY", TODAY.isoformat())
    monkeypatch.delenv("TEMOIN_EDIT", raising=False)
    return folder


def open_page(task="check", language="en"):
    page = AppTest.from_file(str(PAGE), default_timeout=30)
    page.query_params["lang"] = language
    page.run()
    page.switch_page("edit_page.py").run()
    if task == "form":
        page.button_group(key="edit-task").set_value("form").run()
    assert not page.exception
    return page


def upload(page, data, name=f"{LAYER}.geojson"):
    page.file_uploader(key="edit-file").set_value((name, data, "application/json")).run()
    assert not page.exception
    return page


def html_of(page):
    bodies = [each.proto.body for each in page.get("html")]
    return "\n".join(body for body in bodies if "<div" in body)


def text_of(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", html_of(page)))


def downloads(page):
    return [each.proto.label for each in page.get("download_button")]


def field(page, name, kind="text_input"):
    return getattr(page, kind)(key=state_of(page).key(name))


def state_of(page):
    return page.session_state["edit-work"]


def fill(page, **values):
    for name, value in values.items():
        long = name in ("shape", "summary", "via")
        field(page, name, "text_area" if long else "text_input").set_value(value).run()
        assert not page.exception
    return page


def choose(page, **values):
    for name, value in values.items():
        field(page, name, "selectbox").set_value(value).run()
        assert not page.exception
    return page

"""The element's script: stable bytes, and nothing in it that a person wrote."""

import json
import re

import folium
import folium.plugins
import pytest
from streamlit_folium import generate_js_hash

from layers import mapping, timemap
from layers.timemap.element import TimeMap, ViewPush, js_literal
from layers.view import View

HOSTILE = [
    "{{7*7}}",
    "{% raw %}",
    "{# #}",
    "${alert(1)}",
    "`",
    "</script><script>alert(1)</script>",
    "\\u0027 \\ C:\\users",
    "'\"",
    "\u2028\u2029\U0001f600",
    "\u202eabc",
]


def script_of(element):
    """Return what streamlit-folium runs of an element: its script macro."""
    folium.Map().add_child(element)
    script = element._template.module.script(element)
    return re.sub(r"map_[0-9a-f]{32}", "map_div", script)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_literal_holds_any_text_and_shows_none_of_its_signs(text):
    literal = js_literal({"selected": text})
    inner = re.fullmatch(r'JSON\.parse\("(.*)"\)', literal).group(1)
    assert not re.search(r"[{}<>&'\"`$%#\u2028\u2029]", inner.replace('\\"', ""))
    unescaped = json.loads(f'"{inner}"')
    assert json.loads(unescaped) == {"selected": text}


@pytest.mark.parametrize("text", HOSTILE)
def test_a_pushed_view_passes_folium_and_its_template_unchanged(text):
    group = mapping.push(View(selected=text), "token-1")
    map_ = timemap.OfflineMap()
    group.add_to(map_)
    page = map_.get_root().render()
    literal = re.search(r"Temoin\.push\((JSON\.parse\(\"[^\"]*\"\))\)", page).group(1)
    assert json.loads(json.loads(literal[len("JSON.parse(") : -1]))["view"]["selected"] == text


def test_the_script_names_the_digest_and_nothing_else_of_the_data():
    script = script_of(TimeMap("0123456789abcdef"))
    assert "0123456789abcdef" in script
    assert script == script_of(TimeMap("0123456789abcdef"))
    assert generate_js_hash(script, "k") == generate_js_hash(script, "k")


def test_the_map_asks_no_other_host():
    map_ = timemap.OfflineMap()
    TimeMap("0123456789abcdef").add_to(map_)
    links = [link for _, link in [*map_.default_js, *map_.default_css]]
    assert links
    assert all(link.startswith("../../temoin/assets/") for link in links)
    assert "http" not in script_of(TimeMap("0123456789abcdef"))


def test_the_map_to_edit_draws_with_foliums_draw_and_files_of_ours():
    map_ = mapping.build_edit_map()
    (tool,) = (each for each in map_._children.values() if isinstance(each, folium.plugins.Draw))
    links = [link for _, link in [*tool.default_js, *tool.default_css]]
    names = {"leaflet_draw/leaflet.draw.js", "leaflet_draw/leaflet.draw.css"}
    base = f"../../temoin/assets/{timemap.assets_version()}"
    assert set(links) == {f"{base}/{name}" for name in names}
    assert names < set(timemap.assets())
    style = timemap.assets()["leaflet_draw/leaflet.draw.css"].body.decode()
    pictures = {f"leaflet_draw/{name}" for name in re.findall(r"url\('([^']+)'\)", style)}
    assert pictures
    assert pictures <= set(timemap.assets())
    assert any("cdnjs" in link for _, link in folium.plugins.Draw.default_js), "theirs stays theirs"


def test_local_assets_of_one_map_are_not_shared_with_other_maps():
    timemap.OfflineMap()
    assert all("temoin" not in link for _, link in folium.Map.default_js)


def test_both_ways_of_rendering_carry_the_element():
    map_ = timemap.OfflineMap()
    TimeMap("0123456789abcdef").add_to(map_)
    ViewPush({"date": "2022-04-22"}, "token").add_to(map_)
    page = map_.get_root().render()
    assert "Temoin.mount(" in page
    assert "Temoin.push(" in page


def test_every_asset_has_a_type_and_leaflet_is_the_version_that_folium_expects():
    assets = timemap.assets()
    assert {"leaflet.js", "leaflet.css", "temoin.js", "temoin.css", "basemap.json"} <= set(assets)
    assert all(asset.body and asset.media_type for asset in assets.values())
    wanted = dict(folium.folium._default_js)["leaflet"]
    version = re.search(r"@([\d.]+)", wanted).group(1)
    assert f'version="{version}"'.encode() in assets["leaflet.js"].body.replace(b" ", b"")


def test_the_version_of_the_assets_is_a_hash_of_their_bytes():
    assert re.fullmatch(r"[0-9a-f]{12}", timemap.assets_version())

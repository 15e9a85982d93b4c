"""The folium elements of the time map.

streamlit-folium runs only the `script` macro of an element, and folium renders that
script a second time as a Jinja template. So nothing that a person wrote is ever in it:
features travel by URL, and the view that the page pushes is wrapped by `js_literal`.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import folium
from branca.element import MacroElement
from folium.template import Template

from layers.timemap.assets import assets_version

if TYPE_CHECKING:
    from collections.abc import Mapping

# Relative to the component's page, so that they hold under server.baseUrlPath too.
ROOT = "../../temoin"


class OfflineMap(folium.Map):
    """A folium map that asks nobody else for anything: local Leaflet, no tiles."""

    def __init__(self) -> None:
        """Make an empty map; `TimeMap` frames it."""
        super().__init__(
            location=(17.3, -3.5),
            zoom_start=6,
            tiles=None,
            zoom_control=False,
            attribution_control=False,
            zoom_snap=0.25,
            zoom_delta=0.5,
            min_zoom=4,
            max_zoom=13,
        )
        base = f"{ROOT}/assets/{assets_version()}"
        self.default_js = [("leaflet", f"{base}/leaflet.js"), ("temoin", f"{base}/temoin.js")]
        self.default_css = [("leaflet", f"{base}/leaflet.css"), ("temoin", f"{base}/temoin.css")]


class TimeMap(MacroElement):
    """Everything on the map that moves with time.

    Its script names the data by their digest and holds nothing else, so that its bytes,
    and with them the frame, stay the same until the data change.
    """

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        window.Temoin.mount({{ this._parent.get_name() }}, {{ this.config }});
        {% endmacro %}
        """
    )

    def __init__(self, digest: str) -> None:
        """Show the atlas of this digest (hexadecimal)."""
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "TimeMap"
        self.config = js_literal(
            {
                "digest": digest,
                "data": f"{ROOT}/data/{digest}",
                "assets": f"{ROOT}/assets/{assets_version()}",
            }
        )


class ViewPush(MacroElement):
    """A view that the page hands to the map; the map takes each token once, marks always."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        window.Temoin.push({{ this.message }});
        {% endmacro %}
        """
    )

    def __init__(
        self,
        message: Mapping[str, Any],
        token: str,
        marks: Mapping[str, Any] | None = None,
        crop: tuple[float, float] | None = None,
        presented: str | None = None,
        moves: bool = False,
    ) -> None:
        """Carry a message of `layers.view.message_of`, and what else the map is to show."""
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "ViewPush"
        more = {"marks": marks, "crop": crop, "presented": presented, "moves": moves}
        self.message = js_literal({"token": token, "view": dict(message), **more})


def js_literal(value: object) -> str:
    """Write a value as JavaScript that neither HTML nor a template engine can misread.

    The JSON text becomes a string literal in which everything but letters, digits and
    a few harmless signs is escaped: no brace, quote, backslash, angle bracket or line
    separator of a value ever stands bare.
    """
    text = json.dumps(value, ensure_ascii=False, allow_nan=False)
    escaped = re.sub(
        r"[^A-Za-z0-9 ,.:/-]",
        lambda match: "".join(f"\\u{unit:04x}" for unit in _utf16_units(match.group())),
        text,
    )
    return f'JSON.parse("{escaped}")'


def _utf16_units(character: str) -> list[int]:
    encoded = character.encode("utf-16-be", "surrogatepass")
    return [int.from_bytes(encoded[i : i + 2], "big") for i in range(0, len(encoded), 2)]

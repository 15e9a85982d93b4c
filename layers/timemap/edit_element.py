"""The folium elements of the page "Edit": a map that shows a proposal and takes a drawing.

As on the map page, nothing that a person wrote is ever in a script: see `element`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from branca.element import MacroElement
from folium.plugins import Draw
from folium.template import Template

from layers.timemap.assets import assets_version
from layers.timemap.element import ROOT, js_literal

if TYPE_CHECKING:
    from collections.abc import Mapping


# What may be drawn. The class is for our style sheet, the colour for the trail of the pointer.
_LINE = {"shapeOptions": {"className": "ed-line is-draft"}, "precision": {"km": 0, "m": 0}}
_OTHERS = ("polygon", "rectangle", "circle", "marker", "circlemarker")


class LineTool(Draw):
    """folium's Draw with files of ours: Leaflet.draw draws a line and reshapes it.

    Its toolbar is there and hidden: buttons with the page's words, in both languages and
    for the keyboard, stand in its place (``assets/edit_drawing.js``).
    """

    def __init__(self) -> None:
        """Offer the line and nothing else."""
        super().__init__(  # type: ignore[no-untyped-call]
            show_geometry_on_click=False,
            draw_options={"polyline": _LINE, **dict.fromkeys(_OTHERS, False)},
            edit_options={"edit": False, "remove": False},
        )
        base = f"{ROOT}/assets/{assets_version()}/leaflet_draw/leaflet.draw"
        self.default_js = [("leaflet_draw_js", f"{base}.js")]
        self.default_css = [("leaflet_draw_css", f"{base}.css")]


class EditMap(MacroElement):
    """What is proposed, and the tools that draw a point or a line."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        window.Temoin.edit.mount({{ this._parent.get_name() }}, {
          ...{{ this.config }},
          control: {{ this.tool.get_name() }},
          drawn: drawnItems_{{ this.tool.get_name() }},
        });
        {% endmacro %}
        """
    )

    def __init__(self, tool: LineTool) -> None:
        """Show the towns, rivers and roads of whatever atlas a push names.

        Args:
            tool: an element of the same map, added before this one.
        """
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "EditMap"
        self.tool = tool
        base = f"{ROOT}/assets/{assets_version()}"
        self.config = js_literal({"data": f"{ROOT}/data", "assets": base})


class EditPush(MacroElement):
    """What the page hands to the map: features, words, the draft; the map takes all of it."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        window.Temoin.edit.push({{ this.message }});
        {% endmacro %}
        """
    )

    def __init__(self, message: Mapping[str, Any]) -> None:
        """Carry a message; its keys stand in ``assets/edit.js``."""
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "EditPush"
        self.message = js_literal(dict(message))

"""The folium elements of the page "Edit": a map that shows a proposal and takes a drawing.

As on the map page, nothing that a person wrote is ever in a script: see `element`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from branca.element import MacroElement
from folium.template import Template

from layers.timemap.assets import assets_version
from layers.timemap.element import ROOT, js_literal

if TYPE_CHECKING:
    from collections.abc import Mapping


class EditMap(MacroElement):
    """What is proposed, and the tools that draw a point or a line."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        window.Temoin.edit.mount({{ this._parent.get_name() }}, {{ this.config }});
        {% endmacro %}
        """
    )

    def __init__(self) -> None:
        """Show the towns, rivers and roads of whatever atlas a push names."""
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "EditMap"
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

"""The time map: the folium element that draws features and owns time in the browser."""

from layers.timemap.assets import Asset, assets, assets_version
from layers.timemap.edit_element import EditMap, EditPush, LineTool
from layers.timemap.element import OfflineMap, TimeMap, ViewPush

__all__ = [
    "Asset",
    "EditMap",
    "EditPush",
    "LineTool",
    "OfflineMap",
    "TimeMap",
    "ViewPush",
    "assets",
    "assets_version",
]

"""What a view shows, in sentences: a day told, in the language of the view.

It is also the text equivalent of the map: every visible feature is named in it, or
counted where a list is cut short.
"""

from layers.chronicle.day import Chronicle, chronicle, kept_back
from layers.chronicle.entries import Reader
from layers.chronicle.groups import LISTED, Group, listed
from layers.chronicle.holders import counts
from layers.chronicle.lines import Line

__all__ = [
    "LISTED",
    "Chronicle",
    "Group",
    "Line",
    "Reader",
    "chronicle",
    "counts",
    "kept_back",
    "listed",
]

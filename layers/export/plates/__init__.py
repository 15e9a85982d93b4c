"""The citable frame: a page with the map, and all that makes it a source to quote.

| module | holds |
|---|---|
| ``scene`` | a composition with its atlas and how its pages are set |
| ``plan`` | how each sheet is divided |
| ``first`` | the page with the map |
| ``compared`` | the page with two maps, of two days |
| ``further`` | the pages after it: what it had no room for |
| ``header``, ``notes``, ``disputes``, ``citing``, ``colophon`` | what the pages say |
| ``words``, ``room`` | the same as parts that are poured into columns |
"""

from layers.export.plates.making import plates

__all__ = ["plates"]

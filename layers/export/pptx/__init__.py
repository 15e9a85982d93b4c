"""Pages as slides that can be edited: titles, texts and symbols are PowerPoint's own.

| module | holds |
|---|---|
| ``presentation`` | pages -> a presentation, in a template of the reader's or none |
| ``template`` | what is taken from a presentation of the reader's |
| ``slides`` | a page -> a slide: ground as a picture, the rest as shapes over it |
| ``placing`` | where everything comes to stand: moves, turns and clips resolved |
| ``markup`` | shapes, texts and groups as DrawingML |
| ``paths`` | SVG path data -> points, curves flattened |
"""

from layers.export.pptx.presentation import check, pptx

__all__ = ["check", "pptx"]

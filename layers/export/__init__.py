"""A view as something to hand over: picture, document, slide, film, one file.

Every export is a pure function of atlas and composition: same input, same bytes; no
browser, no network. They share `visibility`, `timeline`, `symbology` and `wording` with
the map, so that all tell the same story.

| module | holds |
|---|---|
| ``composition`` | what is to be pictured: view, sheet, title; a deck of them |
| ``drawing`` | shapes, texts and groups: what every format is made from |
| ``fonts`` | the typefaces, how wide a text is, where its lines break |
| ``mercator`` | degrees <-> units of the sheet; scale bar |
| ``palette``, ``shapes``, ``symbols`` | colours, outlines and symbols of the map |
| ``maps`` | the map of a view: ground, routes, symbols, names; what a legend must explain |
| ``blocks``, ``style`` | words set in columns; the type and the white space of a sheet |
| ``plates`` | a composition -> its pages: the citable frame |
| ``legend``, ``tallies`` | what is visible, who it is and how many |
| ``titles``, ``inset``, ``qr`` | proposed title; place in West Africa; link and QR code |
"""

"""How fast the map is, beside the best that a server can do and the least that is possible.

    python -m tests.bench [--quick] [--sizes 300 10000] [--no-reading]

On invented features (`invented`), in one browser, in one run, by one clock (`clock.js`):

| variant | what it is |
|---|---|
| ours | the real page, ``app.py`` |
| server | `server_driven`: ``st.slider``, the active features as one ``folium.GeoJson`` |
| limit | `limit.html`: the same points, one ImageData, no Leaflet |

Seconds depend on the machine and are only printed; what must hold are the ratios of
`targets`.
"""

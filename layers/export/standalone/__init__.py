"""The stand-alone file: the interactive time map as one HTML document that asks for nothing.

It opens from a stick, without a network and without this program. The scripts of the map
are those of the page (`timemap`); what the page's server and its panels do there, the
scripts beside this module do here:

| file | does |
|---|---|
| ``carried.js`` | answers the map's requests from the document itself |
| ``address.js`` | the view <-> what stands behind the ``#``, as `layers.address` has it |
| ``card.js`` | one feature: facts, notes, claims of both sides, sources |
| ``day.js`` | what the map shows, as sentences |
| ``page.js`` | puts them together; stands in for Streamlit |
"""

from layers.export.standalone.document import html

__all__ = ["html"]

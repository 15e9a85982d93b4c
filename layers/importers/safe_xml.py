"""XML that may come from anywhere: no document type, no entities, nothing fetched."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from layers.importers.raw import NotImportedError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element


def parsed(data: bytes) -> Element:
    """Return the outermost element.

    Raises:
        NotImportedError: it is no XML, or it declares a document type or an entity.
    """
    try:
        root: Element = fromstring(data, forbid_dtd=True)
    except DefusedXmlException as error:
        raise NotImportedError("xml-unsafe") from error
    except (ParseError, ValueError, LookupError, RecursionError) as error:
        line = getattr(error, "position", (0, 0))[0]
        raise NotImportedError("xml-broken", line=line) from error
    return root


def name_of(element: Element) -> str:
    """Return the name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def each(element: Element, *names: str) -> Iterator[Element]:
    """Yield the elements of these names at any depth, whatever their namespace."""
    return (found for found in element.iter() if name_of(found) in names)


def child(element: Element, name: str) -> Element | None:
    """Return the first direct child of a name, whatever its namespace."""
    return next((found for found in element if name_of(found) == name), None)


def text(element: Element | None) -> str:
    """Return the text of an element without blanks around it; "" if there is none."""
    return (element.text or "").strip() if element is not None else ""


def child_text(element: Element, name: str) -> str:
    """Return the text of the first direct child of a name."""
    return text(child(element, name))

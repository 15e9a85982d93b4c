"""Figures, places, routes, claims and counts in words.

A range is never one number, a doubtful place never a point, and a claim is said to be one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from layers import catalogue, vocabulary
from layers.wording.periods import date_words
from layers.wording.texts import localized

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from layers.catalogue import Language
    from layers.evidence import Claim


def casualty_words(
    lowest: int | None, highest: int | None, language: Language, *, is_open: bool, kind: str
) -> str:
    """Write how many people were killed, as a range wherever the sources differ.

    None is a figure that no source gives; `is_open` says that the highest is itself an
    "at least". A mass grave (`kind`) tells of bodies found, not of a killing.
    """
    what = "dead" if kind == "mass_grave" else "killed"
    open_end = "_open" if is_open else ""
    if highest is None:
        if lowest is None:
            return catalogue.text(f"{what}.unknown", language)
        return catalogue.counted(f"{what}.at_least", lowest, language)
    if lowest == highest:
        return catalogue.counted(
            f"{what}.at_least" if is_open else f"{what}.exact", highest, language
        )
    high = catalogue.number_text(highest, language)
    if lowest is None:
        return catalogue.text(f"{what}.up_to{open_end}", language, high=high)
    low = catalogue.number_text(lowest, language)
    return catalogue.text(f"{what}.range{open_end}", language, low=low, high=high)


def precision_words(precision: str, language: Language, *, is_route: bool = False) -> str:
    """Write how well a place, or the course of a line, is known."""
    radius = vocabulary.PRECISION_RADIUS_KM[precision]
    km = f"{radius:g}".replace(".", "," if language == "fr" else ".")
    subject = "route_known" if is_route else "place_known"
    return catalogue.text(f"{subject}.{precision}", language, km=km)


def movement_words(
    origin: str | None,
    destination: str | None,
    language: Language,
    *,
    kind: str,
    mode: str | None,
    strength: int | None,
) -> str:
    """Write a movement in one line: "from Gossi to Gao, by road, 300 people"."""
    parts = []
    if route := _route(origin, destination, kind, language):
        parts.append(route)
    if mode in vocabulary.TRAVEL_MODES and kind != "blockade":
        parts.append(catalogue.text(f"mode.{mode}", language))
    if strength is not None:
        parts.append(catalogue.counted("route.people", strength, language))
    return ", ".join(parts)


def _route(origin: str | None, destination: str | None, kind: str, language: Language) -> str:
    if origin and destination:
        if origin == destination:
            key = "route.and_back"
        else:
            key = "route.between" if kind == "blockade" else "route.from_to"
        return catalogue.text(key, language, origin=origin, destination=destination)
    if origin:
        return catalogue.text("route.from", language, origin=origin)
    return catalogue.text("route.to", language, destination=destination) if destination else ""


def claim_words(claim: Claim, language: Language) -> str:
    """Write a claim as what it is: "<by> asserts (<date>): <says>"."""
    texts = claim._asdict()
    by, says = localized(texts, "by", language), localized(texts, "says", language)
    return catalogue.text(
        "claim.dated",
        language,
        by=by.text if by else "",
        stance=stance_words(claim.stance, language),
        date=claim_date_words(claim, language),
        says=says.text if says else "",
    )


def stance_words(stance: str, language: Language) -> str:
    """Write what a party does with its claim: "asserts", "denies"."""
    return catalogue.text(f"stance.{stance}", language)


def claim_date_words(claim: Claim, language: Language) -> str:
    """Write when a claim was made, or that nobody knows."""
    if claim.date is None:
        return catalogue.text("claim.undated", language)
    return date_words(claim.date, language)


def actor_words(codes: Iterable[str], language: Language) -> str:
    """Write actors by name, in the order of the file."""
    return ", ".join(catalogue.text(f"actor.{code}", language) for code in codes)


def count_words(counts: Mapping[str, int], language: Language) -> str:
    """Write how much of each layer is visible: "49 military sites, 8 massacre sites".

    Bases are counted as the sites that they stand on: a site has several tenures.
    """
    parts = [
        catalogue.counted(f"count.{layer}", number, language)
        for layer, number in counts.items()
        if number
    ]
    return ", ".join(parts) or catalogue.text("count.none", language)

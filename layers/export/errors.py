"""What stands in the way of an export, in words for whoever asked for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from layers import catalogue
from layers.problems import TemoinError

if TYPE_CHECKING:
    from layers.catalogue import Language


class ExportError(TemoinError):
    """Something cannot be exported as it was asked for.

    Args:
        code: last part of the key ``exporting.CODE`` of the catalogue.
        slots: what its text needs.
    """

    def __init__(self, code: str, **slots: str) -> None:
        super().__init__(code)
        self.code = code
        self._slots = slots

    def message(self, language: Language) -> str:
        """Say what is wrong, and the mend."""
        return catalogue.text(f"exporting.{self.code}", language, **self._slots)

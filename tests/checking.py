"""What the tests of `python -m layers check` share."""

import io
from pathlib import Path
from typing import Any

from layers.cli.main import main
from tests.making import TODAY, Feature, make_feature, make_file

DAY = ("--today", TODAY.isoformat(), "--lang", "en")


def save(path: Path, *features: Feature, **members: Any) -> Path:
    """Write a file of these features."""
    path.write_bytes(make_file(*features, **members))
    return path


def sound(layer: str = "military_bases", **changes: Any) -> Feature:
    """A feature of which nothing is wrong, but for the changes."""
    url = "https://www.rfi.fr/fr/afrique"
    source = {"title": "Report", "publisher": "A", "date": "2022-05", "url": url}
    return make_feature(layer, **{"sources": [source], **changes})


def check(capsys: Any, *arguments: object, code: int | None = None) -> str:
    """Run the command, compare its exit code, return what it printed."""
    found = main(["check", *map(str, arguments), *DAY])
    said = capsys.readouterr()
    assert code is None or found == code, said
    return str(said.out)


class Terminal(io.StringIO):
    """What is written to a screen."""

    def isatty(self) -> bool:
        """Be one."""
        return True

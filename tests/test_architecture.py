"""The import law: a module of layers/ imports only from lower ranks, and each library by its door.

What belongs together is a package, whose modules may import one another.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FILES = sorted((ROOT / "layers").rglob("*.py"))

# The pipe, from words to the page. A stage may be a module or a package.
STAGES = (
    {"catalogue", "dates", "evidence", "similar"},
    {"vocabulary", "written_dates"},
    {"problems"},
    {"filters", "timeline"},
    {"validation", "view"},
    {"atomic", "folders", "strict_json"},
    {"reading"},
    {"differences", "formatting", "knowledge", "schema", "stories"},
    {"quiet"},
    {"atlas"},
    {"atlas_store"},
    {"authoring", "drafts", "fixing"},
    {"checking"},
    {"change_note", "histogram", "proposals", "symbology", "wording"},
    {"address", "basemap", "citation", "linking", "regions"},
    {"payload"},
    {"lookup", "nearby", "reported", "visibility"},
    {"chronicle", "fact_sheet"},
    {"comparison"},
    {"series", "tabular"},
    {"downloads", "ordering", "strips"},
    {"timemap"},
    {"mapping"},
    {"export"},
    {"deployment", "entrance"},
    {"serving"},
    {"importers", "saving"},
    {"panels"},
    {"brief_page", "edit_page", "page"},
    {"cli"},
    {"__main__"},
)
RANK = {stage: rank for rank, stages in enumerate(STAGES) for stage in stages}

# Libraries that only these stages know; app.py stands above them all.
DOORS = {
    "streamlit": {"brief_page", "entrance", "serving", "panels", "edit_page", "page"},
    "streamlit_folium": {"brief_page", "panels", "page"},
    "starlette": {"serving"},
    "folium": {"timemap", "mapping"},
    "branca": {"timemap", "mapping"},
    "pyogrio": {"importers"},
    "openpyxl": {"importers"},
    "defusedxml": {"importers"},
    "PIL": {"export"},
    "fontTools": {"export"},
    "font_source_sans_pro": {"export"},
    "lxml": {"export"},
    "pptx": {"export"},
    "resvg_py": {"export"},
    "segno": {"export"},
    "typst": {"export"},
}


def test_layers_are_found():
    assert FILES


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_a_module_imports_only_from_lower_ranks(file):
    stage = stage_of(file)
    if stage is None:  # layers/__init__.py, which every stage runs
        assert not list(imports_of(file))
        return
    assert stage in RANK, f"give {stage!r} a rank in {Path(__file__).name}"
    others = {target for target in stages_in(imports_of(file)) if target != stage}
    assert not others - RANK.keys(), "these are no stages"
    assert not {target for target in others if RANK[target] >= RANK[stage]}


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_a_library_comes_in_by_its_door(file):
    libraries = {name.split(".")[0] for name in imports_of(file)}
    assert not {name for name in libraries & DOORS.keys() if stage_of(file) not in DOORS[name]}


def test_nothing_imports_the_app_or_the_tests():
    for file in FILES:
        assert not {"app", "tests"} & {name.split(".")[0] for name in imports_of(file)}, file


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("import layers.dates", ["layers.dates"]),
        ("from layers import dates, view", ["layers.dates", "layers.view"]),
        ("from layers.dates import Period", ["layers.dates.Period"]),
        ("from . import rules", ["layers.validation.rules"]),
        ("from .rules import check", ["layers.validation.rules.check"]),
        ("from ..dates import Period", ["layers.dates.Period"]),
        ("from .. import dates", ["layers.dates"]),
        ("def f():\n    import folium", ["folium"]),
    ],
)
def test_every_way_to_import_is_seen(line, expected):
    assert list(imports_in(line, package=("layers", "validation"))) == expected


def stage_of(file: Path) -> str | None:
    """Return the module or package right below layers/ that `file` belongs to."""
    parts = file.relative_to(ROOT / "layers").with_suffix("").parts
    return None if parts == ("__init__",) else parts[0]


def stages_in(names: Iterator[str]) -> set[str]:
    return {name.split(".")[1] for name in names if name.startswith("layers.")}


def imports_of(file: Path) -> Iterator[str]:
    return imports_in(file.read_text("utf-8"), package=file.relative_to(ROOT).parent.parts)


def imports_in(source: str, package: tuple[str, ...]) -> Iterator[str]:
    """Yield the full dotted name of whatever `source` imports, at any depth."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) + 1 - node.level] if node.level else ()
            module = (*base, *([node.module] if node.module else []))
            yield from (".".join((*module, alias.name)) for alias in node.names)

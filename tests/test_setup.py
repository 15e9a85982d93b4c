"""The repository keeps what its README and its settings promise."""

import ast
import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
import streamlit.config
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
START = "pip install -r requirements.txt && streamlit run app.py"
TEST = "pip install -r tests/requirements.txt && python -m tests"
TOP_LEVEL = {
    *("app.py", "layers", "geodata", "tests"),
    *("README.md", "LICENSE", "requirements.txt", "pyproject.toml"),
}
MOST_LINES = 400


@pytest.fixture(scope="module")
def files() -> list[Path]:
    """What git tracks, or would if asked to add everything."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git work tree")
    paths = [Path(name) for name in listed.stdout.split("\0") if name]
    return [path for path in paths if (ROOT / path).is_file()]


@pytest.fixture(scope="module")
def config() -> dict[str, object]:
    """Streamlit's settings, each by its dotted name."""
    return dict(flat(tomllib.loads((ROOT / ".streamlit/config.toml").read_text("utf-8"))))


@pytest.mark.parametrize("command", [START, TEST])
def test_the_readme_shows_the_command(command):
    lines = (ROOT / "README.md").read_text("utf-8").splitlines()
    assert command in [line.strip().removeprefix("$ ") for line in lines]


def test_ci_runs_the_readme_s_test_command():
    assert (ROOT / ".ci/run").read_text("utf-8").splitlines()[-1] == TEST


def test_the_top_level_holds_nothing_else(files):
    names = {path.parts[0] for path in files}
    assert {name for name in names if not name.startswith(".")} <= TOP_LEVEL


def test_no_file_is_too_long(files):
    code = [path for path in files if path.suffix in {".py", ".js", ".css"}]
    lengths = {path: len((ROOT / path).read_text("utf-8").splitlines()) for path in code}
    assert not {str(path): length for path, length in lengths.items() if length > MOST_LINES}


@pytest.mark.parametrize("where", ["", "tests"])
def test_what_is_imported_is_declared(where, files):
    declared = requirements(ROOT / "requirements.txt")
    if where:
        declared |= requirements(ROOT / where / "requirements.txt")
    wanted = {}
    for path in files:
        if path.suffix == ".py" and (path.parts[0] == "tests") == bool(where):
            wanted |= dict.fromkeys(distributions_of(ROOT / path), str(path))
    assert not {name: path for name, path in wanted.items() if name not in declared}


def test_every_requirement_has_two_bounds():
    for file in (ROOT / "requirements.txt", ROOT / "tests/requirements.txt"):
        for requirement in requirement_lines(file):
            signs = {clause.operator for clause in requirement.specifier}
            assert signs in ({">=", "<"}, {"=="}), requirement


def test_no_exception_is_caught_blindly(files):
    for path in files:
        if path.suffix == ".py" and path.parts[0] in {"layers", "app.py"}:
            for node in ast.walk(ast.parse((ROOT / path).read_text("utf-8"))):
                if isinstance(node, ast.ExceptHandler):
                    caught = ast.unparse(node.type) if node.type else "everything"
                    blind = re.search(r"\b(everything|Exception|BaseException)\b", caught)
                    assert not blind, f"{path}:{node.lineno} catches {caught}"


def test_every_setting_is_one_that_streamlit_knows(config):
    assert not config.keys() - streamlit.config.get_config_options().keys()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("browser.gatherUsageStats", False),
        ("browser.serverAddress", "localhost"),  # unnamed, Streamlit asks the web for it
        ("server.showEmailPrompt", False),
        ("server.enableStaticServing", False),
        ("server.maxUploadSize", 20),
        ("client.showErrorDetails", "none"),
        ("client.toolbarMode", "minimal"),
    ],
)
def test_the_page_keeps_to_itself(config, name, value):
    assert config[name] == value


def test_the_theme_fetches_nothing(config):
    assert not [value for value in config.values() if "://" in str(value)]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("ground", ["backgroundColor", "secondaryBackgroundColor"])
@pytest.mark.parametrize("ink", ["textColor", "primaryColor", "linkColor"])
def test_text_stands_out(config, theme, ground, ink):
    assert contrast(config[f"theme.{theme}.{ink}"], config[f"theme.{theme}.{ground}"]) >= 4.5


def flat(table: dict, prefix: str = ""):
    """Yield the leaves of nested tables, named as Streamlit names its options."""
    for key, value in table.items():
        if isinstance(value, dict):
            yield from flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value


def requirement_lines(file: Path) -> list[Requirement]:
    lines = (line.partition("#")[0].strip() for line in file.read_text("utf-8").splitlines())
    return [Requirement(line) for line in lines if line and not line.startswith("-")]


def requirements(file: Path) -> set[str]:
    return {canonicalize_name(requirement.name) for requirement in requirement_lines(file)}


def distributions_of(file: Path) -> set[str]:
    """Name the installed packages that `file` imports from, as requirements.txt does."""
    modules = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            modules |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            modules.add(node.module.partition(".")[0])
    foreign = modules - sys.stdlib_module_names - {"layers", "app", "tests"}
    owners = packages_distributions()
    return {canonicalize_name(name) for module in foreign for name in owners.get(module, [module])}


def contrast(first: str, second: str) -> float:
    """Return the ratio of WCAG 2 between two colours, from 1 to 21."""
    darker, lighter = sorted(map(luminance, (first, second)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    shares = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares]
    return sum(weight * s for weight, s in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

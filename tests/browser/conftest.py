"""The server and the browser of the browser tests."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from itertools import count
from pathlib import Path
from types import MappingProxyType

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests import chromium
from tests.browser import Pages

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
START_SECONDS = 60
STOP_SECONDS = 10
LOG_LINES = 60
# A busy machine takes its time; whoever waits for a state is not slowed down by it.
expect.set_options(timeout=20_000)
NOTHING: Mapping[str, str] = MappingProxyType({})


class Server:
    """The real page of this repository, on a free port, reading a geodata folder of its own."""

    running = pytest.StashKey[list["Server"]]()

    def __init__(
        self,
        geodata: Path,
        log: Path,
        refresh_seconds: float | None = None,
        environ: Mapping[str, str] = NOTHING,
    ) -> None:
        """Start it, with more in its environment; it serves once `wait` has returned."""
        port = _free_port()
        self.url = f"http://127.0.0.1:{port}"
        self._log = log
        options = {"port": port, "address": "127.0.0.1", "headless": "true"}
        flags = [word for key, value in options.items() for word in (f"--server.{key}", str(value))]
        with log.open("wb") as output:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "streamlit", "run", "app.py", *flags],
                cwd=ROOT,
                env={
                    **os.environ,
                    "TEMOIN_GEODATA": str(geodata),
                    "TEMOIN_REFRESH": str(refresh_seconds or ""),
                    **environ,
                },
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def wait(self) -> None:
        """Return when the server answers; fail with its log if it ends or takes too long."""
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if self._answers():
                return
            try:
                self._process.wait(timeout=0.1)
            except subprocess.TimeoutExpired:
                continue  # alive, and not ready
            break
        pytest.fail(f"The server did not start:\n{self.log()}", pytrace=False)

    def stop(self) -> None:
        """End the server and whatever it started."""
        if os.name == "nt":  # which knows no process groups, nor polite signals
            self._process.kill()
            self._process.wait()
            return
        for ask in (signal.SIGTERM, signal.SIGKILL):
            try:
                os.killpg(self._process.pid, ask)
                self._process.wait(timeout=STOP_SECONDS)
            except ProcessLookupError:
                break  # nobody of the group is left
            except subprocess.TimeoutExpired:
                continue

    def log(self) -> str:
        """Return the end of what it has printed."""
        text = self._log.read_text("utf-8", errors="replace")
        return "\n".join(text.splitlines()[-LOG_LINES:])

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/_stcore/health", timeout=5) as answer:
                return answer.status == 200
        except OSError:
            return False


@pytest.fixture(scope="session")
def geodata_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the shipped data, which `app_url` shows. Read it only: all tests share it."""
    return Path(shutil.copytree(ROOT / "geodata", tmp_path_factory.mktemp("shipped") / "geodata"))


@pytest.fixture(scope="session")
def app_url(
    geodata_dir: Path, tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config
) -> Iterator[str]:
    """The address of the page with the shipped data, one server for the whole run."""
    log = tmp_path_factory.mktemp("server") / "log"
    with _serving(geodata_dir, log, pytestconfig) as url:
        yield url


@pytest.fixture(scope="session")
def restless_url(
    geodata_dir: Path, tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config
) -> Iterator[str]:
    """Like `app_url`; its pages look for new files more often, for tests that count looks."""
    log = tmp_path_factory.mktemp("restless") / "log"
    with _serving(geodata_dir, log, pytestconfig, refresh_seconds=0.5) as url:
        yield url


@pytest.fixture
def serve(tmp_path: Path, pytestconfig: pytest.Config) -> Iterator[Callable[..., str]]:
    """Call it with a geodata folder: a server of this test's own shows it; the address back.

    Keywords go into the server's environment (`TEMOIN_EDIT="1"`).
    Ask for it before `new_page`, so that the pages are closed before their server ends.
    """
    with ExitStack() as servers:
        yield _server_maker(servers, tmp_path, pytestconfig)


@pytest.fixture(scope="module")
def serve_shared(
    tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config
) -> Iterator[Callable[..., str]]:
    """Call it like `serve`, for a server that the tests of one file share."""
    with ExitStack() as servers:
        yield _server_maker(servers, tmp_path_factory.mktemp("servers"), pytestconfig)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The one Chromium of the run. Tests open pages with `new_page`."""
    with sync_playwright() as playwright:
        browser = chromium.launch(playwright)
        if browser is None:
            pytest.fail(chromium.HELP, pytrace=False)
        yield browser
        browser.close()


@pytest.fixture
def new_page(browser: Browser) -> Iterator[Pages]:
    """Call it for a page; see Pages for what may be said about it, and for what it forbids."""
    pages = Pages(browser)
    yield pages
    pages.close()


@pytest.fixture(scope="module")
def new_shared_page(browser: Browser) -> Iterator[Pages]:
    """Call it like `new_page`, for a page that the tests of one file share."""
    pages = Pages(browser)
    yield pages
    pages.close()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark whatever lies in this folder."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker("browser")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Show beside a failure what the servers said."""
    report = yield
    if report.failed:
        for server in item.config.stash.get(Server.running, []):
            report.sections.append((f"log of {server.url}", server.log()))
    return report


def _server_maker(servers: ExitStack, logs: Path, config: pytest.Config) -> Callable[..., str]:
    numbers = count()
    return lambda geodata, **environ: servers.enter_context(
        _serving(geodata, logs / f"server-{next(numbers)}.log", config, environ=environ)
    )


@contextmanager
def _serving(
    geodata: Path,
    log: Path,
    config: pytest.Config,
    refresh_seconds: float | None = None,
    environ: Mapping[str, str] = NOTHING,
) -> Iterator[str]:
    server = Server(geodata, log, refresh_seconds, environ)
    running = config.stash.setdefault(Server.running, [])
    running.append(server)
    try:
        server.wait()
        yield server.url
    finally:
        server.stop()
        running.remove(server)


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])

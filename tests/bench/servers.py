"""The servers of the benchmark, all on this machine."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from tests.browser.conftest import ROOT, Server, _free_port


class ScriptServer(Server):
    """A Streamlit script with arguments, on a free port."""

    def __init__(self, script: Path, arguments: list[str], log: Path) -> None:
        """Start it; it serves once `wait` has returned."""
        port = _free_port()
        self.url = f"http://127.0.0.1:{port}"
        self._log = log
        flags = [f"--server.port={port}", "--server.address=127.0.0.1", "--server.headless=true"]
        with log.open("wb") as output:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "streamlit", "run", str(script), *flags, "--", *arguments],
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )


@contextmanager
def running(server: Server) -> Iterator[str]:
    """Keep a server up; its address."""
    try:
        server.wait()
        yield server.url
    finally:
        server.stop()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""

    def end_headers(self) -> None:
        """Let the frames of other servers use the files."""
        self.send_header("Access-Control-Allow-Origin", "*")
        super().end_headers()


@contextmanager
def files(folder: Path) -> Iterator[str]:
    """Serve a folder; its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()

"""The browser of the tests: found on this machine, or fetched by the test command."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, Error, Playwright, sync_playwright

VARIABLE = "TEMOIN_CHROMIUM"
HELP = (
    f"The browser tests need Chromium: install it (Debian: apt-get install chromium; "
    f"elsewhere: python -m playwright install chromium), or name its program in {VARIABLE}."
)
ON_PATH = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
ELSEWHERE = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Google/Chrome/Application/chrome.exe",
)
ARGS = (
    # Only this machine has a name. Playwright's routes would block the rest as well, but they
    # switch the HTTP cache off, which some tests measure.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
    "--no-proxy-server",
    # What Chromium asks its maker of its own accord.
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
    "--disable-gpu",
    # Containers give /dev/shm 64 MB, which one map fills.
    "--disable-dev-shm-usage",
    # Pictures are compared: the same pixels on every screen.
    "--force-color-profile=srgb",
    "--font-render-hinting=none",
)
DOWNLOAD_SECONDS = 300
APT_SECONDS = 900


def launch(playwright: Playwright) -> Browser | None:
    """Start the first browser of this machine that really starts; None if there is none."""
    for program in _programs(playwright):
        try:
            # Without a sandbox, as is Playwright's way: Chromium refuses one to root, and the
            # only pages that it opens here are ours.
            return playwright.chromium.launch(executable_path=program, args=ARGS)
        except Error as error:
            said = re.findall(r"\[err\] (.+)", error.message) or error.message.splitlines()
            print(f"{program} does not start: {said[0]}", file=sys.stderr)
    return None


def ensure() -> str | None:
    """Find a browser that starts, else fetch one; its name and version, or None."""
    if version := _version():
        return version
    if VARIABLE not in os.environ:
        for fetch in (_download, _apt_install):
            if fetch() and (version := _version()):
                return version
    return None


def _version() -> str | None:
    with sync_playwright() as playwright:
        browser = launch(playwright)
        if browser is None:
            return None
        version = browser.version
        browser.close()
        return f"Chromium {version}"


def _programs(playwright: Playwright) -> Iterator[str]:
    """Name what may be a browser, the most wanted first.

    Whoever names one means that one: nothing else is tried then.
    """
    if named := os.environ.get(VARIABLE):
        yield named
        return
    yield from filter(None, map(shutil.which, ON_PATH))
    own = playwright.chromium.executable_path
    yield from (program for program in (*ELSEWHERE, own) if Path(program).exists())


def _download() -> bool:
    """Fetch Playwright's own browser, which needs no rights but may lack system libraries."""
    return _run([sys.executable, "-m", "playwright", "install", "chromium"], DOWNLOAD_SECONDS)


def _apt_install() -> bool:
    """Install Debian's package, where apt-get exists and asks for no password."""
    if not shutil.which("apt-get"):
        return False
    sudo = [] if os.geteuid() == 0 else ["sudo", "-n"]
    apt = [*sudo, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]
    install = [*apt, "install", "-y", "--no-install-recommends", "chromium", "fonts-dejavu-core"]
    return _run([*apt, "update"], APT_SECONDS) and _run(install, APT_SECONDS)


def _run(command: list[str], seconds: int) -> bool:
    print("$", *command, flush=True)
    try:
        done = subprocess.run(command, timeout=seconds, capture_output=True, text=True, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        print(f"  {error}", flush=True)
        return False
    if done.returncode:
        print(f"  failed: {_gist(done.stderr or done.stdout)}", flush=True)
    return done.returncode == 0


def _gist(text: str) -> str:
    """Return the last line that speaks of an error, else the last that says anything."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    errors = [line for line in lines if line.startswith(("E:", "Error:"))]
    return (errors or lines or ["it does not say why"])[-1]

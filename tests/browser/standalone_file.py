"""The one HTML file in a browser: opened from the disk, with every request blocked."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode

from playwright.sync_api import Page, Route

from layers import address, dates
from layers.view import View
from tests.browser import Pages

# Playwright's own way to wait runs text as a script, which the file's policy forbids.
READY = """async () => {
  const soon = () => new Promise((resolve) => setTimeout(resolve, 20));
  while (!window.temoin) await soon();
  await window.temoin.ready;
  while (document.querySelector("#waiting")) await soon();
}"""
Open = Callable[..., Page]


def opened(pages: Pages, path: Path, hash_: str = "", **options: object) -> Page:
    """Open a file; whatever it asks for but itself is refused, and fails the test."""
    page = pages(**options)
    asked: list[str] = []

    def answer(route: Route) -> None:
        url = route.request.url
        if url.split("#")[0] == path.as_uri():
            route.continue_()
        else:
            asked.append(url)
            route.abort()

    page.context.route("**", answer)
    page.goto(path.as_uri() + hash_)
    page.evaluate(READY)
    page.asked = asked
    return page


def expect_value(page: Page, expression: str, wanted: object) -> None:
    """Wait until an expression of the page has a value; its last one is compared."""
    found = page.evaluate(
        f"""async (wanted) => {{
          const now = () => {expression};
          const end = performance.now() + 20000;
          while (JSON.stringify(now()) !== JSON.stringify(wanted) && performance.now() < end)
            await new Promise((resolve) => setTimeout(resolve, 20));
          return now();
        }}""",
        wanted,
    )
    assert found == wanted


def hash_of(view: View) -> str:
    return f"#{urlencode({**address.write(view), 'lang': view.language})}"


def day(text: str) -> int:
    return dates.parse(text).first

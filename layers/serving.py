"""The map's files over HTTP: assets and data whose addresses name their content.

``/temoin/assets/<version>/<name>`` and ``/temoin/data/<digest>/<name>``, below whatever
path the page itself is served. An address never changes its answer, so browsers keep it
for good; an address of other content than we have is not found. Names are looked up in
mappings and never touch the disk.
"""

from __future__ import annotations

import gzip
import hashlib
import threading
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Protocol

from starlette.responses import Response
from starlette.routing import Route

from layers import entrance, payload, timemap
from layers.atlas_store import AtlasStore

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from starlette.requests import Request

    from layers.catalogue import Language

_FOR_GOOD = "public, max-age=31536000, immutable"
# What is compressed already, or too short to gain anything, travels as it is.
_COMPRESSED = ("image/png",)
_MIN_GZIP_BYTES = 500
# Where the pages of `layers/page.py` stand.
_PAGES = ("/", "/edit", "/brief")
# Answers kept ready, of all atlases together. One of 100,000 features has some 200.
_KEPT = 1024


class _File(Protocol):
    @property
    def body(self) -> bytes: ...
    @property
    def media_type(self) -> str: ...


@dataclass(frozen=True, slots=True)
class _Answer:
    """A file as it travels: made once, sent many times."""

    body: bytes
    gzipped: bytes | None
    media_type: str
    etag: str


def store(folder: Path, today: date | None = None, *, shows_recent: bool = False) -> AtlasStore:
    """Return the one store of a folder in this process, shared by page and routes.

    `today` is the day from which "less than 30 days ago" counts; None goes with the calendar.
    Bases and movements that began so recently are left out unless `shows_recent`.
    """
    return _store(folder, today, shows_recent)


@cache
def _store(folder: Path, today: date | None, shows_recent: bool) -> AtlasStore:
    now = (lambda: today) if today else date.today
    return AtlasStore(folder, today=now, shows_recent=shows_recent)


def routes(atlases: AtlasStore) -> list[Route]:
    """Return the routes to the map's assets and to the data of a folder's atlases.

    Each stands twice, at the root and below any path, for `server.baseUrlPath` is not yet
    known when the routes are made.
    """
    served: dict[str, Callable[[Request], Response]] = {
        "/temoin/assets/{version}/{name:path}": _serve_asset,
        "/temoin/data/{version}/{name:path}": _serve_data_of(atlases),
    }
    return [
        *(Route(path, _serve_entrance_of(atlases)) for path in _PAGES),
        *(
            Route(f"{base}{path}", endpoint)
            for base in ("", "/{base:path}")
            for path, endpoint in served.items()
        ),
    ]


def read_ahead(atlases: AtlasStore) -> None:
    """Begin to read the folder, so that the first visitor need not wait for all of it."""
    threading.Thread(target=atlases.current, daemon=True).start()


def _serve_entrance_of(atlases: AtlasStore) -> Callable[[Request], Response]:
    def serve(request: Request) -> Response:
        atlas = atlases.latest
        files = payload.asked_first(atlas) if atlas else ()
        text = entrance.page(_language(request), atlas.digest if atlas else None, files)
        headers = {"Cache-Control": "no-cache", "Vary": "Accept-Language"}
        return Response(text, media_type="text/html", headers=headers)

    return serve


def _language(request: Request) -> Language:
    asked = request.query_params.get("lang") or request.headers.get("accept-language", "")
    return "fr" if asked.lower().startswith("fr") else "en"


def _serve_asset(request: Request) -> Response:
    # A plain function: Starlette runs it in a thread, away from the event loop.
    version, name = request.path_params["version"], request.path_params["name"]
    if version != timemap.assets_version() or name not in timemap.assets():
        return _not_found()
    return _response(request, _asset(version, name))


def _serve_data_of(atlases: AtlasStore) -> Callable[[Request], Response]:
    @lru_cache(maxsize=_KEPT)
    def data(digest: str, name: str) -> _Answer:
        """Return the file of an atlas that we hold; LookupErrors are not kept."""
        atlas = atlases.by_digest(digest)
        found = payload.resource(atlas, name) if atlas else None
        if found is None:
            raise LookupError(name)
        return _answer(found)

    def serve(request: Request) -> Response:
        try:
            answer = data(request.path_params["version"], request.path_params["name"])
        except LookupError:
            return _not_found()
        return _response(request, answer)

    return serve


@lru_cache(maxsize=_KEPT)
def _asset(version: str, name: str) -> _Answer:
    """Return an asset; its version is a part of the key, though there is only one."""
    return _answer(timemap.assets()[name])


def _answer(file: _File) -> _Answer:
    gzipped = None
    if file.media_type not in _COMPRESSED and len(file.body) >= _MIN_GZIP_BYTES:
        gzipped = gzip.compress(file.body, mtime=0)
    # Weak: the compressed and the plain body are the same file in two codings.
    etag = f'W/"{hashlib.sha256(file.body).hexdigest()[:24]}"'
    return _Answer(file.body, gzipped, file.media_type, etag)


def _response(request: Request, answer: _Answer) -> Response:
    headers = {
        "Cache-Control": _FOR_GOOD,
        "ETag": answer.etag,
        "Vary": "Accept-Encoding",
        "X-Content-Type-Options": "nosniff",
    }
    if answer.etag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    body = answer.body
    if answer.gzipped is not None and "gzip" in request.headers.get("accept-encoding", ""):
        body = answer.gzipped
        headers["Content-Encoding"] = "gzip"
    return Response(body, media_type=answer.media_type, headers=headers)


def _not_found() -> Response:
    headers = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
    return Response("Not found", status_code=404, media_type="text/plain", headers=headers)

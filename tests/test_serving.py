"""The map's files over HTTP: types, caching, compression, and nothing else than they."""

import asyncio
import gzip
import json
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware

from layers import serving, timemap

GEODATA = Path(__file__).parents[1] / "geodata"
FOR_GOOD = "public, max-age=31536000, immutable"


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return Path(shutil.copytree(GEODATA, tmp_path_factory.mktemp("served") / "geodata"))


@pytest.fixture(scope="module")
def digest(folder):
    return serving.store(folder).current().digest


@pytest.fixture(scope="module")
def get(folder):
    """Ask the routes as Streamlit mounts them, below its own gzip middleware."""
    app = Starlette(
        routes=serving.routes(serving.store(folder)),
        middleware=[Middleware(GZipMiddleware, minimum_size=500)],
    )
    return lambda path, method="GET", **headers: asyncio.run(_ask(app, path, method, headers))


async def _ask(app, path, method, headers):
    answer = Answer(0, {}, b"")

    async def send(message):
        if message["type"] == "http.response.start":
            answer.status = message["status"]
            answer.headers = {key.decode(): value.decode() for key, value in message["headers"]}
        else:
            answer.body += message.get("body", b"")

    async def receive():
        return {"type": "http.request", "body": b"", "more_body": False}

    named = [(key.replace("_", "-").encode(), value.encode()) for key, value in headers.items()]
    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "raw_path": path.encode(),
        "root_path": "",
        "query_string": b"",
        "headers": named,
        "http_version": "1.1",
        "scheme": "http",
        "server": ("127.0.0.1", 80),
    }
    await app(scope, receive, send)
    return answer


def asset(name):
    return f"/temoin/assets/{timemap.assets_version()}/{name}"


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("leaflet.js", "text/javascript; charset=utf-8"),
        ("temoin.js", "text/javascript; charset=utf-8"),
        ("leaflet.css", "text/css; charset=utf-8"),
        ("images/layers.png", "image/png"),
    ],
)
def test_an_asset_arrives_as_what_it_is(get, name, media_type):
    answer = get(asset(name))
    assert answer.status == 200
    assert answer.headers["content-type"] == media_type
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.body == timemap.assets()[name].body


@pytest.mark.parametrize("name", ["index.json", "ids.json", "columns.bin", "texts/0.json"])
def test_data_keep_for_good(get, digest, name):
    answer = get(f"/temoin/data/{digest}/{name}")
    assert answer.status == 200
    assert answer.headers["cache-control"] == FOR_GOOD
    assert answer.headers["x-content-type-options"] == "nosniff"
    if name.endswith(".json"):
        assert answer.headers["content-type"] == "application/json"
        assert json.loads(answer.body)


def test_what_can_shrink_is_compressed_once(get, digest):
    path = f"/temoin/data/{digest}/columns.bin"
    plain = get(path)
    assert "content-encoding" not in plain.headers
    packed = get(path, accept_encoding="gzip, br")
    assert packed.headers["content-encoding"] == "gzip"
    assert "Accept-Encoding" in packed.headers["vary"]
    assert gzip.decompress(packed.body) == plain.body
    assert int(packed.headers["content-length"]) == len(packed.body) < len(plain.body)
    assert packed.headers["etag"] == plain.headers["etag"]


def test_a_picture_is_not_compressed_again(get):
    answer = get(asset("images/layers.png"), accept_encoding="gzip")
    assert "content-encoding" not in answer.headers


@pytest.mark.parametrize("accept_encoding", ["", "gzip"])
def test_a_second_load_sends_nothing(get, digest, accept_encoding):
    path = f"/temoin/data/{digest}/index.json"
    etag = get(path, accept_encoding=accept_encoding).headers["etag"]
    again = get(path, accept_encoding=accept_encoding, if_none_match=etag)
    assert again.status == 304
    assert again.body == b""
    assert again.headers["cache-control"] == FOR_GOOD
    other = get(path, accept_encoding=accept_encoding, if_none_match='"other"')
    assert other.status == 200


@pytest.mark.parametrize(
    "path",
    [
        "/temoin/assets/0123456789ab/leaflet.js",  # another version
        "/temoin/data/0123456789ab/index.json",  # another atlas
        "/temoin/assets/{version}/",
        "/temoin/assets/{version}/nothing.js",
        "/temoin/assets/{version}/../assets.py",
        "/temoin/assets/{version}/%2e%2e/assets.py",
        "/temoin/assets/{version}//etc/passwd",
        "/temoin/assets/{version}/..\\..\\app.py",
        "/temoin/data/{digest}/../../../etc/passwd",
        "/temoin/data/{digest}/texts/../index.json",
        "/temoin/data/{digest}/texts/-1.json",
        "/temoin/data/{digest}/texts/999999999999999999999.json",
        "/temoin/data/{digest}/context/../../geodata/README.md",
        "/temoin/data/{digest}/military_bases.geojson",
    ],
)
def test_nothing_else_is_served(get, digest, path):
    answer = get(path.format(version=timemap.assets_version(), digest=digest))
    assert answer.status == 404
    assert answer.headers["cache-control"] == "no-store"


def test_only_reading_is_offered(get):
    assert get(asset("leaflet.js"), method="POST").status == 405


@pytest.mark.parametrize("base", ["/mali", "/a/b"])
def test_a_base_path_of_the_server_is_respected(get, digest, base):
    assert get(base + asset("leaflet.js")).status == 200
    assert get(f"{base}/temoin/data/{digest}/index.json").status == 200


def test_an_atlas_that_was_just_replaced_is_still_served(tmp_path):
    folder = Path(shutil.copytree(GEODATA, tmp_path / "geodata"))
    app = Starlette(routes=serving.routes(serving.store(folder)))
    before = serving.store(folder).current().digest
    file = folder / "milestones.geojson"
    file.write_text(file.read_text("utf-8").replace("the", "The", 1), "utf-8")
    after = serving.store(folder).current().digest
    assert after != before
    for digest in (before, after):
        path = f"/temoin/data/{digest}/index.json"
        assert asyncio.run(_ask(app, path, "GET", {})).status == 200


def test_page_and_routes_share_one_store(folder):
    assert serving.store(folder) is serving.store(folder)

"""The scripts for other websites: small, stable or pinned, the same bytes for ever under a digest."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
from pathlib import Path

import brotli  # type: ignore[import-untyped]  # it has no types
import pytest
from flask.testing import FlaskClient

from portal_api.articles.library import read_library
from portal_api.catalogs.gettext.po import read_po
from portal_api.locales import Locale
from portal_api.web.embedding.embedfiles import embed_files, published_file
from portal_api.words import WORDS

PARTNERS = Path(__file__).parents[2] / "docs" / "partners.md"


@pytest.mark.parametrize(("name", "most"), [("v1.js", 8_000), ("frames.js", 1_000), ("builder.js", 3_000)])
def test_a_script_is_small_when_it_is_compressed(client: FlaskClient, name: str, most: int) -> None:
    data = client.get(f"/embed/{embed_files()[name].pinned}").data
    assert len(gzip.compress(data, 6)) <= most
    assert len(brotli.compress(data, quality=5)) <= most


def test_the_listener_is_under_a_kilobyte_as_it_is(client: FlaskClient) -> None:
    assert len(client.get("/embed/frames.js").data) < 1024


def test_the_stable_address_is_asked_for_again_soon_and_a_pinned_one_never(client: FlaskClient) -> None:
    body = client.get("/v1/embed").json
    assert body is not None
    stable = client.get(body["script"]["url"].removeprefix("https://portal.example/health"))
    pinned = client.get(body["script"]["pinned"].removeprefix("https://portal.example/health"))
    assert stable.data == pinned.data
    assert stable.headers["Cache-Control"] == "public, max-age=300"
    assert "immutable" in pinned.headers["Cache-Control"]
    for answer in (stable, pinned):
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
        assert answer.mimetype == "text/javascript"


def test_the_digest_is_that_of_the_bytes_in_the_api_the_builder_and_the_manual(client: FlaskClient) -> None:
    data = client.get("/embed/v1.js").data
    integrity = "sha384-" + base64.b64encode(hashlib.sha384(data).digest()).decode()
    body = client.get("/v1/embed").json
    assert body is not None
    assert body["script"]["integrity"] == integrity
    assert integrity in client.get("/embed?article=pump").text.replace("&#43;", "+")
    manual = PARTNERS.read_text("utf-8")
    assert integrity in manual, f"write integrity={integrity} and {embed_files()['v1.js'].pinned}"
    assert embed_files()["v1.js"].pinned in manual


@pytest.mark.parametrize(
    "name", ["v2.js", "v1.0000000000000000.js", "earlier", "..", "v1.js.map", "frame.js", "%2e%2e%2fpage.css"]
)
def test_nothing_else_is_there(client: FlaskClient, name: str) -> None:
    assert client.get(f"/embed/{name}").status_code == 404
    assert published_file(name) is None


def test_an_earlier_version_that_a_page_pinned_is_still_served() -> None:
    """Whoever changes v1.js puts the old file into static/embed/earlier/, as docs/decisions.md says."""
    manual = PARTNERS.read_text("utf-8")
    pinned = re.findall(r"/embed/(v1\.[0-9a-f]{16}\.js)", manual)
    assert pinned
    assert all(published_file(name) for name in pinned)


def test_the_words_for_when_none_can_be_fetched_are_those_of_the_portal() -> None:
    """In every language of the sample library, as its translators have them."""
    script = embed_files()["v1.js"].data.decode()
    table = re.search(r"(?ms)^const OFFLINE = \{\n(.*?)^\};$", script)
    assert table is not None
    rows = re.findall(r'(?ms)^  "?([\w-]+)"?: (\[.*?\]),$', table[1])
    found = {tag: json.loads(re.sub(r",\s*\]", "]", row)) for tag, row in rows}
    ids = ("notice.offline", "label.disclaimer")
    english = {word.id: word.text for word in WORDS}
    library = read_library(PARTNERS.parents[1])
    catalogs = {locale: read_po(_portal_po(library.root, locale), locale) for locale in library.locales[1:]}
    expected = {
        str(locale): {entry.context: entry.texts[0] for entry in po.entries if not entry.obsolete}
        for locale, po in catalogs.items()
    }
    assert found == {tag: [texts[one] for one in ids] for tag, texts in ({"en": english} | expected).items()}


def _portal_po(root: Path, locale: Locale) -> Path:
    return root / "translations" / locale.folder / "LC_MESSAGES" / "portal.po"


def test_no_script_of_ours_makes_markup_of_texts_or_runs_them() -> None:
    sinks = re.compile(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|parseFromString|\beval\b|new Function|"
        r"setHTML|srcdoc|createContextualFragment|document\.cookie|sessionStorage|sendBeacon"
    )
    for name, file in embed_files().items():
        assert not sinks.search(file.data.decode()), name

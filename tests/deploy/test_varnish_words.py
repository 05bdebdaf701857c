"""What Varnish says by itself it says in the language that the service would choose."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from answer import ask
from dribbling import dribbling_origin
from listening import free_ports
from tiny import TinyLibrary
from varnishing import standing_varnish, write_words

OFFERED = ("en", "es", "es-MX", "ar", "pt-BR", "zh-Hant", "zh-Hans", "sr-Latn", "sr-Cyrl")


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of a cache whose servers are gone."""
    folder = tmp_path_factory.mktemp("words")
    library = TinyLibrary(folder / "library", f"sqlite:///{folder}/portal.db")
    library.settings(*OFFERED)
    for tag in OFFERED[1:]:
        library.translate(tag, "disclaimer")
    library.publish()
    with library.store.snapshot() as snapshot:
        assert tuple(map(str, snapshot.offered)) == OFFERED
    environment = {"PORTAL_DATABASE_URL": library.store.url, "PORTAL_BASE_URL": "https://portal.example"}
    write_words(folder, environment)
    library.store.close()
    readers, purges, front = free_ports(3)
    with ExitStack() as stack:
        origin = stack.enter_context(dribbling_origin())
        varnish = standing_varnish(folder, (readers, purges, front, origin.port))
        with varnish:
            stack.close()
            yield readers


@pytest.mark.parametrize(
    ("reader", "language"),
    [
        ("es-MX", "es-MX"),
        ("es-AR", "es-MX"),
        ("es-ES", "es"),
        ("ES-es , en", "es"),
        ("pt-BR,pt;q=0.9", "pt-BR"),
        ("pt", "pt-BR"),
        ("ar-EG;q=0.8, en", "ar"),
        ("zh-Hant-HK", "zh-Hant"),
        ("zh-TW", "zh-Hant"),
        ("zh-HK", "zh-Hant"),
        ("zh-CN", "zh-Hans"),
        ("zh", "zh-Hans"),
        ("sr-Latn", "sr-Latn"),
        ("sr-Latn-RS", "sr-Latn"),
        ("sr", "sr-Cyrl"),
        ("hr", "en"),
        ("tlh, xx-YY, es-GQ;q=0.1", "es"),
        ("es;q=0, ar", "ar"),
        ("es;q=0.000, zh-HK;q=0.5", "zh-Hant"),
        ("tlh", "en"),
        ("", "en"),
        ("x" * 300 + ",ar", "en"),
        (",".join(["aa-AA"] * 40) + ",es", "es"),
        (",".join(["a" * 8] * 700), "en"),
    ],
)
def test_an_outage_is_told_in_the_language_that_the_service_would_choose(
    alone: int, reader: str, language: str
) -> None:
    answer = ask(alone, "/v1/articles/pump", headers={"Accept-Language": reader} if reader else {})
    assert (answer.status, answer.json["disclaimer"]["locale"]) == (503, language)


@pytest.mark.parametrize(
    ("path", "language"),
    [
        ("/v1/es-AR/articles/pump", "es-MX"),
        ("/v1/zh-Hant-HK/articles/pump", "zh-Hant"),
        ("/v1/sr_latn/articles/pump", "sr-Latn"),
        ("/zh-tw/pump", "zh-Hant"),
        ("/embed/pt/pump", "pt-BR"),
        ("/v1/tlh/articles/pump", "ar"),
    ],
)
def test_the_language_of_the_address_comes_first(alone: int, path: str, language: str) -> None:
    answer = ask(alone, path, headers={"Accept-Language": "ar"})
    assert (answer.status, answer.headers["content-language"]) == (503, language)

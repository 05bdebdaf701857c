"""An export under the shipped nginx configuration answers as the service does."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from answer import Answer, decoded
from click.testing import CliRunner
from flask.testing import FlaskClient
from shipped import Nginx, nginx
from small_portal import BASE, FEVER, client_of, write_library
from tiny import TinyLibrary
from waiting import wait_for

from portal_api.cli import portal
from portal_api.cli.mirror.addresses import addresses, take_inventory

BY_THE_SERVER = {"server", "date", "connection", "transfer-encoding"}
LANGUAGES = ("", "en", "es", "ar", "pt-BR", "zh-Hant")


@dataclass(frozen=True)
class Mirrored:
    """A library as the service gives it, and its mirror."""

    tiny: TinyLibrary
    live: FlaskClient
    mirror: Nginx
    answers: dict[str, Answer]
    folder: Path

    def both(self, path: str, **headers: str) -> tuple[Answer, Answer]:
        """The same request to the service and to the mirror."""
        return ask(self.live, path, **headers), self.mirror.get(path, **headers)


def ask(live: FlaskClient, path: str, **headers: str) -> Answer:
    """One answer of the service."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    answer = live.get(path, headers=named)
    fields = {name.lower(): value for name, value in answer.headers}
    return Answer(answer.status_code, fields, answer.data)


def run(*arguments: str, url: str) -> str:
    environment = {"PORTAL_DATABASE_URL": url, "PORTAL_BASE_URL": BASE}
    result = CliRunner().invoke(portal, arguments, env=environment, prog_name="portal")
    assert result.exit_code == 0, result.output
    return result.output


@pytest.fixture(scope="module")
def mirrored(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mirrored]:
    """`pump` and `fever` are shown, a section of `pump` is held, `old` is withdrawn, `twin` is held."""
    folder = tmp_path_factory.mktemp("mirror")
    tiny = write_library(folder / "library")
    tiny.article("twin", FEVER.replace("# Fever", "# Twin").replace("A raised", "Another raised"))
    tiny.publish()
    url = tiny.store.url
    run("hold", "twin", "--reason", "incorrect", "--by", "tester", url=url)
    run("hold", "pump/risks", "--reason", "unsafe", "--by", "tester", url=url)
    run("export", str(folder / "export"), url=url)
    live = client_of(tiny.store)
    with tiny.store.snapshot() as snapshot:
        inventory = take_inventory(snapshot)
    answers = {path: ask(live, path) for path in addresses(live.application.url_map, inventory)}
    with nginx("mirror.conf", folder / "nginx", folder / "export") as mirror:
        yield Mirrored(tiny, live, mirror, answers, folder / "export")
    tiny.store.close()


def same(live: Answer, mirror: Answer, where: str) -> None:
    """Fails unless the mirror answers as the service does, in every byte and header."""
    assert (mirror.status, mirror.body) == (live.status, live.body), where
    kept = {name: value for name, value in mirror.headers.items() if name not in BY_THE_SERVER}
    assert kept == dict(live.headers), where


def test_every_address_answers_as_the_service_does(mirrored: Mirrored) -> None:
    statuses = set()
    for path, live in mirrored.answers.items():
        statuses.add(live.status)
        same(live, mirrored.mirror.get(path), path)
    assert statuses == {200, 302, 308, 410}
    assert len(mirrored.answers) > 300


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_depends_on_the_reader_answers_each_as_the_service_does(
    mirrored: Mirrored, language: str
) -> None:
    header = {"Accept_Language": language} if language else {}
    asked = 0
    for path, answer in mirrored.answers.items():
        if "Accept-Language" in answer.headers["vary"]:
            same(*mirrored.both(path, **header), path)
            asked += 1
    assert asked > 10


@pytest.mark.parametrize("coding", ["gzip", "br"])
def test_a_compressed_file_holds_the_same_bytes(mirrored: Mirrored, coding: str) -> None:
    compressed = 0
    for path, live in mirrored.answers.items():
        mirror = mirrored.mirror.get(path, Accept_Encoding=coding)
        if live.status != 200 or "content-encoding" not in mirror.headers:
            continue
        assert decoded(mirror.body, mirror.headers["content-encoding"]) == live.body, path
        assert mirror.headers["etag"] == live.headers["etag"][:-1] + f'-{coding}"'
        assert int(mirror.headers["content-length"]) == len(mirror.body) < len(live.body)
        compressed += 1
    assert compressed > 100


@pytest.mark.parametrize(
    ("header", "coding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip, deflate", "gzip"),
        ("br;q=0, gzip;q=0.5", "gzip"),
        ("gzip;q=0", None),
        ("br;q=0.0", None),
        ("identity", None),
        ("brotli, xbr", None),
        ("deflate, BR ; q=0.001", "br"),
        ("*", None),
        (",,;q=;", None),
    ],
)
def test_a_coding_is_one_that_the_client_accepts(mirrored: Mirrored, header: str, coding: str | None) -> None:
    found = mirrored.mirror.get("/v1/es/articles/pump", Accept_Encoding=header)
    assert found.headers.get("content-encoding") == coding


@pytest.mark.parametrize(
    ("told", "status"),
    [("{tag}", 304), ('W/{tag}, "x"', 304), ('"x", {br}', 304), ("*", 304), ('"x"', 200), ("{bare}", 200)],
)
def test_a_current_copy_is_not_sent_again(mirrored: Mirrored, told: str, status: int) -> None:
    path = "/v1/ar/articles/pump"
    tag = mirrored.mirror.get(path).headers["etag"]
    header = told.format(tag=tag, br=f'{tag[:-1]}-br"', bare=tag.strip('"'))
    live, mirror = mirrored.both(path, If_None_Match=header)
    assert mirror.status == live.status == status
    if status == 304:
        assert mirror.headers.pop("content-length") == mirrored.live.get(path).headers["Content-Length"]
        same(live, mirror, told)


@pytest.mark.parametrize("path", ["/v1/ar/articles/nothing", "/AR"])
def test_nothing_is_current_where_nothing_is(mirrored: Mirrored, path: str) -> None:
    carries_the_disclaimer(mirrored, mirrored.mirror.get(path, If_None_Match="*"), "ar", 404)


@pytest.mark.parametrize("article", ["old", "twin"])
@pytest.mark.parametrize(
    "address",
    [
        "/v1/{locale}/articles/{article}",
        "/v1/{locale}/articles/{article}.txt",
        "/v1/{locale}/articles/{article}/sections/overview",
        "/v1/{locale}/articles/{article}/sections/never-there.html",
        "/v1/articles/{article}",
        "/v1/articles/{article}/sections/overview",
        "/v1/articles/{article}/locales",
        "/{locale}/{article}",
        "/embed/{locale}/{article}",
        "/embed/{locale}/{article}/overview",
    ],
)
def test_what_is_held_or_withdrawn_is_gone_in_every_language(
    mirrored: Mirrored, article: str, address: str
) -> None:
    for locale in LANGUAGES[1:]:
        path = address.format(locale=locale, article=article)
        live, mirror = mirrored.both(path, Accept_Language=locale)
        assert live.status == 410
        assert mirror.headers["content-language"] == locale
        same(live, mirror, path)


def test_a_held_section_is_nowhere_in_the_export(mirrored: Mirrored) -> None:
    body = json.loads(mirrored.mirror.get("/v1/es/articles/pump").body)
    (risks,) = (one for one in body["sections"] if one["id"] == "risks")
    assert risks["status"] == "withheld"
    texts = [
        path for path in mirrored.folder.rglob("*") if path.is_file() and b"Infection" in path.read_bytes()
    ]
    assert texts == []


def disclaimer_of(mirrored: Mirrored, locale: str) -> str:
    told: str = json.loads(mirrored.live.get(f"/v1/{locale}/disclaimer").data)["disclaimer"]["text"]
    return told


def carries_the_disclaimer(mirrored: Mirrored, found: Answer, locale: str, status: int) -> None:
    assert found.status == status
    assert found.headers["content-language"] == locale
    assert found.headers["link"].endswith(f'<{BASE}/v1/{locale}/disclaimer>; rel="terms-of-service"')
    assert found.headers["cache-control"] == "no-store"
    text = disclaimer_of(mirrored, locale)
    if found.headers["content-type"] == "application/problem+json":
        assert json.loads(found.body)["disclaimer"]["text"] == text
        assert json.loads(found.body)["status"] == status
    else:
        assert text.split("\n\n")[0] in found.body.decode()


@pytest.mark.parametrize(
    ("path", "wanted", "locale"),
    [
        ("/v1/ar/articles/nothing", "es", "ar"),
        ("/v1/es/nothing", "ar", "es"),
        ("/v1/xx/articles/pump", "tlh, ar-EG;q=0.5", "ar"),
        ("/es/nothing", "ar", "es"),
        ("/nothing", "", "en"),
        ("/nothing", "tlh", "en"),
        ("/v1/pt-BR/articles/pump.json", "", "pt-BR"),
        ("/.way/found", "es", "es"),
        ("/.refusal/anything", "es", "es"),
        ("/.refusal/json/not-found", "es", "es"),
        ("/.refusal/html/unavailable", "ar", "ar"),
        ("/%2Erefusal/json/anything", "es", "es"),
        ("/v1/../.refusal/json/unavailable", "es", "es"),
        ("/.other/json/gone", "ar", "ar"),
        ("/.other/html/led", "es", "es"),
        ("/v1/ar/articles/pump.json.br", "", "ar"),
        ("/v1/ar/", "", "ar"),
        ("/v1/ar/articles/pump/", "", "ar"),
        ("/v1/../manifest.jsonl", "ar", "ar"),
        ("/v1/ar//articles", "", "ar"),
        ("/figures/nothing.svg", "ar", "ar"),
    ],
)
def test_an_unknown_address_carries_the_disclaimer_in_its_language(
    mirrored: Mirrored, path: str, wanted: str, locale: str
) -> None:
    header = {"Accept_Language": wanted} if wanted else {}
    carries_the_disclaimer(mirrored, mirrored.mirror.get(path, **header), locale, 404)


@pytest.mark.parametrize("query", ["fallback=none", "release=1", "nonsense", "limit=1&after=a"])
def test_what_only_the_service_can_answer_is_unavailable_and_never_wrong(
    mirrored: Mirrored, query: str
) -> None:
    found = mirrored.mirror.get(f"/v1/ar/articles?{query}")
    carries_the_disclaimer(mirrored, found, "ar", 503)
    assert found.headers["retry-after"] == "30"


@pytest.mark.parametrize("path", ["/ar?utm=1", "/ar/pump?x=y", "/?a=b", "/ar/?a=b", "/embed/ar/pump?x=1"])
def test_pages_ignore_a_query_as_the_service_does(mirrored: Mirrored, path: str) -> None:
    same(*mirrored.both(path), path)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "TRACE", "PROPFIND", "NONSENSE"])
@pytest.mark.parametrize(
    "path",
    [
        *("/v1/ar/articles/pump", "/ar/pump"),  # files
        *(
            "/v1/articles/pump",
            "/problems",
            "/",
            "/v1/articles/old",
            "/v1/ar/articles/pump?release=1",
        ),  # none
    ],
)
def test_other_methods_are_refused_with_the_disclaimer(mirrored: Mirrored, method: str, path: str) -> None:
    found = mirrored.mirror.get(path, method, Accept_Language="ar")
    carries_the_disclaimer(mirrored, found, "ar", 405)
    assert found.headers["allow"] == "GET, HEAD, OPTIONS"


def test_head_is_get_without_the_body(mirrored: Mirrored) -> None:
    for path in ("/v1/ar/articles/pump", "/v1/articles/pump", "/v1/ar/articles/old", "/ar/nothing"):
        get, head = (mirrored.mirror.get(path, method) for method in ("GET", "HEAD"))
        assert head.body == b""
        assert {**head.headers, "date": ""} == {**get.headers, "date": ""}


def test_browsers_of_other_origins_may_ask(mirrored: Mirrored) -> None:
    path = "/v1/ar/articles/pump"
    live = mirrored.live.options(path).headers
    found = mirrored.mirror.get(path, "OPTIONS")
    assert found.status == 204
    needed = {"allow", "link", "content-language"} | {
        name for name in map(str.lower, live.keys()) if "access" in name
    }
    for name in needed - {"access-control-expose-headers"}:
        assert found.headers[name] == live[name]


@pytest.mark.parametrize(
    "request_",
    [
        b"GET /v1/ar/articles HTTP/1.1\r\nHost: x\r\nX: " + b"a" * 40_000 + b"\r\n\r\n",
        b"GET /v1/ar/" + b"a" * 40_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET /v1/ar/articles HTTP/1.1\r\n\r\n",
        b"POST /v1/ar/articles HTTP/1.1\r\nHost: x\r\nContent-Length: 9999999\r\n\r\n",
        b"GET /v1/ar/%00 HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET /v1/ar/%zz HTTP/1.1\r\nHost: x\r\n\r\n",
        b"NONSENSE\r\n\r\n",
        b"GET / HTTP/9.9\r\nHost: x\r\n\r\n",
        b"\x16\x03\x01\x00\xff\r\n\r\n",
    ],
    ids=["headers", "address", "host", "body", "zero", "percent", "nonsense", "version", "tls"],
)
@pytest.mark.parametrize("at_once", [False, True], ids=["", "at-once"])
def test_nginx_refuses_with_the_disclaimer(mirrored: Mirrored, request_: bytes, at_once: bool) -> None:
    found = mirrored.mirror.raw(request_, at_once=at_once)
    head, _, body = found.partition(b"\r\n\r\n")
    assert head.split()[1] in (b"400", b"503", b"405"), head
    assert b'rel="terms-of-service"' in head
    locale = head.lower().split(b"content-language: ")[1].split()[0].decode()
    assert disclaimer_of(mirrored, locale).split("\n\n")[0] in json.dumps(body.decode(), ensure_ascii=False)


def test_a_library_in_one_language_has_a_mirror_too(tmp_path: Path) -> None:
    tiny = TinyLibrary(tmp_path / "library", f"sqlite:///{tmp_path}/portal.db")
    tiny.settings("en")
    tiny.publish()
    run("export", str(tmp_path / "export"), url=tiny.store.url)
    live = client_of(tiny.store)
    with nginx("mirror.conf", tmp_path / "nginx", tmp_path / "export") as mirror:
        for path in ("/v1/en/articles/pump", "/en/pump", "/v1/articles/pump", "/v1/en/articles.json"):
            found = mirror.get(path, Accept_Language="es")
            assert found.headers["content-language"] == "en"
            if found.status != 404:
                same(ask(live, path), found, path)
    tiny.store.close()


def test_a_new_export_is_served_after_a_reload_and_an_old_text_never(tmp_path: Path) -> None:
    tiny = TinyLibrary(tmp_path / "library", f"sqlite:///{tmp_path}/portal.db")
    tiny.settings("en")
    tiny.article(
        "still",
        FEVER.replace("Fever", "Still").partition("figure:")[0] + "---\n# Still\n\nThe same. {#lead}\n",
    )
    tiny.publish()
    run("export", str(tmp_path / "export"), url=tiny.store.url)
    with nginx("mirror.conf", tmp_path / "nginx", tmp_path / "export") as mirror:
        assert b"5 mg" in mirror.get("/v1/en/articles/pump").body
        assert mirror.get("/v1/articles/pump").status == 302
        assert mirror.get("/embed").status == 200
        tiny.change("content/articles/pump.md", "5 mg", "7 mg")
        tiny.change("content/articles/pump.md", "# Pump\n", "# Another pump\n")
        tiny.publish()
        run("export", str(tmp_path / "export"), url=tiny.store.url)
        wait_for(lambda: mirror.get("/v1/en/articles/pump").status == 503)
        assert mirror.get("/v1/en/articles/still").status == 200
        wait_for(lambda: mirror.get("/embed").status == 503)
        assert b"is for education only" in mirror.get("/embed").body
        assert mirror.get("/embed").headers["link"].endswith('/v1/en/disclaimer>; rel="terms-of-service"')
        mirror.reload()
        found = mirror.get("/v1/en/articles/pump")
        assert found.status == 200
        assert b"7 mg" in found.body
    tiny.store.close()

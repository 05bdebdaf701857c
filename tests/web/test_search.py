"""What the search answers: which articles, which of their words, with every mark and nothing that is held."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from effort import assert_cheap
from flask.testing import FlaskClient
from shelving import Portal
from small_portal import BASE, client_of, write_library
from tiny import ARTICLE, NOW, TinyLibrary

from portal_api.releases.finding import finder
from portal_api.releases.holding import Named, hold
from portal_api.releases.record.store import Imprint
from portal_api.web.queries import LONGEST_QUESTION
from portal_api.web.wsgi.accesslog import AccessLog
from portal_api.web.wsgi.metrics import exposition

BY = Imprint(NOW, "Dr Ana Ruiz", "portal-api test")
MARKS = ("locale", "dir", "status", "origin", "reviewed")


def search(client: FlaskClient, tag: str, query: str, **more: object) -> Any:
    """What is found."""
    response = client.get(f"/v1/{tag}/search", query_string={"q": query, **more})
    assert response.status_code == 200, response.text
    return response.json


def hits(runs: list[Any]) -> list[str]:
    """The pieces that are marked."""
    return [run["text"] for run in runs if run.get("hit")]


def test_an_article_is_found_with_the_text_that_answers_and_its_marks(client: FlaskClient) -> None:
    answer = search(client, "ar", "call hours")
    (found,) = answer["results"]
    assert (answer["total"], answer["locale"], answer["dir"]) == (1, "ar", "rtl")
    excerpt = found["excerpt"]
    assert excerpt["text"] == "ar: Call within 2 hours."
    assert hits(excerpt["runs"]) == ["Call", "hours"]
    assert [excerpt[name] for name in MARKS] == ["ar", "rtl", "translated", "machine", False]
    assert (excerpt["section"], excerpt["heading"]) == ("when-to-get-help", "ar: When should I get help?")
    assert found["sections"] == ["when-to-get-help"]
    assert excerpt["links"] == {
        "text": f"{BASE}/v1/ar/articles/pump/sections/when-to-get-help",
        "page": f"{BASE}/ar/pump#when-to-get-help",
    }
    assert {"status.translated", "notice.machine"} == set(answer["wording"]["texts"])


def test_every_address_of_a_result_answers(client: FlaskClient) -> None:
    (found,) = search(client, "ar", "call")["results"]
    for url in (*found["links"].values(), *found["excerpt"]["links"].values()):
        assert client.get(url.removeprefix(BASE)).status_code == 200, url


def test_runs_are_the_whole_text(client: FlaskClient) -> None:
    for query in ("pump", "a", "small call 2 risks", "ump", "wihtin"):
        for found in search(client, "ar", query)["results"]:
            for part in (found["title"], found["excerpt"]):
                assert "".join(run["text"] for run in part["runs"]) == part["text"]


def test_where_only_the_title_answers_the_summary_begins_the_article(client: FlaskClient) -> None:
    (found,) = search(client, "en", "fever")["results"]
    assert hits(found["title"]["runs"]) == ["Fever"]
    assert (found["excerpt"]["text"], found["excerpt"]["section"]) == ("A raised temperature.", None)
    assert found["sections"] == []


def test_a_text_in_another_language_is_neither_found_nor_excerpted(client: FlaskClient) -> None:
    """Arabic readers see the risks of the pump in English, marked; but they did not search in English."""
    assert search(client, "ar", "sleepy infection")["results"] == []
    assert search(client, "ar", "fever")["results"] == []
    assert search(client, "en", "sleepy infection")["total"] == 1


def test_a_title_in_another_language_is_shown_as_one(own_library: TinyLibrary) -> None:
    own_library.translate(
        "ar", texts={"p1": "ar: It gives **5 mg** a day, see [more](https://www.example.org/more)."}
    )
    own_library.change("content/articles/pump.md", "# Pump", "# Bomb pump")
    own_library.publish()
    answer = search(client_of(own_library.store), "ar", "call")
    title = answer["results"][0]["title"]
    assert (title["locale"], title["status"], title["reason"]) == ("en", "fallback", "stale")
    assert title["runs"] == [{"text": "Bomb pump"}]
    assert {"status.fallback", "reason.stale"} <= set(answer["wording"]["texts"])
    assert search(client_of(own_library.store), "ar", "bomb")["results"] == []


def test_what_is_held_is_found_by_nobody_at_once(own_library: TinyLibrary) -> None:
    client = client_of(own_library.store)
    assert search(client, "en", "infection")["total"] == 1
    hold(own_library.store, Named("pump", "risks", None), "unsafe", BY)
    assert search(client, "en", "infection")["total"] == 0
    assert "Infection" not in json.dumps(search(client, "en", "pump"))
    hold(own_library.store, Named("pump", "", None), "unsafe", BY)
    assert search(client, "en", "pump")["total"] == 0


def test_a_withdrawn_article_is_not_found(client: FlaskClient) -> None:
    assert [one["id"] for one in search(client, "en", "old pump")["results"]] == ["pump"]


@pytest.fixture
def many(tmp_path: Path) -> Iterator[TinyLibrary]:
    """Seven articles about the same."""
    tiny = TinyLibrary(tmp_path, f"sqlite:///{tmp_path}/portal.db")
    for number in range(6):
        tiny.article(f"pump-{number}", ARTICLE)
    tiny.publish()
    yield tiny
    tiny.store.close()


def test_no_more_are_listed_than_are_asked_for(many: TinyLibrary) -> None:
    answer = search(client_of(many.store), "en", "pump", limit=3)
    assert [one["id"] for one in answer["results"]] == ["pump", "pump-0", "pump-1"]
    assert answer["total"] == 7
    assert answer["links"]["self"] == f"{BASE}/v1/en/search?q=pump&limit=3"


def test_a_text_too_long_to_be_shown_whole_is_not_shown_in_part(own_library: TinyLibrary) -> None:
    long = "Never give this to a child " + "of any age " * 100 + "at all."
    own_library.change("content/articles/pump.md", "Infection {#r2}", f"{long} {{#r2}}")
    own_library.publish()
    (found,) = search(client_of(own_library.store), "en", "age")["results"]
    assert (found["excerpt"]["text"], found["sections"]) == ("A small pump.", ["risks"])


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("", "invalid-parameter"),
        ("?q=", "invalid-parameter"),
        (f"?q={'a' * (LONGEST_QUESTION + 1)}", "invalid-parameter"),
        ("?q=a&limit=0", "invalid-parameter"),
        ("?q=a&limit=51", "invalid-parameter"),
        ("?q=a&q=b", "repeated-parameter"),
        ("?q=a&release=1", "unknown-parameter"),
        ("?query=a", "unknown-parameter"),
    ],
)
def test_what_is_no_question_is_refused(client: FlaskClient, query: str, code: str) -> None:
    response = client.get(f"/v1/ar/search{query}")
    assert (response.status_code, response.json["code"]) == (400, code)
    assert response.json["disclaimer"]["locale"] == "ar"


STRANGE = [
    " ",
    "\0",
    "%",
    "_",
    '"',
    "'; DROP TABLE word; --",
    "* OR 1=1",
    "NEAR(a b)",
    "title:pump",
    "\ud7ff\uffff\U0010ffff",
    "\u202e\u200d\u0301",
    "\u0301" * 200,
    "ก" * 200,
    "字" * 200,
    "ﷺ" * 200,
    "a " * 100,
    " ".join("abcdefghijklmnopqrstuvwxyz"),
    "🤒💊",
    "<script>alert(1)</script>",
    "-" * 200,
    "9" * 200,
]


@pytest.mark.parametrize("query", STRANGE, ids=ascii)
def test_any_other_question_is_answered(client: FlaskClient, query: str) -> None:
    for tag in ("en", "ar", "zh-Hant"):
        assert search(client, tag, query)["disclaimer"]["text"]
        page = client.get(f"/{tag}", query_string={"q": query})
        assert page.status_code == 200
        assert "<script>alert" not in page.text


def test_no_question_is_dear(many: TinyLibrary) -> None:
    client = client_of(many.store)
    search(client, "en", "pump")
    for query in STRANGE:
        numbers = iter(range(100))
        assert_cheap(lambda: search(client, "en", f"{next(numbers)} {query}"[:200]), seconds=0.2)  # noqa: B023


def test_the_answer_is_kept_for_a_short_time_never_stale_and_in_no_search_engine(client: FlaskClient) -> None:
    for url in ("/v1/ar/search?q=pump", "/ar?q=pump"):
        headers = client.get(url).headers
        assert headers["Cache-Control"] == "public, max-age=60"
        assert "stale" not in headers["CDN-Cache-Control"]
        assert headers["X-Robots-Tag"] == "noindex"
        assert {"articles-ar", "release"} <= set(headers["Surrogate-Key"].split())
        assert client.get(url, headers={"If-None-Match": headers["ETag"]}).status_code == 304


def test_head_and_options_and_other_spellings_are_answered(client: FlaskClient) -> None:
    assert (
        client.head("/v1/ar/search?q=pump").headers["ETag"]
        == client.get("/v1/ar/search?q=pump").headers["ETag"]
    )
    assert client.options("/v1/ar/search").headers["Allow"] == "GET, HEAD, OPTIONS"
    moved = client.get("/v1/AR/search?q=a%20b&limit=2")
    assert moved.status_code == 308
    assert moved.headers["Location"] == f"{BASE}/v1/ar/search?q=a+b&limit=2"
    assert client.get("/v1/es-MX/search?q=a").status_code == 302


def test_two_servers_answer_with_the_same_bytes(tmp_path: Path) -> None:
    """One has followed each release, the other begins with the last one."""
    tiny = write_library(tmp_path)
    followed = client_of(tiny.store)
    followed.get("/v1/en/search?q=pump")
    tiny.article("another", ARTICLE.replace("# Pump", "# Another pump"))
    tiny.publish()
    before = followed.get("/v1/en/search?q=small+pump").data
    for path in (tmp_path / "portal.db-search").iterdir():
        path.unlink()
    assert client_of(tiny.store).get("/v1/en/search?q=small+pump").data == before
    tiny.store.close()


def test_an_index_that_is_not_ready_is_told_with_the_disclaimer(
    own_library: TinyLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finder, "PATIENCE_SECONDS", -1)
    client = client_of(own_library.store)
    for url in ("/v1/ar/search?q=pump", "/ar?q=pump"):
        response = client.get(url)
        assert (response.status_code, response.headers["Content-Language"]) == (503, "ar")
        assert response.headers["Retry-After"]
        assert "ar: This is for education only." in response.text
        assert response.headers["Cache-Control"] == "no-store"


SECRET = "ايدز hivworry"


@pytest.mark.parametrize("path", ["/v1/ar/search", "/ar", "/v1/xx/search", "/v1/AR/search", "/v1/en/nothing"])
def test_what_somebody_searched_for_is_in_no_log_and_no_figure(
    published: TinyLibrary, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture, path: str
) -> None:
    lines: list[str] = []
    portal = Portal(published.store)
    log = AccessLog(portal.shelf, lines.append)
    query = f"q={quote(SECRET)}"
    _asked(log, path, query)
    _asked(log, path, f"{query}&limit=x")
    told = "".join(lines) + exposition(portal.shelf.reading(), 0) + caplog.text + "".join(capfd.readouterr())
    assert len(lines) == 2
    for word in (*SECRET.split(), quote("ايدز")):
        assert word not in told


def test_a_broken_index_does_not_write_down_what_was_searched_for(
    own_library: TinyLibrary, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    (own_library.root / "portal.db-search").mkdir()
    (own_library.root / "portal.db-search" / "ar.db").mkdir()
    response = client_of(own_library.store).get("/v1/ar/search?q=hivworry")
    assert response.status_code == 503
    told = caplog.text + "".join(capfd.readouterr()) + response.text
    assert "hivworry" not in told


def _asked(app: AccessLog, path: str, query: str) -> None:
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": "portal.example",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "portal.example",
        "SCRIPT_NAME": "",
        "wsgi.url_scheme": "http",
        "wsgi.input": None,
    }
    b"".join(app(environ, lambda *_: lambda _: None))

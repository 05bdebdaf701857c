"""Finished answers from memory: what is kept, for whom, and until when."""

from __future__ import annotations

import itertools
import threading
import time

import pytest
from answer import Answer
from shelving import Portal
from small_portal import BASE
from tiny import TinyLibrary
from werkzeug.test import run_wsgi_app

ARTICLE = "/v1/ar/articles/pump"
REDIRECT = "/v1/articles/pump"
EVERY_CODING = ["", "gzip", "br", "x-gzip", "gzip;q=0.1, br;q=0.9", "deflate", "identity;q=0"]


@pytest.fixture
def portal(published: TinyLibrary) -> Portal:
    """A shelf in front of the library that tests only read."""
    return Portal(published.store)


@pytest.fixture
def own(own_library: TinyLibrary) -> Portal:
    """A shelf in front of a library that a test changes."""
    return Portal(own_library.store)


def test_what_was_answered_once_is_answered_from_the_shelf(portal: Portal) -> None:
    first = portal.ask(ARTICLE)
    for _ in range(3):
        assert portal.ask(ARTICLE) == first
    assert portal.asked == [ARTICLE]


@pytest.mark.parametrize("path", [ARTICLE, REDIRECT, "/docs", "/v1/openapi.json"])
def test_every_coding_holds_the_same_text(portal: Portal, path: str) -> None:
    plain = portal.ask(path)
    for accepted in EVERY_CODING:
        answer = portal.ask(path, Accept_Encoding=accepted)
        assert answer.plain == plain.body
        assert answer.headers["content-length"] == str(len(answer.body))
        assert answer.headers["vary"] == plain.headers["vary"]
        coding = answer.headers.get("content-encoding")
        assert coding == ("br" if "br" in accepted else "gzip" if "gzip" in accepted else None)
        if "etag" in plain.headers:
            suffix = f"-{coding}" if coding else ""
            assert answer.headers["etag"] == f'"{plain.tag}{suffix}"'


def test_a_small_answer_is_not_compressed(portal: Portal) -> None:
    answer = portal.ask("/livez", Accept_Encoding="br")
    assert "content-encoding" not in answer.headers


@pytest.mark.parametrize("form", ['"{}"', 'W/"{}"', '"{}-gzip"', '"{}-br"', '"other", "{}-br"', "*"])
def test_a_current_copy_in_any_coding_is_answered_with_304(portal: Portal, form: str) -> None:
    for method, accepted in itertools.product(("GET", "HEAD"), EVERY_CODING):
        whole = portal.ask(ARTICLE, Accept_Encoding=accepted)
        known = form.format(whole.tag)
        answer = portal.ask(ARTICLE, method, Accept_Encoding=accepted, If_None_Match=known)
        assert (answer.status, answer.body) == (304, b"")
        assert answer.headers["etag"] == whole.headers["etag"]
        assert answer.headers["content-language"] == "ar"
        assert "terms-of-service" in answer.headers["link"]
        assert not {"content-type", "content-length", "content-encoding"} & answer.headers.keys()


def test_another_copy_is_answered_whole(portal: Portal) -> None:
    assert portal.ask(ARTICLE, If_None_Match='"0123456789abcdef0123456789abcdef"').status == 200


def test_a_redirect_has_no_304(portal: Portal) -> None:
    assert [portal.ask(REDIRECT, If_None_Match="*").status for _ in range(2)] == [302, 302]


def test_head_is_answered_from_the_shelf_without_a_body(portal: Portal) -> None:
    head = portal.ask(ARTICLE, "HEAD")
    whole = portal.ask(ARTICLE)
    assert (head.status, head.body, head.headers) == (200, b"", whole.headers)
    assert portal.asked == [ARTICLE]


def test_a_range_is_ignored(portal: Portal) -> None:
    answers = [portal.ask(ARTICLE, Range="bytes=0-9"), portal.ask(ARTICLE, Range="bytes=0-9")]
    assert [(answer.status, len(answer.body) > 10) for answer in answers] == [(200, True)] * 2


def test_readers_of_the_same_languages_share_one_redirect(portal: Portal) -> None:
    for header in ("es-MX, en;q=0.5", "ES_mx;q=0.9,EN;q=0.1", "es-mx , en ; q=0.2, *;q=0.1"):
        assert (
            portal.ask(REDIRECT, Accept_Language=header).headers["location"] == f"{BASE}/v1/es/articles/pump"
        )
    assert portal.asked == [REDIRECT]


def test_readers_of_other_languages_do_not(portal: Portal) -> None:
    places = [
        portal.ask(REDIRECT, Accept_Language=tag).headers["location"] for tag in ("es", "ar", "es", "ar")
    ]
    assert places == [f"{BASE}/v1/{tag}/articles/pump" for tag in ("es", "ar", "es", "ar")]
    assert portal.asked == [REDIRECT, REDIRECT]


def test_nothing_a_client_sends_gets_into_what_others_are_given(
    portal: Portal, published: TinyLibrary
) -> None:
    hostile = {
        "Host": "evil.example",
        "X_Forwarded_Host": "evil.example",
        "X_Forwarded_Proto": "gopher",
        "Cookie": "session=evil",
        "User_Agent": "evil",
        "Origin": "https://evil.example",
    }
    for path in (ARTICLE, REDIRECT, "/v1/EN/articles", "/docs"):
        first = portal.ask(path, **hostile)
        assert first == portal.ask(path) == Portal(published.store).ask(path)
        assert b"evil" not in first.body
        assert "evil" not in str(first.headers)


@pytest.mark.parametrize(
    "path", ["/nothing", "/v1/ar/articles/nope", "/v1/ar/articles/old", "/livez", "/readyz"]
)
def test_only_successes_and_redirects_that_may_be_cached_are_kept(portal: Portal, path: str) -> None:
    for _ in range(3):
        portal.ask(path)
    assert len(portal.asked) == 3
    assert portal.shelf.reading().shelf_answers == 0


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "TRACE", "OPTIONS", "PROPFIND"])
def test_other_methods_are_answered_by_the_application(portal: Portal, method: str) -> None:
    portal.ask(ARTICLE)
    answer = portal.ask(ARTICLE, method)
    assert answer.status == (204 if method == "OPTIONS" else 405)
    assert len(portal.asked) == 2


def test_a_flood_of_404s_empties_nothing(published: TinyLibrary) -> None:
    portal = Portal(published.store, shelf_bytes=200_000)
    portal.ask(ARTICLE)
    for number in range(50):
        portal.ask(f"/v1/ar/articles/nope-{number}")
    portal.asked.clear()
    portal.ask(ARTICLE)
    assert portal.asked == []


def test_a_flood_of_invented_queries_languages_and_spellings_empties_nothing(published: TinyLibrary) -> None:
    portal = Portal(published.store, shelf_bytes=400_000)
    portal.ask(ARTICLE)
    for number in range(50):
        assert portal.ask(f"/v1/en/articles?after=x{number}").status == 200
        assert portal.ask(REDIRECT, Accept_Language=f"es-x-{number}").status == 302
        assert portal.ask(f"/v1/en-x-a{number}/articles").status == 302
    reading = portal.shelf.reading()
    assert reading.evicted > 90
    assert reading.shelf_bytes <= 400_000
    portal.asked.clear()
    portal.ask(ARTICLE)
    assert portal.asked == []


def test_without_room_nothing_is_kept_and_everything_answered(published: TinyLibrary) -> None:
    portal = Portal(published.store, shelf_bytes=0)
    answers = [portal.ask(ARTICLE, Accept_Encoding="br") for _ in range(2)]
    assert answers[0] == answers[1]
    assert answers[0].headers["content-encoding"] == "br"
    assert portal.ask(ARTICLE, If_None_Match=answers[0].headers["etag"]).status == 304
    assert portal.asked == [ARTICLE] * 3


def test_a_new_release_begins_with_an_empty_shelf(own: Portal, own_library: TinyLibrary) -> None:
    own.ask("/v1/en/articles/pump")
    own.ask("/v1/en/articles/fever")
    assert b"within 2 hours" in own.ask("/v1/en/articles/pump").body
    change(own_library)
    assert b"within 3 hours" in own.ask("/v1/en/articles/pump").body
    reading = own.shelf.reading()
    assert (reading.release, reading.shelf_answers) == (3, 1)


def test_an_answer_of_an_older_release_is_not_kept(own: Portal, own_library: TinyLibrary) -> None:
    """A publication comes between reading and keeping."""
    own.ask("/v1/locales")
    real = own.behind.app

    def overtaken(environ, start_response):
        body = real(environ, start_response)
        own.behind.app = real
        change(own_library)
        assert own.ask("/v1/locales").status == 200  # now the shelf is the new release's
        return body

    own.behind.app = overtaken
    assert b"within 2 hours" in own.ask("/v1/en/articles/pump").body
    assert b"within 3 hours" in own.ask("/v1/en/articles/pump").body


def test_a_hundred_readers_at_once_cause_one_rendering(own: Portal) -> None:
    real = own.behind.app

    def slow(environ, start_response):
        time.sleep(0.2)
        return real(environ, start_response)

    own.behind.app = slow
    answers = together(100, lambda number: own.ask(ARTICLE, Accept_Language=f"es-x-{number}"))
    assert own.asked == [ARTICLE]
    assert {answer.body for answer in answers} == {own.ask(ARTICLE).body}


def test_a_hundred_readers_of_three_languages_cause_three_renderings(own: Portal) -> None:
    tags = ("es", "ar", "pt-BR")
    answers = together(100, lambda number: own.ask(REDIRECT, Accept_Language=tags[number % 3]))
    assert len(own.asked) == 3
    places = [f"{BASE}/v1/{tags[number % 3]}/articles/pump" for number in range(100)]
    assert [answer.headers["location"] for answer in answers] == places


def test_readers_who_wait_for_a_rendering_that_fails_are_answered_all_the_same(own: Portal) -> None:
    real = own.behind.app
    asked = threading.Event()

    def failing_once(environ, start_response):
        if not asked.is_set():
            asked.set()
            time.sleep(0.2)
            raise RuntimeError("a mistake of ours, deeper than Flask")
        return real(environ, start_response)

    own.behind.app = failing_once

    def ask(_: int) -> Answer | None:
        try:
            return own.ask(ARTICLE)
        except RuntimeError:
            return None

    answers = together(20, ask)
    assert answers.count(None) == 1
    assert {answer.status for answer in answers if answer} == {200}


def test_an_answer_that_depends_on_more_than_its_key_is_never_shared(own: Portal) -> None:
    """Such an answer must not come into being by somebody's later change without being noticed."""

    real = own.behind.app

    def varying(environ, start_response):
        def started(status, headers, *more):
            kept = [(name, value) for name, value in headers if name != "Vary"]
            agent = environ.get("HTTP_USER_AGENT", "nobody")
            return start_response(status, [*kept, ("Vary", "User-Agent"), ("X-Agent", agent)], *more)

        return real(environ, started)

    own.behind.app = varying
    assert own.ask(ARTICLE, User_Agent="a").headers["x-agent"] == "a"
    assert own.ask(ARTICLE, User_Agent="b").headers["x-agent"] == "b"
    assert own.shelf.reading().shelf_answers == 0


def test_when_the_database_is_gone_the_shelf_goes_on(own: Portal, own_library: TinyLibrary) -> None:
    kept = own.ask(ARTICLE)
    path = own_library.root / "portal.db"
    own_library.store.close()
    away = path.rename(path.with_name("away.db"))
    assert own.ask(ARTICLE) == kept
    gone = own.ask("/v1/es/articles/pump", Accept_Language="es")
    assert (gone.status, gone.headers["content-language"]) == (503, "es")
    assert b'"disclaimer"' in gone.body
    away.rename(path)
    assert own.ask("/v1/es/articles/pump").status == 200
    assert own.ask(ARTICLE) == kept


def test_before_the_first_release_nothing_is_kept(tiny: TinyLibrary) -> None:
    portal = Portal(tiny.store)
    assert portal.ask("/v1/locales").status == 503
    tiny.publish()
    assert portal.ask("/v1/locales").status == 200


def test_a_request_without_host_is_refused_with_the_disclaimer(portal: Portal) -> None:
    portal.ask(ARTICLE)
    for protocol, status in (("HTTP/1.1", 400), ("HTTP/1.0", 200)):
        environ = {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": ARTICLE,
            "SERVER_PROTOCOL": protocol,
            "SERVER_NAME": "x",
            "SERVER_PORT": "80",
            "wsgi.url_scheme": "http",
        }
        chunks, answered, _ = run_wsgi_app(portal.shelf, environ)
        assert int(answered[:3]) == status
        assert b'"disclaimer"' in b"".join(chunks)


def change(library: TinyLibrary) -> None:
    """Publish another number."""
    library.change("content/articles/pump.md", "within 2 hours", "within 3 hours")
    library.publish()


def together(number: int, ask) -> list[Answer | None]:
    """What many readers are answered who ask at the same moment."""
    answers: list[Answer | None] = [None] * number
    barrier = threading.Barrier(number)

    def run(place: int) -> None:
        barrier.wait()
        answers[place] = ask(place)

    threads = [threading.Thread(target=run, args=(place,)) for place in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers

"""What is counted, how it is added up, and what a line of the access log says."""

from __future__ import annotations

import json
import os
import re
import threading
import time
from collections import Counter
from pathlib import Path

from shelving import Portal, ask
from tiny import TinyLibrary

from portal_api.cli.metering import Collector, report
from portal_api.web.wsgi.accesslog import AccessLog
from portal_api.web.wsgi.metrics import Label, Reading, Tally, added_up, exposition

ARTICLE = "/v1/ar/articles/pump"
ROUTE = "/v1/<locale>/articles/<article>"
LABEL = Label(ROUTE, "2xx", "ar", "hit")
# A line of Prometheus' text format: a comment, or a name with labels and a number.
LINE = re.compile(r'# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\{[a-z_]+="[^"\n]*"(,[a-z_]+="[^"\n]*")*\})? [0-9.e+]+')


def test_requests_are_counted_by_pattern_status_language_and_shelf(published: TinyLibrary) -> None:
    portal = Portal(published.store)
    etag = portal.ask(ARTICLE).headers["etag"]
    portal.ask(ARTICLE, Accept_Encoding="br")
    portal.ask(ARTICLE, "HEAD")
    portal.ask(ARTICLE, If_None_Match=etag)
    portal.ask("/v1/es/articles/nope")
    portal.ask("/v1/es/articles/pump", "POST")
    portal.ask("/nobody/knows/this")
    assert portal.shelf.reading().requests == Counter(
        {
            LABEL._replace(shelf="miss"): 1,
            LABEL: 2,
            LABEL._replace(status="3xx"): 1,
            Label(ROUTE, "4xx", "es", "pass"): 1,
            Label("unmatched", "4xx", "es", "pass"): 1,
            Label("unmatched", "4xx", "en", "pass"): 1,
        }
    )


def test_nothing_a_client_invents_becomes_a_label(published: TinyLibrary) -> None:
    portal = Portal(published.store)
    for number in range(20):
        portal.ask(f"/v1/x{number}/articles", Accept_Language=f"xx-x-{number}")
        portal.ask(f"/invented/{number}", method=f"INVENTED{number}")
    assert len(portal.shelf.reading().requests) <= 3


def test_no_thread_loses_a_count() -> None:
    tally = Tally()
    threads = [threading.Thread(target=lambda: [tally.count(LABEL) for _ in range(5000)]) for _ in range(8)]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        tally.totals()
    assert tally.totals() == {LABEL: 40_000}


def test_workers_are_added_up_and_the_oldest_release_counts() -> None:
    one = Reading(Counter({LABEL: 3}), 1, 100, 2, 1, release=7, published=50.0)
    two = Reading(Counter({LABEL: 4}), 0, 200, 3, 1, release=8, published=60.0)
    ended = Reading(Counter({LABEL: 10}), 5, 999, 9, 1, release=1).of_the_dead()
    expected = Reading(Counter({LABEL: 17}), 6, 300, 5, 2, release=7, published=50.0)
    assert added_up([one, two, ended]) == expected
    assert Reading.from_json(json.loads(json.dumps(expected.to_json()))) == expected


def test_the_figures_are_in_the_format_of_prometheus() -> None:
    text = exposition(Reading(Counter({LABEL: 17}), 6, 300, 5, 2, release=7, published=50.0), now=170.0)
    assert text.endswith("\n")
    assert [line for line in text.splitlines() if not LINE.fullmatch(line)] == []
    assert f'portal_requests_total{{route="{ROUTE}",status="2xx",locale="ar"}} 17' in text
    assert 'portal_shelf_requests_total{result="hit"} 17' in text
    assert "portal_release 7\nportal" not in text
    assert "\nportal_release 7\n" in text
    assert "\nportal_release_age_seconds 120\n" in text


def test_before_the_first_release_there_is_no_age() -> None:
    assert "portal_release_age_seconds " not in re.sub("#.*", "", exposition(Reading(), now=1.0))


def test_quotes_in_a_label_are_escaped() -> None:
    text = exposition(Reading(Counter({Label('a"b\\c\n', "2xx", "en", "hit"): 1})), now=1.0)
    assert r'route="a\"b\\c\n"' in text


def test_what_an_ended_worker_counted_stays_counted(tmp_path: Path) -> None:
    child = os.fork()
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)
    ended = Reading(Counter({LABEL: 5}), shelf_bytes=100, workers=1, release=3)
    (tmp_path / f"{child}-1.json").write_text(json.dumps(ended.to_json()), "utf-8")
    report(tmp_path, lambda: Reading(Counter({LABEL: 2}), shelf_bytes=10, workers=1, release=3))
    while len(list(tmp_path.glob("*.json"))) < 2:
        time.sleep(0.01)
    collector = Collector(tmp_path)
    for _ in range(2):
        found = collector.collect()
        assert (found.requests[LABEL], found.shelf_bytes, found.workers) == (7, 10, 1)


def test_the_access_log_says_what_was_answered_and_nothing_of_who_asked(published: TinyLibrary) -> None:
    lines: list[str] = []
    clock = iter([1.0, 1.25, 2.0, 2.5])
    log = AccessLog(Portal(published.store).shelf, lines.append, lambda: next(clock), lambda: 1_795_338_000.0)
    secret = {
        "Accept-Language": "es-x-secret",
        "Referer": "https://secret.example",
        "User-Agent": "secret",
        "X-Forwarded-For": "192.0.2.77",
        "Cookie": "secret=1",
    }
    answer = ask(log, f"{ARTICLE}?fallback=whole", headers=secret)
    ask(log, "/v1/ar/articles/secret?code=secret", "SECRET", headers=secret)
    assert json.loads(lines[0]) == {
        "time": "2026-11-22T09:00:00Z",
        "method": "GET",
        "route": ROUTE,
        "locale": "ar",
        "status": 200,
        "ms": 250.0,
        "bytes": len(answer.body),
        "shelf": "miss",
    }
    assert json.loads(lines[1])["method"] == "OTHER"
    told = "".join(lines)
    for word in ("secret", "fallback", "192.0.2.77", "127.0.0.1", "es-x"):
        assert word not in told


def test_a_mistake_deeper_than_flask_is_logged_too() -> None:
    lines: list[str] = []

    def broken(environ, start_response):
        raise RuntimeError("a mistake of ours")

    try:
        ask(AccessLog(broken, lines.append), "/")
    except RuntimeError:
        assert json.loads(lines[0])["status"] == 500
    else:
        raise AssertionError("the mistake must reach the server")

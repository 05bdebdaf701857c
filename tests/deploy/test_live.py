"""nginx with exported files in front of Varnish: quick where nothing changed, and never with an old text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from answer import Answer, ask
from edge import Edge, standing_edge, write_articles
from shipped import Nginx, nginx
from waiting import assert_soon, seconds_until

KEPT = "/v1/es/articles/kept"
HELD = "/v1/en/articles/held"
# The test has nginx say so where it asks the cache.
BEHIND = "x-behind"
WAYS = (
    {},
    {"Accept-Encoding": "br", "Range": "bytes=0-99999"},
    {"Accept-Encoding": "gzip", "Host": "evil.example", "X-Forwarded-Host": "evil.example"},
    {"X-Original-URL": "/v1/en/articles/held", "X-HTTP-Method-Override": "PURGE"},
    {"Portal-Late": "yes", "Portal-Outage": "yes", "Portal-Release": "1", "If-None-Match": '"x"'},
    {"Accept-Language": ",".join(["en"] * 2000)},
)
INTERNAL = {"cdn-cache-control", "portal-release", "surrogate-key", "x-varnish", "via", "age"}
OF_THE_MOMENT = {
    "date",
    "connection",
    "server",
    "accept-ranges",
    "transfer-encoding",
    "etag",
    "content-encoding",
}


@dataclass(frozen=True)
class Live:
    """nginx, the cache behind it and its servers. The settings name the cache; nothing names the folder."""

    nginx: Nginx
    edge: Edge
    mirror: Path

    def get(self, path: str, method: str = "GET", **headers: str) -> Answer:
        """One answer of nginx."""
        return self.nginx.get(path, method, **headers)

    def export(self) -> None:
        """What an operator does after a publication."""
        self.edge.portal("export", "--live", str(self.mirror))
        self.nginx.reload()

    def is_from_file(self, path: str) -> bool:
        """Whether nobody but nginx is asked for it."""
        answer = self.get(path)
        assert answer.status == 200
        return BEHIND not in answer.headers


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    folder = tmp_path_factory.mktemp("live")
    library = write_articles(folder, "held", "kept", "changing")
    mirror = folder / "mirror"
    with standing_edge(folder, library, polls=(1,)) as edge:
        edge.portal("export", "--live", str(mirror))
        changes = {
            "127.0.0.1:6084": f"127.0.0.1:{edge.front_port}",
            "proxy_pass http://portal;": f"add_header {BEHIND} yes always; proxy_pass http://portal;",
        }
        with nginx("live.conf", folder / "nginx", mirror, changes) as front:
            yield Live(front, edge, mirror)
    library.store.close()


def told(answer: Answer) -> tuple[object, ...]:
    """What a reader gets, whatever its coding."""
    headers = {name: value for name, value in answer.headers.items() if name not in {*OF_THE_MOMENT, BEHIND}}
    headers.pop("content-length", None)
    return answer.status, headers, answer.plain


@pytest.mark.parametrize(
    "path", [KEPT, f"{KEPT}.txt", f"{KEPT}/sections/risks", "/es/kept", "/embed/es/kept", "/v1/es/articles"]
)
@pytest.mark.parametrize("coding", ["", "gzip", "gzip, deflate, br, zstd"])
def test_a_file_answers_as_the_cache_does_and_nobody_asks_that(live: Live, path: str, coding: str) -> None:
    answer = live.get(path, Accept_Encoding=coding)
    assert (answer.status, BEHIND in answer.headers) == (200, False)
    assert not INTERNAL & set(answer.headers)
    behind = ask(live.edge.port, path, headers={"Accept-Encoding": coding})
    assert told(answer) == told(behind)


@pytest.mark.parametrize(
    ("path", "method", "headers"),
    [
        (f"{KEPT}?fallback=none", "GET", {}),
        (f"{KEPT}?nonsense=1", "GET", {}),
        ("/v1/articles/kept", "GET", {"Accept_Language": "tlh, es;q=0.1, en;q=0.9"}),
        ("/v1/es-MX/articles/kept", "GET", {}),
        ("/v1/es/articles/nothing", "GET", {}),
        ("/es/nothing", "GET", {"Accept_Language": "ar"}),
        (KEPT, "POST", {}),
        (KEPT, "OPTIONS", {}),
        (KEPT, "GET", {"If_Match": '"other"'}),
        (KEPT, "HEAD", {}),
        ("/readyz", "GET", {}),
        ("/served/files/es/kept.html", "GET", {}),
    ],
)
def test_what_is_no_file_is_answered_as_the_cache_does(
    live: Live, path: str, method: str, headers: dict[str, str]
) -> None:
    behind = ask(live.edge.port, path, method, headers)
    answer = live.get(path, method, **headers)
    assert told(answer) == told(behind)
    assert (BEHIND in answer.headers) == (method != "HEAD")


def test_a_current_copy_is_confirmed(live: Live) -> None:
    whole = live.get(KEPT, Accept_Encoding="br")
    answer = live.get(KEPT, Accept_Encoding="br", If_None_Match=whole.headers["etag"])
    assert (answer.status, answer.body, answer.headers["etag"]) == (304, b"", whole.headers["etag"])


def test_who_asks_too_often_is_told_apart_from_others_behind_the_same_nginx(live: Live) -> None:
    """The limits of the cache count readers, not nginx; nobody can give another's name."""

    def status(client: str, number: int) -> int:
        named = {"X-Real-IP": client}
        return ask(live.edge.front_port, f"/v1/es/articles?after=b{number}", headers=named).status

    assert 429 in [status("192.0.2.1", number) for number in range(100)]
    assert status("192.0.2.2", 1000) == 200
    forged = [
        live.get(f"/v1/es/articles?after=c{number}", X_Real_IP=f"192.0.2.{number}") for number in range(100)
    ]
    assert 429 in [answer.status for answer in forged]


def test_a_hold_stops_every_file_at_once_until_the_next_export(live: Live) -> None:
    def hold(turn: int) -> float:
        if turn:
            live.edge.portal("unhold", "held", "--by", "A. Nurse")
            live.export()
        assert live.is_from_file(HELD)
        assert live.is_from_file(KEPT)
        live.edge.portal("hold", "held", "--reason", "incorrect", "--by", "A. Nurse")
        return seconds_until(lambda: live.get(HELD).status == 410)

    assert_soon(hold, seconds=2)
    for _ in range(3):
        assert live.get(HELD).status == 410
        assert not live.is_from_file(KEPT)
    live.export()
    assert live.is_from_file(KEPT)
    assert live.get(HELD).status == 410


@pytest.mark.parametrize(
    "spelled",
    [
        "{path}",
        "/{path}",
        "/x/..{path}",
        "{path}/",
        "{path}?",
        "{path}?release=1",
        "{path}?release=1&release=1",
        "{path}?fallback=none&nonsense",
        "{path}.json",
        "{path}.json.br",
        "{path}%00",
        "{path}%20",
        "http://evil.example{path}",
        "https://portal.example{path}",
        "/served{path}.json",
        "/current/files{path}.json",
        "/.other/json{path}",
    ],
)
@pytest.mark.parametrize("path", [HELD, "/v1/en/articles/h%65ld", "/V1/en//articles/held", "/en/held"])
def test_no_way_of_asking_brings_a_held_text(live: Live, path: str, spelled: str) -> None:
    """After the test before this one the article is held, and the export is of that release."""
    for port in (live.nginx.port, live.edge.port):
        for number, headers in enumerate(WAYS):
            answer = ask(port, spelled.format(path=path), headers=headers, client=f"127.0.9.{number + 1}")
            assert answer.status not in (200, 206, 429)
            assert b"Infection" not in answer.plain


def test_a_publication_is_in_answers_before_it_is_exported(live: Live) -> None:
    path = "/v1/en/articles/changing"
    library = live.edge.library

    def publish(turn: int) -> float:
        library.change("content/articles/changing.md", f"{turn + 2} hours", f"{turn + 3} hours")
        live.edge.portal("publish", "--library", str(library.root), "--by", "A. Nurse")
        return seconds_until(lambda: f"{turn + 3} hours" in live.get(path).text)

    assert_soon(publish, seconds=2)
    told = live.get(path).body
    live.export()
    assert live.is_from_file(path)
    assert live.get(path).body == told


def test_without_the_cache_files_go_on_and_all_else_is_told_with_the_disclaimer(live: Live) -> None:
    """Last in this file: a cache that does not answer is one that was stopped."""
    live.edge.stop_cache()
    assert live.get(KEPT).status == 200
    for path in (HELD, f"{KEPT}?fallback=none"):
        answer = live.get(path)
        assert answer.status == 503
        assert b"Infection" not in answer.body
        assert b"This is for education only." in answer.body

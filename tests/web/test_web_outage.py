"""Before the first release, and when the database is gone, answers still carry a disclaimer."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from small_portal import BASE, client_of
from tiny import TinyLibrary

from portal_api.releases.record.store import Store
from portal_api.web.frame import BUILT_IN, EMPTY, Frames, NoReleaseYet

READING = ["/v1/locales", "/v1/en/articles", "/v1/articles/pump", "/v1/releases/current", "/readyz"]


@pytest.mark.parametrize("url", READING)
def test_before_the_first_release_the_built_in_disclaimer_is_shown(nothing: FlaskClient, url: str) -> None:
    response = nothing.get(url)
    assert response.status_code == 503
    assert response.headers["Retry-After"] == "30"
    assert response.headers["Link"] == f'<{BASE}/v1/en/disclaimer>; rel="terms-of-service"'
    assert response.json["disclaimer"]["text"] == BUILT_IN.body["text"]


def test_an_empty_database_is_not_an_outage(tmp_path: Path) -> None:
    library = TinyLibrary(tmp_path, f"sqlite:///{tmp_path / 'portal.db'}")
    with library.store.database.writing():
        pass
    assert client_of(library.store).get("/readyz").json["code"] == "nothing-published"


@pytest.mark.parametrize("url", ["/livez", "/v1/openapi.json", "/docs", "/problems/unknown-article"])
def test_what_reads_nothing_answers_before_the_first_release(nothing: FlaskClient, url: str) -> None:
    response = nothing.get(url)
    assert response.status_code == 200
    assert response.headers["Content-Language"] == "en"


def test_what_is_published_is_served_without_a_restart(tmp_path: Path) -> None:
    library = TinyLibrary(tmp_path, f"sqlite:///{tmp_path / 'portal.db'}")
    client = client_of(library.store)
    assert client.get("/readyz").status_code == 503
    library.publish()
    assert client.get("/readyz").json == {"status": "ready", "release": 1}
    assert client.get("/v1/en/articles/pump").status_code == 200


@pytest.mark.parametrize("url", READING[:4])
def test_when_the_database_is_gone_the_last_known_disclaimer_is_shown(
    own_library: TinyLibrary, url: str
) -> None:
    client = client_of(own_library.store)
    assert client.get("/v1/ar/articles/pump").status_code == 200
    _lose(own_library)
    response = client.get(url, headers={"Accept-Language": "ar"})
    assert (response.status_code, response.json["code"]) == (503, "unavailable")
    assert response.json["title"].startswith(("ar: ", "The library"))
    assert response.json["disclaimer"]["locale"] in ("ar", "en")
    assert "built-in" not in response.text
    assert "portal.db" not in response.text


def test_the_reader_keeps_their_language_when_the_database_is_gone(own_library: TinyLibrary) -> None:
    client = client_of(own_library.store)
    assert client.get("/v1/locales").status_code == 200
    _lose(own_library)
    response = client.get("/v1/ar/articles/pump")
    assert response.headers["Content-Language"] == response.json["disclaimer"]["locale"] == "ar"
    assert client.get("/livez").status_code == 200


def test_the_store_is_asked_once_in_a_while_only(published: TinyLibrary) -> None:
    clock = Clock()
    store = CountingStore(published.store.database.shown)
    frames = Frames(store, 5.0, clock)
    frames.current()
    frames.current()
    clock.now = 4.9
    assert frames.current().release is not None
    assert store.asked == 1
    clock.now = 5.1
    frames.current()
    assert store.asked == 2
    store.close()


def test_many_threads_ask_the_store_once(published: TinyLibrary) -> None:
    store = CountingStore(published.store.database.shown)
    frames = Frames(store, 60.0)
    threads = [threading.Thread(target=frames.current) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert store.asked == 1
    store.close()


def test_a_new_release_brings_a_new_frame(own_library: TinyLibrary) -> None:
    frames = Frames(own_library.store, 0)
    before = frames.current()
    assert frames.current() is before
    own_library.translate("es", "disclaimer", {"d1": "es: Changed."})
    own_library.publish()
    assert frames.current() is not before
    assert frames.last is frames.current()


def test_a_frame_of_nothing_is_english(nothing: FlaskClient, tmp_path: Path) -> None:
    library = TinyLibrary(tmp_path, f"sqlite:///{tmp_path / 'empty.db'}")
    with library.store.database.writing():
        pass
    frames = Frames(library.store, 0)
    with pytest.raises(NoReleaseYet):
        frames.current()
    assert frames.last_or_current() is EMPTY
    assert str(EMPTY.default) == "en"


class Clock:
    """Seconds that a test moves."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


class CountingStore(Store):
    """A real store that counts how often it is asked for the current release."""

    asked = 0

    def current(self) -> int | None:
        self.asked += 1
        return super().current()


def _lose(library: TinyLibrary) -> None:
    library.store.close()
    (library.root / "portal.db").unlink()

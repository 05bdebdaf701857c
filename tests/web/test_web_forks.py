"""A forked child answers as its parent does, whatever was open or locked, and neither disturbs the other."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest
from postgres import postgresql, programs
from shelving import Portal, ask
from tiny import ARTICLE, TinyLibrary

from portal_api.releases.store import Store

PATHS = (
    *("/v1/en/articles/pump", "/v1/en/articles/pump/sections/risks", "/v1/articles/pump", "/v1/locales"),
    *("/en/pump", "/v1/en/articles", "/v1/en/changes?since=1", "/v1/en/articles/nope", "/readyz"),
)
CHILD_SECONDS = 30

# Python itself warns of forks with threads: what servers do with it is what is tried here.
pytestmark = pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning")


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def library(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[TinyLibrary]:
    """A published library."""
    root = tmp_path_factory.mktemp("forked")
    if request.param == "sqlite":
        tiny = _published(root, f"sqlite:///{root}/portal.db")
        yield tiny
        tiny.store.close()
        return
    if programs() is None:
        pytest.skip("PostgreSQL is not installed (Debian: apt-get install postgresql)")
    with postgresql() as server:
        tiny = _published(root, server.new_database())
        yield tiny
        tiny.store.close()


@pytest.mark.parametrize("behind_a_shelf", [True, False])
def test_children_and_parent_answer_at_the_same_time(library: TinyLibrary, behind_a_shelf: bool) -> None:
    with _portal(library, poll_seconds=0.1) as portal:
        asked = portal.shelf if behind_a_shelf else portal.app
        before = _answers(asked)
        children = [_forked(lambda: [_answers(asked) for _ in range(5)]) for _ in range(3)]
        assert [_answers(asked) for _ in range(15)] == [before] * 15
        for result in children:
            assert result() == [before] * 5
        assert _answers(asked) == before


def test_a_child_sees_what_is_published_later_and_its_end_takes_nothing_along(library: TinyLibrary) -> None:
    with _portal(library) as portal:
        before = _answers(portal.shelf)
        go_on, may_go_on = multiprocessing.Pipe()

        def child() -> object:
            may_go_on.recv()
            return _answers(portal.shelf)

        result = _forked(child)
        library.article("pump", ARTICLE.replace("5 mg", f"{os.getpid()} mg"))
        library.publish()
        go_on.send("published")
        after = _answers(portal.shelf)
        assert result() == after != before
        assert _answers(portal.shelf) == after


def test_a_child_does_not_wait_for_a_thread_that_its_parent_has(library: TinyLibrary) -> None:
    with _portal(library) as portal:
        before = _answers(portal.app)
        with _held(portal.app.extensions["portal"].frames._lock):
            assert _forked(lambda: _answers(portal.app))() == before


def test_a_child_opens_connections_of_its_own(tmp_path: Path) -> None:
    library = _published(tmp_path, f"sqlite:///{tmp_path}/portal.db")
    portal = Portal(library.store)
    _answers(portal.app)
    inherited = _open_files(tmp_path)
    _, own = _forked(lambda: (_answers(portal.app), _open_files(tmp_path)))()
    assert own > inherited > set()
    library.store.close()


def _published(root: Path, url: str) -> TinyLibrary:
    tiny = TinyLibrary(root / "library", url)
    tiny.publish()
    return tiny


def _answers(app: object) -> list[tuple[int, str, bytes]]:
    found = [ask(app, path) for path in PATHS]
    return [(one.status, one.headers.get("etag", ""), one.plain) for one in found]


def _forked(work: Callable[[], object]) -> Callable[[], object]:
    """What `work` gives in a child process that is forked now."""
    ours, childs = multiprocessing.Pipe()
    process = multiprocessing.get_context("fork").Process(target=lambda: childs.send(work()), daemon=True)
    process.start()

    def result() -> object:
        came = ours.poll(CHILD_SECONDS)
        process.join(CHILD_SECONDS if came else 0)
        if not came:
            process.kill()
        assert came, "the child did not answer"
        assert process.exitcode == 0
        return ours.recv()

    return result


@contextmanager
def _held(lock: threading.Lock) -> Iterator[None]:
    """Held by another thread as long as this lasts."""
    has_it, may_end = threading.Event(), threading.Event()

    def hold() -> None:
        with lock:
            has_it.set()
            may_end.wait()

    thread = threading.Thread(target=hold)
    thread.start()
    has_it.wait()
    yield
    may_end.set()
    thread.join()


@contextmanager
def _portal(library: TinyLibrary, poll_seconds: float = 0) -> Iterator[Portal]:
    """A service with a store of its own; nothing stays open."""
    with closing(Store(library.store.url)) as store:
        portal = Portal(store, poll_seconds=poll_seconds)
        yield portal
        portal.shelf._watch.stop()


def _open_files(folder: Path) -> set[str]:
    """The numbers of this process's open files in a folder."""
    found = set()
    for link in Path("/proc/self/fd").iterdir():
        with suppress(OSError):
            if link.readlink().is_relative_to(folder):
                found.add(link.name)
    return found

"""A forked child answers as its parent does, whatever was open or locked, and neither disturbs the other."""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pytest
from postgres import postgresql, programs
from shelving import Portal, ask
from tiny import ARTICLE, TinyLibrary

from portal_api.releases.record.forks import Here, _flag, _NumberOfProcess
from portal_api.releases.record.store import Store

PATHS = (
    *("/v1/en/articles/pump", "/v1/en/articles/pump/sections/risks", "/v1/articles/pump", "/v1/locales"),
    *("/en/pump", "/v1/en/articles", "/v1/en/changes?since=1", "/v1/en/articles/nope", "/readyz"),
)
CHILD_SECONDS = 30
Fork = Callable[[], int]

# Servers written in C, such as uWSGI, do not tell Python that they fork. Python itself is not safe where
# there are other threads then: so that is tried without any.
BY_PYTHON = os.fork
BY_C = ctypes.PyDLL(None).fork
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


@pytest.mark.parametrize(("behind_a_shelf", "fork"), [(True, BY_PYTHON), (False, BY_PYTHON), (False, BY_C)])
def test_children_and_parent_answer_at_the_same_time(
    library: TinyLibrary, behind_a_shelf: bool, fork: Fork
) -> None:
    with _portal(library, poll_seconds=0.1) as portal:
        asked = portal.shelf if behind_a_shelf else portal.app
        before = _answers(asked)
        children = [_forked(fork, lambda: [_answers(asked) for _ in range(5)]) for _ in range(3)]
        assert [_answers(asked) for _ in range(15)] == [before] * 15
        for result in children:
            assert result() == [before] * 5
        assert _answers(asked) == before


@pytest.mark.parametrize(("poll_seconds", "fork"), [(0.1, BY_PYTHON), (0, BY_C)])
def test_a_child_sees_what_is_published_later_and_its_end_takes_nothing_along(
    library: TinyLibrary, fork: Fork, poll_seconds: float
) -> None:
    with _portal(library, poll_seconds) as portal:
        before = _answers(portal.shelf)
        go_on, may_go_on = multiprocessing.Pipe()

        def child() -> object:
            may_go_on.recv()
            time.sleep(5 * poll_seconds)
            return _answers(portal.shelf)

        result = _forked(fork, child)
        library.article("pump", ARTICLE.replace("5 mg", f"{time.monotonic_ns()} mg"))
        go_on.send("published" if library.publish().release else "nothing")
        time.sleep(5 * poll_seconds)
        after = _answers(portal.shelf)
        assert result() == after != before
        assert _answers(portal.shelf) == after


def test_a_child_does_not_wait_for_a_thread_that_its_parent_has(library: TinyLibrary) -> None:
    with _portal(library) as portal:
        before = _answers(portal.app)
        with _held(portal.app.extensions["portal"].frames._lock):
            assert _forked(BY_PYTHON, lambda: _answers(portal.app))() == before


@pytest.mark.parametrize("fork", [BY_PYTHON, BY_C])
def test_a_child_opens_connections_of_its_own(tmp_path: Path, fork: Fork) -> None:
    library = _published(tmp_path, f"sqlite:///{tmp_path}/portal.db")
    portal = Portal(library.store)
    _answers(portal.app)
    inherited = _open_files(tmp_path)
    _, own = _forked(fork, lambda: (_answers(portal.app), _open_files(tmp_path)))()
    assert own > inherited > set()
    library.store.close()


@pytest.mark.parametrize("flag", [_flag, _NumberOfProcess])
@pytest.mark.parametrize("fork", [BY_PYTHON, BY_C])
def test_a_child_arrives_once(flag: Callable[[], Any], fork: Fork) -> None:
    arrived: list[int] = []
    here = Here(lambda: arrived.append(1))
    here._is_known = flag()
    here._is_known[0] = 1

    def work() -> object:
        for _ in range(3):
            here.check()
        return arrived

    assert work() == []
    assert _forked(fork, work)() == [1]
    assert work() == []


def _published(root: Path, url: str) -> TinyLibrary:
    tiny = TinyLibrary(root / "library", url)
    tiny.publish()
    return tiny


def _answers(app: object) -> list[tuple[int, str, bytes]]:
    found = [ask(app, path) for path in PATHS]
    return [(one.status, one.headers.get("etag", ""), one.plain) for one in found]


def _forked(fork: Callable[[], int], work: Callable[[], object]) -> Callable[[], object]:
    """What `work` gives in a child process that is forked now."""
    process, ours = next(found for _ in range(5) if (found := _child(fork, work)) is not None)

    def result() -> object:
        came = ours.poll(CHILD_SECONDS)
        found = ours.recv() if came else os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
        assert came, "the child did not answer"
        return found

    return result


def _child(fork: Callable[[], int], work: Callable[[], object]) -> tuple[int, Connection] | None:
    """A child and where its result comes; none where Python itself got stuck, before any of our code.

    Python's own lock may be in the hands of another thread (of the test runner) when C forks: very rarely.
    """
    ours, childs = multiprocessing.Pipe()
    process = fork()
    if process == 0:
        try:
            childs.send("alive")
            childs.send(work())
        finally:
            os._exit(0)
    childs.close()
    if ours.poll(CHILD_SECONDS) and ours.recv() == "alive":
        return process, ours
    os.kill(process, signal.SIGKILL)
    os.waitpid(process, 0)
    return None


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

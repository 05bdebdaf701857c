"""What this request reads: one frame, and one snapshot of the same release."""

from __future__ import annotations

from contextlib import ExitStack, suppress
from dataclasses import dataclass

from flask import Flask, current_app, g

from portal_api.errors import PortalError
from portal_api.releases.editions.body import Json
from portal_api.releases.record.snapshot import Snapshot
from portal_api.releases.record.store import Store
from portal_api.releases.record.stored import Release
from portal_api.web.frame import Frame, Frames, NoReleaseYet
from portal_api.web.links import Links


@dataclass(frozen=True)
class Desk:
    """Where views find the library: its store, the memo of its current release, its addresses."""

    store: Store
    frames: Frames
    links: Links


@dataclass(frozen=True)
class Contract:
    """The OpenAPI document, and the bytes it is served as."""

    document: Json
    data: bytes


def install(app: Flask, desk: Desk) -> None:
    """Give the app its desk; what a request opens, its end closes."""
    app.extensions["portal"] = desk
    app.teardown_appcontext(_close)


def desk() -> Desk:
    """The desk of the current app."""
    found: Desk = current_app.extensions["portal"]
    return found


def contract() -> Json:
    """The OpenAPI document of this service."""
    return _contract().document


def contract_data() -> bytes:
    """The bytes it is served as."""
    return _contract().data


def links() -> Links:
    """The addresses of this service."""
    return desk().links


def frame() -> Frame:
    """The frame of the current release.

    Raises:
        StoreError: nothing is published yet, or the database cannot be read.
    """
    found: Frame | None = g.get("frame")
    return found if found is not None else _new_frame()


def known_frame() -> Frame:
    """The frame of this request, or the last known good one; never raises."""
    found: Frame | None = g.get("frame")
    if found is None:
        found = g.frame = desk().frames.last_or_current()
    return found


def known_release() -> Release | None:
    """The release that this request reads; None where it reads none."""
    return None if g.get("is_unread") else known_frame().release


def without_database() -> Frame:
    """The last known good frame for this request, without a look at the database."""
    g.is_unread = True
    g.frame = desk().frames.last
    found: Frame = g.frame
    return found


def current() -> Snapshot:
    """The library as the frame's release has it, until the end of this request.

    Raises:
        StoreError: nothing is published yet, or the database cannot be read.
    """
    found: Snapshot | None = g.get("snapshot")
    return found if found is not None else _new_snapshot(frame())


def as_of(release: int | None) -> Snapshot:
    """The library as an older release has it; the current one for None.

    Raises:
        UnknownRelease: there is no such release.
    """
    newest = current()
    if release is None or release == newest.release.id:
        return newest
    if not 1 <= release < newest.release.id:
        raise UnknownRelease(release)
    return _stack().enter_context(desk().store.snapshot(release))


class UnknownRelease(PortalError):
    """A release that was never published."""

    def __init__(self, release: int) -> None:
        self.release = release
        super().__init__(str(release))


def _new_frame() -> Frame:
    frames = desk().frames
    try:
        found = frames.current()
    except PortalError:
        g.frame = frames.last
        raise
    g.frame = found
    return found


def _new_snapshot(now: Frame) -> Snapshot:
    if now.release is None or now.known is None:
        raise NoReleaseYet("nothing is published yet")
    made = g.snapshot = desk().store.view(now.release)
    made.take(now.known)
    return made


def _contract() -> Contract:
    found: Contract = current_app.extensions["portal contract"]
    return found


def _stack() -> ExitStack:
    found: ExitStack | None = g.get("stack")
    if found is None:
        found = g.stack = ExitStack()
    return found


def _close(_: BaseException | None) -> None:
    """Let go of what was read. The answer is made by now: a database that has gone does not spoil it."""
    for name in ("snapshot", "stack"):
        opened: Snapshot | ExitStack | None = g.pop(name, None)
        if opened is not None:
            with suppress(PortalError):
                opened.close()

"""A draft of the tiny library, and the preview in front of it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tiny import TinyLibrary
from werkzeug.serving import WSGIRequestHandler, make_server

from portal_api.preview.draft import Draft
from portal_api.preview.places import Places
from portal_api.preview.site import create_preview
from portal_api.settings import Settings

BROWSE = "https://git.example/library/blob/main/{path}#L{line}"


def write_tiny(root: Path) -> TinyLibrary:
    """English, a complete Spanish, an Arabic that lacks the risks."""
    tiny = TinyLibrary(root, f"sqlite:///{root.parent / 'unused.db'}")
    for tag in ("es", "ar"):
        tiny.translate(tag, "disclaimer")
        tiny.translate(tag, "portal")
    tiny.translate("es")
    arabic = {"title": "ar: Pump", "lead": "ar: A small pump.", "p2": "ar: Call at once if it beeps."}
    tiny.translate("ar", texts=arabic)
    return tiny


def draft_of(tiny: TinyLibrary, folder: Path) -> Draft:
    """A draft that has read everything."""
    draft = new_draft(tiny, folder)
    while draft.state.later:
        draft.look()
    return draft


def new_draft(tiny: TinyLibrary, folder: Path) -> Draft:
    """A draft that has looked once: it knows the library, and has read no article."""
    folder.mkdir()
    draft = Draft(tiny.root, folder)
    draft.look()
    return draft


class _Quiet(WSGIRequestHandler):
    """Requests are nothing to print."""

    def log(self, *_: object) -> None:
        """Prints nothing."""


@contextmanager
def serving(draft: Draft) -> Iterator[str]:
    """The preview on a free port, following the files; its base URL."""
    server = make_server("127.0.0.1", 0, lambda *request: app(*request), True, request_handler=_Quiet)
    base = f"http://127.0.0.1:{server.server_port}"
    app = create_preview(draft, Settings(base_url=base, poll_seconds=0), Places(BROWSE), wait_seconds=2)
    draft.start()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield base
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
        draft.stop()

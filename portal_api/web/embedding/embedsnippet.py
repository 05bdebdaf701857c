"""An excerpt and a way to embed it -> the code to copy, with link and disclaimer in the chosen language."""

from __future__ import annotations

from flask import render_template

from portal_api.web.embedding.embedfiles import COMPONENT, LISTENER, embed_files
from portal_api.web.embedding.excerpt import Excerpt
from portal_api.web.reading import links

FRAME_SIZE = (640, 800)


def snippet(
    way: str, found: Excerpt, *, by_language: bool = False, size: tuple[int, int] = FRAME_SIZE
) -> str:
    """The code for one of WAYS.

    `by_language` leaves the choice of the language to page and reader; only the component can do that.
    `size` is width and height of a frame in pixels.
    """
    locale, article, section = found.locale, found.body["id"], found.section
    return render_template(
        "embed_snippet.html",
        way=way,
        found=found,
        by_language=by_language,
        size=size,
        paragraphs=found.disclaimer["text"].split("\n\n"),
        script=links().embed_file(COMPONENT),
        listener=links().embed_file(LISTENER),
        frame=links().embed_frame(locale, article, section),
        fragment=links().fragment(locale, article, section, "html"),
        fragment_path=links().fragment(locale, article, section, "html").removeprefix(links().base),
        portal=links().base,
    ).strip()


def pinned_component() -> tuple[str, str]:
    """The component's address that never changes, and its digest."""
    file = embed_files()[COMPONENT]
    return links().embed_file(file.pinned), file.integrity

"""An article -> our other words that go with its text: callouts, dates, headings."""

from __future__ import annotations

from collections.abc import Iterator

from portal_api.releases.editions.body import Json
from portal_api.words import HEADINGS

_USUAL = frozenset(word.id for word in HEADINGS)
RELATED = "label.related"
ALWAYS = ("label.updated", "label.whole-article", "notice.saved-copy")


def labels(body: Json) -> frozenset[str]:
    """The words that whoever shows this article needs to say besides."""
    return frozenset({*ALWAYS, *_review(body), *_callouts(body), *_headings(body)})


def _review(body: Json) -> Iterator[str]:
    if body["review"]["status"] == "unreviewed":
        yield "label.unreviewed"
    elif "next" in body["review"]:
        yield "label.next-review"


def _headings(body: Json) -> Iterator[str]:
    """The usual headings of sections that are withheld, title and all."""
    for section in body["sections"]:
        if section["status"] == "withheld" and f"heading.{section['aspect']}" in _USUAL:
            yield f"heading.{section['aspect']}"


def _callouts(body: Json) -> Iterator[str]:
    for blocks in (body["head"]["summary"], *(section["blocks"] for section in body["sections"])):
        yield from (f"callout.{block['kind']}" for block in blocks if block["type"] == "callout")

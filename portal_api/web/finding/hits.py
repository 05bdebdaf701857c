"""A text and the terms that were found -> the text in pieces, those that were found marked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from portal_api.releases.editions.body import Json
from portal_api.releases.finding.terms import places, terms

Hits = Mapping[str, int]


def answered(text: str, hits: Hits) -> frozenset[int]:
    """Which of the asked words a text answers."""
    return frozenset(hits[term] for term in terms(text) if term in hits)


def marked(text: str, hits: Hits) -> list[Json]:
    """The text in pieces that make it up, `hit` where one was found."""
    runs: list[Json] = []
    at = 0
    for start, end in _spans(text, hits):
        runs += [{"text": text[at:start]}] if start > at else []
        runs.append({"text": text[start:end], "hit": True})
        at = end
    return [*runs, {"text": text[at:]}] if at < len(text) else runs


def _spans(text: str, hits: Hits) -> Iterator[tuple[int, int]]:
    """Where it was found; what overlaps or touches is one."""
    begun: tuple[int, int] | None = None
    for term, start, end in places(text):
        if term not in hits:
            continue
        if begun is not None and start <= begun[1]:
            begun = (begun[0], max(end, begun[1]))
            continue
        if begun is not None:
            yield begun
        begun = (start, end)
    if begun is not None:
        yield begun

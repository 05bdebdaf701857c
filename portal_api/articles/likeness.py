"""Texts -> which of some known texts each one is, or looks like."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

SIMILAR = 0.5

_COMPARED = 400
_MOST_COMPARISONS = 20_000


def recognised(texts: Sequence[str], known: Mapping[str, str]) -> dict[int, str]:
    """The ids of the `known` texts that `texts` are or look like, by their places in `texts`.

    Each id is found once, equal texts before similar ones. Of very many only equal ones are looked for.
    """
    found = dict(_equal(texts, known))
    taken = set(found.values())
    left = {id_: text for id_, text in known.items() if id_ not in taken}
    places = [at for at in range(len(texts)) if at not in found]
    if len(left) * len(places) <= _MOST_COMPARISONS:
        found.update(_similar({at: texts[at] for at in places}, left))
    return found


def _equal(texts: Sequence[str], known: Mapping[str, str]) -> Iterator[tuple[int, str]]:
    ids: dict[str, list[str]] = {}
    for id_ in reversed(list(known)):
        ids.setdefault(known[id_], []).append(id_)
    for at, text in enumerate(texts):
        if ids.get(text):
            yield at, ids[text].pop()


def _similar(texts: Mapping[int, str], known: Mapping[str, str]) -> Iterator[tuple[int, str]]:
    left = {id_: _trigrams(text) for id_, text in known.items()}
    for at, text in texts.items():
        trigrams = _trigrams(text)
        scores = {id_: _likeness(trigrams, other) for id_, other in left.items()}
        best = max(scores, key=scores.__getitem__, default=None)
        if best is not None and scores[best] >= SIMILAR:
            del left[best]
            yield at, best


def _trigrams(text: str) -> frozenset[str]:
    padded = f" {text[:_COMPARED]} "
    return frozenset(padded[at : at + 3] for at in range(len(padded) - 2)) or frozenset({padded})


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """How much of two texts is the same, from 0 to 1 (Dice's coefficient); it costs what they are long."""
    return 2 * len(one & other) / (len(one) + len(other))

"""The rules that only tell: what a reviewer may want to look at."""

from __future__ import annotations

from collections.abc import Iterator

from portal_api.catalogs.findings import Flaw, Pair
from portal_api.catalogs.languages import wording
from portal_api.catalogs.spelled import says_numbers, spelled

_ENDS = (". ", ".\u200b", "? ", "! ", "。", "！", "？", "।", "۔", "؟", "။", "።", "។", ".)")
_ASCII_ENDS = tuple(end for end in _ENDS if end.isascii())
_LONG = 60
_SENTENCES_APART = 2
_ARTICLES = frozenset({"0", "1"})


def spelled_out(pair: Pair) -> Iterator[Flaw]:
    """Numbers in words are the same in both texts, as far as we know the words."""
    if not says_numbers(pair.source, pair.source_idiom) or not wording(pair.idiom.language).get("count"):
        return
    said = set(spelled(pair.source, pair.source_idiom, firmly=True)) - _ARTICLES
    digits = {value for number in pair.numbers for reading in number.readings for value in reading}
    missing = sorted(said - set(spelled(pair.target, pair.idiom)) - digits)
    if missing:
        yield Flaw(
            f"the source says {', '.join(missing)} in words; the translation may not",
            "check the numbers in words",
        )


def sentence_count(pair: Pair) -> Iterator[Flaw]:
    """A translation has about as many sentences as its source."""
    if len(pair.source) < _LONG:
        return
    ours = _sentences(pair.source)
    theirs = _sentences(pair.target)
    if abs(ours - theirs) >= _SENTENCES_APART and pair.idiom.language not in {"lo", "th"}:
        yield Flaw(f"the source has {ours} sentences, the translation {theirs}", "check that none is missing")


def _sentences(text: str) -> int:
    text = text.rstrip(" .?!。！？।۔؟။።។") + "。"
    return sum(map(text.count, _ASCII_ENDS if text.isascii() else _ENDS))

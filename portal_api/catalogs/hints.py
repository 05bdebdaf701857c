"""The rules on numbers in words and on sentences: what a translator or a reviewer may want to look at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from portal_api.catalogs.digits import Value
from portal_api.catalogs.findings import Flaw, Pair
from portal_api.catalogs.idioms import Idiom
from portal_api.catalogs.languages import wording
from portal_api.catalogs.numbers import Number
from portal_api.catalogs.spelled import says_numbers, spelled

_ENDS = (". ", ".\u200b", "? ", "! ", "。", "！", "？", "।", "۔", "؟", "။", "።", "។", ".)")
_ASCII_ENDS = tuple(end for end in _ENDS if end.isascii())
_LONG = 60
_SENTENCES_APART = 2
_ARTICLES = frozenset({"0", "1"})
_COUNTS = frozenset(map(str, range(2, 32))) - {"10", "20", "12"}  # not decades, not dozens
# What a tablet is cut to, and how languages without a word for it put it: one of two.
_PARTS: Mapping[Value, Value] = {"0.5": "2", "0.25": "4"}


def number_words(pair: Pair) -> Iterator[Flaw]:
    """A number in words does not become another: "twice" not "three times", "half" not "a quarter"."""
    if not _may_say_numbers(pair):
        return
    ours, theirs = spelled(pair.source, pair.source_idiom), spelled(pair.target, pair.idiom)
    missing = _of_doses(pair.source, ours, pair.source_idiom) - set(theirs) - _digits(pair.numbers)
    other = _of_doses(pair.target, theirs, pair.idiom) - set(ours) - _digits(pair.source_numbers)
    if missing and other and not any(_PARTS.get(value) in theirs for value in missing):
        what = f"the source says {', '.join(sorted(missing))} in words, the translation {', '.join(sorted(other))}"
        yield Flaw(what, "check the numbers in words")


def _of_doses(text: str, said: Iterable[Value], idiom: Idiom) -> set[Value]:
    """The numbers in words that count doses, times and days: sure ones up to a month, and parts of a tablet."""
    firm = spelled(text, idiom, firmly=True)
    return {value for value in firm if value in _COUNTS} | (set(said) & _PARTS.keys())


def spelled_out(pair: Pair) -> Iterator[Flaw]:
    """Numbers in words are the same in both texts, as far as we know the words."""
    if not _may_say_numbers(pair):
        return
    said = set(spelled(pair.source, pair.source_idiom, firmly=True)) - _ARTICLES
    missing = sorted(said - set(spelled(pair.target, pair.idiom)) - _digits(pair.numbers))
    if missing:
        yield Flaw(
            f"the source says {', '.join(missing)} in words; the translation may not",
            "check the numbers in words",
        )


def _may_say_numbers(pair: Pair) -> bool:
    known = wording(pair.idiom.language).get("count")
    return bool(known) and says_numbers(pair.source, pair.source_idiom)


def _digits(numbers: Iterable[Number]) -> set[Value]:
    return {value for number in numbers for reading in number.readings for value in reading}


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

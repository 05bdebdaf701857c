"""The rules on numbers in words and on sentences: what a translator or a reviewer may want to look at."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from portal_api.catalogs.digits import Value
from portal_api.catalogs.findings import Flaw, Pair
from portal_api.catalogs.idioms import Idiom
from portal_api.catalogs.multiples import multiples
from portal_api.catalogs.numeral import Number
from portal_api.catalogs.spelled import InWords, in_words, says_numbers

_ENDS = (". ", ".\u200b", ".)", "? ", "! ")
_OTHER_END = re.compile("[。！？।۔؟။።។]")
_LONG = 60
_SENTENCES_APART = 2
_ARTICLES = frozenset({"0", "1"})
_COUNTS = frozenset(map(str, range(2, 32))) - {"10", "20", "12"}  # not decades, not dozens
# What a tablet is cut to, and how languages without a word for it put it: one of two.
_PARTS: Mapping[Value, Value] = {"0.5": "2", "0.25": "4"}


def number_words(pair: Pair) -> Iterator[Flaw]:
    """A number in words does not become another: "twice" not "three times", "half" not "a quarter"."""
    yield from _multiplied(pair)
    if not pair.idiom.knows_words or not pair.of_source(says_numbers):
        return
    ours = pair.of_source(in_words)
    unsaid = _of_doses(ours) - _digits(pair.numbers)
    if not unsaid:
        return
    theirs = in_words(pair.target, pair.idiom)
    missing = unsaid - theirs.numbers
    if not missing or any(_PARTS.get(value) in theirs.numbers for value in missing):
        return
    other = _of_doses(theirs) - set(ours.numbers) - _digits(pair.source_numbers)
    if other:
        said, translated = ", ".join(sorted(missing)), ", ".join(sorted(other))
        what = f"the source says {said} in words, the translation {translated}"
        yield Flaw(what, "check the numbers in words")


def _multiplied(pair: Pair) -> Iterator[Flaw]:
    ours = pair.of_source(multiples)
    theirs = multiples(pair.target, pair.idiom) if ours else ours
    if theirs and not ours & theirs:
        said, translated = ", ".join(sorted(ours)), ", ".join(sorted(theirs))
        what = f"the source multiplies by {said} in words, the translation by {translated}"
        yield Flaw(what, "check words such as “double” and “triple”")


def _of_doses(words: InWords) -> frozenset[Value]:
    """The numbers that count doses, times and days: sure ones up to a month, and parts of a tablet."""
    return (words.firm & _COUNTS) | (words.numbers & _PARTS.keys())


def spelled_out(pair: Pair) -> Iterator[Flaw]:
    """Numbers in words are the same in both texts, as far as we know the words."""
    if not pair.idiom.knows_words or not pair.of_source(says_numbers):
        return
    unsaid = pair.of_source(in_words).firm - _ARTICLES - _digits(pair.numbers)
    missing = sorted(unsaid - in_words(pair.target, pair.idiom).numbers) if unsaid else ()
    if missing:
        yield Flaw(
            f"the source says {', '.join(missing)} in words; the translation may not",
            "check the numbers in words",
        )


def says_amounts(text: str, idiom: Idiom) -> bool:
    """Whether a text may say numbers or multiples in words."""
    return says_numbers(text, idiom) or bool(multiples(text, idiom))


def _digits(numbers: Iterable[Number]) -> set[Value]:
    return {value for number in numbers for reading in number.readings for value in reading}


def sentence_count(pair: Pair) -> Iterator[Flaw]:
    """A translation has about as many sentences as its source."""
    if len(pair.source) < _LONG:
        return
    ours, theirs = pair.of_source(_sentences), _sentences(pair.target, pair.idiom)
    if abs(ours - theirs) >= _SENTENCES_APART and pair.idiom.language not in {"lo", "th"}:
        yield Flaw(f"the source has {ours} sentences, the translation {theirs}", "check that none is missing")


def _sentences(text: str, _: Idiom) -> int:
    text = text.rstrip(" .?!。！？।۔؟။።។")
    return 1 + sum(map(text.count, _ENDS)) + len(_OTHER_END.findall(text))

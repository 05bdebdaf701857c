"""The rules on numbers in words and on sentences: what a translator or a reviewer may want to look at."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from portal_api.catalogs.reading.digits import Value
from portal_api.catalogs.reading.idioms import Idiom
from portal_api.catalogs.reading.numeral import Number
from portal_api.catalogs.reading.spelled import in_words, says_numbers
from portal_api.catalogs.rules.findings import Flaw, Pair

_END = re.compile("[.?!。！？।۔؟။።។](?:(?<=[^.?!])|(?<=\\.)[ \u200b)]|(?<=[?!]) )")
_LONG = 60
_SENTENCES_APART = 2
_ARTICLES = frozenset({"0", "1"})


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
    return 1 + len(_END.findall(text))

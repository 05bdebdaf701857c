"""The rules that only tell: what a reviewer may want to look at."""

from __future__ import annotations

import re
from collections.abc import Iterator

from portal_api.catalogs.findings import Flaw, Pair
from portal_api.catalogs.languages import wording
from portal_api.catalogs.spelled import says_numbers, spelled

_SENTENCE = re.compile(r"[.!?]+(?=[\s\"”)])|[。！？।۔؟።။។]+|(?:[.!?]+)\Z")
_SENTENCES_APART = 2
_ARTICLES = frozenset({"0", "1"})


def spelled_out(pair: Pair) -> Iterator[Flaw]:
    """Numbers in words are the same in both texts, as far as we know the words."""
    if not says_numbers(pair.source, pair.source_idiom) or not wording(pair.idiom.language).get("count"):
        return
    said = set(spelled(pair.source, pair.source_idiom)) - _ARTICLES
    digits = {value for number in pair.numbers for reading in number.readings for value in reading}
    missing = sorted(said - set(spelled(pair.target, pair.idiom)) - digits)
    if missing:
        yield Flaw(
            f"the source says {', '.join(missing)} in words; the translation may not",
            "check the numbers in words",
        )


def sentence_count(pair: Pair) -> Iterator[Flaw]:
    """A translation has about as many sentences as its source."""
    if len(pair.source) < 80:
        return
    ours, theirs = len(_SENTENCE.findall(pair.source)), len(_SENTENCE.findall(pair.target))
    if theirs and abs(ours - theirs) >= _SENTENCES_APART:
        yield Flaw(f"the source has {ours} sentences, the translation {theirs}", "check that none is missing")

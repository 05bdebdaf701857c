"""The rule on numbers in words: "twice" is a dose as much as 2 is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Set
from fractions import Fraction
from functools import lru_cache

from portal_api.catalogs.digits import Value, fraction
from portal_api.catalogs.findings import Flaw, Pair
from portal_api.catalogs.idioms import Idiom
from portal_api.catalogs.languages import any_of, wording
from portal_api.catalogs.lexicon import lexicon_of, plain
from portal_api.catalogs.multiples import multiples
from portal_api.catalogs.numeral import Number
from portal_api.catalogs.spelled import WORD, Times, counted, numbers_said, says_numbers
from portal_api.catalogs.units import unit_of

_ONE: Value = "1"
# An article is a one, 100 is part of "per cent", and some languages have a word for day and night.
_TELLING_NOTHING = frozenset({"0", _ONE, "24", "100"})
# How larger counts are composed differs too much from language to language.
_MOST_DIGITS, _MOST = 4, 1_000
_ONE_WORD = 20  # up to here, whole numbers are one word
# What a tablet is cut to; a translation that has no word of the kind tells of whole ones.
_PIECES = frozenset({"0.5", "0.25"})
# "Un" is an article too, "media" a mean, "quarto" a room: they tell only where a language has words apart.
_EQUIVOCAL = _PIECES | {_ONE}
# The same span of time in another unit: half a year is six months, a fortnight fourteen or "fifteen" days.
_ALSO: Mapping[Value, Mapping[str, str]] = {
    "0.25": {"hour": "15", "year": "3"},
    "0.5": {"hour": "30", "day": "12", "year": "6", "month": "14 15"},
    "0.75": {"hour": "45", "year": "9"},
    "1.5": {"hour": "90", "day": "36", "year": "18"},
    "2": {"week": "14 15", "fortnight": "14 15"},
    "6": {"month": "0.5"},
    "18": {"month": "1.5"},
}
_INFLECTED_FROM, _ENDING = 6, 2  # letters from which a word may lose so many of its end
_SHORTEST = 3  # letters by which a word for a piece is known inside a longer one
_NONE: frozenset[Value] = frozenset()


def number_words(pair: Pair) -> Iterator[Flaw]:
    """A number in words does not become another: "twice" not "three times", "half" not "double" or "a"."""
    ours, theirs = pair.of_source(said), said(pair.target, pair.idiom)
    if all(theirs.get(value, 0) >= times for value, times in ours.items()):
        return
    written, translated = _plain(pair.source_numbers), _plain(pair.numbers)
    lost = pair.of_source(_telling) & set(_lost(pair, ours, theirs, _more(translated, written)))
    if pair.idiom.unspaced:
        lost -= {_ONE}  # found in other words
    added = set(_added(pair, theirs, ours, _more(written, translated))) if lost else _NONE
    if added:
        before, after = ", ".join(sorted(lost)), ", ".join(sorted(added))
        what = f"the source says {before} in words, the translation {after}"
        yield Flaw(what, "say the number of the source")
    elif (pieces := lost & _PIECES - theirs.keys()) and _tells_no_piece(pair.target, pair.idiom):
        what = f"the source says {min(pieces)} in words, the translation does not"
        yield Flaw(what, "say the part of the source")


def said(text: str, idiom: Idiom) -> Times:
    """What the words of a text count and by what they multiply."""
    words = numbers_said(_amounts(text, idiom), idiom)
    times = counted(value for value, _ in words if _is_small(value))
    for value in multiples(text, idiom):
        times[value] = times.get(value) or 1
    return times


def _amounts(text: str, idiom: Idiom) -> str:
    """The text without what says no amount: to cut a tablet in half, half past two."""
    pattern = _no_amounts(idiom.language)
    return pattern.sub(" ", text) if pattern is not None and pattern.search(text) else text


@lru_cache(maxsize=64)
def _no_amounts(language: str) -> re.Pattern[str] | None:
    phrases = wording(language).get("no_amounts", "").split()
    spelled = (re.escape(phrase).replace("_", r"\s").replace(r"\*", r"[\w-]+") for phrase in phrases)
    return re.compile(rf"\b(?:{'|'.join(spelled)})\b", re.IGNORECASE) if phrases else None


def _telling(text: str, idiom: Idiom) -> frozenset[Value]:
    """The values of a text that a translation can hardly do without; "both" or "a dozen" may go."""
    firm = {value for value, firm in numbers_said(text, idiom) if firm or not value.isdecimal()}
    unsure = _NONE if "unequivocal" in wording(idiom.language) else _EQUIVOCAL
    return multiples(text, idiom) | firm - unsure - {"0"}


def says_amounts(text: str, idiom: Idiom) -> bool:
    """Whether a text may say numbers or multiples in words."""
    return says_numbers(text, idiom) or bool(multiples(text, idiom))


def _plain(numbers: Iterable[Number]) -> Times:
    """How often the digits of a text can say a value."""
    return counted(
        value
        for number in numbers
        for value in {reading[0] for reading in number.readings if len(reading) == 1}
    )


def _more(times: Times, others: Times) -> Times:
    """By how much the one text says its values more often than the other."""
    more = {value: count - others.get(value, 0) for value, count in times.items()}
    return {value: count for value, count in more.items() if count > 0}


def _spans(text: str, idiom: Idiom) -> Set[str]:
    """The units of time that a text names, and the word that is one by itself."""
    words = WORD.findall(text.casefold())
    named = frozenset(span for word in words for span in unit_of(word, idiom))
    return named | {"fortnight"} & set(words)


def _lost(pair: Pair, ours: Times, theirs: Times, written: Times) -> Iterator[Value]:
    """What the source says more often, and the translation neither in parts nor in another unit."""
    others = theirs.keys() - ours.keys() | written.keys()
    spans = pair.of_source(_spans)
    for value, times in ours.items():
        if times <= theirs.get(value, 0) + written.get(value, 0) or _composed(value, theirs):
            continue
        also = " ".join(values for span, values in _ALSO.get(value, {}).items() if span in spans)
        if others.isdisjoint(also.split()) and not _is_share(value, theirs, pair):
            yield value


def _added(pair: Pair, theirs: Times, ours: Times, written: Times) -> Iterator[Value]:
    """What the translation says more often, and is no part of a number of the source."""
    parts = frozenset().union(*map(_parts, ours))
    for value in theirs.keys() - parts - _TELLING_NOTHING:
        if theirs[value] <= ours.get(value, 0) + written.get(value, 0):
            continue
        whole = str(int(Fraction(value)))
        is_more = not value.isdecimal() and whole != "0" and whole not in ours
        is_part = _parts(value) & ours.keys() or _composed(value, ours)
        if is_more or not (is_part or _is_share(value, ours, pair)):
            yield value


def _composed(value: Value, times: Times) -> bool:
    """Whether a text says a fraction in the words of its parts: two of three, one hour and a half."""
    if value.isdecimal():
        return False
    exact = Fraction(value)
    whole, part = divmod(exact, 1)
    if whole:
        return fraction(part) in times and (str(whole) in times or (whole == 1 and not _counts(times)))
    share = fraction(Fraction(1, exact.denominator))
    return str(exact.numerator) in times and (str(exact.denominator) in times or share in times)


def _counts(times: Times) -> bool:
    """Whether words count more than one of something."""
    return any(value.isdecimal() and value not in _TELLING_NOTHING for value in times)


@lru_cache(maxsize=1024)
def _parts(value: Value) -> Set[Value]:
    """What a language may say apart: the tens and ones of 25, the two of two thirds."""
    exact = Fraction(value)
    if exact.denominator > 1:
        whole, part = divmod(exact, 1)
        return ({str(whole), fraction(part)} if whole else {str(exact.numerator)}) - {_ONE}
    if exact <= _ONE_WORD:
        return _NONE
    return {digit + "0" * place for place, digit in enumerate(reversed(value))} - {value}


def _is_share(value: Value, others: Times, pair: Pair) -> bool:
    """Whether it is the other meaning of a word such as "third": the third, or one of three; not "three"."""
    exact = Fraction(value)
    if not exact or max(exact, 1 / exact) <= 2 or fraction(1 / exact) not in others:
        return False
    place = str(max(exact, 1 / exact))
    texts = (pair.source, pair.source_idiom), (pair.target, pair.idiom)
    return not any(_counts_to(place, text, idiom) for text, idiom in texts)


def _counts_to(value: Value, text: str, idiom: Idiom) -> bool:
    """Whether a text has the plain word for a whole number, not one that is made from it."""
    cardinals = wording(idiom.language).get("count", "").split()
    if idiom.unspaced or not value.isdecimal() or int(value) >= len(cardinals) or int(value) > _ONE_WORD:
        return False
    return cardinals[int(value)].partition("/")[0] in WORD.findall(plain(text))


def _is_small(value: Value) -> bool:
    return len(value) < _MOST_DIGITS if value.isdecimal() else Fraction(value) < _MOST


def _tells_no_piece(text: str, idiom: Idiom) -> bool:
    """Whether no word begins as one for a half or a quarter does, in a language whose words we know."""
    pattern = _piece(idiom)
    return pattern is not None and pattern.search(plain(text)) is None


@lru_cache(maxsize=256)
def _piece(idiom: Idiom) -> re.Pattern[str] | None:
    known = [word for word, atom in lexicon_of(idiom).atoms.items() if fraction(atom.value) in _PIECES]
    words = {word[:-_ENDING] if len(word) >= _INFLECTED_FROM else word for word in known}
    begun = sorted(word for word in words if idiom.unspaced or len(word) >= _SHORTEST)
    apart = not idiom.unspaced and "prefixes" not in wording(idiom.language)
    return re.compile(any_of(begun, apart=apart)) if begun else None

"""The rule on numbers in words: "twice" is a dose as much as 2 is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Set
from fractions import Fraction
from functools import lru_cache

from portal_api.catalogs.reading.digits import Value, fraction
from portal_api.catalogs.reading.homographs import may_mean_others
from portal_api.catalogs.reading.idioms import Idiom
from portal_api.catalogs.reading.languages import any_of, wording
from portal_api.catalogs.reading.lexicon import lexicon_of, plain
from portal_api.catalogs.reading.multiples import ONCE, multiples, once_said
from portal_api.catalogs.reading.numbers import read_again
from portal_api.catalogs.reading.numeral import Number
from portal_api.catalogs.reading.spelled import Times, counted, numbers_said, says_numbers
from portal_api.catalogs.rules.dayround import told_by_parts
from portal_api.catalogs.rules.findings import Flaw, Pair
from portal_api.catalogs.rules.intervals import intervals, shortened
from portal_api.catalogs.rules.ones import doses_of_a_piece, doses_of_one, units_of_one
from portal_api.catalogs.rules.paraphrases import differing, tells_span

_ONE: Value = "1"
# An article is a one, 100 is part of "per cent", and some languages have a word for day and night.
_TELLING_NOTHING = frozenset({"0", _ONE, "24", "100"})
# How larger counts are composed differs too much from language to language.
_MOST_DIGITS, _MOST = 4, 1_000
# What a tablet is cut to; a translation that has no word of the kind tells of whole ones.
_PIECES = frozenset({"0.5", "0.25"})
_INFLECTED_FROM, _ENDING = 6, 2  # letters from which a word may lose so many of its end
_SHORTEST = 3  # letters by which a word for a piece is known inside a longer one
_NONE: frozenset[Value] = frozenset()


def number_words(pair: Pair) -> Iterator[Flaw]:
    """A number in words does not become another: "twice" not "three times", "half" not "double" or "a"."""
    ours, theirs = pair.of_source(said), said(pair.target, pair.idiom)
    lost, added = _more(ours, theirs), _more(theirs, ours)
    if not lost and not (pair.of_source(_may_say_one) and added.keys() - _TELLING_NOTHING):
        return
    _count_once(pair, lost, added)
    written, translated = _plain(pair.source_numbers), _plain(pair.numbers)
    lost, added, digits = differing(pair, lost, added, _more(written, translated), _more(translated, written))
    telling = pair.of_source(_telling) & lost.keys()
    if pair.idiom.unspaced and not pair.of_source(doses_of_one):
        telling -= {_ONE}  # found in other words
    sure = _less_homographs(added, pair) if telling <= {_ONE, ONCE} else added.keys()
    others = _clear(telling, sure - _TELLING_NOTHING) or _halved(pair, lost, added)
    whole_pieces = telling & _PIECES & theirs.keys() if _ONE in added else _NONE
    if others or whole_pieces:
        before, after = ", ".join(sorted(telling or {_ONE})), ", ".join(sorted(others or {_ONE}))
        what = f"the source says {before} in words, the translation {after}"
        yield Flaw(what, "say the number of the source")
    elif lost.keys() - _TELLING_NOTHING - {ONCE} and (units := shortened(pair)):
        what = f"the source says every so many {min(units)}s, the translation every {min(units)}"
        yield Flaw(what, "say the interval of the source")
    elif dropped := _often_dropped(pair, {v: lost[v] for v in telling}, theirs, digits) or _piece_dropped(
        pair, telling, ours, theirs
    ):
        what = f"the source says {min(dropped)} in words, the translation does not"
        yield Flaw(what, "say the number of the source")


def _often_dropped(pair: Pair, lost: Times, theirs: Times, digits: Times) -> Set[Value]:
    """What went missing although it must be said, since it says how often: "twice a day".

    Another number in digits in its place is a flaw of `numbers`; parts of the day tell one number of times.
    """
    often = pair.of_source(_frequencies) & lost.keys() if pair.idiom.knows_words else _NONE
    if not often or digits:
        return _NONE
    loose = pair.of_source(_loosely)
    sure = {value: lost[value] - loose.get(value, 0) for value in often}
    often = {value for value in often if value not in theirs or sure[value] > 0}
    return often - {value for value in told_by_parts(pair) if sure.get(value, 0) <= 1}


def _loosely(text: str, idiom: Idiom) -> Times:
    """What a text says by words that a translation may do without: "both"."""
    return counted(value for value, firm in numbers_said(text, idiom) if not firm)


def _piece_dropped(pair: Pair, lost: Set[Value], ours: Times, theirs: Times) -> Set[Value]:
    """The halves and quarters that went missing."""
    pieces = _sure_pieces(lost, pair) - theirs.keys()
    return pieces if pieces and _tells_no_other_piece(pair, ours, theirs) else _NONE


def _frequencies(text: str, idiom: Idiom) -> Set[Value]:
    """The numbers that say how often something is done."""
    pattern = _phrases(idiom.language, "frequency")
    found = " ; ".join(match.group() for match in pattern.finditer(text)) if pattern is not None else ""
    return {value for value, _ in numbers_said(found, idiom)} - {_ONE} if found else _NONE


def _count_once(pair: Pair, lost: Times, added: Times) -> None:
    """Add by how much more often the one text says "once" than the other."""
    more = pair.of_source(once_said) - once_said(pair.target, pair.idiom)
    if more:
        (lost if more > 0 else added)[ONCE] = abs(more)


def _sure_pieces(lost: Set[Value], pair: Pair) -> Set[Value]:
    """The lost halves and quarters, where the source's words for them mean nothing else."""
    if "unequivocal" not in wording(pair.source_idiom.language):
        return _NONE
    return {value for value in lost if _is_piece(value)}


def _is_piece(value: Value) -> bool:
    return value in _PIECES or value.endswith(".5")


def _clear(lost: Set[Value], added: Set[Value]) -> Set[Value]:
    """What stands for the lost beyond doubt; "once" only for another whole number, and the reverse."""
    if lost <= {_ONE, ONCE}:
        return {value for value in added - {ONCE} if Fraction(value) > 1} if lost else _NONE
    return added if any(value.isdecimal() for value in lost) else added - {ONCE}


def _halved(pair: Pair, lost: Times, added: Times) -> Set[Value]:
    """The pieces that a translation makes of the one whole that the source counts: of "one tablet" a half."""
    pieces = {value for value in added if value in _PIECES}
    if not pieces or pair.of_source(_tells_clock) or not _counts_whole(pair, lost):
        return _NONE
    mentioned = {value for value, _ in pair.of_source(numbers_said)}
    return {value for value in pieces - mentioned if not tells_span(value, pair.source_numbers)}


def _counts_whole(pair: Pair, lost: Times) -> bool:
    """Whether the source has one of what it measures, and the translation not, or a piece of the same."""
    if _ONE in lost and pair.of_source(units_of_one):
        return True
    doses = pair.of_source(doses_of_one)
    return bool(doses & doses_of_a_piece(pair.target, pair.idiom)) if doses else False


def _may_say_one(text: str, idiom: Idiom) -> bool:
    """Whether a text says "once", or has "a" of what doses are measured in."""
    return bool(once_said(text, idiom) or doses_of_one(text, idiom))


def _tells_clock(text: str, idiom: Idiom) -> bool:
    """Whether a text has a clock time in digits, which another language may tell with a half: 8.30."""
    return any(number.hours for number in read_again(text, idiom))


def _less_homographs(added: Times, pair: Pair) -> Set[Value]:
    """The added values that no word says which may mean something else, unless a dose of one is lost."""
    if not added or not pair.of_source(doses_of_one) <= doses_of_one(pair.target, pair.idiom):
        return added.keys()
    return _more(added, may_mean_others(pair.target, pair.idiom)).keys()


def said(text: str, idiom: Idiom) -> Times:
    """What the words of a text count and by what they multiply."""
    words = numbers_said(_amounts(text, idiom), idiom)
    times = counted(value for value, _ in words if _is_small(value))
    for value in multiples(text, idiom):
        times[value] = times.get(value) or 1
    return times


def _amounts(text: str, idiom: Idiom) -> str:
    """The text without what says no amount: to cut a tablet in half, half past two."""
    pattern = _phrases(idiom.language, "no_amounts")
    return pattern.sub(" ", text) if pattern is not None and pattern.search(text) else text


@lru_cache(maxsize=64)
def _phrases(language: str, key: str) -> re.Pattern[str] | None:
    """Finds the phrases that a language has for something, in which * is any word."""
    phrases = wording(language).get(key, "").split()
    spelled = (re.escape(phrase).replace("_", r"\s").replace(r"\*", r"[\w-]+") for phrase in phrases)
    return re.compile(rf"\b(?:{'|'.join(spelled)})\b", re.IGNORECASE) if phrases else None


def _telling(text: str, idiom: Idiom) -> frozenset[Value]:
    """The values that a text says beyond doubt: "both" and "a dozen" may go where we know what is firm.

    A language whose "one" is an article says it by "once".
    """
    words = numbers_said(text, idiom)
    if "unequivocal" in wording(idiom.language):
        values = {value for value, firm in words if firm or not value.isdecimal()}
    else:
        values = {value for value, _ in words} - {_ONE}
    return multiples(text, idiom) | values - {"0"} | {ONCE}


def says_amounts(text: str, idiom: Idiom) -> bool:
    """Whether a text may say numbers, multiples or intervals in words, or "a" tablet."""
    return says_numbers(text, idiom) or bool(
        multiples(text, idiom) or doses_of_one(text, idiom) or intervals(text, idiom)
    )


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


def _is_small(value: Value) -> bool:
    return len(value) < _MOST_DIGITS if value.isdecimal() else Fraction(value) < _MOST


def _tells_no_other_piece(pair: Pair, ours: Times, theirs: Times) -> bool:
    """Whether every word that begins as one for a piece does tells of another piece of the source.

    False in a language whose words we do not know.
    """
    pattern = _piece(pair.idiom)
    others = sum(min(ours[value], theirs[value]) for value in ours.keys() & theirs.keys() if _is_piece(value))
    return pattern is not None and len(pattern.findall(plain(pair.target))) <= others


@lru_cache(maxsize=256)
def _piece(idiom: Idiom) -> re.Pattern[str] | None:
    known = [word for word, atom in lexicon_of(idiom).atoms.items() if fraction(atom.value) in _PIECES]
    words = {word[:-_ENDING] if len(word) >= _INFLECTED_FROM else word for word in known}
    begun = sorted(word for word in words if idiom.unspaced or len(word) >= _SHORTEST)
    apart = not idiom.unspaced and "prefixes" not in wording(idiom.language)
    return re.compile(any_of(begun, apart=apart)) if begun else None

"""Text -> the numbers that its words state: "two", "twenty-five", 十二, "January", "XXI"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from itertools import islice, pairwise
from typing import NamedTuple

from portal_api.catalogs.reading.digits import Value
from portal_api.catalogs.reading.halves import before_half, halves_first
from portal_api.catalogs.reading.idioms import Idiom
from portal_api.catalogs.reading.korean import is_number
from portal_api.catalogs.reading.lexicon import AND, Atom, Lexicon, lexicon_of, plain
from portal_api.catalogs.reading.multiples import multiples
from portal_api.catalogs.reading.perword import PerWord
from portal_api.catalogs.reading.sums import sums
from portal_api.catalogs.reading.wordforms import bare, inflected

WORD = re.compile(r"[^\s\d!-&(-/:-@\[-`{-~–—،؛؟。、，।॥၊။፣፡።·…“”«»‘（）：]+")
_ROMAN = re.compile(r"(?<!\w)(?=[IVX])(X{0,3})(IX|IV|V?I{0,3})(?:e|er|ème)?(?!\w)")
_MAY_BE_ROMAN = re.compile(r"[IVX](?<!\w.)")
_ROMAN_ONE = re.compile(r"(?:-|type |phase |stage |class |grade |part |level |group |war )\Z", re.IGNORECASE)
_HAN_DIGITS = "〇一二三四五六七八九"
_HAN_RUN = re.compile(rf"[{_HAN_DIGITS}零]{{2,}}")
_MIXED = re.compile(r"[1-9]\d*\.\d+")
_LONGEST_PHRASE = 4
_JOINTS = " -\u00a0\u2010\u2011"
_HALF = Fraction(1, 2)


# How often a value is said. No Counter: a plain dictionary is several times as quick where there is little.
Times = dict[Value, int]


class Words(NamedTuple):
    """What the words of a text state: its months, its other numbers, and those of them that are firm."""

    months: Times
    numbers: Times
    firm: Times


def stated(text: str, idiom: Idiom) -> Words:
    """The values that a text's words can stand for, each as often as it is said."""
    months: Iterable[Value] = ()
    if idiom.month is not None:
        months = (str(idiom.months[match.group(1)]) for match in idiom.month.finditer(text))
    said = numbers_said(text, idiom)
    words = counted(value for value, _ in said)
    for value in [value for value in words if _MIXED.fullmatch(value)]:
        words[value.partition(".")[0]] += words[value]  # 1錠半: its whole part may stand in digits
    for value in _romans(text, idiom.language):
        words[value] += 1
    for value in multiples(text, idiom):
        words[value] = words[value] or 1
    return Words(counted(months), words, counted(value for value, firm in said if firm))


def counted(values: Iterable[Value]) -> defaultdict[Value, int]:
    """How often each value comes."""
    times: defaultdict[Value, int] = defaultdict(int)
    for value in values:
        times[value] += 1
    return times


class InWords(NamedTuple):
    """The values of the number words of a text, and those that a translation can hardly do without."""

    numbers: frozenset[Value]
    firm: frozenset[Value]


def in_words(text: str, idiom: Idiom) -> InWords:
    """The values that the number words of a text state."""
    said = numbers_said(text, idiom)
    return InWords(frozenset(v for v, _ in said), frozenset(v for v, firm in said if firm))


@lru_cache(maxsize=16)  # several rules ask for the same text, one after the other
def numbers_said(text: str, idiom: Idiom) -> tuple[tuple[Value, bool], ...]:
    """The values that the number words of a text state, in order, and whether each is firm."""
    lexicon = lexicon_of(idiom)
    text = plain(text, idiom.script)
    if lexicon.pattern is not None:
        text = text.replace("\u200b", "")  # may part the syllables of one word
        runs = ((_positional(match.group()), True) for match in _HAN_RUN.finditer(text))
        return (*sums(_unspaced_atoms(text, lexicon.pattern, lexicon, idiom.language)), *runs)
    counting, words = _counting(idiom), WORD.findall(text)
    if not any(map(counting.__getitem__, words)):
        return ()
    whole = halves_first(text, lexicon, idiom)
    if whole != text:
        words = WORD.findall(whole)
    return tuple(sums(_atoms(whole, words, lexicon, counting), half_adjoins=lexicon.half_adjoins))


@lru_cache(maxsize=16)
def says_numbers(text: str, idiom: Idiom) -> bool:
    """Whether a text may have firm number words: a quick look before `spelled`."""
    lexicon = lexicon_of(idiom)
    if lexicon.pattern is not None:
        return lexicon.pattern.search(text) is not None
    return not lexicon.telling.isdisjoint(WORD.findall(text.casefold()))


@lru_cache(maxsize=64)
def ones(idiom: Idiom) -> PerWord[bool]:
    """Which words are "one", with what the language may hang on it."""
    lexicon = lexicon_of(idiom)
    return PerWord(lambda word: _is_one(_atom(word, lexicon)))


@lru_cache(maxsize=64)
def ones_and_articles(idiom: Idiom) -> PerWord[bool]:
    """Which words are "one" or an article that may stand for it."""
    lexicon = lexicon_of(idiom)
    return PerWord(lambda word: plain(word) in lexicon.articles or _is_one(_atom(word, lexicon)))


@lru_cache(maxsize=64)
def pieces(idiom: Idiom) -> PerWord[bool]:
    """Which words are a half, a third or another piece of one, with what the language may hang on it."""
    lexicon = lexicon_of(idiom)
    return PerWord(lambda word: _is_piece(_atom(word, lexicon)))


def _is_one(atom: Atom | None) -> bool:
    return atom is not None and atom.value == 1 and not atom.power


def _is_piece(atom: Atom | None) -> bool:
    return atom is not None and 0 < atom.value < 1


def _atom(word: str, lexicon: Lexicon) -> Atom | None:
    word = plain(word)
    return lexicon.atoms.get(word) or inflected(word, lexicon)


def _romans(text: str, language: str) -> Iterator[Value]:
    if _MAY_BE_ROMAN.search(text) is None:
        return
    for match in _ROMAN.finditer(text):
        if match.group() == "I" and language == "en" and not _ROMAN_ONE.search(text, 0, match.start()):
            continue
        units = {"IX": 9, "IV": 4}.get(
            match.group(2), match.group(2).count("I") + 5 * match.group(2).count("V")
        )
        yield str(10 * len(match.group(1)) + units)


@lru_cache(maxsize=64)
def _counting(idiom: Idiom) -> PerWord[bool]:
    """Which words are or begin a number word."""
    lexicon = lexicon_of(idiom)
    return PerWord(lambda word: bare(word, lexicon) in lexicon.firsts or inflected(word, lexicon) is not None)


def _atoms(
    text: str, words: Sequence[str], lexicon: Lexicon, counting: Mapping[str, bool]
) -> Iterator[Atom | None]:
    """The number words in order, AND where a word links two, None where anything else parts them."""
    end = 0
    for place in [place for place, word in enumerate(words) if counting[word]]:
        if place < end:
            continue  # inside the phrase before
        linking = words[end:place] if end else ()
        if end and lexicon.inside.issuperset(linking) and _adjoin(text, end, place):
            yield from (AND for _ in linking)
        else:
            yield None
        length, atom = _phrase(words, place, lexicon)
        if words[place][0] in lexicon.inside and words[place] not in lexicon.firsts:
            yield AND  # joined to the front of the word
        yield AND if atom is None and words[place] in lexicon.inside else atom
        end = place + length


def _adjoin(text: str, end: int, place: int) -> bool:
    """Whether nothing but spaces and hyphens stands between the word before `end` and the one at `place`."""
    words = [match.span() for match in islice(WORD.finditer(text), end - 1, place + 1)]
    return not any(text[before:after].strip(_JOINTS) for (_, before), (after, _) in pairwise(words))


def _phrase(words: Sequence[str], place: int, lexicon: Lexicon) -> tuple[int, Atom | None]:
    """The longest phrase of number words at a place, and how many words it has."""
    first = words[place]
    stem = bare(first, lexicon)
    longest = min(_LONGEST_PHRASE, len(words) - place) if stem in lexicon.firsts else 0
    for length in range(longest, 0, -1):
        atom = lexicon.atoms.get(" ".join((stem, *words[place + 1 : place + length])))
        if atom is not None:
            return length, atom
    return 1, inflected(first, lexicon)


def _unspaced_atoms(
    text: str, pattern: re.Pattern[str], lexicon: Lexicon, language: str
) -> Iterator[Atom | None]:
    end, counts = 0, False
    for match in pattern.finditer(text):
        if language == "ko" and not is_number(text, match, joined=match.start() == end):
            continue
        atom = lexicon.atoms[match.group()]
        if match.start() > end:
            yield from (
                before_half(text, match, lexicon, end if counts else None) if atom.value == _HALF else (None,)
            )
        yield atom
        end, counts = match.end(), atom.value >= 1


def _positional(run: str) -> Value:
    """二〇二〇 is 2020."""
    return "".join(str(_HAN_DIGITS.index(c.replace("零", "〇"))) for c in run).lstrip("0") or "0"

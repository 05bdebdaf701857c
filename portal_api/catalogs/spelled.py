"""Text -> the numbers that its words state: "two", "twenty-five", 十二, "January", "XXI"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from portal_api.catalogs.digits import Value
from portal_api.catalogs.idioms import Idiom
from portal_api.catalogs.korean import is_number
from portal_api.catalogs.languages import any_of, wording
from portal_api.catalogs.lexicon import AND, LINK, ONE, Atom, Lexicon, lexicon_of, plain
from portal_api.catalogs.multiples import multiples
from portal_api.catalogs.sums import sums
from portal_api.catalogs.units import is_unit

WORD = re.compile(r"[^\s\d!-&(-/:-@\[-`{-~–—،؛؟。、，।॥၊။፣፡።·…“”«»‘（）：]+")
_ROMAN = re.compile(r"(?<!\w)(?=[IVX])(X{0,3})(IX|IV|V?I{0,3})(?:e|er|ème)?(?!\w)")
_MAY_BE_ROMAN = re.compile(r"[IVX](?<!\w.)")
_ROMAN_ONE = re.compile(r"(?:-|type |phase |stage |class |grade |part |level |group |war )\Z", re.IGNORECASE)
_HAN_DIGITS = "〇一二三四五六七八九"
_HAN_RUN = re.compile(rf"[{_HAN_DIGITS}零]{{2,}}")
_LONGEST_PHRASE = 4
_MOST_WORDS = 10_000
_STEM = 4
_HALF = Fraction(1, 2)
_PIECE = "个"  # 一个半小时: what is counted comes behind the half
_ENDING = 5


# "Once", which is no article: 1, but said as a number of times.
ONCE: Value = "once"

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
    if lexicon.half_after is not None and lexicon.half_after.glance(text):
        text = lexicon.half_after.pattern.sub(lambda match: _half_first(match, lexicon, idiom), text)
    counting = _counting(idiom)
    words = WORD.findall(text)
    if not any(map(counting.__getitem__, words)):
        return ()
    return tuple(sums(_atoms(text, words, lexicon, counting), half_adjoins=lexicon.half_adjoins))


def once_said(text: str, idiom: Idiom) -> int:
    """How often a text says "once" or "one time"."""
    pattern = _once(idiom)
    return len(pattern.findall(plain(text, idiom.script))) if pattern is not None else 0


@lru_cache(maxsize=256)
def _once(idiom: Idiom) -> re.Pattern[str] | None:
    known = wording(idiom.language).get("once", "")
    phrases = [plain(phrase, idiom.script).replace("_", " ") for phrase in known.split()]
    if not phrases:
        return None
    return re.compile(any_of(phrases) if idiom.unspaced else rf"(?<!\w)(?:{any_of(phrases)})(?!\w)")


def _half_first(match: re.Match[str], lexicon: Lexicon, idiom: Idiom) -> str:
    """ "Two hours and a half" as "two and a half hours"; an hour without a number ("hora y media") is one."""
    number, counted, half = match.groups(default="")
    if counted in lexicon.firsts:
        return match.group()
    if number in lexicon.firsts:
        return f"{number} {LINK} {half} {counted}"
    alone = not number.isdecimal() and any(
        is_unit(word, idiom) for word in (counted, *_unprefixed(counted, lexicon))
    )
    if alone or number in lexicon.articles:
        return f"{number} {lexicon.one} {LINK} {half} {counted}"
    return match.group()


@lru_cache(maxsize=16)
def says_numbers(text: str, idiom: Idiom) -> bool:
    """Whether a text may have firm number words: a quick look before `spelled`."""
    lexicon = lexicon_of(idiom)
    if lexicon.pattern is not None:
        return lexicon.pattern.search(text) is not None
    return not lexicon.telling.isdisjoint(WORD.findall(text.casefold()))


def may_say_one(word: str, idiom: Idiom) -> bool:
    """Whether a word is "one" or an article, with what the language may hang on it."""
    lexicon = lexicon_of(idiom)
    word = plain(word)
    atom = lexicon.atoms.get(word) or _inflected(word, lexicon)
    return atom is not None and atom.value == 1 and not atom.power


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


class _Counting(dict[str, bool]):
    """Whether a word is or begins a number word, for each that was met: few words make most of a text."""

    def __init__(self, lexicon: Lexicon) -> None:
        super().__init__()
        self._lexicon = lexicon

    def __missing__(self, word: str) -> bool:
        counts = word in self._lexicon.firsts or _inflected(word, self._lexicon) is not None
        if len(self) < _MOST_WORDS:
            self[word] = counts
        return counts


@lru_cache(maxsize=64)
def _counting(idiom: Idiom) -> _Counting:
    return _Counting(lexicon_of(idiom))


def _atoms(text: str, words: list[str], lexicon: Lexicon, counting: _Counting) -> Iterator[Atom | None]:
    """The number words in order, None where other words or punctuation part them."""
    telling = [place for place, word in enumerate(words) if counting[word] or word in lexicon.inside]
    where = list(WORD.finditer(text))
    end = 0
    for place in telling:
        if place < end:
            continue  # inside the phrase before
        if end and not (place == end and _adjoin(text, where[place - 1], where[place])):
            yield None
        length, atom = _phrase(words, place, lexicon)
        if words[place][0] in lexicon.inside and words[place] not in lexicon.firsts:
            yield AND  # joined to the front of the word
        yield AND if atom is None and words[place] in lexicon.inside else atom
        end = place + length


def _adjoin(text: str, before: re.Match[str], after: re.Match[str]) -> bool:
    return not text[before.end() : after.start()].strip(" -\u00a0\u2010\u2011")


def _phrase(words: list[str], place: int, lexicon: Lexicon) -> tuple[int, Atom | None]:
    """The longest phrase of number words at a place, and how many words it has."""
    first = words[place]
    bare = _bare(first, lexicon)
    longest = min(_LONGEST_PHRASE, len(words) - place) if bare in lexicon.firsts else 0
    for length in range(longest, 0, -1):
        atom = lexicon.atoms.get(" ".join((bare, *words[place + 1 : place + length])))
        if atom is not None:
            return length, atom
    return 1, _inflected(first, lexicon)


def _bare(word: str, lexicon: Lexicon) -> str:
    """The word without the letters that are joined to its front, where it begins a number without them."""
    if word in lexicon.firsts:
        return word
    return next((rest for rest in _unprefixed(word, lexicon) if rest in lexicon.firsts), word)


def _unprefixed(word: str, lexicon: Lexicon) -> Iterator[str]:
    for start in range(1, 3) if lexicon.prefixes else ():
        if word[:start].strip(lexicon.prefixes) == "":
            yield word[start:]


def _inflected(word: str, lexicon: Lexicon) -> Atom | None:
    """A number word behind joined letters, behind an apostrophe, or under an ending."""
    for rest in _unprefixed(word, lexicon):
        if rest in lexicon.atoms:
            return lexicon.atoms[rest]
    if "'" in word or "’" in word:
        rest = word.replace("’", "'").rpartition("'")[2]
        if rest in lexicon.atoms:
            return lexicon.atoms[rest]
    return _before_ending(word, lexicon)


def _before_ending(word: str, lexicon: Lexicon) -> Atom | None:
    stems = [word.removesuffix(ending) for ending in lexicon.endings if word.endswith(ending)]
    if lexicon.suffixing:
        stems += (word[:end] for end in range(len(word) - 1, max(len(word) - _ENDING, _STEM) - 1, -1))
    return next((lexicon.atoms[stem] for stem in stems if stem in lexicon.atoms), None)


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
                _between(text, match, lexicon, end if counts else None) if atom.value == _HALF else (None,)
            )
        yield atom
        end, counts = match.end(), atom.value >= 1


def _between(
    text: str, half: re.Match[str], lexicon: Lexicon, number_end: int | None
) -> Iterator[Atom | None]:
    """What stands before a half: 两片半 is two and a half, ชั่วโมงครึ่ง one and a half, 每两天半片 a half."""
    counters = lexicon.counters
    gap = text[number_end or 0 : half.start()]
    counted = counters.search(gap) if counters is not None else None
    if counters is None or counted is None or (counters.match(text, half.end()) and gap != _PIECE):
        yield None
    elif number_end is not None and counted.end() - counted.start() == len(gap):
        yield AND
    else:
        yield None
        if number_end is None and lexicon.one_unsaid:
            yield from (ONE, AND)


def _positional(run: str) -> Value:
    """二〇二〇 is 2020."""
    return "".join(str(_HAN_DIGITS.index(c.replace("零", "〇"))) for c in run).lstrip("0") or "0"

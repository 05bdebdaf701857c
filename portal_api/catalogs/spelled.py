"""Text -> the numbers that its words state: "two", "twenty-five", 十二, "January", "XXI"."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import product

from portal_api.catalogs.digits import Value, fraction
from portal_api.catalogs.idioms import WORD_GOES_ON, Idiom
from portal_api.catalogs.languages import pairs, wording

_WORD = re.compile(r"[^\s\d!-&(-/:-@\[-`{-~–—،؛؟。、，।॥၊။፣፡።·…“”«»‘（）：]+")
_ROMAN = re.compile(r"(?<!\w)(?=[IVX])(X{0,3})(IX|IV|V?I{0,3})(?:e|er|ème)?(?!\w)")
_ROMAN_ONE = re.compile(r"(?:-|type |phase |stage |class |grade |part |level |group |war )\Z", re.IGNORECASE)
_HAN_DIGITS = "〇一二三四五六七八九"
_HAN_RUN = re.compile(rf"[{_HAN_DIGITS}零]{{2,}}")
_LONGEST_PHRASE = 4
_SHARES = frozenset({Fraction(1, 3), Fraction(1, 4)})
# Languages that hang endings on their number words; a word of some length may carry a short one.
_SUFFIXING = frozenset(
    {"am", "az", "bn", "et", "eu", "fi", "gu", "hu", "ka", "kk", "kn", "ku", "ky", "ml", "mn"}
) | {"mr", "ne", "om", "pa", "so", "ta", "te", "ti", "tr", "uz", "zu"}
_STEM = 4
_ENDING = 5


@dataclass(frozen=True)
class _Atom:
    """A word that adds `value`, or multiplies what stands before it by ten to the `power`."""

    value: Fraction
    power: int = 0


_AND = _Atom(Fraction(0), -1)


@dataclass(frozen=True)
class _Lexicon:
    """The number words of one language; `telling` are the first words of what is more than one."""

    atoms: Mapping[str, _Atom]
    firsts: frozenset[str]
    telling: frozenset[str]
    inside: frozenset[str]
    prefixes: str
    pattern: re.Pattern[str] | None


def stated(text: str, idiom: Idiom) -> tuple[Counter[Value], Counter[Value]]:
    """The values that a text's months, and its other words, can stand for, each as often as it is said."""
    months: Counter[Value] = Counter()
    if idiom.month is not None:
        months.update(str(idiom.months[match.group()]) for match in idiom.month.finditer(text))
    words = spelled(text, idiom)
    words.update(_romans(text, idiom.language))
    return months, words


def spelled(text: str, idiom: Idiom) -> Counter[Value]:
    """The values of the number words alone."""
    lexicon = _lexicon(idiom)
    text = unicodedata.normalize("NFC", text).casefold()
    if lexicon.pattern is None:
        if _says_none(text, lexicon, suffixing=idiom.language in _SUFFIXING):
            return Counter()
        return Counter(_composed(_atoms(text, lexicon, suffixing=idiom.language in _SUFFIXING)))
    found = Counter(_composed(_unspaced_atoms(text, lexicon.pattern, lexicon.atoms)))
    found.update(_positional(match.group()) for match in _HAN_RUN.finditer(text))
    return found


def says_numbers(text: str, idiom: Idiom) -> bool:
    """Whether a text may have number words beyond "one": a quick look before `spelled`."""
    lexicon = _lexicon(idiom)
    if lexicon.pattern is not None:
        return lexicon.pattern.search(text) is not None
    return not lexicon.telling.isdisjoint(text.casefold().replace("-", " ").split())


def _says_none(text: str, lexicon: _Lexicon, *, suffixing: bool) -> bool:
    """Whether no word of the text can be a number word, the quick way out."""
    if suffixing or lexicon.prefixes or "'" in text or "’" in text:
        return False
    return lexicon.firsts.isdisjoint(_WORD.findall(text))


def _romans(text: str, language: str) -> Iterator[Value]:
    for match in _ROMAN.finditer(text):
        if match.group() == "I" and language == "en" and not _ROMAN_ONE.search(text, 0, match.start()):
            continue
        units = {"IX": 9, "IV": 4}.get(
            match.group(2), match.group(2).count("I") + 5 * match.group(2).count("V")
        )
        yield str(10 * len(match.group(1)) + units)


@lru_cache(maxsize=256)
def _lexicon(idiom: Idiom) -> _Lexicon:
    known = wording(idiom.language)
    atoms = {_key(word): _Atom(Fraction(1), power) for word, power in idiom.scales.items()}
    atoms.update(_counted(known.get("count", ""), known.get("compound", "")))
    for word, value in pairs(known.get("more", "")):
        atoms[_key(word)] = _Atom(Fraction(1), int(value[1:])) if value[0] == "x" else _Atom(Fraction(value))
    pattern = None
    if idiom.unspaced and atoms:
        words = "|".join(map(re.escape, sorted(atoms, key=len, reverse=True)))
        pattern = re.compile(rf"(?:{words}){WORD_GOES_ON}")
    return _Lexicon(
        atoms,
        _firsts(atoms),
        _firsts(word for word, atom in atoms.items() if atom.power or atom.value > 1),
        frozenset(known.get("inside", "").split()),
        known.get("prefixes", ""),
        pattern,
    )


def _firsts(phrases: Iterable[str]) -> frozenset[str]:
    return frozenset(phrase.partition(" ")[0] for phrase in phrases)


def _key(word: str) -> str:
    """A word or phrase as it is looked up."""
    return unicodedata.normalize("NFC", word).casefold().replace("_", " ").replace("-", " ")


def _counted(count: str, compound: str) -> Iterator[tuple[str, _Atom]]:
    """The words of nought to ninety, and those that a language builds of tens and units."""
    forms = dict(zip([*range(21), *range(30, 100, 10)], count.split(), strict=bool(count)))
    for value, words in forms.items():
        yield from ((_key(word), _Atom(Fraction(value))) for word in words.split("/") if word != "-")
    if compound:
        for ten, unit in product(range(20, 100, 10), range(1, 10)):
            for first, last in product(forms[unit].split("/"), forms[ten].split("/")):
                yield _key(compound.format(unit=first, ten=last)), _Atom(Fraction(ten + unit))


def _atoms(text: str, lexicon: _Lexicon, *, suffixing: bool) -> Iterator[_Atom | None]:
    """The number words in order, None where other words or punctuation part them."""
    words = list(_WORD.finditer(text))
    plain = not suffixing and not lexicon.prefixes and "'" not in text and "’" not in text
    place, apart = 0, True
    while place < len(words):
        word = words[place].group()
        if plain and word not in lexicon.firsts and word not in lexicon.inside:
            place += 1
            if not apart:
                yield None
            apart = True
            continue
        apart = False
        length, atom = _phrase(words, place, lexicon, suffixing=suffixing)
        if place and not _adjoin(text, words[place - 1], words[place]):
            yield None
        if atom is None and word in lexicon.inside:
            atom = _AND
        yield atom
        place += length


def _adjoin(text: str, before: re.Match[str], after: re.Match[str]) -> bool:
    return not text[before.end() : after.start()].strip(" -\u00a0\u2010\u2011")


def _phrase(
    words: list[re.Match[str]], place: int, lexicon: _Lexicon, *, suffixing: bool
) -> tuple[int, _Atom | None]:
    """The longest phrase of number words at a place, and how many words it has."""
    first = words[place].group()
    longest = min(_LONGEST_PHRASE, len(words) - place) if first in lexicon.firsts else 0
    for length in range(longest, 0, -1):
        phrase = " ".join(word.group() for word in words[place : place + length])
        if phrase in lexicon.atoms:
            return length, lexicon.atoms[phrase]
    return 1, _inflected(first, lexicon, suffixing=suffixing)


def _inflected(word: str, lexicon: _Lexicon, *, suffixing: bool) -> _Atom | None:
    """A number word behind joined letters, behind an apostrophe, or under an ending."""
    for start in range(1, 3) if lexicon.prefixes else ():
        if word[:start].strip(lexicon.prefixes) == "" and word[start:] in lexicon.atoms:
            return lexicon.atoms[word[start:]]
    if "'" in word or "’" in word:
        rest = word.replace("’", "'").rpartition("'")[2]
        if rest in lexicon.atoms:
            return lexicon.atoms[rest]
    if suffixing:
        for end in range(len(word) - 1, max(len(word) - _ENDING, _STEM) - 1, -1):
            if word[:end] in lexicon.atoms:
                return lexicon.atoms[word[:end]]
    return None


def _unspaced_atoms(
    text: str, pattern: re.Pattern[str], atoms: Mapping[str, _Atom]
) -> Iterator[_Atom | None]:
    end = 0
    for match in pattern.finditer(text):
        if text[end : match.start()].strip("\u200b"):
            yield None
        yield atoms[match.group()]
        end = match.end()


def _composed(atoms: Iterable[_Atom | None]) -> Iterator[Value]:
    """The numbers that neighbouring words make together: two hundred and five, 三千五百."""
    parts: list[Fraction] = []
    before: _Atom | None = None
    for atom in atoms:
        before, previous = atom, before
        if atom is _AND:
            continue
        if parts == [1] and previous is not _AND and atom is not None and 0 < atom.value < 1:
            parts = []  # "one half", "eine halbe"
        if atom is None or not _join(parts, atom):
            if parts:
                yield fraction(sum(parts, Fraction(0)))
            parts = []
            if atom is not None:
                _join(parts, atom)
    if parts:
        yield fraction(sum(parts, Fraction(0)))


def _join(parts: list[Fraction], atom: _Atom) -> bool:
    """Add a word to the parts of a number; False where it begins another number."""
    scale = 10**atom.power
    smaller: list[Fraction] = []
    if atom.power:
        while parts and parts[-1] < scale:
            smaller.append(parts.pop())
    if not atom.power and parts and atom.value in _SHARES and parts[-1] in {2, 3}:
        parts[-1] *= atom.value  # two thirds, three quarters
        return True
    value = sum(smaller, Fraction(0)) * scale if smaller else atom.value * scale
    if parts and (not value or value >= _place(parts[-1])):
        parts.extend(reversed(smaller))
        return False
    parts.append(value)
    return True


def _place(value: Fraction) -> int:
    """The lowest decimal place that a value fills: 1 for 25, 10 for 250, 0 for a fraction."""
    if value.denominator != 1 or not value:
        return 0
    digits = str(value.numerator)
    return int(10 ** (len(digits) - len(digits.rstrip("0"))))


def _positional(run: str) -> Value:
    """二〇二〇 is 2020."""
    return "".join(str(_HAN_DIGITS.index(c.replace("零", "〇"))) for c in run).lstrip("0") or "0"

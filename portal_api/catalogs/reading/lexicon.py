"""Idiom -> Lexicon: the number words of a language, ready to be looked up."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from portal_api.catalogs.reading.idioms import WORD_GOES_ON, Idiom
from portal_api.catalogs.reading.languages import any_of, pairs, wording

# Languages that hang endings on their number words; a word of some length may carry a short one.
_SUFFIXING = frozenset(
    {"am", "az", "bn", "et", "eu", "fi", "gu", "hu", "ka", "kk", "kn", "ku", "ky", "ml", "mn"}
) | {"mr", "ne", "om", "pa", "so", "ta", "te", "ti", "tr", "uz", "zu"}


_ARABIC_SIGNS = re.compile("[\u0640\u064b-\u0652]")


@dataclass(frozen=True)
class Atom:
    """A word that adds `value`, or multiplies what stands before it by ten to the `power`.

    It is `firm` where a translation can hardly do without it: "two" is, "both" and "second" are not. A `noun`
    says one by itself; behind a larger number that it counts, it adds nothing.
    """

    value: int | Fraction
    power: int = 0
    firm: bool = True
    noun: bool = False


_ONE_WORD = 20  # up to here, whole numbers are one word everywhere
# A word inside a number that has no value of its own: "and".
AND = Atom(0, -1)
ONE = Atom(1)


# Stand for the words of "and a half" where what is counted stood between a number and its half.
LINK, HALF = "\ue000", "\ue001"


class HalfAfter(NamedTuple):
    """Finds "two hours and a half": the number, what it counts, and the half in one of these phrases."""

    phrases: tuple[str, ...]
    pattern: re.Pattern[str]

    def glance(self, text: str) -> bool:
        """Whether the text has one of the phrases at all."""
        return any(phrase in text for phrase in self.phrases)


@dataclass(frozen=True)
class Lexicon:
    """The number words of one language; `telling` are the first words of what counts firmly, or is a part."""

    atoms: Mapping[str, Atom]
    firsts: frozenset[str]
    telling: frozenset[str]
    inside: frozenset[str]
    articles: frozenset[str]
    prefixes: str
    suffixing: bool
    endings: tuple[str, ...]
    pattern: re.Pattern[str] | None
    counters: re.Pattern[str] | None
    one: str
    one_unsaid: bool
    half_adjoins: bool
    glued: re.Pattern[str] | None
    half_after: HalfAfter | None


@lru_cache(maxsize=256)
def lexicon_of(idiom: Idiom) -> Lexicon:
    """The number words of an idiom's language; empty for a language nobody told us about."""
    known = wording(idiom.language)
    atoms = {_key(word): Atom(1, power) for word, power in idiom.scales.items()}
    for key in ("count", "count_too"):
        atoms.update(_counted(known.get(key, ""), known.get("compound", "")))
    atoms.update(_between(known.get("between", "")))
    atoms.update(_shifted(dict(atoms), known.get("before", "")))
    for word, atom in _more(known.get("more", "")):
        if word not in atoms or atoms[word].value != atom.value:
            atoms[word] = atom
    atoms.update((_key(word), Atom(1, firm=False, noun=True)) for word in known.get("singular", "").split())
    atoms[HALF] = Atom(Fraction(1, 2), firm=False)
    pattern = None
    if idiom.unspaced and atoms:
        words = "|".join(map(re.escape, sorted(atoms, key=len, reverse=True)))
        pattern = re.compile(rf"(?:{words}){WORD_GOES_ON}")
    return Lexicon(
        atoms,
        _firsts(atoms),
        _firsts(word for word, atom in atoms.items() if _tells(atom)),
        frozenset((*known.get("inside", "").split(), LINK)),
        frozenset(known.get("articles", "").split()),
        known.get("prefixes", ""),
        idiom.language in _SUFFIXING,
        tuple(known.get("endings", "").split()),
        pattern,
        _counters(known.get("counters", "")),
        _one(known),
        "one_unsaid" in known,
        "half_adjoins" in known,
        _glued(atoms) if "glued" in known else None,
        _half_after(known.get("half_after", "")),
    )


def _more(words: str) -> Iterator[tuple[str, Atom]]:
    for word, value in pairs(words):
        yield _key(word), Atom(1, int(value[1:])) if value[0] == "x" else Atom(_exact(value), firm=False)


def _glued(atoms: Mapping[str, Atom]) -> re.Pattern[str]:
    """Finds a number word of which a longer one may be made; the longest first."""
    whole = (word for word, atom in atoms.items() if " " not in word and _may_be_glued(atom))
    return re.compile(any_of(sorted(whole, key=len, reverse=True)))


def _may_be_glued(atom: Atom) -> bool:
    """Ordinals are not, and small ones look like the beginning of others: "neljäs", "neljäsataa"."""
    return atom.firm or (atom.value > _ONE_WORD and atom.value.denominator == 1)


def _counters(known: str) -> re.Pattern[str] | None:
    return re.compile(rf" ?(?:{any_of(known.split())}) ?") if known else None


def _one(known: Mapping[str, str]) -> str:
    """The plain word for one."""
    return known["count"].split()[1].partition("/")[0] if "count" in known else ""


def _half_after(known: str) -> HalfAfter | None:
    phrases = tuple(plain(phrase).replace("_", " ") for phrase in known.split())
    if not phrases:
        return None
    return HalfAfter(phrases, re.compile(rf"\b(?:(\w+) )?(\w+) ({'|'.join(phrases)})\b(?!-)"))


def _exact(value: str) -> int | Fraction:
    """A whole number, or a fraction such as 1/2; sums of whole numbers are the quicker ones."""
    return int(value) if value.isdecimal() else Fraction(value)


def _tells(atom: Atom) -> bool:
    return (atom.firm and atom.value >= 1) or atom.value.denominator != 1


def _firsts(phrases: Iterable[str]) -> frozenset[str]:
    return frozenset(phrase.partition(" ")[0] for phrase in phrases)


def _key(word: str) -> str:
    """A word or phrase as it is looked up."""
    return plain(word).replace("_", " ").replace("-", " ")


@lru_cache(maxsize=64)  # several rules ask for the same text, one after the other
def plain(text: str, script: str = "Arab") -> str:
    """A text of a script without what writers may leave out: capitals, Arabic vowel signs and long lines."""
    text = unicodedata.normalize("NFC", text).replace("İ", "i").casefold()  # its small letter would be two
    return _ARABIC_SIGNS.sub("", text) if script == "Arab" else text


def _counted(count: str, compound: str) -> Iterator[tuple[str, Atom]]:
    """The words of nought to ninety, and those that a language builds of tens and units."""
    forms = dict(zip([*range(21), *range(30, 100, 10)], count.split(), strict=bool(count)))
    for value, words in forms.items():
        yield from ((_key(word), Atom(value)) for word in words.split("/") if word != "-")
    if compound and forms:
        for ten, unit in product(range(20, 100, 10), range(1, 10)):
            for first, last in product(forms[unit].split("/"), forms[ten].split("/")):
                for pattern in compound.split("|"):
                    yield _key(pattern.format(unit=first, ten=last)), Atom(ten + unit)


def _shifted(atoms: Mapping[str, Atom], before: str) -> Iterator[tuple[str, Atom]]:
    """Whole numbers behind a word that adds a part or takes one away: "साढ़े तीन" is three and a half."""
    for word, value in pairs(before):
        for number, atom in atoms.items():
            if not atom.power and atom.value > 1:
                yield _key(f"{word} {number}"), Atom(atom.value + Fraction(value))


def _between(words: str) -> Iterator[tuple[str, Atom]]:
    """The words of 21 to 99 less the tens, for languages that have one for each."""
    values = (ten + unit for ten, unit in product(range(20, 100, 10), range(1, 10)))
    for value, forms in zip(values, words.split(), strict=bool(words)):
        yield from ((_key(word), Atom(value)) for word in forms.split("/"))

"""Word -> the number word in it, less what a language joins to its front or hangs on its end."""

from __future__ import annotations

from collections.abc import Iterator

from portal_api.catalogs.reading.lexicon import Atom, Lexicon
from portal_api.catalogs.reading.sums import sums

_STEM = 4
_ENDING = 5
_LONGEST_GLUED = 40


def bare(word: str, lexicon: Lexicon) -> str:
    """The word without the letters that are joined to its front, where it begins a number without them."""
    if word in lexicon.firsts:
        return word
    return next((rest for rest in unprefixed(word, lexicon) if rest in lexicon.firsts), word)


def unprefixed(word: str, lexicon: Lexicon) -> Iterator[str]:
    for start in range(1, 3) if lexicon.prefixes else ():
        if word[:start].strip(lexicon.prefixes) == "":
            yield word[start:]


def inflected(word: str, lexicon: Lexicon) -> Atom | None:
    """A number word behind joined letters, behind an apostrophe, or under an ending."""
    for rest in unprefixed(word, lexicon):
        if rest in lexicon.atoms:
            return lexicon.atoms[rest]
    if "'" in word or "’" in word:
        rest = word.replace("’", "'").rpartition("'")[2]
        if rest in lexicon.atoms:
            return lexicon.atoms[rest]
    return _glued(word, lexicon) or _before_ending(word, lexicon)


def _before_ending(word: str, lexicon: Lexicon) -> Atom | None:
    stems = [word.removesuffix(ending) for ending in lexicon.endings if word.endswith(ending)]
    if lexicon.suffixing:
        stems += (word[:end] for end in range(len(word) - 1, max(len(word) - _ENDING, _STEM) - 1, -1))
    return next((lexicon.atoms[stem] for stem in stems if stem in lexicon.atoms), None)


def _glued(word: str, lexicon: Lexicon) -> Atom | None:
    """A larger number written as one word: "zweihundertfünfzig", "trentasei"."""
    if lexicon.glued is None or len(word) > _LONGEST_GLUED:
        return None
    atoms, end = [], 0
    while end < len(word):
        match = lexicon.glued.match(word, end)
        if match is None:
            return None
        atoms.append(lexicon.atoms[match.group()])
        end = match.end()
    numbers = [value for value, _ in sums(atoms)]
    return Atom(int(numbers[0])) if len(numbers) == 1 and numbers[0].isdecimal() else None

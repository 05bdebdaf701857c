"""A text -> the text as it is compared: without case, accents, vowel points, and other spellings of a letter.

What readers leave out or confuse when they type is folded away in the text and in the question alike. So a
search finds more than was typed, never less; which of it is nearest is decided later.
"""

from __future__ import annotations

import unicodedata

# A client can send any character there is: what is remembered of them is bounded.
_REMEMBERED = 20_000

# Points and accents, by their combining class (UAX 44): nuktas, voicing marks of kana, the vowel points of
# Hebrew and Arabic, and what stands above or below a letter. Vowel signs, viramas and the tones of Thai and
# Lao are letters to who reads them, and stay.
_POINTS = frozenset({7, 8, *range(10, 37), *range(200, 241)})

# What is written in several ways and decomposes into none of them.
_LATIN = dict(zip("øłđħıðŧĸŋ", "oldhidtkn", strict=True)) | {"æ": "ae", "œ": "oe", "þ": "th"}
# Letters of Persian, Urdu and Kurdish, the endings that are confused in Arabic, the stretcher.
_ARABIC = dict(zip("یىېکةۀہھەٱ", "يييكههههها", strict=True)) | {"ـ": ""}
# A nasal vowel is written with either sign.
_INDIC = {"\u0901": "\u0902", "\u0981": "\u0982", "\u0a01": "\u0a02", "\u0a81": "\u0a82"}
_KATAKANA = {chr(code): chr(code - 0x60) for code in range(0x30A1, 0x30F7)}
# What changes no letter: the joiner of graphemes, and the selectors of a form.
_SELECTORS = (0x34F, *range(0x180B, 0x1810), *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))
_ALIKE = _LATIN | _ARABIC | _INDIC | _KATAKANA | dict.fromkeys(map(chr, _SELECTORS), "")


def fold(text: str) -> str:
    """The letters and digits of a text as they are compared; a space stands for whatever else there is.

    Each character is folded for itself: the folds of two texts are the fold of both together.
    """
    return text.translate(_FOLDS)


class _Folds(dict[int, str]):
    """The fold of each character that was met, by its code."""

    def __missing__(self, code: int) -> str:
        folded = _folded(chr(code))
        if len(self) < _REMEMBERED:
            self[code] = folded
        return folded


def _folded(character: str) -> str:
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", character).casefold())
    return "".join(map(_letter, plain))


def _letter(character: str) -> str:
    if character in _ALIKE:
        return _ALIKE[character]
    category = unicodedata.category(character)
    if category == "Nd":
        return str(unicodedata.decimal(character))
    if category[0] == "M":
        return "" if unicodedata.combining(character) in _POINTS else character
    if category == "Cf":
        return ""
    return character if category[0] in "LN" else " "


_FOLDS = _Folds()

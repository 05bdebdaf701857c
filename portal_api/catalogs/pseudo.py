"""Text -> its pseudo-translation: what a page looks like in longer words, or mirrored; never published."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from portal_api.catalogs.checks import check
from portal_api.catalogs.digests import digests_of
from portal_api.catalogs.gettext.po import Entry, PoFile, new_po
from portal_api.catalogs.meaning import Lineage
from portal_api.catalogs.messages import Message
from portal_api.catalogs.reviews import Accepted
from portal_api.locales import Locale

ACCENTED = Locale("en-XA")
MIRRORED = Locale("ar-XB")
PSEUDO_LOCALES = (ACCENTED, MIRRORED)

_BY = "portal preview"
_BECAUSE = "this language is made by a program, to see how a page looks"
# Of the letters; with the spaces between them it comes to about 40 %.
_GROWTH = 0.5
_VOWELS = frozenset("aeiouyAEIOUY")

# What stays: escapes, targets of links, bare addresses, placeholders, and a number with the word behind it.
_KEPT = re.compile(
    r"\\."
    r"|\]\([^()\s]{0,2000}\)"
    r"|\{[a-z_-]{1,40}\}"
    r"|\b(?:https?://|www\.|mailto:|tel:)[^\s)\]]{1,2000}"
    r"|[^\s@()\[\]]{1,64}@[^\s@()\[\]]{1,255}"
    r"|\b[^\W\d_]{0,40}-?\d[\w.,:/-]{0,40}(?:[\s\u00a0]?°?[^\W\d_]{1,40})?",
)
_WORD = re.compile(r"[^\W\d_]+")

_ACCENTS = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "åƀçðéƒĝĥîĵķļɱñöþɋŕšţûṽŵẋýžÅƁÇÐÉƑĜĤÎĴĶĻṀÑÖÞɊŔŠŢÛṼŴẊÝŽ",
)
_ARABIC = dict(zip(map(ord, "abcdefghijklmnopqrstuvwxyz"), "ابصدعفغهيجكلمنوحقرستثضظخذز", strict=True))
_MIRROR = {**_ARABIC, **{ord(chr(letter).upper()): shape for letter, shape in _ARABIC.items()}}


def pseudo_text(text: str, locale: Locale) -> str:
    """The text in one of the pseudo-languages.

    `en-XA` has accents on its letters and is 40 % longer; `ar-XB` is written from right to left. Markup,
    placeholders, links and numbers with their units stay as they are. Linear in the text.
    """
    if locale == MIRRORED:
        return "".join(_changed(text, lambda word: word.translate(_MIRROR)))
    return "".join(_changed(text, _Stretch().word))


def pseudo_catalog(messages: Iterable[Message], locale: Locale) -> PoFile:
    """A catalog in which every message is pseudo-translated."""
    empty = Entry(None, "")
    entries = (
        replace(empty, context=one.context, id=one.text, texts=(pseudo_text(one.text, locale),))
        for one in messages
        if one.context
    )
    return new_po(locale, entries)


def pseudo_acceptances(po: PoFile, source_locale: Locale) -> Iterator[Accepted]:
    """What keeps the checks from refusing a catalog of nonsense: a word for each of their errors."""
    lineage = Lineage.of(())
    for entry in po.live():
        text = entry.texts[0]
        for finding in check(entry.id, text, source_locale, po.locale):
            if finding.severity == "error":
                digests = digests_of([(entry.context or "", entry.id, text)], lineage)
                yield Accepted(entry.context or "", finding.check, _BY, _BECAUSE, digests)


def _changed(text: str, change: Callable[[str], str]) -> Iterator[str]:
    """The text with its words changed, but for what stays."""
    end = 0
    for kept in _KEPT.finditer(text):
        yield _WORD.sub(lambda word: change(word[0]), text[end : kept.start()])
        yield kept[0]
        end = kept.end()
    yield _WORD.sub(lambda word: change(word[0]), text[end:])


class _Stretch:
    """Words with accents, their vowels said longer, until the whole text has grown by its share."""

    def __init__(self) -> None:
        self._owed = 0.0

    def word(self, word: str) -> str:
        self._owed += len(word) * _GROWTH
        vowels = [place for place, letter in enumerate(word) if letter in _VOWELS] or [len(word) - 1]
        more, letters = int(self._owed), list(word.translate(_ACCENTS))
        self._owed -= more
        for turn in range(more):
            place = vowels[turn % len(vowels)]
            letters[place] += letters[place][0].lower()
        return "".join(letters)

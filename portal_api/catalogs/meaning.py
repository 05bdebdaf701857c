"""Old text, new text -> whether the meaning may differ; the changes that cannot change it.

What is found here only ever refuses: a change that is not refused is harmless only if it touches nothing but
white space, quotation marks and end punctuation, or if an editor declared it so.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from portal_api.articles.characters import without_needless_spaces
from portal_api.articles.library import Harmless
from portal_api.catalogs.cues import CHARACTERS, OPPOSITES, PREFIXES, SIGNS, UNITS, WORDS


def plain_form(text: str) -> str:
    """The text less what never carries meaning: one form for all its white space, quotes and closing stops.

    So is whether an accent is a character of its own, as Macs write it (Unicode's NFC and NFD), and a space
    between two Chinese or Japanese signs, unless it stands beside a number.
    A statement may end in a stop, an exclamation mark or nothing; a question, a colon and an ellipsis are
    classes of their own and stay.
    """
    text = " ".join(unicodedata.normalize("NFC", text).translate(_QUOTES).split())
    text = without_needless_spaces(text)
    if text.endswith(("...", "…")):
        return text.removesuffix("...").removesuffix("…").rstrip() + "…"
    return text.rstrip(_STOPS)


def text_digest(text: str) -> str:
    """SHA-256 (hex) of a text in UTF-8, as `content/harmless.toml` has it."""
    return hashlib.sha256(text.encode()).hexdigest()


def meaning_may_differ(old: str, new: str) -> str | None:
    """Why a change between these texts must not pass as harmless; None where no reason was found.

    Compares digits, signs, units, negations, number and frequency words, opposites and negating prefixes,
    by lists for the larger source languages together. A reason completes "refused, because ...".
    """
    if plain_form(old) == plain_form(new):
        return None
    return next((reason for rule in _RULES if (reason := rule(old, new))), None)


@dataclass(frozen=True)
class Lineage:
    """The declared harmless changes of one article, as steps from the newer text back to the older."""

    steps: Mapping[tuple[str, str], str]

    @classmethod
    def of(cls, harmless: Iterable[Harmless]) -> Lineage:
        """The steps that these declarations make; the caller picks those of one article."""
        return cls(
            {(change.segment, change.new): change.old for change in harmless if change.new != change.old}
        )

    def exact(self, segment: str, text: str) -> str:
        """The digest of the oldest text that was declared to mean the same as this one, as it was written."""
        return self._oldest(segment, text_digest(text))

    def oldest(self, segment: str, text: str) -> str:
        """The same, blind to what `plain_form` takes away."""
        digest, plain = text_digest(text), text_digest(plain_form(text))
        oldest = self._oldest(segment, digest)
        return self._oldest(segment, plain) if oldest == digest else oldest

    def declared(self, segment: str, old: str, new: str) -> bool:
        """Whether a chain of declared changes leads from the old text to the new one, or back."""
        return bool(self.steps) and bool(self._forms(segment, old) & self._forms(segment, new))

    def _forms(self, segment: str, text: str) -> set[str]:
        forms = {text_digest(text), text_digest(plain_form(text))}
        return forms | {older for form in tuple(forms) for older in self._older(segment, form)}

    def _oldest(self, segment: str, digest: str) -> str:
        return [digest, *self._older(segment, digest)][-1]

    def _older(self, segment: str, digest: str) -> Iterator[str]:
        seen = {digest}
        while (older := self.steps.get((segment, digest))) is not None and older not in seen:
            yield older
            seen.add(older)
            digest = older


def _numbers(old: str, new: str) -> str | None:
    if _digits(old) != _digits(new):
        return "the numbers differ"
    return None


def _signs(old: str, new: str) -> str | None:
    return _differing("the sign", (c for c in old if c in SIGNS), (c for c in new if c in SIGNS))


def _words(old: str, new: str) -> str | None:
    old_words, new_words = _tokens(old), _tokens(new)
    for name, cues in {"the unit": UNITS, **WORDS}.items():
        reason = _differing(name, filter(cues.__contains__, old_words), filter(cues.__contains__, new_words))
        if reason:
            return reason
    return _negating_endings(old_words, new_words) or _opposed(set(old_words), set(new_words))


def _negating_endings(old: Sequence[str], new: Sequence[str]) -> str | None:
    """English writes a negation as an ending too: "doesn't"."""
    return _differing("the negation", filter(_is_contracted, old), filter(_is_contracted, new))


def _opposed(old: set[str], new: set[str]) -> str | None:
    """A word that was exchanged for its opposite: "safe" and "unsafe", "hypotension" and "hypertension"."""
    gone, came = old - new, new - old
    for one, other in ((gone, came), (came, gone)):
        for word in sorted(one):
            for opposite in _opposites(word):
                if opposite in other:
                    return f"{word!r} and {opposite!r} are opposites"
    return None


def _characters(old: str, new: str) -> str | None:
    """Cues of scripts that do not part words: "不", "每天"."""
    return _differing("the word", _CHARACTERS.findall(old), _CHARACTERS.findall(new))


_RULES: tuple[Callable[[str, str], str | None], ...] = (_numbers, _signs, _words, _characters)

_QUOTES = str.maketrans(dict.fromkeys("‘’‚‛`´ʼ", "'") | dict.fromkeys("“”„‟«»", '"'))
_STOPS = " .!。！．।۔።។"
# A word with the signs that go on with it although they are no letters, as India's scripts write vowels.
_LETTER = "(?:[^\\W\\d_]|[\u0300-\u036f\u0591-\u05c7\u0900-\u0963\u0980-\u0dff\u0e31-\u0e4e])"
_TOKEN = re.compile(rf"{_LETTER}+(?:['-]{_LETTER}+)*|[%‰°]")
_VOWELS = re.compile("[\u0640\u064b-\u0652]")  # of Arabic, which writers may leave out
_CHARACTERS = re.compile("|".join(sorted(map(re.escape, CHARACTERS), key=len, reverse=True)))


def _digits(text: str) -> list[str]:
    """Every number as written, its sign and separators included: "1.5", "-1.5" and "1.5⁹" all differ."""
    found: list[str] = []
    number = ""
    for character, following in pairwise([*text.translate(_QUOTES), " "]):
        if character.isnumeric() or (character in ".,:/-−–'٫٬" and following.isnumeric()):
            number += character
        elif number:
            found.append(number)
            number = ""
    return [*found, number] if number else found


def _tokens(text: str) -> list[str]:
    """The words of a text, one spelling for each: "mg" and "MG" are the same, "µ" and "μ" too."""
    plain = _VOWELS.sub("", unicodedata.normalize("NFKC", text).translate(_QUOTES).casefold())
    words = _TOKEN.findall(plain)
    return [*words, *(part for word in words if "-" in word for part in word.split("-"))]


def _differing(what: str, old: Iterable[str], new: Iterable[str]) -> str | None:
    old_cues, new_cues = [*old], [*new]
    if old_cues == new_cues:
        return None
    before, after = Counter(old_cues), Counter(new_cues)
    if before == after:
        return f"{what}s stand in another order"
    word = min((before - after) + (after - before))
    return f"{what} {word!r} stands in one of them more often than in the other"


def _is_contracted(word: str) -> bool:
    return word.endswith("n't")


def _opposites(word: str) -> Iterator[str]:
    yield from (prefix + word for prefix in PREFIXES)
    for start, opposite in OPPOSITES:
        if word.startswith(start):
            yield opposite + word.removeprefix(start)

"""Characters that no text may hold: controls, direction overrides, odd line ends, broken encodings.

Marks that scripts need stay allowed: joiners, zero width space, soft hyphen, left-to-right, right-to-left and
Arabic letter marks.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

# The inside of a character class.
ODD = (
    "\x00-\x09\x0b-\x1f\x7f-\x9f"  # controls but the line feed: tab, NUL, carriage return, next line, ...
    "\u2028\u2029"  # line and paragraph separator
    "\u202a-\u202e\u2066-\u206f"  # embeddings, overrides, isolates and retired format characters
    "\ufeff\ufff9-\uffff"  # byte order mark, annotations, the sign of a failed decoding
    "\ud800-\udfff\ue000-\uf8ff"  # halves of pairs; characters without a meaning of their own
    "\U000e0000-\U000e0fff\U000f0000-\U0010ffff"  # invisible tags; private planes
)
_ODD = re.compile(f"[{ODD}]")

# Ideographs, kana, their punctuation and full-width forms: a line may end between any two of them.
_SIGNS = "\u3001-\u303f\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff\uff01-\uff60\U00020000-\U0003ffff"
_UNSPACED = re.compile(f"[{_SIGNS}]")
_SPACE = re.compile(f"(?<=[{_SIGNS}]) (?=[{_SIGNS}0-9A-Za-z])|(?<=[0-9A-Za-z]) (?=[{_SIGNS}])")

# Where two numbers would become one, or a sign between them a decimal point; and two words in full width one.
_NUMBERS = re.compile(r"\d[．，：／、・－～〜]?\n[．，：／・－～〜]?\d")
_WORDS = re.compile("[Ａ-Ｚａ-ｚ０-９]\n[Ａ-Ｚａ-ｚ０-９]")
# A number that goes on in words: ten and "myriads" are one number.
_MULTIPLE = re.compile(r"\d\n[十百千万萬億亿兆]")
# Marks that belong to no number.
_PAUSES = "、。「」『』（）【】《》〈〉！？"

# What word processors put before the items of a list.
BULLETS = "•‣⁃◦▪▫●○■□▶►▷▸➢➤✓✔·∙・･ㆍ◆◇◎❖★☆٭①-⑳❶-❿"

# What Korean lists count with.
LETTERS = "가나다라마바사아자차카타파하"

_NAMES = {
    "\x00": "a NUL character",
    "\t": "a tab",
    "\r": "a carriage return on its own",
    "\x0b": "a vertical tab",
    "\x0c": "a form feed",
    "\ufeff": "a byte order mark",
    "\ufffd": "a replacement character, the trace of a broken encoding",
}


@dataclass(frozen=True)
class OddCharacter:
    """One such character: its offset in the text, and its name in an author's words."""

    offset: int
    name: str


def odd_characters(text: str) -> Iterator[OddCharacter]:
    """Every character of `text` that must not be in a text, the line feed excepted."""
    for match in _ODD.finditer(text):
        yield OddCharacter(match.start(), _name(match.group()))


def odd_lines(text: str) -> Iterator[tuple[int, str]]:
    """Each kind of odd character with the lines (from 1) that have it, the lines in order."""
    for number, line in enumerate(text.split("\n"), 1):
        for character in dict.fromkeys(_ODD.findall(line)):
            yield number, _name(character)


def without_odd_characters(text: str) -> str:
    """The text with a space for each odd character, so that reading can go on to the next mistake."""
    return _ODD.sub(" ", text)


def joined(lines: Iterable[str]) -> str:
    """Lines as one text, with a space between two of them unless both are Chinese or Japanese there.

    Two numbers and two words in full width stay two. A number that goes on in words ("10", "万") is one.
    """
    text = ""
    for line in lines:
        text += line if not text or _is_close(text, line) else f" {line}"
    return text


def without_needless_spaces(text: str) -> str:
    """The text less each single space beside a Chinese or Japanese sign, as it comes and goes with line ends.

    It stays beside a number in words ("十", "半"), and where a digit or letter on the other side may run on.
    """
    return _SPACE.sub(lambda found: " " if _may_part(found) else "", text)


def visible(text: str) -> bool:
    """Whether a reader would see anything: spaces, joiners and marks alone show nothing."""
    return any(unicodedata.category(character)[0] in "LNPS" for character in text)


def _is_close(text: str, line: str) -> bool:
    around = f"{text[-2:]}\n{line[:2]}"
    if _MULTIPLE.search(around):
        return True
    if not (_UNSPACED.match(text[-1]) and _UNSPACED.match(line)):
        return False
    return not (_NUMBERS.search(around) or _WORDS.search(around))


def _may_part(space: re.Match[str]) -> bool:
    """Whether this space may part two numbers or words, so that its loss would make them one."""
    before, after = (
        space.string[max(space.start() - 2, 0) : space.start()],
        space.string[space.end() : space.end() + 2],
    )
    edges = before[-1], after[0]
    if any(map(_is_number_in_words, edges)):
        return True
    if any(map(_is_letter_or_pause, edges)):
        return bool(_NUMBERS.search(f"{before}\n{after}"))
    return all(map(_may_run_on, edges)) or any(map(str.isdigit, edges))


def _is_number_in_words(sign: str) -> bool:
    return sign == "半" or (sign.isnumeric() and not sign.isdigit())


def _is_letter_or_pause(sign: str) -> bool:
    return sign in _PAUSES or (unicodedata.category(sign) in ("Lo", "Lm"))


def _may_run_on(sign: str) -> bool:
    plain = unicodedata.normalize("NFKC", sign)
    return plain.isascii() and plain.isalnum()


def _name(character: str) -> str:
    if character in _NAMES:
        return _NAMES[character]
    code = f"U+{ord(character):04X}"
    if unicodedata.bidirectional(character) in {
        "LRE",
        "RLE",
        "PDF",
        "LRO",
        "RLO",
        "LRI",
        "RLI",
        "FSI",
        "PDI",
    }:
        return f"an invisible character that turns the direction of text ({code})"
    if character in "\x85\u2028\u2029":
        return f"an odd line separator ({code})"
    return f"a control, private or invisible character ({code})"

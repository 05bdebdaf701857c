"""Script codes (ISO 15924) -> the letters of a script, and the rule that a text is written in its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from portal_api.catalogs.rules.findings import Flaw, Pair

_RANGES = {
    "Arab": "\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc",
    "Armn": "\u0530-\u058f",
    "Beng": "\u0980-\u09ff",
    "Cyrl": "\u0400-\u052f",
    "Deva": "\u0900-\u097f",
    "Ethi": "\u1200-\u139f\u2d80-\u2ddf",
    "Geor": "\u10a0-\u10ff\u1c90-\u1cbf",
    "Grek": "\u0370-\u03ff\u1f00-\u1fff",
    "Gujr": "\u0a80-\u0aff",
    "Guru": "\u0a00-\u0a7f",
    "Hani": "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff",
    "Hebr": "\u0590-\u05ff",
    "Jpan": "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff",
    "Khmr": "\u1780-\u17ff",
    "Knda": "\u0c80-\u0cff",
    "Kore": "\u1100-\u11ff\uac00-\ud7af\u4e00-\u9fff",
    "Laoo": "\u0e80-\u0eff",
    "Latn": "A-Za-z\u00aa-\u024f\u0250-\u02af\u1e00-\u1eff\ua720-\ua7ff",
    "Mlym": "\u0d00-\u0d7f",
    "Mymr": "\u1000-\u109f\uaa60-\uaa7f",
    "Orya": "\u0b00-\u0b7f",
    "Sinh": "\u0d80-\u0dff",
    "Taml": "\u0b80-\u0bff",
    "Telu": "\u0c00-\u0c7f",
    "Thaa": "\u0780-\u07bf",
    "Thai": "\u0e00-\u0e7f",
    "Tibt": "\u0f00-\u0fff",
}
_RANGES["Hans"] = _RANGES["Hant"] = _RANGES["Hani"]
_LETTER = re.compile(r"[^\W\d_]")
_LATIN_WORD = re.compile(r"[A-Za-z][\w.-]*")
_MACHINE_READ = re.compile(
    r"(?:https?://|mailto:|(?<=\]\()article:)[!-~]*|[\w.+-]{1,64}@[\w.-]+|\{\w+\}|%\(\w+\)[sd]"
)
_LEAST_LETTERS = 8
_LEAST_SHARE = 0.5
_SAMPLE = 48  # characters at either end that settle the ordinary case


def script(pair: Pair) -> Iterator[Flaw]:
    """A translation is written in the script of its language, names and codes of the source apart."""
    letters = _letters(pair.idiom.script)
    if letters is None or _foreign(pair.idiom.script).search(pair.target) is None:
        return
    ends = pair.target[:_SAMPLE] + pair.target[-_SAMPLE:]
    if _count(letters, ends) >= len(ends) * _LEAST_SHARE:
        return
    text = _MACHINE_READ.sub("", pair.target)
    if pair.idiom.script != "Latn":
        text = _without_names(text, pair.source)
    every = len(_LETTER.findall(text))
    if every >= _LEAST_LETTERS and _count(letters, text) < every * _LEAST_SHARE:
        yield Flaw(
            f"most letters are not {pair.idiom.script} letters",
            "check that the text is in the right language",
        )


@lru_cache(maxsize=64)
def _letters(code: str) -> re.Pattern[str] | None:
    ranges = _RANGES.get(code)
    return re.compile(f"[{ranges}]+") if ranges else None


@lru_cache(maxsize=64)
def _foreign(code: str) -> re.Pattern[str]:
    """Finds a letter of another script."""
    return re.compile(rf"[^\W\d_{_RANGES[code]}]")


def _count(letters: re.Pattern[str], text: str) -> int:
    return len("".join(letters.findall(text)))


def _without_names(target: str, source: str) -> str:
    """The text without the Latin words that the source has with a capital or a digit: names and codes."""
    names = {word for word in _LATIN_WORD.findall(source) if not word.islower()}
    return _LATIN_WORD.sub(lambda match: "" if match.group() in names else match.group(), target)

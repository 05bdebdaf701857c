"""A number and a seed -> a library of that many articles in twenty languages, the same files every time.

The English is plain; its "translations" are invented words in the right script, with the same numbers, units,
links and markup. Nobody can read them, but they are parsed, merged, checked and published as real ones are.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from portal_api.catalogs.gettext.po import new_po
from portal_api.locales import Locale
from portal_api.words import WORDS

SOURCE = "en"
LOCALES = (SOURCE, "es", "fr", "de", "it", "pt-BR", "pl", "ro", "tr", "vi", "so")
LOCALES += ("ru", "uk", "ar", "fa", "ur", "hi", "bn", "zh-Hans", "ja")

_LATIN = "abdefgilmnoprstuv"
_LETTERS = {
    "ru": "абвгдежзиклмнопрстуя",
    "uk": "абвгдежзиклмнопрстуї",
    "ar": "ابتثجحخدرسشصضطعغفقكلمنهوي",
    "fa": "ابپتجچخدرزژسشفقکگلمنهوی",
    "ur": "ابپتٹجچخدڈرزسشفقکگلمنہوی",
    "hi": "अआइईउएकगचजतदनपबमयरलवसह",
    "bn": "অআইউএকখগচজতদনপবমযরলসহ",
    "zh-Hans": "中文医生健康病人药物治疗检查时间水果日常生活需要帮助儿童家庭",
    "ja": "あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほ",
}
_STOPS = {"zh-Hans": "。", "ja": "。", "hi": "।", "bn": "।", "ur": "۔"}
_UNSPACED = ("zh-Hans", "ja")

_SENTENCES = (
    "Take {n} mg with a glass of water in the morning.",
    "Most children can eat and drink as usual on the day before.",
    "The nurse measures the temperature every {n} minutes.",
    "Call the ward at once if the pain gets worse, or if a fever lasts for {n} days.",
    "The operation takes about {n} minutes, and you can stay with your child until the end.",
    "Your child sleeps during the procedure and does not feel it.",
    "A small plaster covers the place where the needle was.",
    "The battery has to be changed after {n} years.",
    "Bring a list of all medicines that your child takes.",
    "Some people feel sleepy, dizzy or sick on the first day.",
    "Drink at least {n} glasses of water, and rest as much as you like.",
    "You can read more on [the pages of the hospital](https://hospital.example.org/leaflets/{n}).",
    "It is **important** that nobody smokes near the child.",
    "The team calls you after {n} hours and tells you how the test went.",
    "Ask your doctor before you stop the treatment, even when you feel well.",
    "The wound should stay dry for {n} days; a shower is fine after that.",
)
_ASPECTS = (
    ("overview", "What is it?"),
    ("preparation", "How do I prepare?"),
    ("what-happens", "What happens?"),
    ("risks", "What are the risks?"),
    ("recovery", "What happens afterwards?"),
    ("when-to-get-help", "When should I get help?"),
)
_KINDS = ("condition", "procedure", "test", "medicine")
_KEPT = re.compile(r"\{n\} mg|\[[^]]*\]\([^)]*\)|\*\*[^*]*\*\*|\{\w+\}|\d+ mg|\d+")

_SETTINGS = """\
default_locale = "en"
locales = [{locales}]

[publisher]
name = "Invented Health"
url = "https://health.example.org"
notice = "Invented Health, for measuring only"

[policy]
machine = "publish"
human = "publish"
"""
_DISCLAIMER = """\
---
id: general
version: "1"
language: en
---
# About this information

This is for education only and does not replace the advice of a doctor. {#d1}

In an emergency, call for help at once. {#d2}
"""


@dataclass(frozen=True)
class Tongue:
    """One language of invented words."""

    locale: Locale
    words: tuple[str, ...]

    @classmethod
    def of(cls, tag: str, seed: int) -> Tongue:
        """Its words, from its letters."""
        # Words of two or three letters happen to be numbers, and the checks would rightly refuse them.
        dice = random.Random(f"{seed} {tag}")
        letters = _LETTERS.get(tag, _LATIN)
        return cls(
            Locale.parse(tag), tuple("".join(dice.choices(letters, k=dice.randint(4, 8))) for _ in range(400))
        )

    def translated(self, text: str) -> str:
        """As many invented words as the text has, with its numbers, units, links and placeholders."""
        dice = random.Random(text)
        space = "" if self.locale.tag in _UNSPACED else " "
        pieces = [self._piece(piece, dice, space) for piece in _split(text)]
        stop = (
            _STOPS.get(self.locale.tag, ".") if text.endswith(".") else text[-1:] if text[-1:] in "?:" else ""
        )
        return " ".join(filter(None, pieces)) + stop

    def _piece(self, piece: str, dice: random.Random, space: str) -> str:
        if piece.startswith("["):
            return f"[{dice.choice(self.words)}]{piece[piece.index(']') + 1 :]}"
        if piece.startswith("**"):
            return f"**{dice.choice(self.words)}**"
        if _KEPT.fullmatch(piece):
            return piece
        return space.join(dice.choices(self.words, k=len(piece.split())))


def generate(root: Path, articles: int, seed: int, sections: int = len(_ASPECTS)) -> None:
    """Write the library into an empty folder; its articles have so many sections of four texts each."""
    tongues = [Tongue.of(tag, seed) for tag in LOCALES]
    _write(root / "content/library.toml", _SETTINGS.format(locales=", ".join(f'"{tag}"' for tag in LOCALES)))
    _write(root / "content/disclaimer.md", _DISCLAIMER)
    bodies = {name: _segments(name, seed, sections) for name in map(article_name, range(articles))}
    for name, segments in bodies.items():
        _write(root / f"content/articles/{name}.md", _article(name, segments, seed))
    disclaimer = [("title", "About this information"), *_SHORT_DISCLAIMER]
    words = [(word.id, word.text) for word in WORDS]
    for tongue in tongues[1:]:
        folder = root / "translations" / tongue.locale.folder
        phrases = {text: tongue.translated(text) for text in _phrases()}
        header = new_po(tongue.locale).to_bytes().decode()
        for name, segments in (("disclaimer", disclaimer), ("portal", words)):
            _write(folder / f"LC_MESSAGES/{name}.po", header + _entries(_plainly(segments, tongue)))
        for name, segments in bodies.items():
            _write(folder / f"LC_MESSAGES/{name}.po", header + _entries(_filled(segments, phrases)))
            _write(folder / f"reviews/{name}.toml", 'origin = "human"\n')


def article_name(number: int) -> str:
    """The id of an article."""
    return f"invented-topic-{number:05d}"


_SHORT_DISCLAIMER = (
    ("d1", "This is for education only and does not replace the advice of a doctor."),
    ("d2", "In an emergency, call for help at once."),
)
Segments = Sequence[tuple[str, str, str]]


def _segments(name: str, seed: int, sections: int) -> list[tuple[str, str, str]]:
    """Id, sentence and number of each text of an article."""
    dice = random.Random(f"{seed} {name}")
    found = [("title", "Invented topic {n}", str(int(name[-5:])))]
    count = 4 * sections + 1
    for number, sentence in enumerate(dice.choices(_SENTENCES, k=count)):
        found.append((f"s{number}", sentence, str(dice.randint(2, 60))))
    return found


def _article(name: str, segments: Segments, seed: int) -> str:
    kind = random.Random(f"{seed} {name} kind").choice(_KINDS)
    (_, title, number), (lead_id, lead, lead_number), *rest = segments
    lines = ["---", "language: en", f"kind: {kind}", "audience: child", "review: {status: unreviewed}"]
    lines += ["sources: [{title: Invented, url: 'https://health.example.org/source'}]", "---"]
    lines += [f"# {_with(title, number)}", "", f"{_with(lead, lead_number)} {{#{lead_id}}}", ""]
    for index, (aspect, heading) in enumerate(_ASPECTS[: len(rest) // 4]):
        own = " aspect=risks-or-complications" if aspect == "risks" else ""
        lines += [f"## {heading} {{#{aspect}{own}}}", ""]
        first, second, *items = rest[4 * index : 4 * index + 4]
        for key, text, own_number in (first, second):
            lines += [f"{_with(text, own_number)} {{#{key}}}", ""]
        lines += [f"- {_with(text, own_number)} {{#{key}}}" for key, text, own_number in items]
        lines += [""]
    return "\n".join(lines[:-1]) + "\n"


def _phrases() -> Iterator[str]:
    yield from _SENTENCES
    yield "Invented topic {n}"


def _filled(segments: Segments, phrases: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    for key, text, number in segments:
        yield key, _with(text, number), _with(phrases[text], number)


def _plainly(texts: Sequence[tuple[str, str]], tongue: Tongue) -> Iterator[tuple[str, str, str]]:
    for key, text in texts:
        yield key, text, tongue.translated(text)


def _with(text: str, number: str) -> str:
    return text.replace("{n}", number)


def _entries(rows: Iterator[tuple[str, str, str]]) -> str:
    return "".join(
        f'\nmsgctxt "{key}"\nmsgid "{_quoted(source)}"\nmsgstr "{_quoted(target)}"\n'
        for key, source, target in rows
    )


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


def _split(text: str) -> Iterator[str]:
    position = 0
    for match in _KEPT.finditer(text):
        yield text[position : match.start()]
        yield match[0]
        position = match.end()
    yield text[position:]


def _write(path: Path, text: str) -> None:
    if not path.parent.is_dir():
        path.parent.mkdir(parents=True)
    path.write_bytes(text.encode())

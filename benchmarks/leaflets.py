"""How the checks do on sentences that they were not fitted to: patient leaflets in many languages.

    python benchmarks/leaflets.py [--each] [FILE ...]

Each FILE is a table like tests/catalogs/strangers.toml (default: the sets there). `{right|wrong}` is
what a sound translation says and what must block it, `{~right|wrong}` what must at least be warned about.
Sources are English; those of another language, with their translations, stand in a table `[from.<tag>]`.
Beside these, each number in digits gets another last digit, gets a zero, loses its point, and is dropped.
With --each, every sound sentence that was blocked and every error that passed is printed.
"""

from __future__ import annotations

import re
import sys
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from portal_api.catalogs.checks import check
from portal_api.locales import Locale

TESTS = Path(__file__).resolve().parents[1] / "tests" / "catalogs"
_CHOICE = re.compile(r"\{([^{}]*)\}")
_NUMBER = re.compile(r"\d+(?:[.,٫:]\d+)*")
_DECIMAL = re.compile(r"\d[.,٫]\d{1,2}\Z")
_IN_NAME = re.compile(r"(?:[A-Za-z][-‐]?|ب)\Z")
_GENTLE = "~"
SETS = ("strangers", "newcomers", "latecomers", "unspoken", "afterwards", "periods", "dosings")
WARNED = "a denial lost (warned about)"


@dataclass(frozen=True)
class Sentence:
    """A source, and its translation with all its choices."""

    source_tag: str
    tag: str
    source: str
    text: str

    def severities(self, target: str) -> set[str]:
        """How severe the findings are if `target` is the translation."""
        findings = check(self.source, target, Locale.parse(self.source_tag), Locale.parse(self.tag))
        return {finding.severity for finding in findings}


def main(paths: list[Path], *, each: bool) -> None:
    """Print a table for each file."""
    for path in paths:
        rows = sentences(path)
        blocked = [row for row in rows if "error" in row.severities(sound(row.text))]
        languages = len({row.tag for row in rows})
        print(f"{path.stem}: {len(rows)} sound sentences in {languages} languages, ", end="")
        print(f"{len(blocked)} blocked ({len(blocked) / len(rows):.1%})")
        passed = _passed(rows)
        if each:
            for row in blocked:
                print(f"  blocked {row.source_tag} {row.tag}: {row.source} | {sound(row.text)}")
            for kind, row, wrong in passed:
                print(f"  passed {row.source_tag} {row.tag} ({kind}): {row.source} | {wrong}")


def sentences(path: Path) -> list[Sentence]:
    """Every sentence of a file."""
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    others = table.pop("from", {})
    return [row for tag, part in {"en": table, **others}.items() for row in _translated(tag, part)]


def _translated(source_tag: str, table: dict[str, dict[str, str]]) -> Iterator[Sentence]:
    sources = table["source"]
    for tag, texts in table.items():
        if tag != "source":
            yield from (Sentence(source_tag, tag, sources[name], text) for name, text in texts.items())


def _passed(rows: list[Sentence]) -> list[tuple[str, Sentence, str]]:
    """Print what was caught of each kind of error; return what was not."""
    made, caught, passed = Counter[str](), Counter[str](), []
    for row in rows:
        for kind, wrong in errors(row.text):
            severities = row.severities(wrong)
            hit = "error" in severities or (kind == WARNED and "warning" in severities)
            made[kind] += 1
            caught[kind] += hit
            passed += [] if hit else [(kind, row, wrong)]
    print("| error | caught |\n|---|---|")
    for kind in made:
        print(f"| {kind} | {caught[kind] / made[kind]:.1%} of {made[kind]} |")
    return passed


def sound(text: str) -> str:
    """The right one of all choices."""
    return _CHOICE.sub(lambda match: match.group(1).lstrip(_GENTLE).partition("|")[0], text)


def errors(text: str) -> Iterator[tuple[str, str]]:
    """The kind and the text of each error: those that somebody wrote, and those in digits."""
    for match in _CHOICE.finditer(text):
        kind = WARNED if match.group(1).startswith(_GENTLE) else "another number or unit written"
        for wrong in match.group(1).split("|")[1:]:
            yield kind, sound(text[: match.start()]) + wrong + sound(text[match.end() :])
    yield from _in_digits(sound(text))


def _in_digits(text: str) -> Iterator[tuple[str, str]]:
    for match in _NUMBER.finditer(text):
        before, number, after = text[: match.start()], match.group(), text[match.end() :]
        if _IN_NAME.search(before):
            continue
        last = unicodedata.digit(number[-1])
        nought = chr(ord(number[-1]) - last)
        yield "digit changed", before + number[:-1] + chr(ord(nought) + last % 9 + 1) + after
        if number.isdecimal():
            yield "zero appended", before + number + nought + after
        if _DECIMAL.search(number):
            yield "decimal point lost", before + re.sub(r"[.,٫](?=\d{1,2}\Z)", "", number) + after
        yield "number dropped", re.sub(" +", " ", before + after)


if __name__ == "__main__":
    named = [Path(name) for name in sys.argv[1:] if not name.startswith("--")]
    main(named or [TESTS / f"{name}.toml" for name in SETS], each="--each" in sys.argv)

"""How sound the checks are on professional translations: false alarms, caught errors, speed.

    python benchmarks/checks.py [FOLDER]

FOLDER holds TICO-19 as `<locale>.jsonl` (`doc`, `seg`, `en`, `t`); default: `../shared/data/tico19` beside
the checkout. Every error is seeded with a fixed seed into a translation that passes, 5,000 of each kind.
"""

from __future__ import annotations

import json
import random
import re
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from portal_api.catalogs.checked import RememberedChecks
from portal_api.catalogs.checks import check, check_catalog
from portal_api.catalogs.rules.findings import forget_sources
from portal_api.locales import Locale

SOURCE = Locale("en")
SEED = 20261122
SEEDED = 5000
SECTION = 6
ROUNDS = 5
DEFAULT = Path(__file__).resolve().parents[1].parent / "shared" / "data" / "tico19"
# What its own description says is shifted in places.
KNOWN = {("so", None), ("fr", "PubMed_8")}


class Row(NamedTuple):
    """One segment and its translation."""

    doc: str
    id: str
    source: str
    target: str
    locale: Locale


def main(folder: Path) -> None:
    """Print the tables of docs/checks.md."""
    library = {path.stem: _rows(path) for path in sorted(folder.glob("*.jsonl"))}
    if not library:
        sys.exit(f"no *.jsonl in {folder}; name the folder that has TICO-19")
    print("| language | segments blocked | sections of six blocked | segments warned |")
    print("|---|---|---|---|")
    sound = [row for rows in library.values() for row in _false_alarms(rows)]
    _shifted(library)
    _caught(sound)
    _speeds(library)


def _rows(path: Path) -> list[Row]:
    locale = Locale(path.stem)
    lines = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return [Row(line["doc"], line["seg"], line["en"], line["t"], locale) for line in lines]


def _blocked(row: Row) -> bool:
    return "error" in _severities(row)


def _severities(row: Row) -> set[str]:
    return {finding.severity for finding in check(row.source, row.target, SOURCE, row.locale)}


def _false_alarms(rows: list[Row]) -> list[Row]:
    """Print one language's line; the rows that pass, without what is known to be shifted."""
    tag = rows[0].locale.tag
    clean = [row for row in rows if (tag, None) not in KNOWN and (tag, row.doc) not in KNOWN] or rows
    found = [_severities(row) for row in clean]
    blocked = ["error" in severities for severities in found]
    warned = sum("warning" in severities for severities in found) / len(clean)
    sections = [any(blocked[i : i + SECTION]) for i in range(0, len(clean), SECTION)]
    alarms, hit = sum(blocked) / len(clean), sum(sections) / len(sections)
    print(f"| {tag:6} | {alarms:6.2%} | {hit:6.2%} | {warned:6.2%} |")
    return [] if (tag, None) in KNOWN else [row for row, bad in zip(clean, blocked, strict=True) if not bad]


def _shifted(library: dict[str, list[Row]]) -> None:
    """Print which languages and which documents are called shifted."""
    for tag, rows in library.items():
        if _is_shifted(rows):
            print(f"shifted: {tag} as a whole{_known(tag, None)}")
            continue
        for doc, part in groupby(rows, key=lambda row: row.doc):
            if _is_shifted(list(part)):
                print(f"shifted: {tag} {doc}{_known(tag, doc)}")


def _known(tag: str, doc: str | None) -> str:
    return "" if {(tag, None), (tag, doc)} & KNOWN else "  NOT KNOWN TO BE"


def _is_shifted(rows: Sequence[Row]) -> bool:
    pairs = [(row.id, row.source, row.target) for row in rows]
    return any(f.check == "shifted" for _, f in check_catalog(pairs, SOURCE, rows[0].locale))


def _speeds(library: dict[str, list[Row]]) -> None:
    """Print segments per second of one core: with all checks, and where nothing changed.

    Documents come one after the other, each in all languages, as a publication takes them: so what is read of
    a source is read once, and each language in turn is the one that pays for it. Best of several rounds,
    because other programs share the machine. The languages are loaded before.
    """
    rounds = [_timed(library) for _ in range(ROUNDS)]
    print("| language | segments/s, with all checks | nothing changed |\n|---|---|---|")
    best = {tag: [min(one[tag][kind] for one in rounds) for kind in (0, 1)] for tag in library}
    for tag, (cold, warm) in best.items():
        print(f"| {tag:6} | {len(library[tag]) / cold:6,.0f} | {len(library[tag]) / warm:7,.0f} |")
    size = sum(map(len, library.values()))
    cold, warm = (sum(times) for times in zip(*best.values(), strict=True))
    print(f"| all    | {size / cold:6,.0f} | {size / warm:7,.0f} |")


def _timed(library: dict[str, list[Row]]) -> dict[str, tuple[float, float]]:
    """The processor time of each language's segments, checked and remembered."""
    forget_sources()
    parts = {
        tag: [[*part] for _, part in groupby(rows, key=lambda row: row.doc)] for tag, rows in library.items()
    }
    spent = dict.fromkeys(library, (0.0, 0.0))
    tags = list(library)
    for turn in range(max(map(len, parts.values()))):
        for tag in tags[turn % len(tags) :] + tags[: turn % len(tags)]:
            for part in parts[tag][turn : turn + 1]:
                cold, warm = _clocked(part)
                spent[tag] = (spent[tag][0] + cold, spent[tag][1] + warm)
    return spent


def _clocked(part: Sequence[Row]) -> tuple[float, float]:
    """The processor time of one document in one language: all checks; the same from its packed memory."""
    start = time.process_time()
    for row in part:
        check(row.source, row.target, SOURCE, row.locale)
    cold = time.process_time() - start
    data = _remembered(part, b"")
    start = time.process_time()
    _remembered(part, data)
    return cold, time.process_time() - start


def _remembered(part: Sequence[Row], data: bytes) -> bytes:
    checks = RememberedChecks(b"", data=data)
    checks.of_all([(row.source, row.target, SOURCE, row.locale) for row in part])
    return checks.packed()


# A number that is no part of a name such as COVID-19.
_NUMBER = re.compile(r"(?<![\w.,٫/-])\d+(?:[.,٫]\d+)*(?![\w,.٫]*\d)")
_DECIMAL = re.compile(r"(?<![\w.,٫/-])\d+[.,٫]\d{1,2}(?![\d.,٫%]*\d)(?!\.\d)")
_UNITS = ("mg", "g", "kg", "ml", "%", "°C", "km", "mm", "cm", "µg")
_UNIT = re.compile(
    r"(?<=\d)(\s?)(mg|g|kg|ml|mL|%|٪|°C|km|mm|cm|nm|µg|μg|毫克|克|毫升|厘米|公里|мг|г|кг|мл|км|см)(?![\w/])"
)


def _digit_changed(row: Row, match: re.Match[str], dice: random.Random) -> str:
    places = [i for i in range(*match.span()) if row.target[i].isdecimal()]
    place = dice.choice(places)
    zero = ord(row.target[place]) - int(row.target[place])
    others = [chr(zero + d) for d in range(10) if d != int(row.target[place])]
    return row.target[:place] + dice.choice(others) + row.target[place + 1 :]


def _zero_appended(row: Row, match: re.Match[str], _: random.Random) -> str | None:
    if not match.group().isdecimal():
        return None
    last = match.group()[-1]
    return row.target[: match.end()] + chr(ord(last) - int(last)) + row.target[match.end() :]


def _point_lost(row: Row, match: re.Match[str], _: random.Random) -> str:
    return row.target[: match.start()] + re.sub("[.,٫]", "", match.group()) + row.target[match.end() :]


def _unit_swapped(row: Row, match: re.Match[str], dice: random.Random) -> str:
    other = dice.choice([unit for unit in _UNITS if unit.lower() != match.group(2).lower()])
    return row.target[: match.start()] + match.group(1) + other + row.target[match.end() :]


def _number_dropped(row: Row, match: re.Match[str], _: random.Random) -> str:
    return row.target[: match.start()] + row.target[match.end() :]


Seeder = Callable[[Row, re.Match[str], random.Random], str | None]
KINDS: tuple[tuple[str, re.Pattern[str], Seeder], ...] = (
    ("digit changed", _NUMBER, _digit_changed),
    ("zero appended", _NUMBER, _zero_appended),
    ("decimal point lost", _DECIMAL, _point_lost),
    ("unit swapped", _UNIT, _unit_swapped),
    ("number dropped", _NUMBER, _number_dropped),
)


def _caught(sound: list[Row]) -> None:
    """Print how many of the seeded errors block."""
    print("| seeded error | caught |\n|---|---|")
    for name, pattern, seeder in KINDS:
        seeded = list(_seeded(sound, pattern, seeder))
        caught = sum(map(_blocked, seeded))
        print(f"| {name} | {caught / len(seeded):.2%} of {len(seeded):,} |")


def _seeded(sound: list[Row], pattern: re.Pattern[str], seeder: Seeder) -> Iterator[Row]:
    dice = random.Random(SEED)
    places = [(row, match) for row in sound for match in pattern.finditer(row.target)]
    dice.shuffle(places)
    made = 0
    while places and made < SEEDED:
        before = made
        for row, match in places:
            changed = seeder(row, match, dice)
            if changed is not None and changed != row.target and made < SEEDED:
                made += 1
                yield row._replace(target=changed)
        if made == before:
            return


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT)

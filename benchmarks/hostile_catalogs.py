"""Damaged catalogs: each is refused, or kept byte for byte, loaded and published; none crashes, none is slow.

    python benchmarks/hostile_catalogs.py [FILES] [--seed N] [--gettext N] [--keep FOLDER]

Takes the catalogs of the sample library and of a generated one in twenty languages, damages one after another
in every way of `mutations.py` with a fixed seed, and prints a table. One in N (10) of what is accepted is
read by GNU gettext, too (`msgfmt -c`), and compared with what we read. `--keep` saves what failed.
"""

from __future__ import annotations

import argparse
import random
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from gettext import GNUTranslations
from itertools import cycle
from pathlib import Path

from invented import generate
from mutations import MUTATIONS
from trial import Row, bases, tried, updated

from portal_api.catalogs.gettext.po import PoFile, parse_po

PROJECT = Path(__file__).resolve().parents[1]
SEED = 20261122
GENERATED = 2
_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"|\d+")
_CONTEXT_END = "\x04"


def main() -> None:
    """Print the tables; the exit code is 1 where a promise was not kept."""
    options = _options()
    rows = {mutation.__name__: Row() for mutation in MUTATIONS}
    compared: Counter[tuple[str, str]] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        generate(Path(folder), GENERATED, options.seed)
        sound = [*bases(PROJECT), *bases(Path(folder))]
        print(f"{len(sound)} sound catalogs, seed {options.seed}")
        for number, mutation in zip(range(options.files), cycle(MUTATIONS)):
            dice = random.Random(f"{options.seed} {number}")
            base, row = dice.choice(sound), rows[mutation.__name__]
            data, failed = mutation(base.data, dice), row.failures.total()
            po = tried(base, data, row)
            if po is not None and row.accepted % options.gettext == 0:
                once = updated(base, po)
                compared["as it lies", _compared(po, data)] += 1
                compared["brought up to date", _compared(parse_po(once, Path("a.po")), once)] += 1
            if options.keep and row.failures.total() > failed:
                (options.keep / f"{mutation.__name__}-{number}.po").write_bytes(data)
    _tell(rows, compared)
    sys.exit(any(row.failures for row in rows.values()))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("files", nargs="?", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--gettext", type=int, default=10, metavar="N")
    parser.add_argument("--keep", type=Path, metavar="FOLDER")
    return parser.parse_args()


def _compared(po: PoFile, data: bytes) -> str:
    """How GNU gettext reads a file that we accepted."""
    with tempfile.TemporaryDirectory() as folder:
        source, compiled = Path(folder, "a.po"), Path(folder, "a.mo")
        source.write_bytes(data)
        command = ["msgfmt", "-c", "-o", compiled, source]
        run = subprocess.run(command, capture_output=True, check=False, env={"LC_ALL": "C.UTF-8"})
        if run.returncode:
            return f"refused: {_reason(run.stderr.decode('utf-8', 'replace'))}"
        with compiled.open("rb") as file:
            theirs = vars(GNUTranslations(file))["_catalog"]
    return _difference(dict(_texts(po)), {key: text for key, text in theirs.items() if key})


def _reason(said: str) -> str:
    """The first error, without what is particular about the file."""
    errors = [line for line in said.splitlines() if "warning:" not in line and ".po:" in line]
    what = errors[0].rpartition(".po:")[2].partition(":")[2].lstrip(": 0123456789") if errors else said[:80]
    return _QUOTED.sub("...", what).strip()


def _texts(po: PoFile) -> Iterator[tuple[str | tuple[str, int], str]]:
    """What a catalog says, under gettext's own keys."""
    for entry in po.live():
        if entry.fuzzy or not entry.texts[0]:
            continue
        key = entry.id if entry.context is None else f"{entry.context}{_CONTEXT_END}{entry.id}"
        if entry.plural is None:
            yield key, entry.texts[0]
        else:
            yield from (((key, form), text) for form, text in enumerate(entry.texts))


def _difference(ours: Mapping[object, str], theirs: Mapping[object, str]) -> str:
    if ours == theirs:
        return "the same texts"
    if ours.items() < theirs.items():
        return "the same texts, of which we hold some back"
    return "OTHER TEXTS"


def _tell(rows: Mapping[str, Row], compared: Counter[tuple[str, str]]) -> None:
    print("| damage | refused | accepted | slowest, CPU ms | failures |\n|---|---|---|---|---|")
    for name, row in rows.items():
        told = "; ".join(f"{count} x {what}" for what, count in row.failures.most_common()) or "0"
        print(f"| {name} | {row.refused:,} | {row.accepted:,} | {1000 * row.slowest:.0f} | {told} |")
    refused, accepted = (sum(getattr(row, name) for row in rows.values()) for name in ("refused", "accepted"))
    slowest, failed = (
        max(row.slowest for row in rows.values()),
        sum(row.failures.total() for row in rows.values()),
    )
    print(f"| all | {refused:,} | {accepted:,} | {1000 * slowest:.0f} | {failed} |")
    print("\n| what we accepted | to `msgfmt -c` it is | files |\n|---|---|---|")
    for (which, what), count in sorted(compared.items(), key=lambda row: (row[0][0], -row[1])):
        print(f"| {which} | {what} | {count:,} |")


if __name__ == "__main__":
    main()

"""How long a publication takes and how much memory, in full and after one changed catalog.

    make bench-publish                              # 100 and 1,000 articles in twenty languages
    python benchmarks/publishing.py 100 1000 10000

Each library comes from a generator with a seed. Every row is a process of its own: the command, with the
start of Python, or for the last one the function that `--watch` calls.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from invented import LOCALES, article_name, generate

PROJECT = Path(__file__).resolve().parents[1]
PORTAL = (sys.executable, "-m", "portal_api")
_CALLED = """
import datetime, resource, sys, time
from pathlib import Path
from portal_api.releases.publish import publish
from portal_api.releases.store import Imprint, Store
root, url, changed = Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3])
store = Store(url)
imprint = Imprint(datetime.datetime.now(datetime.UTC), "benchmark", "benchmark")
publish(root, store, imprint, paths=[changed])
head, mark, rest = changed.read_text("utf-8").partition('msgctxt "s1"')
changed.write_text(head + mark + rest.replace('msgstr "', 'msgstr "' + sys.argv[4], 1), "utf-8")
began = time.perf_counter()
summary = publish(root, store, imprint, paths=[changed])
seconds = time.perf_counter() - began
print(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, len(summary.changed))
"""


@dataclass(frozen=True)
class Row:
    """One measurement."""

    articles: int
    what: str
    seconds: float
    megabytes: float
    editions: int

    def __str__(self) -> str:
        rate = f"{self.editions / self.seconds:8.0f}" if self.editions > 1 else " " * 8
        return f"{self.articles:8,}  {self.what:44} {self.seconds:8.2f} {rate} {self.megabytes:8.0f}"


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("articles", nargs="*", type=int, default=[100, 1000])
    parser.add_argument("--seed", type=int, default=7)
    wanted = parser.parse_args()
    print(f"{len(LOCALES)} languages, seed {wanted.seed}, {len(os.sched_getaffinity(0))} cores")
    print(f"{'articles':>8}  {'':44} {'seconds':>8} {'ed./s':>8} {'MB':>8}")
    for articles in wanted.articles:
        with tempfile.TemporaryDirectory() as folder:
            for row in _rows(Path(folder), articles, wanted.seed):
                print(row, flush=True)


def _rows(folder: Path, articles: int, seed: int) -> Iterator[Row]:
    root, first, second = folder / "library", f"sqlite:///{folder}/first.db", f"sqlite:///{folder}/second.db"
    generate(root, articles, seed)
    every = articles * len(LOCALES)
    yield Row(articles, "in full, every check run", *_publish(root, first), every)
    yield Row(articles, "in full, findings remembered, another database", *_publish(root, second), every)
    yield Row(articles, "nothing changed", *_publish(root, second), 1)
    changed = root / "translations/es/LC_MESSAGES" / f"{article_name(articles // 2)}.po"
    _change(changed, "Uno")
    yield Row(articles, "one changed catalog, portal publish", *_publish(root, second), 1)
    _change(changed, "Dos")
    yield Row(articles, "one changed catalog, portal publish PATH", *_publish(root, second, str(changed)), 1)
    yield Row(articles, "one changed catalog, as --watch does it", *_called(root, second, changed), 1)


def _change(path: Path, word: str) -> None:
    text = path.read_text("utf-8")
    head, mark, rest = text.partition('msgctxt "s1"')
    path.write_text(head + mark + re.sub('msgstr "', f'msgstr "{word} ', rest, count=1), "utf-8")


def _publish(root: Path, url: str, *paths: str) -> tuple[float, float]:
    """Seconds and megabytes of one command; those of the largest of its processes."""
    command = (*PORTAL, "publish", "--library", str(root), "--by", "benchmark", *paths)
    environment = {**os.environ, "PORTAL_DATABASE_URL": url}
    began = time.perf_counter()
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    output = process.stdout.read().decode() if process.stdout else ""
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - began
    if status != 0:
        raise SystemExit(output)
    return seconds, usage.ru_maxrss / 1024


def _called(root: Path, url: str, changed: Path) -> tuple[float, float]:
    command = [sys.executable, "-c", _CALLED, str(root), url, str(changed), "Tres "]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode or not done.stdout.endswith(" 1\n"):
        raise SystemExit(done.stdout + done.stderr)
    seconds, megabytes, _ = map(float, done.stdout.split())
    return seconds, megabytes


if __name__ == "__main__":
    main()

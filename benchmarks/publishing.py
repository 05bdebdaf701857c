"""How long a publication takes and how much memory, in full and after one changed catalog.

    make bench-publish                              # 100 and 1,000 articles in twenty languages
    python benchmarks/publishing.py 100 1000 10000

Each library comes from a generator with a seed. Every row of a publication is a process of its own: the
command, with the start of Python, or for "as --watch does it" the function that `--watch` calls. Processor
time is that of all its processes together, and editions are counted for each second of it: on a busy machine
the clock on the wall says little. Two rows are of a `portal serve` with one worker: from the start of `portal
publish PATH` until the new text is in an answer, and what the worker occupies after 2,000 requests.
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

from arriving import PORTAL, served
from invented import LOCALES, article_name, generate

_CALLED = """
import datetime, resource, sys, time
from pathlib import Path
from portal_api.releases.publishing.publish import publish
from portal_api.releases.record.store import Imprint, Store
root, url, changed = Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3])
store = Store(url)
imprint = Imprint(datetime.datetime.now(datetime.UTC), "benchmark", "benchmark")
publish(root, store, imprint, paths=[changed])
head, mark, rest = changed.read_text("utf-8").partition('msgctxt "s1"')
changed.write_text(head + mark + rest.replace('msgstr "', 'msgstr "' + sys.argv[4], 1), "utf-8")
began, used = time.perf_counter(), time.process_time()
summary = publish(root, store, imprint, paths=[changed])
seconds, used = time.perf_counter() - began, time.process_time() - used
print(seconds, used, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, len(summary.changed))
"""


# No translation of an article is shown any more; the disclaimers are, without which no language is offered.
_WAITING = """human = "publish"

[[policy.except]]
kinds = ["condition", "procedure", "test", "medicine"]
human = "reviewed-only"
"""
# A file that was saved just before somebody looked is read once more, as a library's files seldom are.
_SETTLED_SECONDS = 2.5


@dataclass(frozen=True)
class Cost:
    """What something took: seconds by the wall and of processors, and megabytes of its largest process."""

    seconds: float | None
    used: float | None
    megabytes: float | None


@dataclass(frozen=True)
class Row:
    """One measurement, of so many editions."""

    articles: int
    what: str
    cost: Cost
    editions: int = 0

    def __str__(self) -> str:
        rate = self.editions / self.cost.used if self.editions and self.cost.used else None
        cells = (_cell(self.cost.seconds, 2), _cell(self.cost.used, 2), _cell(rate, 0))
        return f"{self.articles:8,}  {self.what:47}{''.join(cells)}{_cell(self.cost.megabytes, 0)}"


def _cell(value: float | None, digits: int) -> str:
    return " " * 10 if value is None else f"{value:10,.{digits}f}"


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("articles", nargs="*", type=int, default=[100, 1000])
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--sections", type=int, default=6, choices=range(1, 7), help="of each article")
    wanted = parser.parse_args()
    cores, load = len(os.sched_getaffinity(0)), os.getloadavg()[0]
    made = f"{len(LOCALES)} languages, {wanted.sections} sections, seed {wanted.seed}"
    print(f"{made}; {cores} cores, load {load:.1f}")
    print(f"{'articles':>8}  {'':47}{'seconds':>10}{'processor':>10}{'ed./proc.s':>10}{'MB':>10}")
    for articles in wanted.articles:
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder) / "library"
            generate(root, articles, wanted.seed, wanted.sections)
            time.sleep(_SETTLED_SECONDS)
            for row in _rows(root, articles):
                print(row, flush=True)


def _rows(root: Path, articles: int) -> Iterator[Row]:
    first, second, third, fourth, fifth = (f"sqlite:///{root.parent}/{name}.db" for name in range(5))
    every, changed = articles * len(LOCALES), _catalog(root, articles // 2)
    yield Row(articles, "in full, every check run", _publish(root, first), every)
    yield Row(articles, "nothing changed", _publish(root, first))
    _change(changed, "Uno")
    yield Row(articles, "one changed catalog, portal publish", _publish(root, first))
    _change(changed, "Dos")
    yield Row(articles, "one changed catalog, portal publish PATH", _publish(root, first, str(changed)))
    yield Row(articles, "one changed catalog, as --watch does it", _called(root, first, changed))
    yield from _served(root, articles, first, changed)
    yield Row(articles, "in full, all remembered, another database", _publish(root, second), every)
    _set(root, "for measuring only", "only for measuring")
    yield Row(articles, "in full, a setting changed that none shows", _publish(root, third), every)
    _set(root, 'human = "publish"', _WAITING)
    yield Row(articles, "in full, findings remembered, another policy", _publish(root, fourth), every)
    _set(root, _WAITING, 'human = "publish"')
    _reword_headings(root)
    yield Row(articles, "in full, findings remembered, a heading anew", _publish(root, fifth), every)


def _served(root: Path, articles: int, url: str, changed: Path) -> Iterator[Row]:
    """How soon a change arrives, and the memory of the worker."""
    address = f"/v1/es/articles/{changed.stem}"
    with served({**os.environ, "PORTAL_DATABASE_URL": url}) as server:
        server.text(address)
        _change(changed, "Quatro")
        seconds = server.seconds_until(address, "Quatro", lambda: _publish(root, url, str(changed)))
        yield Row(articles, "from `portal publish PATH` to the new answer", Cost(seconds, None, None))
        for number in range(2000):
            locale = LOCALES[number % len(LOCALES)]
            server.text(f"/v1/{locale}/articles/{article_name(number % articles)}")
        yield Row(articles, "a worker after 2,000 answers", Cost(None, None, server.megabytes()))


def _catalog(root: Path, number: int) -> Path:
    return root / "translations/es/LC_MESSAGES" / f"{article_name(number)}.po"


def _change(path: Path, word: str) -> None:
    text = path.read_text("utf-8")
    head, mark, rest = text.partition('msgctxt "s1"')
    path.write_text(head + mark + re.sub('msgstr "', f'msgstr "{word} ', rest, count=1), "utf-8")


def _set(root: Path, old: str, new: str) -> None:
    """Change a setting; where every article is made from it, only the findings of the checks are of use."""
    path = root / "content/library.toml"
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")


def _reword_headings(root: Path) -> None:
    """Change one heading in every language, which stands in most articles."""
    for path in root.glob("translations/*/LC_MESSAGES/portal.po"):
        text = path.read_text("utf-8")
        head, mark, rest = text.partition('msgctxt "heading.overview"')
        path.write_text(
            head + mark + re.sub(r'msgstr "(\S+) ([^"]*)"', r'msgstr "\2 \1"', rest, count=1), "utf-8"
        )


def _publish(root: Path, url: str, *paths: str) -> Cost:
    """What one command took."""
    command = (*PORTAL, "publish", "--library", str(root), "--by", "benchmark", *paths)
    environment = {**os.environ, "PORTAL_DATABASE_URL": url}
    began = time.perf_counter()
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    output = process.stdout.read().decode() if process.stdout else ""
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - began
    if status != 0:
        raise SystemExit(output)
    return Cost(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def _called(root: Path, url: str, changed: Path) -> Cost:
    command = [sys.executable, "-c", _CALLED, str(root), url, str(changed), "Tres "]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode or not done.stdout.endswith(" 1\n"):
        raise SystemExit(done.stdout + done.stderr)
    seconds, used, megabytes, _ = map(float, done.stdout.split())
    return Cost(seconds, used, megabytes)


if __name__ == "__main__":
    main()

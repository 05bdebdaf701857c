"""What the search costs in a large library: its index, the first question after a release, and the others.

    python benchmarks/searching.py 10000            # articles, in English, Spanish and Chinese

The library comes from the generator of the other benchmarks. Each word of it stands in thousands of articles,
which no real one has: it is the worst case. Processor time throughout; questions are pieces of titles and
headings, every third one with a letter missing.
"""

from __future__ import annotations

import argparse
import datetime
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import invented

from portal_api.locales import Locale
from portal_api.releases.finding.finder import Finder, NotIndexed
from portal_api.releases.finding.ranking import Found
from portal_api.releases.holding import Named, hold
from portal_api.releases.publishing.publish import publish
from portal_api.releases.record.store import Imprint, Store

LOCALES = ("en", "es", "zh-Hans")
QUESTIONS = 300
HOSTILE = (
    "a e i o u s t n r d",
    "co re in de pr st un be en al",
    "mg water child day most can the of and you",
    "a" * 200,
    "medicine children morning temperature minutes procedure hospital treatment important shower",
)


def main() -> None:
    """Print a row for each language."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("articles", type=int, nargs="?", default=1000)
    articles: int = parser.parse_args().articles
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        store = _library(root, articles)
        print("| language | index, s | MB | after a hold, ms | median, ms | 95 %, ms | hostile, ms |")
        print("|---|---|---|---|---|---|---|")
        for tag in LOCALES:
            print(_row(store, root / "index", Locale(tag)))
        store.close()


def _library(root: Path, articles: int) -> Store:
    invented.LOCALES = LOCALES
    invented.generate(root / "library", articles, seed=7)
    store = Store(f"sqlite:///{root / 'portal.db'}")
    publish(root / "library", store, _imprint())
    return store


def _row(store: Store, folder: Path, locale: Locale) -> str:
    folder.mkdir(exist_ok=True)
    finder = Finder(lambda: folder, store.current)

    def ask(query: str) -> Found:
        while True:
            try:
                with store.snapshot() as snapshot:
                    return finder.find(snapshot, locale, query, 10)
            except NotIndexed:
                continue

    made = _milliseconds(lambda: ask("x")) / 1000
    megabytes = sum(path.stat().st_size for path in folder.glob(f"{locale}.db*")) / 1e6
    hold(store, Named(invented.article_name(LOCALES.index(str(locale))), "", None), "other", _imprint())
    held = _milliseconds(lambda: ask("x"))
    taken = sorted(_milliseconds(lambda query=query: ask(query)) for query in _questions(store, locale))
    worst = max(_milliseconds(lambda query=query: ask(query)) for query in HOSTILE)
    middle, late = taken[len(taken) // 2], taken[int(len(taken) * 0.95)]
    return (
        f"| {locale} | {made:.1f} | {megabytes:.0f} | {held:.0f} | {middle:.0f} | {late:.0f} | {worst:.0f} |"
    )


def _questions(store: Store, locale: Locale) -> Iterator[str]:
    dice = random.Random(1)
    with store.snapshot() as snapshot:
        names = [one.article_id for one in snapshot.editions(locale, limit=2000)]
        for number in range(QUESTIONS):
            body = snapshot.edition(dice.choice(names), locale).body
            text = dice.choice([body["head"]["title"], dice.choice(body["sections"])["title"]])
            words = text.split() if " " in text else [text[at : at + 4] for at in range(0, len(text), 4)]
            asked = " ".join(dice.sample(words, min(len(words), dice.randint(1, 3))))
            at = dice.randrange(len(asked))
            yield asked if number % 3 or len(asked) < 2 else asked[:at] + asked[at + 1 :]


def _milliseconds(call: Callable[[], object]) -> float:
    begun = time.process_time()
    call()
    return (time.process_time() - begun) * 1000


def _imprint() -> Imprint:
    return Imprint(datetime.datetime.now(datetime.UTC), "benchmark", "benchmark")


if __name__ == "__main__":
    main()

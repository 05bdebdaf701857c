"""Kill publishers at any moment, and look at what they leave: nothing torn, nothing mixed, nothing backwards.

    python benchmarks/kills.py [--sqlite 1000] [--postgresql 200]

Each publisher is a process of its own that puts a new number into every article and publishes, again and
again, until SIGKILL ends it. After each kill every text of the current release is read. At last a publisher
that writes one article at a time, on purpose, proves that this harness notices.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from multiprocessing.connection import Connection
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from postgres import postgresql, programs
from tiny import ARTICLE, NOW, TinyLibrary

from portal_api.errors import PortalError
from portal_api.releases.editions.body import canonical
from portal_api.releases.record.changes import Changes, Imprint, Kept, NewEdition
from portal_api.releases.record.integrity import check
from portal_api.releases.record.store import Store
from portal_api.releases.record.stored import Release
from portal_api.releases.record.whole import again, whole_editions

SEED = 20261122
ARTICLES = 12
LONGEST_SECONDS = 0.06
CAREFUL, CARELESS = "one transaction", "one article at a time"
WORDS = ("published", "at work", "torn", "mixed", "backwards", "flaws")
NUMBER = re.compile(rb"\d+ mg")


class PieceByPiece(Store):
    """A publisher as it must not be: each article is a release of its own."""

    def publish(self, changes: Changes, imprint: Imprint, on_top_of: int | None) -> Release:
        """Write one article after another."""
        for edition in changes.editions:
            release = super().publish(replace(changes, editions=(edition,)), imprint, on_top_of)
            on_top_of = release.id
        return release


def publish_for_ever(url: str, first: int, told: Connection, kind: str) -> None:
    """Publish the next number in every article until somebody kills this process."""
    store = (Store if kind == CAREFUL else PieceByPiece)(url)
    with store.snapshot() as snapshot:
        editions = [again(edition) for edition in whole_editions(snapshot).values()]
        current = snapshot.release.id
    for number in count(first):
        changes = Changes(editions=tuple(numbered(edition, number) for edition in editions))
        told.send(("begun", number))
        current = store.publish(changes, Imprint(NOW, "kills", "benchmark"), current).id
        told.send(("done", number))


def numbered(edition: NewEdition, number: int) -> NewEdition:
    """The same edition with another dose."""
    return replace(edition, body=Kept.of(NUMBER.sub(b"%d mg" % number, edition.body.data)))


def kill_once(url: str, first: int, delay: float, kind: str) -> tuple[int | None, bool]:
    """The last number that a publisher said it had published, and whether it was at work when killed."""
    context = multiprocessing.get_context("forkserver")
    told, ours = context.Pipe(duplex=False)
    process = context.Process(target=publish_for_ever, args=(url, first, ours, kind))
    process.start()
    ours.close()
    if not told.poll(60):
        raise SystemExit("a publisher did not start")
    time.sleep(delay)
    process.kill()
    process.join()
    last, word = None, ""
    try:
        while told.poll(0):
            word, number = told.recv()
            last = number if word == "done" else last
    except EOFError:
        pass
    return last, word == "begun"


def look(url: str, last: int) -> Iterator[str]:
    """What is wrong with what readers get now: torn, mixed, backwards."""
    store = Store(url)
    try:
        with store.snapshot() as snapshot:
            editions = snapshot.all_editions().values()
            notices = [snapshot.notice(locale) for locale in snapshot.offered]
        numbers = {int(found.split()[0]) for one in editions for found in NUMBER.findall(canonical(one.body))}
        if len(editions) != ARTICLES or not notices:
            yield "torn"
        if len(numbers) != 1:
            yield "mixed"
        if min(numbers) < last:
            yield "backwards"
    except (PortalError, ValueError) as error:
        print(f"  {error}", file=sys.stderr)
        yield "torn"
    finally:
        store.close()


def run(name: str, url: str, folder: Path, kills: int, kind: str) -> Counter[str]:
    """Kill so many publishers, and count what was wrong."""
    library = TinyLibrary(folder, url)
    for number in range(ARTICLES - 1):
        library.article(f"article-{number}", ARTICLE)
    library.publish()
    library.store.close()
    dice, found, begun = random.Random(SEED), Counter[str](), time.monotonic()
    known = 0
    for index in range(1, kills + 1):
        last, at_work = kill_once(url, index * 1000, dice.uniform(0, LONGEST_SECONDS), kind)
        known = known if last is None else last
        found["at work"] += at_work
        found["published"] += last is not None
        found.update(look(url, known))
    if kind == CAREFUL:
        store = Store(url)
        found["flaws"] = sum(1 for _ in check(store))
        store.close()
    words = ", ".join(f"{found[word]} {word}" for word in WORDS)
    print(f"{name}, {kind}: {kills} kills, {words}; {time.monotonic() - begun:.0f} s", flush=True)
    return found


def main() -> None:
    """Print the figures; end with 1 where the store fails, or this harness does."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sqlite", type=int, default=1000)
    parser.add_argument("--postgresql", type=int, default=200)
    asked = parser.parse_args()
    multiprocessing.get_context("forkserver").set_forkserver_preload(
        ["tiny", "portal_api.releases.record.whole"]
    )
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        found = run("SQLite", f"sqlite:///{folder}/good.db", folder / "good", asked.sqlite, CAREFUL)
        if programs() is not None and asked.postgresql:
            with postgresql() as server:
                url = server.new_database()
                found += run("PostgreSQL", url, folder / "pg", asked.postgresql, CAREFUL)
        control = run("SQLite", f"sqlite:///{folder}/bad.db", folder / "bad", 50, CARELESS)
    wrong = sum(found[word] for word in ("torn", "mixed", "backwards", "flaws"))
    raise SystemExit(wrong > 0 or control["mixed"] == 0)


if __name__ == "__main__":
    main()

"""Publishers at the same time, each its own process: nothing is lost or mixed, and the chain holds."""

from __future__ import annotations

import multiprocessing
import re
from multiprocessing.synchronize import Barrier
from pathlib import Path

import pytest
from tiny import NOW, TinyLibrary

from portal_api.errors import Overtaken
from portal_api.releases.holding import Named, hold
from portal_api.releases.record.integrity import check
from portal_api.releases.record.store import Changes, Imprint, Store

PUBLISHERS = 4
ROUNDS = 3


def _publish(root: Path, url: str, name: str, barrier: Barrier) -> None:
    """Change an article of one's own and publish, again and again, at the same moments as the others."""
    library = TinyLibrary(root, url)
    path = root / f"content/articles/{name}.md"
    for number in range(ROUNDS):
        barrier.wait(60)
        fresh = path.with_suffix(".new")
        fresh.write_text(re.sub(r"\*\*.*\*\*", f"**{number} mg**", path.read_text("utf-8")), "utf-8")
        fresh.replace(path)
        library.publish()
    library.store.close()


def _hold(url: str, name: str, barrier: Barrier) -> None:
    """Hold a section at the same moment."""
    store = Store(url)
    barrier.wait(60)
    hold(store, Named(name, "risks"), "incorrect", Imprint(NOW, "Ana", "test"))
    for _ in range(ROUNDS - 1):
        barrier.wait(60)
    store.close()


def test_publishers_at_the_same_time_all_get_their_turn(tiny, database_url):
    text = (tiny.root / "content/articles/pump.md").read_text("utf-8")
    names = [f"article-{number}" for number in range(PUBLISHERS)]
    for name in (*names, "pump"):
        tiny.article(
            name, re.sub(r"\{#(\w+)\}", rf"{{#\1-{name}}}", text).replace("#overview-" + name, "#overview")
        )
    tiny.publish()
    tiny.store.close()
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tiny"])
    barrier = context.Barrier(PUBLISHERS + 1)
    processes = [
        context.Process(target=_publish, args=(tiny.root, database_url, name, barrier)) for name in names
    ]
    processes.append(context.Process(target=_hold, args=(database_url, "pump", barrier)))
    for process in processes:
        process.start()
    for process in processes:
        process.join(120)
    assert [process.exitcode for process in processes] == [0] * len(processes)
    for name in names:
        assert f"{ROUNDS - 1} mg" in str(tiny.edition("en", name).body)
    assert tiny.statuses("en", "pump")["risks"] == "withheld incorrect"
    assert [*check(tiny.store)] == []


def test_who_was_overtaken_is_told_and_changes_nothing(tiny):
    tiny.publish()
    tiny.change("content/articles/pump.md", "5 mg", "6 mg")
    tiny.publish()
    with pytest.raises(Overtaken, match="nothing was lost, publish again"):
        tiny.store.publish(Changes(ended_holds=(1,)), Imprint(NOW, "Ben", "test"), on_top_of=1)
    assert tiny.store.current() == 2

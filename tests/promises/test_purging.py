"""What a release changes in answers that caches keep, it purges: no cache can go on with an old text.

The walk takes the URL map of the real app, so a new route is covered the day it is added.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product

import pytest
from changing import STEPS
from flask.testing import FlaskClient
from small_portal import BASE, client_of, write_library
from tiny import TinyLibrary
from werkzeug.routing import Rule

from portal_api.releases.record.affected import EVERYTHING, affected
from portal_api.web.embedding.embedfiles import embed_files
from portal_api.web.html.assets import assets
from portal_api.web.problems import PROBLEMS

VALUES = {
    "locale": ["en", "es"],
    "article": ["pump", "late"],
    "section": ["risks"],
    "name": ["nope.svg"],
    "code": [next(iter(PROBLEMS))],
    "asset": [assets()["page.css"].name],
    "file": [embed_files()["v1.js"].pinned],
}
QUERIES = {
    "v1.get_article": ["", "?fallback=whole", "?release=1"],
    "v1.list_articles": ["", "?release=1", "?limit=1"],
    "oembed.describe": [f"?url={BASE}/es/pump"],
    "builder.show_builder": ["", "?article=pump&locale=es&way=oembed"],
}
READERS = ("", "es")


@dataclass(frozen=True)
class Kept:
    """An answer that a cache may keep: what a reader gets of it, its release, what it is purged by."""

    shown: tuple[object, ...]
    release: str
    keys: frozenset[str]


@dataclass
class Step:
    """What a publication did: which answers differ, and which of these it does not purge."""

    before: dict[str, Kept | None]
    after: dict[str, Kept | None]
    purged: tuple[str, ...]

    @property
    def changed(self) -> list[str]:
        """The addresses of what was kept and is not so any more."""
        return [
            address
            for address, kept in self.before.items()
            if kept is not None and ((now := self.after.get(address)) is None or now.shown != kept.shown)
        ]

    @property
    def missed(self) -> list[str]:
        """What of it stays."""
        return [one for one in self.changed if not self.before[one].keys & set(self.purged)]


@pytest.fixture(scope="module")
def steps(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Step]]:
    """One publication after the other, with all that caches keep before and after it."""
    tiny = write_library(tmp_path_factory.mktemp("purging"))
    tiny.settings("en", "es", "ar", "pt-BR", "zh-Hant", "fr")
    tiny.publish()
    client = client_of(tiny.store)
    done = {}
    before = walk(client)
    for change in STEPS:
        since = tiny.store.current()
        change(tiny)
        if tiny.store.current() == since:
            tiny.publish()
        after = walk(client)
        done[change.__name__] = Step(before, after, affected(tiny.store, since))
        before = after
    yield done
    tiny.store.close()


def walk(client: FlaskClient) -> dict[str, Kept | None]:
    """Every answer by its address and reader; None where no cache keeps it."""
    found: dict[str, Kept | None] = {}
    for path in paths(client):
        for reader in READERS:
            response = client.get(path, headers={"Accept-Language": reader} if reader else {})
            names = ("Location", "Content-Language", "Link")
            shown = (response.status_code, response.data, *(response.headers.get(name) for name in names))
            keys = frozenset(response.headers.get("Surrogate-Key", "").split())
            release = response.headers.get("Portal-Release", "none")
            is_kept = "CDN-Cache-Control" in response.headers
            found[f"{path} {reader}"] = Kept(shown, release, keys) if is_kept else None
            if "Accept-Language" not in response.headers["Vary"]:
                break
    return found


def paths(client: FlaskClient) -> Iterator[str]:
    """Addresses of every rule, with the values that are in the library sooner or later."""
    for rule in client.application.url_map.iter_rules():
        unknown = rule.arguments - VALUES.keys()
        assert not unknown, f"{rule.rule}: add an example for {unknown} to this test"
        names = sorted(rule.arguments)
        for values in product(*(VALUES[name] for name in names)):
            for query in QUERIES.get(rule.endpoint, [""]):
                yield filled(rule, dict(zip(names, values, strict=True))) + query


def filled(rule: Rule, values: dict[str, str]) -> str:
    """An address of a rule."""
    return re.sub(r"<(?:\w+(?:\([^)]*\))?:)?(\w+)>", lambda match: values[match[1]], rule.rule)


@pytest.mark.parametrize("name", [change.__name__ for change in STEPS])
def test_whatever_differs_afterwards_is_purged(steps: dict[str, Step], name: str) -> None:
    assert steps[name].changed
    assert steps[name].missed == []


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("correct_a_translation", {"release", "article-pump", "articles-es"}),
        ("change_our_own_words", {"release", "locale-es"}),
        ("add_an_article", {"release", "article-late", "articles-en"}),
        ("hold_an_article_in_a_language", {"release", "article-pump", "articles-es", "historical"}),
    ],
)
def test_nothing_else_is_purged(steps: dict[str, Step], name: str, keys: set[str]) -> None:
    assert keys <= set(steps[name].purged)
    others = {"portal", "article-fever", "locale-ar", "file"}
    assert not others & set(steps[name].purged)


def test_every_answer_that_caches_keep_says_which_release_it_was_read_from(steps: dict[str, Step]) -> None:
    for number, step in enumerate(steps.values(), 4):
        assert {kept.release for kept in step.after.values() if kept is not None} == {str(number)}


def test_what_stands_in_every_answer_purges_everything(steps: dict[str, Step]) -> None:
    assert steps["change_the_publisher"].purged == steps["offer_a_language"].purged == EVERYTHING


def test_files_of_the_program_outlive_every_purge_of_an_article(steps: dict[str, Step]) -> None:
    assert not any("/assets/" in address for address in steps["hold_a_section"].changed)


def test_the_first_release_and_an_unknown_one_purge_everything(tiny: TinyLibrary) -> None:
    tiny.publish()
    assert affected(tiny.store, 0) == affected(tiny.store, 99) == EVERYTHING
    assert affected(tiny.store, 1) == ()


@pytest.mark.parametrize("key", ["release", "article-pump"])
def test_this_test_fires_when_a_key_is_missing(steps: dict[str, Step], key: str) -> None:
    step = steps["correct_a_dose"]
    assert replace(step, purged=tuple(one for one in step.purged if one != key)).missed

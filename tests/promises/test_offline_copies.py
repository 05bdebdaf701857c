"""A recall arrives: an app that follows the changes has what a new one would fetch, nothing that has gone.

Whatever happened in between: texts mended, withdrawn, brought back, held, released, rolled back, other words.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from small_portal import BASE, FEVER, WITHDRAWN, client_of, write_library
from tiny import ARTICLE, NOW, TinyLibrary

from portal_api.locales import Locale
from portal_api.releases.holding import Named, hold, unhold
from portal_api.releases.record.store import Imprint
from portal_api.releases.rollback import roll_back

OUTDATED = """\
[[withdrawn]]
article = "fever"
reason = "outdated"
on = 2026-11-22
"""
LANGUAGES = ("en", "ar", "zh-Hant")
BY = Imprint(NOW, "Ana", "portal-api test")
RISKS, PUMP = Named("pump", "risks", None), Named("pump", "", Locale("ar"))

Copies = dict[str, Any]
Step = Callable[[TinyLibrary], object]


def _mend(library: TinyLibrary) -> None:
    library.article("pump", ARTICLE.replace("2 hours", "3 hours"))
    library.publish()


def _take_back(library: TinyLibrary) -> None:
    library.write("content/withdrawn.toml", f"{WITHDRAWN}\n{OUTDATED}")
    (library.root / "content/articles/fever.md").unlink()
    library.publish()


def _bring_back(library: TinyLibrary) -> None:
    library.write("content/withdrawn.toml", WITHDRAWN)
    library.article("fever", FEVER)
    library.publish()


def _say_it_otherwise(library: TinyLibrary) -> None:
    library.translate("ar", "portal", texts={"label.skip": "Another word"})
    library.publish()


STEPS: tuple[Step, ...] = (
    _mend,
    lambda library: hold(library.store, RISKS, "incorrect", BY),
    _take_back,
    lambda library: hold(library.store, PUMP, "unsafe", BY),
    lambda library: unhold(library.store, RISKS, BY),
    _bring_back,
    _say_it_otherwise,
    lambda library: unhold(library.store, PUMP, BY),
    lambda library: roll_back(library.store, 3, BY),
)


@pytest.mark.parametrize("page", [1, 200])
def test_who_syncs_from_any_release_has_what_a_new_app_would_fetch(tmp_path: Path, page: int) -> None:
    library = write_library(tmp_path)
    client = client_of(library.store)
    known = {tag: [_synced(client, tag, {}, 0, page)] for tag in LANGUAGES}
    for step in STEPS:
        step(library)
        for tag, before in known.items():
            fresh, release = _fetched(client, tag)
            for copies, number in before:
                assert _synced(client, tag, dict(copies), number, page) == (fresh, release)
            before.append((fresh, release))
    assert {release for _, release in known["ar"]} == set(range(2, 12))
    library.store.close()


def test_who_begins_again_keeps_nothing_that_has_gone(tmp_path: Path) -> None:
    library = write_library(tmp_path)
    client = client_of(library.store)
    copies = {"old": client.get("/v1/ar/articles/old?release=1").json}
    assert _synced(client, "ar", copies, 0, 1) == _fetched(client, "ar")
    library.store.close()


def test_what_did_not_change_is_not_fetched_again(tmp_path: Path) -> None:
    library = write_library(tmp_path)
    client = client_of(library.store)
    hold(library.store, PUMP, "unsafe", BY)
    assert [one["id"] for one in _changes(client, "ar", 2, 50)] == ["pump"]
    assert _changes(client, "en", 2, 50) == []
    library.store.close()


def test_an_answer_from_a_cache_that_is_behind_is_known_by_its_edition(tmp_path: Path) -> None:
    library = write_library(tmp_path)
    client = client_of(library.store)
    behind = 0
    for step in STEPS:
        cached = {tag: _fetched(client, tag) for tag in LANGUAGES}
        step(library)
        for tag, (copies, known) in cached.items():
            for one in _changes(client, tag, known, 50):
                if one["change"] == "changed":
                    now = client.get(one["links"]["article"].removeprefix(BASE)).json
                    assert now["edition"] == one["edition"]
                    if one["id"] in copies:
                        assert copies[one["id"]]["edition"]["release"] < one["edition"]["release"]
                        behind += 1
    assert behind > len(LANGUAGES)
    library.store.close()


def _fetched(client: FlaskClient, tag: str) -> tuple[Copies, int]:
    """What a new app would fetch, by the list of articles."""
    answer = client.get(f"/v1/{tag}/articles").json
    urls = {one["id"]: one["links"]["article"].removeprefix(BASE) for one in answer["articles"]}
    return {name: client.get(url).json for name, url in urls.items()}, answer["release"]


def _synced(client: FlaskClient, tag: str, copies: Copies, since: int, page: int) -> tuple[Copies, int]:
    """What an app has that follows the manual, and the release it then knows."""
    changes = _changes(client, tag, since, page)
    if since == 0:
        copies = {name: copies[name] for name in copies.keys() & {one["id"] for one in changes}}
    for one in changes:
        if one["change"] == "gone":
            copies.pop(one["id"], None)
        else:
            copies[one["id"]] = client.get(one["links"]["article"].removeprefix(BASE)).json
    return copies, client.get(f"/v1/{tag}/changes?since={since}").json["release"]


def _changes(client: FlaskClient, tag: str, since: int, page: int) -> list[Any]:
    """All pages of what changed."""
    url, found = f"/v1/{tag}/changes?since={since}&limit={page}", []
    while url:
        answer = client.get(url).json
        found += answer["changes"]
        url = answer["links"].get("next", "").removeprefix(BASE)
    return found

"""No answer leads to what is held or gone, whatever happens; and who follows the changes has what is there.

Every URL of the real URL map is walked after each step of a random history of two linked articles.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from linked import LEADING, LED_TO, write_linked
from small_portal import BASE, WITHDRAWN, client_of
from tiny import NOW, TinyLibrary

from portal_api.errors import PublishRefused
from portal_api.locales import Locale
from portal_api.releases.holding import Named, NotThere, hold, unhold
from portal_api.releases.record.affected import EVERYTHING, affected
from portal_api.releases.record.integrity import check
from portal_api.releases.record.store import Imprint
from portal_api.releases.rollback import roll_back

BY = Imprint(NOW, "Ana", "portal-api test")
TAGS = ("en", "es", "ar")
ARTICLES = ("pump", "fever", "other")
FEVERS = (LED_TO, LED_TO.replace("Shivering", "Trembling"), LED_TO.replace("# Fever", "# A fever"))
NAMES = tuple(
    Named(article, section, Locale(tag) if tag else None)
    for article in ("fever", "pump")
    for section in ("", "symptoms" if article == "fever" else "risks")
    for tag in ("", "es", "en")
)
Step = Callable[[TinyLibrary], object]


def _take_back(tag: str) -> Step:
    language = f'locale = "{tag}"\n' if tag else ""
    gone = f'\n[[withdrawn]]\narticle = "fever"\n{language}reason = "outdated"\non = 2026-11-22\n'
    return _published(lambda library: library.write("content/withdrawn.toml", WITHDRAWN + gone))


def _published(change: Step) -> Step:
    def step(library: TinyLibrary) -> None:
        change(library)
        library.publish()

    return step


def _perhaps(step: Step) -> Step:
    """What is held already cannot be held, nor be rolled back to what was withdrawn: that changes nothing."""

    def tried(library: TinyLibrary) -> None:
        with suppress(NotThere, PublishRefused):
            step(library)

    return tried


def _rolled_back(number: int) -> Step:
    return _perhaps(lambda library: roll_back(library.store, 1 + number % (library.store.current() or 1), BY))


_TEXTS = st.sampled_from(
    [
        *(_published(lambda library, text=text: library.article("fever", text)) for text in FEVERS),
        _published(lambda library: library.article("pump", LEADING.replace("#symptoms", ""))),
        _published(lambda library: library.article("pump", LEADING)),
        _published(lambda library: library.translate("es", "fever")),
        _published(lambda library: library.write("content/withdrawn.toml", WITHDRAWN)),
        _take_back(""),
        _take_back("es"),
    ]
)
_HOLDS = st.sampled_from(NAMES).map(
    lambda name: _perhaps(lambda library: hold(library.store, name, "unsafe", BY))
)
_RELEASED = st.sampled_from(NAMES).map(lambda name: _perhaps(lambda library: unhold(library.store, name, BY)))
_STEPS = st.lists(st.one_of(_TEXTS, _HOLDS, _RELEASED, st.integers(1, 9).map(_rolled_back)), max_size=4)


@settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_STEPS)
def test_whatever_happens_links_lead_to_what_is_shown_and_changes_are_told(tmp_path_factory, steps):
    library = write_linked(tmp_path_factory.mktemp("linked"))
    client = client_of(library.store)
    copies = {tag: _fetched(client, tag) for tag in TAGS}
    for step in steps:
        before, seen = library.store.current() or 0, _answers(client)
        step(library)
        _assert_leads_nowhere_wrong(client, library)
        _assert_told(client, copies)
        _assert_purged(seen, _answers(client), affected(library.store, before))
    assert check(library.store) == ()
    library.store.close()


def test_a_hold_is_in_every_answer_that_led_there(tmp_path: Path) -> None:
    library = write_linked(tmp_path)
    client = client_of(library.store)
    before = _answers(client)
    led = {url for url, (text, _) in before.items() if "pump" in url and "/es/fever" in text}
    assert len(led) > 5
    hold(library.store, Named("fever"), "unsafe", BY)
    after = _answers(client)
    assert {url for url in led if "/fever" in after[url][0]} == set()
    _assert_leads_nowhere_wrong(client, library)
    library.store.close()


def _answers(client: FlaskClient) -> dict[str, tuple[str, set[str]]]:
    """Every form of every article that a cache may keep: its text, and the keys it is purged by."""
    found = {}
    for url in _urls():
        answer = client.get(url)
        keys = set(answer.headers.get("Surrogate-Key", "").split())
        found[url] = (f"{answer.status} {answer.headers.get('ETag')} {answer.text}", keys)
    return found


def _urls() -> Iterator[str]:
    for tag in TAGS:
        for article in ARTICLES:
            yield f"/{tag}/{article}"
            yield f"/embed/{tag}/{article}"
            for form in ("", ".html", ".md", ".txt", ".jsonld", "?fallback=whole", "?release=3"):
                yield f"/v1/{tag}/articles/{article}{form}"
        yield f"/v1/{tag}/articles/pump/sections/overview"
        yield f"/v1/{tag}/articles/fever/sections/symptoms"


def _assert_leads_nowhere_wrong(client: FlaskClient, library: TinyLibrary) -> None:
    """Every link of ours in every answer is answered, and a section that it leads to is shown."""
    for url in _urls():
        answer = client.get(url)
        if answer.status_code != 200:
            continue
        assert '"article:' not in answer.text, url
        assert "(article:" not in answer.text, url
        tag = next(tag for tag in TAGS if f"/{tag}/" in url)
        for article in ("fever", "other"):
            shown = client.get(f"/{tag}/{article}")
            if shown.status_code != 200 and f"/{article}" not in url:
                assert f"/{tag}/{article}" not in answer.text, url
        if "/fever" not in url and "/health/" in answer.text:
            section = client.get(f"/v1/{tag}/articles/fever/sections/symptoms")
            if section.status_code != 200 or section.json["sections"][0]["status"] == "withheld":
                assert f"/{tag}/fever#symptoms" not in answer.text, url


def _assert_told(client: FlaskClient, copies: dict[str, tuple[dict[str, Any], int]]) -> None:
    """An app that fetches what it is told to has what a new one would fetch."""
    for tag, (known, since) in copies.items():
        changes = client.get(f"/v1/{tag}/changes?since={since}&limit=200").json
        kept = dict(known)
        for one in changes["changes"]:
            kept.pop(one["id"], None)
            if one["change"] == "changed":
                kept[one["id"]] = client.get(one["links"]["article"].removeprefix(BASE)).json
                assert kept[one["id"]]["edition"] == one["edition"]
        fresh = _fetched(client, tag)
        assert (kept, changes["release"]) == fresh
        copies[tag] = fresh


def _fetched(client: FlaskClient, tag: str) -> tuple[dict[str, Any], int]:
    answer = client.get(f"/v1/{tag}/articles").json
    urls = {one["id"]: one["links"]["article"].removeprefix(BASE) for one in answer["articles"]}
    return {name: client.get(url).json for name, url in urls.items()}, answer["release"]


def _assert_purged(
    before: dict[str, tuple[str, set[str]]], after: dict[str, tuple[str, set[str]]], purged: tuple[str, ...]
) -> None:
    """Whatever reads otherwise now has a key that caches are told to forget."""
    if purged == EVERYTHING:
        return
    for url, (text, keys) in before.items():
        if text != after[url][0] and text.startswith("200 "):  # caches keep no errors
            assert keys & set(purged), (url, keys, purged)

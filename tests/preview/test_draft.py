"""A draft follows its files, writes nothing beside them, and keeps its last good state."""

from __future__ import annotations

import time
from itertools import pairwise
from pathlib import Path

import pytest

from portal_api.locales import Locale
from portal_api.preview.draft import Draft
from portal_api.preview.mirror import Mirror

CATALOG = "translations/es/LC_MESSAGES/pump.po"


def shown(draft, tag: str) -> dict[str, str]:
    with draft.store.snapshot() as snapshot:
        body = snapshot.edition("pump", Locale(tag)).body
    parts = {"head": body["head"]} | {one["id"]: one for one in body["sections"]}
    return {name: f"{part['status']} {part.get('reason') or ''}".strip() for name, part in parts.items()}


def test_every_language_and_both_pseudo_languages_are_served(draft) -> None:
    with draft.store.snapshot() as snapshot:
        assert list(map(str, snapshot.offered)) == ["en", "es", "ar", "en-XA", "ar-XB"]
    for tag in ("es", "en-XA", "ar-XB"):
        assert set(shown(draft, tag).values()) == {"translated"}


def test_a_saved_catalog_is_a_new_draft(draft, working) -> None:
    token = draft.state.token
    working.change(CATALOG, "es: Pump", "Bomba")
    assert draft.look()
    assert draft.state.token != token
    with draft.store.snapshot() as snapshot:
        assert snapshot.edition("pump", Locale("es")).title == "Bomba"


def test_a_saved_article_makes_its_translations_stale(draft, working) -> None:
    working.change("content/articles/pump.md", "**5 mg**", "**6 mg**")
    draft.look()
    assert shown(draft, "es")["overview"] == "fallback stale"
    assert shown(draft, "en-XA")["overview"] == "translated"


def test_nothing_saved_is_no_new_draft(draft) -> None:
    assert not draft.look()


def test_unreviewed_texts_can_be_looked_at(draft, working) -> None:
    working.settings("en", "es", "ar", machine="reviewed-only", human="reviewed-only")
    draft.look()
    assert set(shown(draft, "es").values()) == {"translated"}


def test_a_broken_catalog_is_told_with_its_line_and_the_last_good_text_stays(draft, working) -> None:
    path = working.root / CATALOG
    good = path.read_bytes()
    path.write_bytes(good + b"no message\n")
    draft.look()
    (problem,) = draft.state.problems
    assert problem.path == Path(CATALOG)
    assert problem.line == good.count(b"\n") + 1
    assert set(shown(draft, "es").values()) == {"translated"}
    assert draft.mirror.good(CATALOG).read_bytes() == good
    path.write_bytes(good)
    draft.look()
    assert draft.state.problems == ()
    assert not draft.mirror.is_broken(CATALOG)


def test_broken_settings_leave_the_draft_as_it_was(draft, working) -> None:
    working.write("content/library.toml", "locales = 5\n")
    draft.look()
    assert {one.path for one in draft.state.problems} == {Path("content/library.toml")}
    assert shown(draft, "es")["head"] == "translated"


def test_a_broken_disclaimer_is_told_and_the_old_one_stays(draft, working) -> None:
    working.write("content/disclaimer.md", "nothing of the kind\n")
    draft.look()
    assert Path("content/disclaimer.md") in {one.path for one in draft.state.problems}
    assert shown(draft, "es")["head"] == "translated"


def test_a_deleted_folder_breaks_nothing(draft, working) -> None:
    for path in (working.root / "translations").rglob("*.po"):
        path.unlink()
    draft.look()
    assert shown(draft, "en")["head"] == "source"


def test_no_file_of_the_library_is_written(draft, working) -> None:
    def files() -> dict[Path, bytes]:
        return {path: path.read_bytes() for path in working.root.rglob("*") if path.is_file()}

    before = files()
    working.change(CATALOG, "es: Pump", "Bomba")
    draft.look()
    after = files()
    assert {path for path in before | after if before.get(path) != after.get(path)} == {
        working.root / CATALOG
    }


def test_whoever_waits_hears_of_the_next_draft(draft, working) -> None:
    token = draft.state.token
    draft.start()
    working.change(CATALOG, "es: Pump", "Bomba")
    assert draft.wait(token, 60).token != token


def test_whoever_saves_again_need_not_wait_longer_than_looking_takes(draft, working) -> None:
    """The machine may be busy: what one look takes at this moment is the measure."""
    names = ["es: Pump", *(f"Bomba {number}" for number in range(4))]
    working.change(CATALOG, f'"{names[0]}"', f'"{names[1]}"')
    began = time.monotonic()
    draft.look()
    one_look = time.monotonic() - began
    draft.start()
    waited = []
    for old, new in pairwise(names[1:]):
        token = draft.state.token
        working.change(CATALOG, f'"{old}"', f'"{new}"')
        began = time.monotonic()
        assert draft.wait(token, 20).token != token
        waited.append(time.monotonic() - began)
    assert min(waited[1:]) < 0.6 + 4 * one_look, (waited, one_look)


def test_whoever_waits_in_vain_hears_the_same(draft) -> None:
    assert draft.wait(draft.state.token, 0.05).token == draft.state.token


@pytest.mark.parametrize("name", [".pump.po.swp", "pump.po~", "notes.txt"])
def test_what_editors_leave_behind_is_not_looked_at(tmp_path, working, name) -> None:
    mirror = Mirror(working.root, tmp_path / "other")
    while mirror.look().later:
        pass
    working.write(f"translations/es/LC_MESSAGES/{name}", "x")
    assert not mirror.look()


def test_a_link_out_of_the_library_is_no_catalog(draft, working, tmp_path) -> None:
    outside = tmp_path / "outside.po"
    path = working.root / CATALOG
    outside.write_bytes(path.read_bytes())
    path.unlink()
    path.symlink_to(outside)
    draft.look()
    assert [one.path for one in draft.state.problems] == [Path(CATALOG)]


@pytest.fixture
def many(working) -> list[str]:
    """So many new articles that they are not read at once."""
    names = [f"new-{number:02}" for number in range(40)]
    for name in names:
        article = (working.root / "content/articles/pump.md").read_bytes()
        working.write(f"content/articles/{name}.md", article)
    return names


def test_many_new_articles_are_taken_some_at_a_time(working, many, tmp_path) -> None:
    mirror = Mirror(working.root, tmp_path / "other")
    looks = [mirror.look() for _ in range(5)]
    assert [len(look.later) for look in looks] == [41, 26, 11, 0, 0]
    assert not looks[4]
    assert len(list((mirror.folder / "content/articles").glob("*.md"))) == 41


def test_what_somebody_wants_to_see_is_taken_first_and_alone(working, many, tmp_path) -> None:
    mirror = Mirror(working.root, tmp_path / "other")
    mirror.want("new-39")
    assert mirror.look().later == frozenset(many) - {"new-39"} | {"pump"}
    assert "new-39" not in mirror.look().later


def test_what_is_saved_is_not_held_up_by_articles_that_nobody_asked_for(working, many, tmp_path) -> None:
    mirror = Mirror(working.root, tmp_path / "other")
    mirror.want("pump")
    before = mirror.look().later
    working.change(CATALOG, "es: Pump", "Bomba")
    look = mirror.look()
    assert look.changed == (CATALOG,)
    assert look.later == before


def test_whoever_asks_for_an_article_need_not_wait_for_the_others(working, many, tmp_path) -> None:
    (tmp_path / "private").mkdir()
    draft = Draft(working.root, tmp_path / "private")
    draft.start()
    try:
        draft.read("new-39")
        assert "new-39" not in draft.state.later
        assert len(draft.state.later) > 10
        with draft.store.snapshot() as snapshot:
            assert snapshot.edition("new-39", Locale("en")).title == "Pump"
    finally:
        draft.stop()


def test_in_the_end_every_article_is_read(working, many, tmp_path) -> None:
    (tmp_path / "private").mkdir()
    draft = Draft(working.root, tmp_path / "private")
    draft.start()
    try:
        deadline = time.monotonic() + 60
        while (draft.state.later or draft.state.library is None) and time.monotonic() < deadline:
            draft.wait(draft.state.token, 1)
        with draft.store.snapshot() as snapshot:
            assert len(snapshot.editions(Locale("en"), limit=100)) == 41
    finally:
        draft.stop()

"""What a publication remembers makes it quicker and never changes what it says."""

from __future__ import annotations

import datetime
import hashlib
import os
import shutil
import sqlite3
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest
from catalogreading import catalogs_read
from sqlalchemy import select
from tiny import ARTICLE, NOW, TinyLibrary

from portal_api.articles import library as article_library
from portal_api.errors import PublishRefused, SourceErrors
from portal_api.locales import Locale
from portal_api.releases.publishing import fingerprints, foundation
from portal_api.releases.publishing.losses import Consent
from portal_api.releases.publishing.publish import publish
from portal_api.releases.record import tables
from portal_api.releases.record.store import Imprint
from portal_api.whereabouts import MEMORY_FOLDER


@pytest.fixture
def offered(tiny: TinyLibrary) -> TinyLibrary:
    """Two articles, Spanish and Arabic completely translated, all of it published a while ago."""
    tiny.article("second", ARTICLE.replace("# Pump", "# Second"))
    for tag in ("es", "ar"):
        tiny.offer(tag)
        tiny.translate(tag, "second")
        tiny.origin(tag, "second", "human")
    settle(tiny.root)
    tiny.publish()
    return tiny


def settle(root: Path, seconds: int = 60) -> None:
    """Give every file an older time."""
    for path in root.rglob("*"):
        if path.is_file() and MEMORY_FOLDER not in path.parts:
            os.utime(path, (path.stat().st_mtime - seconds,) * 2)


def rows(library: TinyLibrary) -> list[tuple[object, ...]]:
    """All that readers have now."""
    found: list[tuple[object, ...]] = []
    with library.store.snapshot() as snapshot:
        for table, names in (
            (tables.edition, ("article_id", "locale", "body_digest", "origins", "complete", "translated")),
            (tables.shared_text, ("kind", "locale", "body_digest", "origins")),
            (tables.withdrawal, ("article_id", "locale", "reason", "successor")),
        ):
            query = select(*(table.c[name] for name in names)).where(snapshot.valid(table))
            found += sorted(tuple(map(str, row)) for row in snapshot.connection.execute(query))
    return found


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """Every catalog that is parsed for an article from now on."""
    return catalogs_read(monkeypatch)


def test_a_review_of_a_day_to_come_is_believed_when_that_day_has_come(offered, monkeypatch):
    day = datetime.datetime.now(datetime.UTC).date() + datetime.timedelta(days=5)
    review = f'{{by: "Ana", role: "nurse", on: {day}, next: 2099-01-01}}'
    offered.change("content/articles/second.md", "review: {status: unreviewed}", f"review: {review}")
    monkeypatch.setattr(fingerprints, "_TICK_NS", 0)  # so that no file is looked at for being new
    for _ in range(2):
        assert "is yet to come" in str(offered.publish().problems[0])
    monkeypatch.setattr(article_library, "_FARTHEST_EAST", datetime.timedelta(days=6))
    summary = offered.publish()
    assert summary.problems == ()
    assert ("second", Locale("en")) in summary.changed


def test_what_did_not_change_is_not_read(offered, built):
    assert offered.publish().nothing_changed
    assert built == []


def test_one_changed_catalog_is_the_only_one_that_is_read(offered, built):
    offered.change("translations/es/LC_MESSAGES/pump.po", "es: Feeling sleepy", "es: Feeling very sleepy")
    summary = offered.publish()
    assert summary.changed == (("pump", Locale("es")),)
    assert built == [("pump", "es")]
    assert summary.unchanged == 5


def test_a_changed_source_is_resolved_in_every_language(offered, built):
    offered.change("content/articles/pump.md", "5 mg", "6 mg")
    assert len(offered.publish().changed) == 3
    assert sorted(built) == [("pump", "ar"), ("pump", "es")]


def test_a_file_that_was_only_touched_is_not_parsed(offered, built):
    offered.catalog("es", "pump").touch()
    assert offered.publish().nothing_changed
    assert built == []


def test_a_change_that_keeps_size_and_time_is_seen(offered):
    path = offered.catalog("es", "pump")
    before = path.stat()
    path.write_bytes(path.read_bytes().replace(b"es: Infection", b"es: Infektion"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert path.stat().st_size == before.st_size
    assert offered.publish().changed == (("pump", Locale("es")),)


def test_a_file_that_was_written_just_now_and_is_gone_is_missed(offered):
    offered.change("content/articles/pump.md", "5 mg", "6 mg")
    offered.publish()
    (offered.root / "content/articles/pump.md").unlink()
    assert any("pump is not in content/articles any more" in note for note in offered.publish().notes)


def test_a_shared_heading_changes_every_article_of_its_language_and_no_other(offered):
    offered.change("translations/es/LC_MESSAGES/portal.po", 'msgstr "es: What is it?"', 'msgstr "es: Que?"')
    assert set(offered.publish().changed) == {("pump", Locale("es")), ("second", Locale("es"))}


def test_with_paths_only_these_are_looked_at(offered):
    for name in ("pump", "second"):
        offered.change(f"translations/es/LC_MESSAGES/{name}.po", "es: Feeling sleepy", "es: Feeling tired")
    paths = [offered.catalog("es", "second")]
    imprint = Imprint(NOW, "tester", "portal-api test")
    assert publish(offered.root, offered.store, imprint, paths=paths).changed == (("second", Locale("es")),)
    assert offered.publish().changed == (("pump", Locale("es")),)


def test_a_folder_stands_for_its_files(offered):
    offered.change("translations/es/LC_MESSAGES/pump.po", "es: Feeling sleepy", "es: Feeling tired")
    imprint = Imprint(NOW, "tester", "portal-api test")
    found = publish(offered.root, offered.store, imprint, paths=[offered.root / "translations/es"])
    assert found.changed == (("pump", Locale("es")),)


def test_a_path_outside_the_library_is_refused(offered, tmp_path):
    imprint = Imprint(NOW, "tester", "portal-api test")
    for path in (tmp_path, offered.root / "content" / ".." / ".." / "x", offered.root / "portal.db"):
        with pytest.raises(SourceErrors, match="no part of the library"):
            publish(offered.root, offered.store, imprint, paths=[path])


def test_a_problem_is_told_each_time_until_it_is_mended(offered):
    offered.catalog("es", "pump").write_bytes(b'msgid "half a')
    first, second = offered.publish(), offered.publish()
    assert [one.path.name for one in first.problems] == ["pump.po"] * len(first.problems) != []
    assert second.problems == first.problems
    offered.translate("es", "portal")
    offered.catalog("es", "pump").unlink()
    offered.translate("es")
    assert offered.publish().problems == ()


def test_a_refused_publication_is_refused_again(offered):
    offered.change(
        "translations/es/LC_MESSAGES/pump.po",
        'msgstr "es: It gives **5 mg**',
        'msgstr "es: It gives **50 mg**',
    )
    for _ in range(2):
        with pytest.raises(PublishRefused, match="would fall back"):
            offered.publish()


def test_what_another_database_holds_is_not_remembered(offered, tmp_path):
    elsewhere = TinyLibrary(offered.root, f"sqlite:///{tmp_path}/other.db")
    assert len(elsewhere.publish().new) == 6
    assert rows(elsewhere) == rows(offered)
    elsewhere.store.close()


def test_what_came_meanwhile_is_looked_at_again(offered):
    """Another machine, which remembers for itself, published something else of the same library."""
    offered.change("translations/es/LC_MESSAGES/pump.po", "es: Infection", "es: Infektion")
    kept = offered.root / MEMORY_FOLDER
    aside = kept.rename(offered.root / "aside")
    offered.publish()
    shutil.rmtree(kept)
    offered.change("translations/es/LC_MESSAGES/pump.po", "es: Infektion", "es: Infection")
    aside.rename(kept)
    assert offered.publish().changed == (("pump", Locale("es")),)


@pytest.mark.parametrize("data", [b"", b"no database", None])
def test_a_damaged_memory_is_forgotten(offered, data):
    path = offered.root / MEMORY_FOLDER / "memory.db"
    if data is None:
        with sqlite3.connect(path) as connection:
            connection.execute("DROP TABLE unit")
    else:
        path.write_bytes(data)
    offered.change("translations/es/LC_MESSAGES/pump.po", "es: Infection", "es: Infektion")
    assert offered.publish().changed == (("pump", Locale("es")),)
    assert offered.publish().nothing_changed


def test_what_is_remembered_came_from_the_shared_files_as_they_were_read(offered, tmp_path, monkeypatch):
    """Somebody declares a change harmless while a publication begins, and takes it back after it."""
    offered.change("content/articles/pump.md", "Feeling sleepy", "Feeling dozy")
    old, new = (hashlib.sha256(text).hexdigest() for text in (b"Feeling sleepy", b"Feeling dozy"))
    who = 'by = "Ana"\nwhy = "The same"\n'
    harmless = f'[[harmless]]\narticle = "pump"\nsegment = "r1"\nold = "{old}"\nnew = "{new}"\n{who}'
    saves_while_read(monkeypatch, lambda: offered.write("content/harmless.toml", harmless))
    offered.publish()
    assert offered.statuses("es")["risks"] == "translated"
    (offered.root / "content" / "harmless.toml").unlink()
    for library in (offered, TinyLibrary(offered.root, f"sqlite:///{tmp_path}/second.db")):
        library.publish(Consent(loss=True))
        assert library.statuses("es")["risks"] != "translated"
        library.store.close()


def test_shared_files_that_are_saved_all_the_time_stop_a_publication(offered, monkeypatch):
    path = offered.root / "content" / "disclaimer.md"
    text = path.read_text("utf-8")
    lengths = count(1)
    saves_while_read(monkeypatch, lambda: path.write_text(text + "\n" * next(lengths), "utf-8"), times=99)
    with pytest.raises(SourceErrors, match=r"library\.toml:1: .* saved again and again while it is read"):
        offered.publish()


def saves_while_read(monkeypatch: pytest.MonkeyPatch, save: Callable[[], object], times: int = 1) -> None:
    """Let somebody save a shared file whenever a publication is about to read them, so many times."""
    read, left = foundation.read_library, iter(range(times))

    def saved(*args: object, **options: object) -> object:
        if next(left, None) is not None:
            save()
        return read(*args, **options)

    monkeypatch.setattr(foundation, "read_library", saved)


def test_another_version_of_the_program_believes_nothing(offered, monkeypatch, built):
    monkeypatch.setattr("portal_api.releases.publishing.footing.tool_version", lambda: b"another")
    assert offered.publish().nothing_changed
    assert len(built) == 4


def test_findings_are_not_believed_after_the_checks_changed(offered, monkeypatch):
    asked = []
    monkeypatch.setattr("portal_api.catalogs.checked.check", lambda *texts: asked.append(texts) or ())
    monkeypatch.setattr("portal_api.releases.publishing.footing.tool_version", lambda: b"another")
    offered.publish()
    assert not asked
    monkeypatch.setattr("portal_api.releases.publishing.footing.tool_version", lambda: b"a third")
    monkeypatch.setattr("portal_api.releases.publishing.footing.checks_version", lambda: b"other checks")
    offered.publish()
    assert asked

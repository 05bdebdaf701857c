"""A finished article is taken from memory where nothing changed that it is made from, and never otherwise."""

from __future__ import annotations

import datetime
import hashlib
import re
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from catalogreading import catalogs_read
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from tiny import ARTICLE, LIBRARY, NOW, TinyLibrary

from portal_api.articles import library as article_library
from portal_api.articles.library import read_library
from portal_api.catalogs.checked import DIRECT
from portal_api.catalogs.gettext.po import Entry, new_po
from portal_api.errors import DamagedMemory
from portal_api.locales import Locale
from portal_api.releases.holding import Named, hold
from portal_api.releases.publishing import fingerprints, memory, publish, workers
from portal_api.releases.publishing.finished import Finished
from portal_api.releases.publishing.ingredients import Ingredients
from portal_api.releases.publishing.losses import Consent
from portal_api.releases.publishing.memory import Unit
from portal_api.releases.publishing.recalled import recalled_checks
from portal_api.releases.record import tables
from portal_api.releases.record.changes import new_edition
from portal_api.releases.record.store import Imprint
from portal_api.releases.summary import Summary
from portal_api.whereabouts import MEMORY_FOLDER

TAGS = ("es", "ar")
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="{}" height="4"/></svg>'
FIGURE = 'figure: {file: pump.svg, alt: "A pump", credit: "Ana", licence: CC-BY-4.0}\n---\n# '
REVIEW = 'review: {by: "Ana", role: "nurse", on: 2026-01-02, next: 2030-01-02}'
GLOSSARY = '[[term]]\nterm = "Infection"\naccepted = {es = ["infeccion"]}\n'
Change = Callable[[TinyLibrary], object]


@pytest.fixture(scope="module")
def remembered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two articles in three languages with all that can stand beside them, published and remembered."""
    folder = tmp_path_factory.mktemp("remembered")
    library = TinyLibrary(folder / "library", f"sqlite:///{folder}/first.db")
    library.write("content/figures/pump.svg", PICTURE.format(4))
    text = ARTICLE.replace("---\n# ", FIGURE).replace("review: {status: unreviewed}", REVIEW)
    library.article("pump", text)
    library.article("second", ARTICLE.replace("# Pump", "# Second"))
    for tag in TAGS:
        for name in ("disclaimer", "pump", "second"):
            library.translate(tag, name)
            library.origin(tag, name, "human")
        heading = Entry("heading.overview", "What is it?", (f"{tag}: What is it?",))
        library.write(f"translations/{tag}/LC_MESSAGES/portal.po", new_po(Locale(tag), (heading,)).to_bytes())
        library.origin(tag, "portal", "human")
    assert not library.publish().problems
    library.store.close()
    return folder


@pytest.fixture
def tiny(remembered: Path, tmp_path: Path) -> Iterator[TinyLibrary]:
    """The same for one test."""
    shutil.copytree(remembered, tmp_path, dirs_exist_ok=True)
    library = TinyLibrary(tmp_path / "library", f"sqlite:///{tmp_path}/first.db")
    yield library
    library.store.close()


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """Every catalog of an article that is parsed from now on."""
    return catalogs_read(monkeypatch)


def elsewhere(library: TinyLibrary, name: str) -> TinyLibrary:
    """The same files, to be published into another database."""
    return TinyLibrary(library.root, f"sqlite:///{library.root.parent}/{name}.db")


def published(library: TinyLibrary) -> tuple[object, ...]:
    """What a publication tells, the digest of its release, and every byte that it wrote."""
    told = library.publish()
    with library.store.snapshot() as snapshot:
        rows = [snapshot.connection.execute(select(table)).all() for table in tables.metadata.sorted_tables]
        digest = snapshot.release.digest
    library.store.close()
    return _told(told), digest, [sorted(map(repr, some)) for some in rows]


def _told(summary: Summary) -> object:
    told = (summary.new, summary.changed, summary.withdrawn, summary.unchanged, summary.waits)
    return told, summary.locales, summary.problems, sorted(summary.notes)


def times_told(summary: Summary, words: str) -> int:
    """How many notes say this."""
    return sum(words in note for note in summary.notes)


def without_memory(library: TinyLibrary) -> tuple[object, ...]:
    """The same of somebody who remembers nothing."""
    kept = (library.root / MEMORY_FOLDER).rename(library.root / "aside")
    try:
        return published(library)
    finally:
        shutil.rmtree(library.root / MEMORY_FOLDER)
        kept.rename(library.root / MEMORY_FOLDER)


def test_what_was_finished_before_is_not_made_again(tiny, made):
    second = elsewhere(tiny, "second")
    assert len(second.publish().new) == 6
    assert made == []
    second.store.close()


def test_what_is_remembered_is_published_as_if_it_were_made(tiny):
    assert published(elsewhere(tiny, "second")) == without_memory(elsewhere(tiny, "third"))


def test_some_articles_are_remembered_and_others_made_in_one_release(tiny, made):
    tiny.change("content/articles/pump.md", "5 mg", "6 mg")
    with_memory = published(elsewhere(tiny, "second"))
    assert {name for name, _ in made} == {"pump"}
    assert with_memory == without_memory(elsewhere(tiny, "third"))


def test_several_processes_spare_what_one_does(tiny, monkeypatch):
    tiny.change("content/articles/pump.md", "5 mg", "6 mg")
    alone = without_memory(elsewhere(tiny, "third"))
    for name, value in (("_WORTH_IT", 0), ("_AT_ONCE", 1), ("cores", lambda: 2)):
        monkeypatch.setattr(workers, name, value)
    assert published(elsewhere(tiny, "second")) == alone


def _write(name: str, text: str) -> Change:
    return lambda library: library.write(name, text)


def _edit(name: str, old: str, new: str) -> Change:
    def edit(library: TinyLibrary) -> None:
        path = library.root / name
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new), "utf-8")

    return edit


def _remove(name: str) -> Change:
    return lambda library: (library.root / name).unlink()


def _settings(old: str, new: str) -> Change:
    return _edit("content/library.toml", old, new)


_ES = "translations/es/LC_MESSAGES/{}.po"
_WITHDRAWN = '[[withdrawn]]\narticle = "pump"\nlocale = "es"\nreason = "outdated"\non = 2026-01-01\n'
_HARMLESS = (
    '[[harmless]]\narticle = "{article}"\nsegment = "{segment}"\n'
    + "".join(f'{name} = "{hashlib.sha256(name.encode()).hexdigest()}"\n' for name in ("old", "new"))
    + 'by = "Ana"\nwhy = "The same"\n'
)
CHANGES: dict[str, Change] = {
    "source": _edit("content/articles/pump.md", "5 mg", "6 mg"),
    "source, the same size": _edit("content/articles/pump.md", "sleepy", "sloppy"),
    "source, metadata": _edit("content/articles/pump.md", "kind: procedure", "kind: condition"),
    "source, its review": _edit("content/articles/pump.md", "on: 2026-01-02", "on: 2026-01-03"),
    "source, broken": _write("content/articles/pump.md", "no front matter"),
    "source, another language": _edit("content/articles/pump.md", "language: en", "language: es"),
    "catalog": _edit(_ES.format("pump"), "es: Infection", "es: Infektion"),
    "catalog, a wrong dose": _edit(_ES.format("pump"), "es: It gives **5", "es: It gives **50"),
    "catalog, a comment": _edit(_ES.format("pump"), 'msgctxt "r1"', '# seen\nmsgctxt "r1"'),
    "catalog, fuzzy": _edit(_ES.format("pump"), 'msgctxt "r1"', '#, fuzzy\nmsgctxt "r1"'),
    "catalog, broken": _write(_ES.format("pump"), 'msgid "half a'),
    "catalog, gone": _remove(_ES.format("pump")),
    "reviews": _write("translations/es/reviews/pump.toml", 'origin = "machine"\n'),
    "reviews, broken": _write("translations/es/reviews/pump.toml", "origin = 5"),
    "reviews, gone": _remove("translations/es/reviews/pump.toml"),
    "figure": _write("content/figures/pump.svg", PICTURE.format(5)),
    "figure, its size": _write("content/figures/pump.svg", PICTURE.format(4).replace("0 9 9", "0 8 9")),
    "figure, gone": _remove("content/figures/pump.svg"),
    "portal words": _edit(_ES.format("portal"), "es: What is it?", "es: What?"),
    "portal words, broken": _write(_ES.format("portal"), 'msgid "half a'),
    "portal words, gone": _remove(_ES.format("portal")),
    "portal words, machine-made": _write("translations/es/reviews/portal.toml", 'origin = "machine"\n'),
    "disclaimer": _edit("content/disclaimer.md", 'version: "1"', 'version: "2"'),
    "disclaimer, its catalog": _edit(_ES.format("disclaimer"), "es: This is", "es: This was"),
    "disclaimer, not translated": _remove(_ES.format("disclaimer")),
    "glossary": _write("content/glossary.toml", GLOSSARY),
    "withdrawn": _write("content/withdrawn.toml", _WITHDRAWN),
    "withdrawn, another article": _write("content/withdrawn.toml", _WITHDRAWN.replace("pump", "second")),
    "withdrawn, as a whole": _write("content/withdrawn.toml", _WITHDRAWN.replace('locale = "es"\n', "")),
    "harmless": _write("content/harmless.toml", _HARMLESS.format(article="pump", segment="r1")),
    "harmless, a heading": _write(
        "content/harmless.toml", _HARMLESS.format(article="portal", segment="heading.overview")
    ),
    "setting: default": _settings('default_locale = "en"', 'default_locale = "es"'),
    "setting: publisher": _settings("Tiny Health", "Small Health"),
    "setting: address": _settings("tiny.example", "small.example"),
    "setting: order": _settings('"es", "ar"', '"ar", "es"'),
    "setting: languages": _settings(', "ar"', ""),
    "setting: more languages": _settings('"ar"', '"ar", "de"'),
    "setting: policy": _settings('human = "publish"', 'human = "reviewed-only"'),
    "setting: waiting": _write(
        "content/library.toml",
        LIBRARY.format(locales='"en", "es", "ar"', machine="publish", human="publish")
        + '\n[publish]\nwait_for = ["es"]\nat_most = "7d"\n',
    ),
}


@pytest.mark.parametrize("what", CHANGES)
def test_whatever_changed_it_is_published_as_if_nothing_were_remembered(tiny, what):
    CHANGES[what](tiny)
    assert published(elsewhere(tiny, "second")) == without_memory(elsewhere(tiny, "third"))


def test_a_setting_that_touches_no_article_lets_none_be_made_again(tiny, made):
    for old, new in (("Tiny Health", "Small Health"), ("tiny.example", "small.example")):
        path = tiny.root / "content" / "library.toml"
        path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    elsewhere(tiny, "second").publish()
    assert made == []


@pytest.mark.parametrize("what", ["source", "catalog, a wrong dose", "reviews", "figure", "setting: policy"])
def test_a_key_that_forgot_an_input_would_be_noticed(tiny, what, monkeypatch):
    monkeypatch.setattr(Ingredients, "key", property(lambda _: b"always the same"))
    monkeypatch.setattr(publish, "basis_of", lambda *_: b"always the same")
    elsewhere(tiny, "again").publish()
    CHANGES[what](tiny)
    assert published(elsewhere(tiny, "second")) != without_memory(elsewhere(tiny, "third"))


def test_another_program_takes_nothing_from_memory(tiny, made, monkeypatch):
    monkeypatch.setattr("portal_api.releases.publishing.footing.tool_version", lambda: b"another")
    elsewhere(tiny, "second").publish()
    assert len(made) == 4


def test_other_checks_take_nothing_from_memory(tiny, made, monkeypatch):
    monkeypatch.setattr("portal_api.releases.publishing.footing.checks_version", lambda: b"other checks")
    elsewhere(tiny, "second").publish()
    assert len(made) == 4


def test_before_the_day_of_its_review_an_article_is_a_mistake(tiny, monkeypatch):
    before = datetime.date(2026, 1, 1) - datetime.datetime.now(datetime.UTC).date()
    monkeypatch.setattr(article_library, "_FARTHEST_EAST", before)
    told = elsewhere(tiny, "second").publish()
    assert ["is yet to come" in str(one) for one in told.problems] == [True]
    assert {name for name, _ in told.new} == {"second"}


def test_what_readers_have_already_is_neither_made_nor_published_again(tiny, made):
    second = elsewhere(tiny, "second")
    second.publish()
    made.clear()
    assert tiny.publish().nothing_changed
    assert second.publish().nothing_changed
    assert made == []


def test_an_article_that_readers_have_otherwise_is_made(tiny, made):
    second = elsewhere(tiny, "second")
    second.publish()
    tiny.change("content/articles/pump.md", "5 mg", "6 mg")
    second.publish()
    tiny.publish()
    tiny.change("content/articles/pump.md", "6 mg", "5 mg")
    tiny.publish()
    assert second.publish().changed == tuple(("pump", Locale(tag)) for tag in ("ar", "en", "es"))


def test_a_held_article_is_made_and_stays_held(tiny, made):
    second = elsewhere(tiny, "second")
    second.publish()
    hold(second.store, Named("pump", "", None), "incorrect", Imprint(NOW, "Ana", "test"))
    tiny.publish()
    made.clear()
    assert times_told(second.publish(), "and not shown") == 1
    assert {name for name, _ in made} == {"pump"}


def test_what_came_of_an_incomplete_library_is_made_each_time(tiny, made):
    tiny.catalog("es", "pump").unlink()
    elsewhere(tiny, "second").publish()
    made.clear()
    elsewhere(tiny, "third").publish()
    assert {name for name, _ in made} == {"pump"}


@pytest.mark.parametrize("part", ["seal", "head", "text", "end"])
def test_a_remembered_text_that_changed_on_the_disk_is_thrown_away_and_told(tiny, made, part):
    def damaged(data: bytes) -> bytes:
        place = {"seal": 3, "head": 60, "text": len(data) - 9, "end": len(data) - 1}[part]
        return data[:-1] if part == "end" else data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]

    _spoil(tiny, damaged)
    second = elsewhere(tiny, "second")
    told = second.publish()
    assert times_told(told, "was damaged; it was thrown away") == 1
    assert len(made) == 4
    made.clear()
    assert published(elsewhere(tiny, "third")) == without_memory(elsewhere(tiny, "fourth"))


def test_the_checks_of_other_commands_do_without_a_damaged_memory(tiny):
    (tiny.root / MEMORY_FOLDER / "memory.db").write_bytes(b"SQLite format 3\0" + b"no database" * 400)
    checks = recalled_checks(read_library(tiny.root), "pump", Locale("es"))
    asked = ("5 mg", "50 mg", Locale("en"), Locale("es"))
    assert checks.of_texts(*asked) == DIRECT.of_texts(*asked) != ()


DAMAGES = {
    "a finding": "UPDATE findings SET data = replace(data, '{', '[') WHERE article = 'pump'",
    "the findings of another": "UPDATE OR REPLACE findings SET article = 'pump' WHERE article = 'second'",
    "what every article rests on": "UPDATE meta SET value = replace(value, 'unsettled', 'unsettlee')",
    "no JSON": "UPDATE meta SET value = '{' WHERE name = 'known'",
    "no UTF-8": "UPDATE meta SET value = CAST(x'ff' AS TEXT) WHERE name = 'known'",
    "a number": "UPDATE unit SET data = 7",
    "half a sign": """UPDATE unit SET data = '[{"": "\\ud800"}, {}]'""",
    "a tally": """UPDATE meta SET value = replace(value, '"complete": 2', '"complete": 3')""",
    "a remark": """UPDATE unit SET remarks = '{"es": {}}'""",
    "a folder": "UPDATE listing SET data = substr(data, 2) WHERE data <> x''",
    "an article that has gone": "DELETE FROM unit WHERE article = 'second'",
    "a version": "UPDATE meta SET value = '3' WHERE name = 'version'",
    "how many there are": "DELETE FROM meta WHERE name = 'known'",
    "no table": "DROP TABLE unit",
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_whatever_is_damaged_in_the_memory_all_of_it_is_thrown_away_and_told(tiny, damage):
    tiny.change("content/articles/pump.md", "topic: pumps", "topic: pump")
    kept = tiny.root / MEMORY_FOLDER / "memory.db"
    with closing(sqlite3.connect(kept)) as connection, connection:
        connection.execute(damage)
    shutil.copytree(tiny.root, tiny.root.with_name("bare"))
    shutil.copy(tiny.root.parent / "first.db", tiny.root.parent / "bare.db")
    told = tiny.publish()
    assert times_told(told, "was damaged; it was thrown away") == 1
    bare = TinyLibrary(tiny.root.with_name("bare"), f"sqlite:///{tiny.root.parent}/bare.db")
    shutil.rmtree(bare.root / MEMORY_FOLDER)
    assert published(tiny)[1:] == (bare.publish(), published(bare))[1][1:]


@pytest.mark.parametrize("is_gone", [True, False], ids=["gone", "as it was before"])
def test_what_all_share_reaches_an_article_whatever_happens_to_what_is_remembered_of_it(
    tiny, monkeypatch, is_gone
):
    monkeypatch.setattr(fingerprints, "_TICK_NS", 0)  # so that no file is looked at for being new
    kept = tiny.root / MEMORY_FOLDER / "memory.db"
    with closing(sqlite3.connect(kept)) as connection:
        (before,) = connection.execute("SELECT * FROM unit WHERE article = 'second'").fetchall()
    tiny.change("content/articles/second.md", "topic: pumps", "topic: pump")
    tiny.publish()
    with closing(sqlite3.connect(kept)) as connection, connection:
        connection.execute("DELETE FROM unit WHERE article = 'second'")
        if not is_gone:
            connection.execute("INSERT INTO unit VALUES (?, ?, ?, ?, ?)", before)
    tiny.change("translations/es/LC_MESSAGES/portal.po", '"es: What is it?"', '"es: Que es?"')
    told = tiny.publish().notes
    assert "es: Que es?" in str(tiny.edition("es", "second").body)
    assert "was damaged; it was thrown away" in " ".join(told)


def test_a_mistake_is_told_again_whatever_happens_to_what_is_remembered_of_it(tiny, monkeypatch):
    monkeypatch.setattr(fingerprints, "_TICK_NS", 0)  # so that no file is looked at for being new
    tiny.catalog("es", "second").write_bytes(b'msgid "half a')
    told = tiny.publish().problems
    with closing(sqlite3.connect(tiny.root / MEMORY_FOLDER / "memory.db")) as connection, connection:
        connection.execute("UPDATE unit SET remarks = NULL WHERE article = 'second'")
    tiny.change("translations/es/LC_MESSAGES/pump.po", "es: Infection", "es: Infektion")
    assert tiny.publish().problems == told != ()


def test_a_wrong_dose_is_found_again_whatever_happens_to_what_was_found(tiny):
    tiny.change("translations/es/LC_MESSAGES/pump.po", "es: It gives **5 mg", "es: It gives **50 mg")
    tiny.publish(Consent(loss=True))
    doubted = tiny.statuses("es")
    kept = tiny.root / MEMORY_FOLDER / "memory.db"
    data = bytearray(kept.read_bytes())
    found = re.search(rb'\{"[0-9a-f]{32}": \[\{"check"', data)
    assert found
    data[found.start() + 2] ^= 1
    kept.write_bytes(data)
    tiny.change("content/articles/pump.md", "topic: pumps", "topic: pump")
    assert times_told(tiny.publish(), "was damaged; it was thrown away") == 1
    assert tiny.statuses("es") == doubted
    assert "translated" in tiny.statuses("ar").values()


def test_an_article_remembered_under_the_name_of_another_is_not_believed(tiny):
    with closing(sqlite3.connect(tiny.root / MEMORY_FOLDER / "memory.db")) as connection, connection:
        connection.execute("DELETE FROM finished WHERE article = 'second'")
        connection.execute("UPDATE finished SET article = 'second'")
    assert published(elsewhere(tiny, "second")) == without_memory(elsewhere(tiny, "third"))


def _spoil(library: TinyLibrary, damaged: Callable[[bytes], bytes]) -> None:
    with closing(sqlite3.connect(library.root / MEMORY_FOLDER / "memory.db")) as connection, connection:
        ((data,),) = connection.execute("SELECT data FROM finished WHERE article = 'pump'")
        connection.execute("UPDATE finished SET data = ? WHERE article = 'pump'", [damaged(data)])


def test_no_more_is_remembered_than_there_is_room_for(tiny, made, monkeypatch):
    monkeypatch.setattr(memory, "_MOST_BYTES", 8_000)
    shutil.rmtree(tiny.root / MEMORY_FOLDER)
    elsewhere(tiny, "second").publish()
    kept = _finished(tiny)
    assert len(kept) == 1
    assert sum(kept.values()) <= 8_000
    made.clear()
    elsewhere(tiny, "third").publish()
    assert {name for name, _ in made}.isdisjoint(kept)


def test_an_article_that_was_made_again_in_part_is_forgotten(tiny):
    tiny.change("translations/es/LC_MESSAGES/second.po", "es: Infection", "es: Infektion")
    tiny.publish()
    assert set(_finished(tiny)) == {"pump"}


def test_what_another_setting_made_useless_is_forgotten(tiny, monkeypatch):
    monkeypatch.setattr(fingerprints, "_TICK_NS", 0)  # so that no file is looked at for being new
    tiny.publish()
    assert set(_finished(tiny)) == {"pump", "second"}
    tiny.change("content/library.toml", "Tiny Health, CC", "Tiny Health: CC")
    tiny.publish()
    assert set(_finished(tiny)) == {"pump", "second"}
    tiny.change("content/library.toml", 'machine = "publish"', 'machine = "reviewed-only"')
    tiny.publish()
    assert not _finished(tiny)


def _finished(library: TinyLibrary) -> dict[str, int]:
    """The articles that are remembered as finished, and their sizes."""
    with closing(sqlite3.connect(library.root / MEMORY_FOLDER / "memory.db")) as connection:
        return dict(connection.execute("SELECT article, length(data) FROM finished"))


_JSON = st.dictionaries(st.text(max_size=5), st.none() | st.text(max_size=5) | st.booleans(), max_size=3)


@given(
    title=st.text(max_size=20),
    topic=st.none() | st.text(max_size=9),
    codes=st.dictionaries(st.text(max_size=5), st.lists(st.text(max_size=5), max_size=2), max_size=2),
    origins=_JSON,
    remarks=_JSON,
    figure=st.none() | st.text(max_size=9),
    reviewed=st.none() | st.dates(),
)
def test_what_was_finished_is_unpacked_as_it_was(title, topic, codes, origins, remarks, figure, reviewed):
    body = {"id": "pump", "locale": "zh-Hans", "kind": "test", "audience": "child", "topic": topic}
    body |= {"head": {"title": title}, "codes": codes}
    body["figure"] = {"file": figure} if figure else None
    body["translation"] = {"complete": True, "translated": 2, "sections": 3}
    unit = Unit("pump", {"es": "ab"}, {"es": {"complete": 1}}, remarks, figure)
    finished = Finished(b"key", unit, (new_edition(body, origins),) * 2, reviewed)
    assert Finished.unpacked(finished.packed()) == finished


@given(st.binary(max_size=80))
def test_what_nobody_packed_is_damaged(data):
    with pytest.raises(DamagedMemory):
        Finished.unpacked(data)

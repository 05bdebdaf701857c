"""A search finds what the current release shows in a language, all of it, and nothing else."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import count
from pathlib import Path

import pytest
from tiny import ARTICLE, NOW, TinyLibrary

from portal_api.errors import StoreError, UnknownLocale
from portal_api.locales import Locale
from portal_api.releases.finding import finder, indexing, vocabulary
from portal_api.releases.finding.finder import Finder, NotIndexed
from portal_api.releases.finding.ranking import Found
from portal_api.releases.holding import Named, hold, unhold
from portal_api.releases.record.snapshot import Snapshot
from portal_api.releases.record.store import Imprint, Store
from portal_api.releases.rollback import roll_back

BY = Imprint(NOW, "Ana", "portal-api test")
PLAIN = """\
---
language: en
kind: condition
audience: everyone
review: {{status: unreviewed}}
sources: []
---
# {title}

{summary} {{#lead}}

## {heading} {{#more aspect=overview}}

{text} {{#p1}}
"""


def article(
    title: str = "Title", summary: str = "Summary.", heading: str = "Heading", text: str = "Text."
) -> str:
    """An article of four texts."""
    return PLAIN.format(title=title, summary=summary, heading=heading, text=text)


class Desk:
    """A library, and the search in front of it."""

    def __init__(self, tiny: TinyLibrary, folder: Path) -> None:
        self.tiny = tiny
        self.folder = folder
        folder.mkdir()
        self.finder = self.another()

    def another(self, **more) -> Finder:
        """Another server that shares the index."""
        return Finder(lambda: self.folder, self.tiny.store.current, **more)

    def found(self, query: str, tag: str = "en", limit: int = 50, by: Finder | None = None) -> Found:
        """What the current release has."""
        with self.tiny.store.snapshot() as snapshot:
            return (by or self.finder).find(snapshot, Locale(tag), query, limit)

    def view(self) -> Snapshot:
        """The current release as it stays for who has not noticed a newer one."""
        with self.tiny.store.snapshot() as snapshot:
            return self.tiny.store.view(snapshot.release)

    def ids(self, query: str, tag: str = "en") -> list[str]:
        """The articles, best first."""
        return [*self.found(query, tag).articles]

    def anew(self, query: str, tag: str = "en") -> Found:
        """The same by an index that is made from nothing."""
        folder = self.folder / "anew"
        folder.mkdir(exist_ok=True)
        for path in folder.iterdir():
            path.unlink()
        return self.found(query, tag, by=Finder(lambda: folder, self.tiny.store.current))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A small library, published."""
    tiny = TinyLibrary(tmp_path / "library", f"sqlite:///{tmp_path}/portal.db")
    tiny.publish()
    yield Desk(tiny, tmp_path / "index")
    tiny.store.close()


@pytest.fixture
def spanish(tiny: TinyLibrary, tmp_path: Path) -> Desk:
    """The same in two languages, in a database of each kind."""
    tiny.offer("es")
    tiny.publish()
    return Desk(tiny, tmp_path / "index")


SCRIPTS = [
    ("الحُمَّى عند الأطفال", "حمى"),
    ("الحُمَّى عند الأطفال", "اطفال"),
    ("رعاية للمسنين", "المسنين"),
    ("Drüsenfieber", "fieber"),
    ("Übelkeit", "ubelk"),
    ("小児の発熱", "発熱"),
    ("儿童发烧怎么办", "发烧"),
    ("儿童发烧怎么办", "烧"),
    ("เด็กมีไข้สูง", "ไข้"),
    ("កុមារក្តៅខ្លួន", "ក្តៅ"),
    ("बुख़ार", "बुखार"),
    ("Sốt ở trẻ em", "sot tre em"),
    ("Sốt ở trẻ em", "sốt trẻ em"),
    ("Işık", "isik"),
    ("Fièvre de l’enfant", "l'enfant fievre"),
]
TITLES = sorted({title for title, _ in SCRIPTS})


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A library that tests only read: a title of each script, and one word at different places."""
    root = tmp_path_factory.mktemp("shelf")
    tiny = TinyLibrary(root / "library", f"sqlite:///{root}/portal.db")
    for number, title in enumerate(TITLES):
        tiny.article(f"script-{number}", article(title=title))
    tiny.article("a", article(text="About measles."))
    tiny.article("b", article(heading="Measles"))
    tiny.article("c", article(title="Measles", text="Take 7 ml or 700."))
    tiny.article("d", article(summary="Measles are catching."))
    tiny.article("e", article(title="Coughing"))
    tiny.article("f", article(title="Whoopingcough"))
    tiny.article("g", article(title="Cough"))
    tiny.article("h", article(title="Heart", text="It may hurt."))
    tiny.article("i", article(title="Heart attack in women"))
    tiny.publish()
    yield Desk(tiny, root / "index")
    tiny.store.close()


def test_a_text_is_found_by_its_words_wherever_they_stand(desk: Desk) -> None:
    for query in (
        "pump",
        "small",
        "overview what is it",
        "5 mg",
        "infection",
        "beeps",
        "PUMPS",
        "pum",
        "pmup",
    ):
        assert desk.ids(query) == ["pump"], query
    assert desk.ids("nothing-like-this") == []
    assert desk.ids("?! …") == []


def test_a_change_a_withdrawal_and_a_new_article_are_found_at_once(spanish: Desk) -> None:
    assert spanish.ids("infection") == ["pump"]
    spanish.tiny.article("pump", ARTICLE.replace("Infection", "Bleeding"))
    spanish.tiny.article("fever", article("Fever"))
    spanish.tiny.publish()
    assert (spanish.ids("infection"), spanish.ids("bleeding"), spanish.ids("fever")) == (
        [],
        ["pump"],
        ["fever"],
    )
    (spanish.tiny.root / "content/articles/fever.md").unlink()
    spanish.tiny.write(
        "content/withdrawn.toml", '[[withdrawn]]\narticle = "fever"\nreason = "outdated"\non = 2026-11-22\n'
    )
    spanish.tiny.publish()
    assert (spanish.ids("fever"), spanish.ids("bleeding")) == ([], ["pump"])


def test_what_is_held_is_found_no_more_and_what_is_released_is_again(spanish: Desk) -> None:
    assert spanish.ids("infection") == ["pump"]
    hold(spanish.tiny.store, Named("pump", "risks", None), "unsafe", BY)
    assert (spanish.ids("infection"), spanish.ids("beeps")) == ([], ["pump"])
    hold(spanish.tiny.store, Named("pump", "", None), "unsafe", BY)
    assert spanish.ids("beeps") == []
    unhold(spanish.tiny.store, Named("pump", "", None), BY)
    unhold(spanish.tiny.store, Named("pump", "risks", None), BY)
    assert (spanish.ids("infection"), spanish.ids("beeps")) == (["pump"], ["pump"])


def test_nobody_finds_a_text_in_another_language_than_the_asked_one(spanish: Desk) -> None:
    spanish.tiny.article("pump", ARTICLE.replace("Infection", "Bleeding"))
    spanish.tiny.publish()
    assert spanish.tiny.statuses("es")["risks"] == "fallback stale"
    assert spanish.ids("bleeding", "es") == []
    assert spanish.ids("bleeding", "en") == ["pump"]
    assert spanish.ids("beeps", "es") == ["pump"]


def test_a_text_of_a_parent_language_is_found_where_it_is_shown(spanish: Desk) -> None:
    spanish.tiny.settings("en", "es", "es-MX")
    for name in ("disclaimer", "portal"):
        spanish.tiny.translate("es-MX", name)
    spanish.tiny.publish()
    with spanish.tiny.store.snapshot() as snapshot:
        assert snapshot.edition("pump", Locale("es-MX")).body["head"]["locale"] == "es"
    assert spanish.ids("beeps", "es-MX") == ["pump"]


def test_a_rollback_brings_back_what_was_found(spanish: Desk) -> None:
    assert spanish.ids("infection") == ["pump"]
    spanish.tiny.article("pump", ARTICLE.replace("Infection", "Bleeding"))
    spanish.tiny.publish()
    assert spanish.ids("infection") == []
    roll_back(spanish.tiny.store, 1, BY)
    assert (spanish.ids("infection"), spanish.ids("bleeding")) == (["pump"], [])


def test_a_title_is_better_than_a_heading_and_that_than_a_text(shelf: Desk) -> None:
    assert shelf.ids("measles") == ["c", "b", "d", "a"]


def test_the_word_is_better_than_one_that_begins_or_ends_like_it(shelf: Desk) -> None:
    assert shelf.ids("cough") == ["g", "e", "f"]


@pytest.mark.parametrize("typed", ["measels", "meesles", "measle", "meassles", "easles", "measlesx"])
def test_one_slip_of_a_finger_is_understood(shelf: Desk, typed: str) -> None:
    assert shelf.ids(typed)[0] == "c"


@pytest.mark.parametrize("typed", ["weasel", "msl", "measly-mouthed", "sesaelm", "70", "00"])
def test_another_word_or_number_is_not(shelf: Desk, typed: str) -> None:
    assert shelf.ids(typed) == []
    assert shelf.ids("7") == ["c"]


def test_an_article_that_lacks_most_of_the_question_is_not_found(shelf: Desk) -> None:
    assert shelf.ids("heart attack in women") == ["i"]
    assert {"h", "i"} == set(shelf.ids("heart"))


@pytest.mark.parametrize(("written", "typed"), SCRIPTS)
def test_every_script_is_found_as_it_is_typed(shelf: Desk, written: str, typed: str) -> None:
    assert shelf.ids(typed) == [f"script-{TITLES.index(written)}"]


def test_ties_go_by_the_id_whatever_was_published_first(desk: Desk) -> None:
    for name in ("c", "a", "b"):
        desk.tiny.article(name, article(title="Mumps"))
        desk.tiny.publish()
        desk.ids("mumps")
    assert desk.ids("mumps") == ["a", "b", "c"]
    assert desk.found("mumps", limit=2).articles == ("a", "b")
    assert desk.found("mumps", limit=2).total == 3


def test_an_index_that_followed_finds_what_a_new_one_finds(desk: Desk) -> None:
    queries = ("pump", "risk", "measles", "5 mg", "text", "heading text")
    for number in range(6):
        desk.tiny.article(
            f"a{number % 4}", article(title=f"Measles {number}", text=f"Text {number} of a pump.")
        )
        desk.tiny.publish()
        if number == 2:
            hold(desk.tiny.store, Named("pump", "risks", None), "unsafe", BY)
        for query in queries:
            assert desk.found(query) == desk.anew(query), (number, query)


def test_words_that_are_gone_push_out_none_that_are_there(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In an index that followed, the words of earlier texts are still there."""
    monkeypatch.setattr(vocabulary, "_ALIKE_AT_MOST", 2)
    dice = random.Random(7)
    words = [
        "pain",
        "pains",
        "painful",
        "painless",
        "painkiller",
        "spain",
        "unpain",
        "paint",
        "panic",
        "pian",
    ]
    for _ in range(12):
        for name in ("a", "b"):
            chosen = " ".join(dice.sample(words, 3))
            desk.tiny.article(name, article(title=chosen, text=" ".join(dice.sample(words, 2))))
        desk.tiny.publish()
        for query in ("pain", "pai", "paim", "ain", "painfull", "panic pian"):
            assert desk.found(query) == desk.anew(query), query


def test_an_index_that_was_interrupted_is_finished_by_whoever_asks_next(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexing, "STEP", 1)
    for name in ("a", "b", "c", "d"):
        desk.tiny.article(name, article(title="Mumps"))
    desk.tiny.publish()
    ticks = count(0, finder.PATIENCE_SECONDS * 0.6)
    hurried = desk.another(clock=lambda: next(ticks))
    refused = 0
    for number in range(20):
        try:
            found = desk.found("mumps", by=hurried)
            break
        except NotIndexed:
            refused += 1
            if number == 1:  # meanwhile the library goes on
                desk.tiny.article("a", article(title="Measles"))
                desk.tiny.publish()
    assert refused > 2
    assert found == desk.anew("mumps")
    assert found.articles == ("b", "c", "d")


def test_a_server_that_is_behind_finds_nothing_that_its_release_has_not(desk: Desk) -> None:
    behind = desk.view()
    desk.tiny.article("a", article(title="Mumps"))
    desk.tiny.publish()
    assert desk.ids("mumps") == ["a"]
    assert desk.finder.find(behind, Locale("en"), "pump", 5).articles == ("pump",)
    behind.close()


def test_an_index_of_another_database_is_made_anew(desk: Desk, tmp_path: Path) -> None:
    desk.tiny.article("a", article(title="Mumps"))
    desk.tiny.publish()
    assert desk.ids("mumps") == ["a"]
    other = TinyLibrary(tmp_path / "other", f"sqlite:///{tmp_path}/other.db")
    other.article("b", article(title="Mumps"))
    for _ in range(2):
        other.publish()
        taken_over = Finder(lambda: desk.folder, other.store.current)
        with other.store.snapshot() as snapshot:
            assert taken_over.find(snapshot, Locale("en"), "mumps", 5).articles == ("b",)
        other.article("c", article(title="Rubella"))
    other.store.close()
    assert desk.ids("mumps") == ["a"]


def test_a_database_that_was_replaced_by_an_older_copy_is_noticed(desk: Desk) -> None:
    old = desk.view()
    desk.tiny.article("a", article(title="Mumps"))
    desk.tiny.publish()
    assert desk.ids("mumps") == ["a"]
    restored = Finder(lambda: desk.folder, lambda: old.release.id)
    assert restored.find(old, Locale("en"), "mumps", 5).articles == ()
    assert restored.find(old, Locale("en"), "pump", 5).articles == ("pump",)
    old.close()


@pytest.mark.parametrize("damage", [b"", b"no database at all, but long enough to be read as one" * 90])
def test_a_damaged_index_is_made_anew(desk: Desk, damage: bytes) -> None:
    assert desk.ids("pump") == ["pump"]
    for path in desk.folder.iterdir():
        path.unlink()
    (desk.folder / "en.db").write_bytes(damage)
    assert desk.ids("pump") == ["pump"]


NONSENSE = {
    "numbers that are none": "UPDATE posting SET numbers = x'0102'",
    "articles that are none": "UPDATE posting SET numbers = x'ffffff00'",
    "a place that is none": "UPDATE posting SET place = 77 WHERE batch = 0",
    "another kind of value": "UPDATE progress SET alive = 1",
    "no text": "UPDATE article SET name = CAST(x'bf' AS TEXT)",
}


@pytest.mark.parametrize("damage", NONSENSE.values(), ids=NONSENSE)
def test_an_index_with_nonsense_in_its_rows_is_made_anew(desk: Desk, damage: str) -> None:
    right = desk.found("pump")
    with closing(sqlite3.connect(desk.folder / "en.db")) as connection, connection:
        connection.execute(damage)
    assert desk.found("pump") == right


def test_an_index_of_another_language_is_made_anew(spanish: Desk) -> None:
    assert spanish.ids("infection", "es") == ["pump"]
    assert spanish.ids("es", "en") == []
    for path in spanish.folder.glob("en.db*"):
        path.unlink()
    for path in spanish.folder.glob("es.db*"):
        path.rename(path.with_name(path.name.replace("es.db", "en.db")))
    assert spanish.ids("es", "en") == []


def test_a_damaged_index_that_cannot_be_removed_is_told(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """As where the folder belongs to somebody else."""

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError("not yours")

    (desk.folder / "en.db").write_bytes(b"no database at all, but long enough to be read as one" * 90)
    monkeypatch.setattr(Path, "unlink", refuse)
    with pytest.raises(StoreError, match="cannot be used"):
        desk.found("pump")


def test_an_index_with_other_tables_is_made_anew(desk: Desk) -> None:
    with closing(sqlite3.connect(desk.folder / "en.db")) as connection:
        connection.execute("CREATE TABLE word (something INTEGER)")
    assert desk.ids("pump") == ["pump"]
    with closing(sqlite3.connect(desk.folder / "en.db")) as connection:
        connection.execute("DROP TABLE posting")
    assert desk.ids("pump") == ["pump"]


def test_an_index_may_be_deleted_at_any_time(desk: Desk) -> None:
    for _ in range(2):
        assert desk.ids("pump") == ["pump"]
        for path in desk.folder.iterdir():
            path.unlink()


def test_an_index_that_is_mostly_of_old_articles_is_made_anew(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexing, "_DEAD_AT_LEAST", 3)
    for number in range(8):
        desk.tiny.article("pump", ARTICLE.replace("Infection", f"Infection {number}"))
        desk.tiny.publish()
        assert desk.ids(f"infection {number}") == ["pump"]
    with closing(sqlite3.connect(desk.folder / "en.db")) as connection:
        (alive,) = connection.execute("SELECT alive FROM progress").fetchone()
    assert len(alive) < 8


def test_while_somebody_else_makes_it_a_question_does_not_wait_for_ever(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finder, "PATIENCE_SECONDS", 0.05)
    desk.ids("pump")
    desk.tiny.article("a", article(title="Mumps"))
    desk.tiny.publish()
    with closing(sqlite3.connect(desk.folder / "en.db")) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(NotIndexed):
            desk.found("mumps")
    assert desk.ids("mumps") == ["a"]


def test_a_language_that_is_not_offered_is_refused(desk: Desk) -> None:
    for tag in ("ar", "fr", "und"):
        with pytest.raises(UnknownLocale):
            desk.found("pump", tag)
    assert not [*desk.folder.iterdir()]


def test_a_folder_that_cannot_be_used_is_told_without_the_question(desk: Desk) -> None:
    desk.folder.rmdir()
    desk.folder.write_text("a file")
    with pytest.raises(StoreError) as told:
        desk.found("secret worry")
    assert "secret" not in str(told.value)


@pytest.fixture
def large(tmp_path: Path) -> Iterator[Store]:
    """A library of sixty articles."""
    tiny = TinyLibrary(tmp_path / "large", f"sqlite:///{tmp_path}/large.db")
    for number in range(60):
        tiny.article(
            f"a{number}", article(title=f"Number {number}", text=f"Drink {number} glasses of water.")
        )
    tiny.publish()
    yield tiny.store
    tiny.store.close()


def test_a_publication_costs_the_search_what_it_changed(large: Store, tmp_path: Path) -> None:
    made: list[int] = []
    plain = indexing.terms_of

    def counted(body):
        made.append(1)
        return plain(body)

    searching = Finder(lambda: tmp_path, large.current)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(indexing, "terms_of", counted)
        with large.snapshot() as snapshot:
            searching.find(snapshot, Locale("en"), "water", 5)
        first = len(made)
        hold(large, Named("a7", "", None), "unsafe", BY)
        hold(large, Named("a8", "more", None), "unsafe", BY)
        with large.snapshot() as snapshot:
            assert searching.find(snapshot, Locale("en"), "water", 5).total == 58
    assert (first, len(made) - first) == (61, 1)

"""Catalogs are merged by id: nothing is lost, nothing doubtful stays unmarked, nothing sound is marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from effort import assert_cheap

from portal_api.articles.library import Harmless
from portal_api.catalogs.gettext.po import Entry, PoFile, new_po, parse_po
from portal_api.catalogs.meaning import text_digest
from portal_api.catalogs.messages import Message
from portal_api.catalogs.update import UNSURE, Update, update
from portal_api.errors import SourceErrors
from portal_api.locales import Locale

ES = Locale.parse("es")
NOTE = "Article: A\nSection: B; paragraph"
FILE = "content/articles/a.md"


def message(context: str, text: str) -> Message:
    return Message(context, text, NOTE, FILE)


def catalog(*entries: Entry) -> PoFile:
    """A catalog as it lies on disk: every entry with its lines."""
    with_notes = [replace(entry, notes=tuple(NOTE.split("\n")), references=(FILE,)) for entry in entries]
    return parse_po(new_po(ES, with_notes).to_bytes(), Path("a.po"))


def updated(po: PoFile | None, *messages: Message, harmless: Sequence[Harmless] = ()) -> Update:
    """The update, which is the same the second time and after writing and reading."""
    found = update(messages, po, ES, harmless)
    data = found.po.to_bytes()
    again = update(messages, parse_po(data, Path("a.po")), ES, harmless)
    assert again.po.to_bytes() == data
    assert not again.decisions or again.decisions == found.decisions
    return found


def harmless(segment: str, old: str, new: str) -> Harmless:
    return Harmless("a", segment, text_digest(old), text_digest(new), "An Editor", "a typo")


def test_a_new_catalog_has_every_message_empty_and_in_order() -> None:
    po = updated(None, message("p1", "One"), message("p2", "Two")).po
    assert [(entry.context, entry.id, entry.texts) for entry in po.entries] == [
        ("p1", "One", ("",)),
        ("p2", "Two", ("",)),
    ]
    assert po.entries[0].notes == ("Article: A", "Section: B; paragraph")
    assert po.entries[0].references == (FILE,)


def test_what_did_not_change_keeps_every_byte() -> None:
    data = catalog(Entry("p1", "One, two and three", ("Uno, dos y tres",))).to_bytes()
    wrapped = data.replace(b'"One, two and three"', b'""\n"One, two "\n"and three"').replace(b"\n", b"\r\n")
    assert (
        updated(parse_po(wrapped, Path("a.po")), message("p1", "One, two and three")).po.to_bytes() == wrapped
    )


def test_a_changed_text_keeps_its_translation_marked_with_the_text_it_was_made_for() -> None:
    (entry,) = updated(
        catalog(Entry("p1", "Take 5 mg", ("Tome 5 mg",))), message("p1", "Take 50 mg")
    ).po.entries
    assert (entry.id, entry.texts, entry.fuzzy, entry.previous_id) == (
        "Take 50 mg",
        ("Tome 5 mg",),
        True,
        "Take 5 mg",
    )


def test_a_text_that_changes_twice_keeps_the_oldest_source_of_its_translation() -> None:
    po = updated(catalog(Entry("p1", "One", ("Uno",))), message("p1", "Two")).po
    (entry,) = updated(po, message("p1", "Three")).po.entries
    assert (entry.id, entry.previous_id) == ("Three", "One")


def test_a_text_that_comes_back_has_its_translation_back() -> None:
    before = catalog(Entry("p1", "One", ("Uno",), flags=("no-wrap",)))
    changed = updated(before, message("p1", "Two")).po
    assert changed.entries[0].flags == ("fuzzy", "no-wrap")
    assert updated(changed, message("p1", "One")).po.entries == before.entries


def test_the_old_source_goes_once_a_translator_took_the_mark_away() -> None:
    po = updated(catalog(Entry("p1", "New", ("Nuevo",), previous_id="Old")), message("p1", "New")).po
    assert [(one.texts, one.fuzzy, one.previous_id) for one in po.entries] == [(("Nuevo",), False, None)]


def test_what_a_translator_is_unsure_of_stays_so_when_the_text_comes_back() -> None:
    before = catalog(Entry("p1", "One", ("Uno",), flags=("fuzzy",)))
    changed = updated(before, message("p1", "Two")).po
    assert UNSURE in changed.entries[0].comments
    assert updated(changed, message("p1", "One")).po.entries == before.entries


def test_an_untranslated_message_takes_its_new_text_unmarked() -> None:
    (entry,) = updated(catalog(Entry("p1", "One")), message("p1", "Two")).po.entries
    assert (entry.id, entry.fuzzy, entry.previous_id) == ("Two", False, None)


def test_what_is_gone_is_kept_as_obsolete_and_taken_up_again() -> None:
    before = catalog(Entry("p1", "One", ("Uno",), comments=("good",)), Entry("p2", "Two", ("Dos",)))
    gone = updated(before, message("p2", "Two")).po
    assert [(entry.context, entry.obsolete) for entry in gone.entries] == [("p2", False), ("p1", True)]
    back = updated(gone, message("p1", "One"), message("p2", "Two")).po
    assert back.entries == before.entries
    changed = updated(gone, message("p1", "Eleven"), message("p2", "Two")).po.entries[0]
    assert (changed.texts, changed.fuzzy, changed.previous_id) == (("Uno",), True, "One")


def test_an_obsolete_translation_of_just_this_text_is_taken_where_there_is_none() -> None:
    """As msgmerge leaves a file behind when the text changed: the old one obsolete, the new one empty."""
    po = updated(
        catalog(Entry("p1", "New"), Entry("p1", "Old", ("Viejo",), obsolete=True)), message("p1", "Old")
    ).po
    assert [(one.id, one.texts, one.fuzzy) for one in po.live()] == [("Old", ("Viejo",), False)]


def test_of_two_translations_the_one_for_just_this_text_is_taken_with_doubt_and_the_other_kept() -> None:
    before = catalog(Entry("p1", "New", ("Nuevo",)), Entry("p1", "Old", ("Viejo",), obsolete=True))
    po = updated(before, message("p1", "Old")).po
    assert [(one.texts, one.fuzzy, one.obsolete) for one in po.entries] == [
        (("Viejo",), True, False),
        (("Nuevo",), False, True),
    ]


@pytest.mark.parametrize("text", ["", "Uno"])
def test_an_obsolete_message_that_says_nothing_new_is_left_out(text: str) -> None:
    before = catalog(Entry("p1", "One", ("Uno",)), Entry("p1", "One", (text,), obsolete=True))
    assert len(updated(before, message("p1", "One")).po.entries) == 1


@pytest.mark.parametrize(
    "kept", [Entry("p1", "One", ("Una",)), Entry("p1", "One", ("Uno",), comments=("why",))]
)
def test_an_obsolete_message_that_says_something_else_is_kept(kept: Entry) -> None:
    before = catalog(Entry("p1", "One", ("Uno",)), replace(kept, obsolete=True))
    assert len(updated(before, message("p1", "One")).po.entries) == 2


def test_a_moved_message_keeps_its_translation_and_its_lines() -> None:
    before = catalog(Entry("p1", "One", ("Uno",)), Entry("p2", "Two", ("Dos",)))
    after = updated(before, message("p2", "Two"), message("p1", "One")).po
    assert after.entries == before.entries[::-1]
    assert [entry.raw for entry in after.entries] == [entry.raw for entry in before.entries[::-1]]


def test_no_other_message_lends_its_translation() -> None:
    after = updated(catalog(Entry("p1", "Take one", ("Tome una",))), message("p9", "Take one")).po
    assert [(entry.context, entry.texts, entry.obsolete) for entry in after.entries] == [
        ("p9", ("",), False),
        ("p1", ("Tome una",), True),
    ]


def test_of_two_entries_with_one_id_the_one_for_the_current_text_wins() -> None:
    before = catalog(Entry("p1", "New", ("Nuevo",)), Entry("p1", "Old", ("Viejo",)))
    live, old = updated(before, message("p1", "New")).po.entries
    assert (live.texts, live.fuzzy) == (("Nuevo",), False)
    assert (old.texts, old.obsolete) == (("Viejo",), True)


def test_messages_of_other_kinds_are_kept_as_obsolete() -> None:
    before = catalog(Entry(None, "x", ("y",)), Entry("p1", "day", ("día", "días"), plural="days"))
    after = updated(before, message("p1", "day")).po.entries
    assert [(entry.texts, entry.obsolete) for entry in after] == [
        (("",), False),
        (("y",), True),
        (("día", "días"), True),
    ]


def test_new_notes_change_nothing_else() -> None:
    before = catalog(Entry("p1", "One", ("Uno",), comments=("mine",), flags=("fuzzy",)))
    (entry,) = update([Message("p1", "One", "New note", FILE)], before, ES).po.entries
    assert entry == replace(before.entries[0], notes=("New note",))


def test_a_message_without_an_id_is_left_out() -> None:
    assert updated(None, message("", "One"), message("p2", "Two")).po.entries[0].context == "p2"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Call your team.", "Call your  team"),
        ("Call your team", "Call your team!"),
        ('Don\'t "wait".', "Don’t “wait”."),
        ("Take 5\u00a0mg.", "Take 5 mg."),
    ],
)
def test_a_change_that_cannot_change_the_meaning_is_taken_and_told(old: str, new: str) -> None:
    found = updated(catalog(Entry("p1", old, ("Texto",))), message("p1", new))
    (entry,) = found.po.entries
    assert (entry.id, entry.fuzzy, entry.previous_id) == (new, False, None)
    assert [(one.segment, one.kind, one.old, one.new) for one in found.decisions] == [
        ("p1", "automatic", old, new)
    ]
    assert "the translation stays as it is" in found.decisions[0].sentence


@pytest.mark.parametrize(
    ("old", "new"), [("Is it safe.", "Is it safe?"), ("Take these:", "Take these."), ("And so...", "And so.")]
)
def test_end_punctuation_of_another_class_makes_a_translation_fuzzy(old: str, new: str) -> None:
    assert updated(catalog(Entry("p1", old, ("Texto",))), message("p1", new)).po.entries[0].fuzzy


def test_a_declared_change_is_taken_and_told() -> None:
    old, new = "The alerm sounds.", "The alarm sounds."
    found = updated(
        catalog(Entry("p1", old, ("Suena",))), message("p1", new), harmless=[harmless("p1", old, new)]
    )
    assert not found.po.entries[0].fuzzy
    assert [one.kind for one in found.decisions] == ["declared"]
    elsewhere = [harmless("p2", old, new)]
    assert (
        updated(catalog(Entry("p1", old, ("Suena",))), message("p1", new), harmless=elsewhere)
        .po.entries[0]
        .fuzzy
    )


def test_declared_changes_make_a_chain() -> None:
    steps = [harmless("p1", "The alerm", "The allarm"), harmless("p1", "The allarm", "The alarm")]
    po = updated(catalog(Entry("p1", "The alerm", ("La",))), message("p1", "The alarm"), harmless=steps).po
    assert not po.entries[0].fuzzy


def test_a_declared_change_of_a_dose_is_refused_and_told() -> None:
    old, new = "Take 5 mg", "Take 50 mg"
    found = updated(
        catalog(Entry("p1", old, ("Tome",))), message("p1", new), harmless=[harmless("p1", old, new)]
    )
    assert found.po.entries[0].fuzzy
    assert [one.kind for one in found.decisions] == ["refused"]
    assert "because the numbers differ" in found.decisions[0].sentence


def test_a_declaration_made_later_heals_a_translation_that_became_fuzzy() -> None:
    old, new = "The alerm, again", "The alarm, again"
    fuzzy = updated(catalog(Entry("p1", old, ("La",))), message("p1", new)).po
    assert fuzzy.entries[0].fuzzy
    later = new + "."
    healed = updated(fuzzy, message("p1", later), harmless=[harmless("p1", old, later)]).po
    assert not healed.entries[0].fuzzy
    assert not updated(fuzzy, message("p1", new), harmless=[harmless("p1", old, new)]).po.entries[0].fuzzy


def test_a_catalog_in_another_language_is_refused() -> None:
    with pytest.raises(SourceErrors, match="says it is in es"):
        update([], catalog(), Locale.parse("fr"))


def test_a_large_catalog_takes_no_longer_than_its_size() -> None:
    messages = [message(f"p{n}", f"Take {n} mg of it.") for n in range(4_000)]
    before = new_po(ES, [Entry(one.context, one.text + ".", ("Tome",)) for one in messages])
    assert len(update(messages, before, ES).decisions) == 4_000
    assert_cheap(lambda: update(messages, before, ES), seconds=3)  # 30,000 take 0.6 s where nothing else runs

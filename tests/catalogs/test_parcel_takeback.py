"""What comes back is taken where it fits, marked where its source changed, and never erases anything."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from portal_api.catalogs.agency.handed import ReturnedCatalog, ReturnedText, handed, returned_po
from portal_api.catalogs.agency.takeback import TakenBack, take_back
from portal_api.catalogs.gettext.po import Entry, PoFile, new_po, parse_po
from portal_api.catalogs.messages import Message
from portal_api.locales import Locale

EN, DE = Locale("en"), Locale("de")
SOURCES = {"title": "Pump", "p1": "Take 5 mg.", "p2": "Call us.", "p3": "Rest."}
OURS = {"title": "Pumpe", "p1": "Nehmen Sie 5 mg.", "p2": ""}


def messages(sources: Mapping[str, str] = SOURCES) -> tuple[Message, ...]:
    return tuple(Message(name, text, "") for name, text in sources.items())


def catalog(texts: Mapping[str, str] = OURS, sources: Mapping[str, str] = SOURCES) -> PoFile:
    entries = [Entry(name, text, (texts.get(name, ""),)) for name, text in sources.items()]
    return parse_po(new_po(DE, entries).to_bytes(), Path("pump.po"))


def returned(changes: Mapping[str, str], *, left_out: str = "") -> ReturnedCatalog:
    """Our catalog as an agency changed it."""
    marks = {text.segment: text.mark for text in handed("pump", EN, catalog(), messages(), DE).texts}
    po = catalog({**OURS, **changes})
    kept = replace(po, entries=tuple(one for one in po.entries if one.context != left_out))
    return returned_po("pump", kept, marks)


def fates(result: TakenBack) -> dict[str, str]:
    return {one.segment: one.fate for one in result.outcomes if one.fate != "untouched"}


def entry(result: TakenBack, name: str) -> Entry:
    return next(one for one in result.po.live() if one.context == name)


def test_what_was_translated_is_taken_and_the_rest_keeps_its_bytes() -> None:
    before = catalog()
    result = take_back(messages(), before, returned({"p2": "Rufen Sie an."}), DE)
    assert fates(result) == {"p2": "taken"}
    assert entry(result, "p2").texts == ("Rufen Sie an.",)
    assert result.po.to_bytes() == before.to_bytes().replace(
        b'msgid "Call us."\nmsgstr ""', b'msgid "Call us."\nmsgstr "Rufen Sie an."'
    )


def test_nothing_that_comes_back_unchanged_changes_anything() -> None:
    result = take_back(messages(), catalog(), returned({}), DE)
    assert result.po.to_bytes() == catalog().to_bytes()
    assert fates(result) == {}


def test_a_text_whose_source_changed_meanwhile_is_taken_and_marked() -> None:
    now = {**SOURCES, "p1": "Take 6 mg."}
    result = take_back(messages(now), catalog(), returned({"p1": "Bitte 5 mg nehmen."}), DE)
    taken = entry(result, "p1")
    assert fates(result) == {"p1": "outdated"}
    assert (taken.id, taken.previous_id, taken.fuzzy) == ("Take 6 mg.", "Take 5 mg.", True)
    assert taken.texts == ("Bitte 5 mg nehmen.",)


def test_a_harmless_change_meanwhile_marks_nothing() -> None:
    now = {**SOURCES, "p2": "Call us!"}
    result = take_back(messages(now), catalog(), returned({"p2": "Rufen Sie an."}), DE)
    assert fates(result) == {"p2": "taken"}
    assert not entry(result, "p2").fuzzy


def test_a_text_that_changed_here_and_there_stays_as_it_is_here() -> None:
    here = catalog({**OURS, "p1": "Sie nehmen 5 mg."})
    result = take_back(messages(), here, returned({"p1": "Bitte 5 mg nehmen."}), DE)
    assert fates(result) == {"p1": "conflict"}
    assert entry(result, "p1").texts == ("Sie nehmen 5 mg.",)
    told = next(one.sentence for one in result.outcomes if one.fate == "conflict")
    assert "Sie nehmen 5 mg." in told
    assert "Bitte 5 mg nehmen." in told


def test_a_text_that_changed_only_here_stays() -> None:
    here = catalog({**OURS, "p1": "Sie nehmen 5 mg."})
    result = take_back(messages(), here, returned({}), DE)
    assert fates(result) == {}
    assert entry(result, "p1").texts == ("Sie nehmen 5 mg.",)


@pytest.mark.parametrize("empty", ["", "   "])
def test_what_comes_back_empty_erases_nothing(empty: str) -> None:
    result = take_back(messages(), catalog(), returned({"p1": empty}), DE)
    assert fates(result) == {"p1": "emptied"}
    assert entry(result, "p1").texts == (OURS["p1"],)


def test_a_text_that_does_not_come_back_is_told() -> None:
    result = take_back(messages(), catalog(), returned({}, left_out="p1"), DE)
    assert fates(result) == {"p1": "missing"}
    assert entry(result, "p1").texts == (OURS["p1"],)


def test_an_id_that_is_gone_finds_the_one_new_text_with_its_source() -> None:
    now = {"title": "Pump", "p1": "Take 5 mg.", "new": "Call us.", "p3": "Rest."}
    result = take_back(messages(now), catalog(), returned({"p2": "Rufen Sie an."}), DE)
    assert fates(result) == {"p2": "reattached"}
    assert entry(result, "new").texts == ("Rufen Sie an.",)


@pytest.mark.parametrize("more", [{}, {"a": "Call us.", "b": "Call us."}], ids=["none", "two"])
def test_an_id_that_is_gone_is_told_where_its_place_is_not_clear(more: dict[str, str]) -> None:
    now = {name: text for name, text in SOURCES.items() if name != "p2"} | more
    result = take_back(messages(now), catalog(), returned({"p2": "Rufen Sie an."}), DE)
    assert fates(result) == {"p2": "vanished"}
    assert not any(one.texts == ("Rufen Sie an.",) for one in result.po.live())
    assert "Rufen Sie an." in next(one.sentence for one in result.outcomes if one.fate == "vanished")


def test_a_mark_of_doubt_and_a_comment_come_back_with_the_text() -> None:
    text = ReturnedText("p2", "Call us.", "Rufen Sie an?", unsure=True, comments=("is this polite?",))
    result = take_back(messages(), catalog(), ReturnedCatalog("pump", DE, (text,)), DE)
    taken = entry(result, "p2")
    assert (taken.fuzzy, taken.previous_id, taken.comments) == (True, None, ("is this polite?",))


def test_an_old_translation_that_somebody_confirmed_is_no_longer_in_doubt() -> None:
    now = {**SOURCES, "p1": "Take 5 mg daily."}
    given = handed("pump", EN, catalog(), messages(now), DE)
    (stale,) = (one for one in given.texts if one.segment == "p1")
    assert stale.unsure
    text = ReturnedText("p1", "Take 5 mg daily.", stale.target, unsure=False, was=stale.mark)
    result = take_back(messages(now), catalog(), ReturnedCatalog("pump", DE, (text,)), DE)
    assert not entry(result, "p1").fuzzy

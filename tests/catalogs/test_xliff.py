"""XLIFF 2.0: what goes out is sound, and comes back as it went; what is hostile is refused with its line."""

from __future__ import annotations

import re
from pathlib import Path
from xml.parsers import expat

import pytest
from effort import assert_cheap

from portal_api.catalogs.agency.handed import HandedCatalog, HandedText
from portal_api.catalogs.agency.xliff import CORE, NotOneDocument, write_xliff
from portal_api.catalogs.agency.xliff_reader import read_xliff
from portal_api.errors import SourceErrors
from portal_api.locales import Locale

EN, DE, FR = Locale("en"), Locale("de"), Locale("fr")
PATH = Path("back.xlf")
TEXTS = (
    HandedText("title", "Pump", "Pumpe", "Article: Pump\nSection: beginning; title"),
    HandedText(
        "p1",
        "It gives **5 mg**, see [more](https://a.example/x).",
        "Sie gibt **5 mg**, [mehr](https://a.example/x).",
    ),
    HandedText("p2", "Call {number} & <wait>", ""),
    HandedText("p3", "New text", "Alter Text", "", unsure=True, previous="Old text"),
    HandedText("p4", "Seen", "Gesehen", approved="Ana, nurse, 2026-10-01"),
    HandedText("p5", "Doubt", "Zweifel", unsure=True),
)
CATALOG = HandedCatalog("pump", EN, DE, "content/articles/pump.md", TEXTS)


def document(*units: str, head: str = 'version="2.0" srcLang="en" trgLang="de"') -> bytes:
    """A document with these units, as another tool might write it."""
    return f'<xliff xmlns="{CORE}" {head}><file id="pump">{"".join(units)}</file></xliff>'.encode()


def unit(target: str, more: str = "", attributes: str = 'state="translated"') -> str:
    segment = f"<segment {attributes}><source>A</source><target>{target}</target></segment>"
    return f'<unit id="p1">{more}{segment}</unit>'


def test_every_text_comes_back_as_it_went() -> None:
    (back,) = read_xliff(write_xliff([CATALOG]), PATH)
    assert (back.name, back.locale) == ("pump", DE)
    assert [(one.segment, one.source, one.target) for one in back.texts] == [
        (one.segment, one.source, one.target) for one in TEXTS
    ]
    assert [one.was for one in back.texts] == [one.mark for one in TEXTS]
    assert back.expected == tuple(one.segment for one in TEXTS)


def test_a_link_to_an_article_is_an_inline_code_that_comes_back_as_it_went() -> None:
    text = HandedText("p1", "See [more](article:fever#risks).", "Siehe [mehr](article:fever#risks).")
    data = write_xliff([HandedCatalog("pump", EN, DE, "content/articles/pump.md", (text,))])
    assert data.count(b'type="link"') == 2
    assert data.count(b"](article:fever#risks)</data>") == 1
    (back,) = read_xliff(data, PATH)
    assert (back.texts[0].source, back.texts[0].target) == (text.source, text.target)


def test_the_state_tells_what_po_cannot() -> None:
    data = write_xliff([CATALOG]).decode()
    states = re.findall(r"<segment (.*?)>", data)
    assert states == [
        'state="translated"',
        'state="translated"',
        'state="initial"',
        'state="initial" subState="portal:stale"',
        'state="reviewed"',
        'state="initial" subState="portal:unsure"',
    ]
    assert '<note category="previous-source" appliesTo="source">Old text</note>' in data
    assert "Ana, nurse, 2026-10-01" in data
    (back,) = read_xliff(data.encode(), PATH)
    assert [one.seen for one in back.texts] == [False] * 4 + [True, False]
    assert [one.unsure for one in back.texts] == [False, False, False, True, False, True]


def test_markup_links_and_placeholders_are_inline_codes_with_the_same_numbers_on_both_sides() -> None:
    data = write_xliff([CATALOG]).decode()
    assert data.count('<pc id="1" dataRefStart="d1" dataRefEnd="d1" type="fmt" subType="xlf:b"') == 2
    assert data.count('<pc id="2" dataRefStart="d2" dataRefEnd="d3" type="link"') == 2
    assert '<data id="d3">](https://a.example/x)</data>' in data
    assert 'equiv="{number}"' in data


def test_the_same_catalogs_give_the_same_bytes() -> None:
    assert write_xliff([CATALOG]) == write_xliff([CATALOG])


def test_one_document_has_one_source_language() -> None:
    with pytest.raises(NotOneDocument):
        write_xliff([CATALOG, HandedCatalog("fievre", FR, DE, "f.md", ())])


def test_nothing_is_written_that_could_not_be_read_back() -> None:
    texts = tuple(HandedText(f"p{n}", "**a**" * 20, "**b**" * 20) for n in range(200))
    catalog = HandedCatalog("pump", EN, DE, "pump.md", texts)
    (back,) = read_xliff(write_xliff([catalog]), PATH)
    assert len(back.texts) == len(texts)
    with pytest.raises(NotOneDocument, match="one by one"):
        write_xliff([HandedCatalog("pump", EN, DE, "pump.md", (HandedText("p1", "a" * 10_000_000, ""),))])


def test_what_another_tool_divided_or_annotated_is_put_together() -> None:
    halves = (
        '<segment state="final"><source>A. </source><target>Eins. </target></segment>'
        "<ignorable><source> </source></ignorable>"
        '<segment state="reviewed"><source>B.</source>'
        '<target>Z<mrk id="m1" type="term">we</mrk>i.</target></segment>'
    )
    group = f'<group id="g"><unit id="p1">{halves}</unit></group>'
    (back,) = read_xliff(document(group), PATH)
    (text,) = back.texts
    assert (text.source, text.target, text.seen) == ("A.  B.", "Eins.  Zwei.", True)


def test_spanning_codes_in_two_pieces_are_read_like_one() -> None:
    data = '<originalData><data id="d1">**</data></originalData>'
    target = '<sc id="1" dataRef="d1"/>Ja<ec startRef="1" dataRef="d1"/> <cp hex="001A"/>'
    (back,) = read_xliff(document(unit(target, data)), PATH)
    assert back.texts[0].target == "**Ja** \x1a"


def test_strong_and_emphasis_survive_a_tool_that_loses_what_codes_stand_for() -> None:
    """The package `xliff` of npm keeps the kind of a code, and drops the original data."""
    strong = '<pc id="1" dataRefStart="d1" dataRefEnd="d1" type="fmt" subType="xlf:b">5 mg</pc>'
    emphasis = '<pc id="2" dataRefStart="d2" dataRefEnd="d2" type="fmt" subType="xlf:i">nur</pc>'
    (back,) = read_xliff(document(unit(f"{emphasis} {strong}")), PATH)
    assert back.texts[0].target == "*nur* **5 mg**"


def test_no_doubt_gets_lost_with_the_notes_and_states_that_a_tool_drops() -> None:
    (back,) = read_xliff(document(unit("B", attributes="")), PATH)
    assert back.texts[0].unsure is None
    (back,) = read_xliff(document(unit("B", attributes='state="translated"')), PATH)
    assert back.texts[0].unsure is False


def test_a_half_translated_unit_counts_as_not_translated() -> None:
    halves = "<segment><source>A</source><target>E</target></segment><segment><source>B</source></segment>"
    (back,) = read_xliff(document(f'<unit id="p1">{halves}</unit>'), PATH)
    assert back.texts[0].target == ""


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "not well-formed"),
        (b"no xml", "not well-formed"),
        (b"<a>" * 5000, "nested too deeply"),
        (b'<?xml version="1.0" encoding="klingon"?><a/>', "encoding"),
        (b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>', "DOCTYPE"),
        (b'<!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>', "DOCTYPE"),
        (b"<x>&unknown;</x>", "not well-formed"),
        (b"<x>\x00</x>", "not well-formed"),
        (b"<html/>", "not an XLIFF 2 document"),
        (document(head='version="1.2" trgLang="de"'), "not an XLIFF 2 document"),
        (document(head='version="2.0" srcLang="en"'), "trgLang"),
        (document(head='version="2.0" trgLang="no language"'), "trgLang"),
        (document(unit("a"), unit("b")), "twice"),
        (document(unit('<ph id="1" dataRef="d9"/>')), "original data"),
        (document(unit('<cp hex="D800"/>')), "cp element"),
        (document(unit('<cp hex="zz"/>')), "cp element"),
        (document(unit("<b>x</b>")), "does not have here"),
        (document(unit("a", attributes='state="done"')), "no state"),
        (document('<unit id="p1"/>'), "no segment"),
        (
            document(
                '<unit id="p1"><segment><source>A</source><target order="2">B</target></segment></unit>'
            ),
            "another order",
        ),
    ],
)
def test_what_is_no_sound_xliff_is_refused_with_its_line(data: bytes, what: str) -> None:
    with pytest.raises(SourceErrors, match=what) as caught:
        read_xliff(data, PATH)
    assert all(problem.line >= 1 and problem.remedy for problem in caught.value.problems)


def test_a_document_that_would_explode_costs_nothing() -> None:
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 20))
    bomb = f'<!DOCTYPE x [<!ENTITY a0 "x">{entities}]><x>&a19;</x>'.encode()

    def refused() -> None:
        with pytest.raises(SourceErrors, match="DOCTYPE"):
            read_xliff(bomb, PATH)

    assert_cheap(refused, seconds=0.5)


def test_a_very_large_document_is_refused_unread() -> None:
    with pytest.raises(SourceErrors, match="larger than 10 MB"):
        read_xliff(b"<a>" + b" " * 10_000_000, PATH)


def test_what_we_write_is_well_formed_for_any_reader() -> None:
    names: list[str] = []
    reader = expat.ParserCreate()
    reader.StartElementHandler = lambda name, _: names.append(name)
    reader.Parse(write_xliff([CATALOG]), True)
    assert names.count("unit") == len(TEXTS)

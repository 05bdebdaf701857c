"""Any text goes through inline codes and XLIFF without loss; any bytes are read or refused by us."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from portal_api.catalogs.agency.handed import HandedCatalog, HandedText
from portal_api.catalogs.agency.inlinecodes import pieces_of, text_of
from portal_api.catalogs.agency.xliff import CORE, write_xliff
from portal_api.catalogs.agency.xliff_reader import read_xliff
from portal_api.errors import SourceErrors
from portal_api.locales import Locale

MARKUP = st.lists(
    st.sampled_from(
        [
            "**",
            "*",
            "***",
            "[",
            "]",
            "](https://a.example)",
            "](",
            ")",
            "\\*",
            "\\",
            "{n}",
            "%(n)s",
            "a",
            " ",
            "&",
            "<",
            "é",
            "م",
        ]
    ),
    max_size=20,
).map("".join)
TEXT = st.one_of(MARKUP, st.text(max_size=40)).filter(lambda text: "\r" not in text)
XML = st.lists(
    st.sampled_from(
        [
            f'<xliff xmlns="{CORE}" version="2.0" srcLang="en" trgLang="de">',
            "</xliff>",
            '<file id="f">',
            "</file>",
            '<unit id="u">',
            "</unit>",
            "<segment>",
            "</segment>",
            "<source>",
            "</source>",
            "<target>",
            "</target>",
            '<pc id="1" dataRefStart="d">',
            "</pc>",
            '<originalData><data id="d">*</data></originalData>',
            "<ph/>",
            "text",
            "<!DOCTYPE x>",
            "&lt;",
            "<mrk>",
            "</mrk>",
        ]
    ),
    max_size=25,
).map(lambda pieces: "".join(pieces).encode())


@settings(max_examples=150, deadline=None)
@given(TEXT)
def test_any_text_is_the_sum_of_its_pieces(text: str) -> None:
    assert text_of(pieces_of(text)) == text


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(TEXT, TEXT, st.booleans()), min_size=1, max_size=4))
@example([("\x00\x1f\ufffe", "]]>", False)])
def test_any_text_comes_back_as_it_went(rows: list[tuple[str, str, bool]]) -> None:
    texts = tuple(
        HandedText(f"s{n}", source, target, unsure=unsure and bool(target))
        for n, (source, target, unsure) in enumerate(rows)
    )
    catalog = HandedCatalog("x", Locale("en"), Locale("ar"), "x.md", texts)
    (back,) = read_xliff(write_xliff([catalog]), Path("x.xlf"))
    assert [(one.source, one.target) for one in back.texts] == [(one.source, one.target) for one in texts]
    assert [one.unsure for one in back.texts] == [one.unsure for one in texts]


@settings(max_examples=150, deadline=None)
@given(st.one_of(XML, st.binary(max_size=200)))
def test_any_bytes_are_read_or_refused_in_our_own_words(data: bytes) -> None:
    with suppress(SourceErrors):
        assert all(one.locale == Locale("de") for one in read_xliff(data, Path("x.xlf")))


def test_markup_costs_no_more_than_its_length() -> None:
    for text in ("[" * 100_000, "*" * 100_001, "](" * 50_000, "\\" * 100_000, "{" * 100_000):
        assert text_of(pieces_of(text)) == text

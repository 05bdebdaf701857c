"""Whatever a PO file holds: it is refused as ours to refuse, or kept byte for byte."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from portal_api.catalogs.gettext.po import Entry, PoFile, babel_catalog, new_po, parse_po
from portal_api.catalogs.messages import Message
from portal_api.catalogs.update import update
from portal_api.errors import Problem, SourceErrors
from portal_api.locales import Locale

ES = Locale.parse("es")
PATH = Path("a.po")

TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from('\n\t"\\#~|'), max_size=20)
LINES = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zs", "Zl", "Zp"]), min_size=1, max_size=12)
FLAGS = st.lists(st.sampled_from(["fuzzy", "no-wrap", "python-format"]), unique=True).map(tuple)
NOTES = st.lists(LINES, max_size=2).map(tuple)
# gettext knows no earlier context without an earlier text.
PREVIOUS = st.just((None, None)) | st.tuples(st.none() | TEXTS, TEXTS)


def entry_with_previous(previous: tuple[str | None, str | None], *parts: object, **others: object) -> Entry:
    context, text = previous
    return Entry(*parts, **others, previous_context=context, previous_id=text)


ENTRIES = st.builds(
    entry_with_previous,
    PREVIOUS,
    st.none() | TEXTS,
    TEXTS.filter(bool),
    TEXTS.map(lambda text: (text,)),
    flags=FLAGS,
    comments=st.lists(LINES.filter(lambda text: text[0] not in "#~|.:,="), max_size=2).map(tuple),
    notes=NOTES,
    references=NOTES,
    obsolete=st.booleans(),
)
CATALOGS = st.lists(ENTRIES, max_size=5, unique_by=lambda entry: (entry.context, entry.id))
PIECES = st.sampled_from(
    [
        *'"\\#~|=,:. \n\r\tab\0\x85\ufeffé',
        '""',
        "\n\n",
        "\r\n",
        "msgid ",
        "msgstr ",
        "msgctxt ",
        "msgid_plural ",
        "msgstr[0] ",
        '"x"\n',
        '"y\\n"\n',
        "#~ ",
        "#~| ",
        "#| ",
        "#, fuzzy\n",
        "#= fuzzy\n",
        "<<<<<<< a\n",
        "nplurals=9;",
    ]
)


@given(CATALOGS)
@settings(max_examples=50)
def test_what_was_written_reads_back_equal(entries: list[Entry]) -> None:
    data = new_po(ES, entries).to_bytes()
    back = parse_po(data, PATH)
    assert back.entries == tuple(entries)
    assert back.to_bytes() == data
    assert replace(back, entries=tuple(map(replace, back.entries))).to_bytes() == data


@given(CATALOGS, st.lists(st.tuples(st.integers(0, 2000), st.integers(0, 8), PIECES), min_size=1, max_size=3))
@settings(max_examples=100)
def test_a_damaged_file_is_refused_or_kept_byte_for_byte(
    entries: list[Entry], damages: list[tuple[int, int, str]]
) -> None:
    text = new_po(ES, entries).to_bytes().decode()
    for place, length, piece in damages:
        start = place % (len(text) + 1)
        text = text[:start] + piece + text[start + length :]
    _refused_or_kept(text.encode())


@given(st.lists(PIECES, max_size=40))
@settings(max_examples=80)
def test_a_file_of_scraps_is_refused_or_kept_byte_for_byte(pieces: list[str]) -> None:
    _refused_or_kept(new_po(ES).to_bytes() + "".join(pieces).encode())


@given(st.binary(max_size=200))
@settings(max_examples=60)
def test_bytes_of_any_kind_are_refused_or_kept(data: bytes) -> None:
    _refused_or_kept(data)


@given(CATALOGS, st.integers(0, 4000))
@settings(max_examples=60)
def test_a_truncated_file_never_loses_a_message_in_silence(entries: list[Entry], cut: int) -> None:
    """A cut is noticed unless it falls behind a whole line of a text; then no earlier message is lost."""
    data = new_po(ES, entries).to_bytes()
    kept = data[: cut % (len(data) + 1)]
    try:
        back = parse_po(kept, PATH)
    except SourceErrors:
        return
    assert back.entries[:-1] == tuple(entries)[: max(len(back.entries) - 1, 0)]
    assert len(back.entries) >= sum(kept.count(mark) for mark in (b"\nmsgid ", b"\n#~ msgid "))


@given(
    st.lists(
        st.tuples(st.sampled_from("abcdef"), st.sampled_from(["One", "One.", "Two", "Take 5"])), max_size=6
    ),
    st.lists(
        st.builds(
            Entry,
            st.sampled_from("abcdef"),
            st.sampled_from(["One", "Two", "Take 5"]),
            st.sampled_from([("",), ("Uno",)]),
            flags=st.sampled_from([(), ("fuzzy",)]),
            previous_id=st.none() | st.sampled_from(["One", "Two", "Take 50"]),
            obsolete=st.booleans(),
        ),
        max_size=8,
        unique_by=lambda entry: (entry.context, entry.id),
    ),
)
@settings(max_examples=80)
def test_an_update_loses_nothing_and_is_done_once(wanted: list[tuple[str, str]], old: list[Entry]) -> None:
    messages = [Message(context, text, "note") for context, text in dict(wanted).items()]
    before = parse_po(new_po(ES, old).to_bytes(), PATH)
    after = update(messages, before, ES).po
    data = after.to_bytes()
    assert update(messages, parse_po(data, PATH), ES).po.to_bytes() == data
    assert [(entry.context, entry.id) for entry in after.live()] == list(dict(wanted).items())
    said = {(one.context, one.texts) for one in after.entries if one.translated}
    assert said == {(one.context, one.texts) for one in old if one.translated}
    for entry in after.live():
        made_for = [
            one.id for one in old if one.context == entry.context and one.translated and not one.fuzzy
        ]
        if entry.translated and not entry.fuzzy and not any(one.fuzzy for one in old):
            assert entry.id.rstrip(".") in {text.rstrip(".") for text in made_for}


def _refused_or_kept(data: bytes) -> None:
    problems, po = _read(data)
    for problem in problems:
        assert problem.remedy
        assert 1 <= problem.line <= data.count(b"\n") + 1
    if po is not None:
        assert po.to_bytes() == data
        assert len(babel_catalog(po, po.locale)) == sum(not entry.fuzzy for entry in po.live())


def _read(data: bytes) -> tuple[tuple[Problem, ...], PoFile | None]:
    try:
        return (), parse_po(data, PATH)
    except SourceErrors as refused:
        return refused.problems, None

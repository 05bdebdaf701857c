"""A catalog that is read and written keeps every byte; one that was made reads back as it was made."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from portal_api.catalogs.gettext.po import Entry, babel_catalog, new_po, parse_po, read_po, require_locale
from portal_api.catalogs.gettext.po_header import header_language
from portal_api.errors import SourceErrors
from portal_api.locales import Locale

ES = Locale.parse("es")
PATH = Path("a.po")

AS_TOOLS_WRITE_IT = """# Spanish, by two people
#, fuzzy
msgid ""
msgstr "Project-Id-Version: x\\nLanguage: es\\n"
"Content-Type: text/plain; charset=utf-8\\nX-Generator:\\t"
"Poedit 3.4\\n"
"Plural-Forms: nplurals=2; plural=n!=1;\\n"

#. Article: Pump
#: content/articles/pump.md
#,fuzzy , no-wrap
#| msgctxt "p0"
#| msgid ""
#| "What was it "
#| "before?"
msgctxt "p1"
msgid "What is it?"
msgstr   "¿Qué "
  "es?"
#no space
#= fuzzy
msgctxt "p2"
msgid "Say \\"no\\" \\\\ twice\\n"


msgstr "Diga\\t«no»\\n"

msgid "%d day"
msgid_plural "%d days"
msgstr[0] "%d día"
msgstr[1] "%d días"

#~| msgid "Old"
#~ msgctxt "p3"
#~ msgid ""
#~ "Older"
#~ msgstr "Viejo"

# the last word
"""


def test_what_tools_write_is_understood() -> None:
    po = parse_po(AS_TOOLS_WRITE_IT.encode(), PATH)
    first, second, plural, old = po.entries
    assert po.locale == ES
    assert po.header["X-Generator"] == "Poedit 3.4"
    assert (first.context, first.id, first.texts) == ("p1", "What is it?", ("¿Qué es?",))
    assert (first.previous_context, first.previous_id) == ("p0", "What was it before?")
    assert first.flags == ("fuzzy", "no-wrap")
    assert (first.notes, first.references) == (("Article: Pump",), ("content/articles/pump.md",))
    assert (second.comments, second.fuzzy) == (("no space",), True)
    assert (second.id, second.texts) == ('Say "no" \\ twice\n', ("Diga\t«no»\n",))
    assert (plural.plural, plural.texts) == ("%d days", ("%d día", "%d días"))
    assert (old.obsolete, old.previous_id, old.id, old.texts) == (True, "Old", "Older", ("Viejo",))
    assert [entry.line for entry in po.entries] == [16, 22, 28, 34]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("ending", ["", "\n", "\n\n\n"])
def test_reading_and_writing_changes_no_byte(newline: str, ending: str) -> None:
    data = (AS_TOOLS_WRITE_IT.rstrip("\n") + ending).replace("\n", newline).encode()
    assert parse_po(data, PATH).to_bytes() == data


def test_a_changed_entry_is_written_anew_and_every_other_keeps_its_lines() -> None:
    data = AS_TOOLS_WRITE_IT.replace("\n", "\r\n").encode()
    po = parse_po(data, PATH)
    changed = replace(po, entries=(replace(po.entries[0], texts=("¿Y eso?",)), *po.entries[1:])).to_bytes()
    assert parse_po(changed, PATH).entries[0].texts == ("¿Y eso?",)
    before, after = data.split(b"\r\n\r\n#. Article")[0], data.split(b'"es?"\r\n')[1]
    assert changed.startswith(before)
    assert changed.endswith(after)
    assert changed.count(b"\n") == changed.count(b"\r\n")


def test_an_entry_behind_a_file_without_a_last_line_end_begins_its_own_line() -> None:
    po = parse_po(new_po(ES, [Entry("a", "A")]).to_bytes().rstrip(b"\n"), PATH)
    longer = replace(po, entries=(*po.entries, Entry("b", "B")))
    assert [entry.id for entry in parse_po(longer.to_bytes(), PATH).entries] == ["A", "B"]


def test_an_old_text_behind_a_live_message_leaves_that_message_alive() -> None:
    data = new_po(ES, [Entry("a", "A", ("Á",))]).to_bytes() + b'#~| msgid "x"\n#~ msgid "y"\n#~ msgstr "z"\n'
    live, old = parse_po(data, PATH).entries
    assert (live.obsolete, live.previous_id) == (False, None)
    assert (old.obsolete, old.previous_id) == (True, "x")
    assert babel_catalog(parse_po(data, PATH), ES).get("A", "a").string == "Á"


def test_babel_gets_what_is_in_use_and_sure() -> None:
    entries = [
        Entry("a", "A", ("Á",)),
        Entry("b", "About 50% of people", ("Un 50%",), flags=("fuzzy",)),
        Entry("c", "C", ("X",), obsolete=True),
        Entry(None, "day", ("día", "días"), plural="days"),
    ]
    catalog = babel_catalog(new_po(ES, entries), ES)
    assert len(catalog) == 2
    assert catalog.get("A", "a").string == "Á"
    assert catalog.get("day").string == ("día", "días")
    assert (catalog.num_plurals, catalog.plural_expr) == (2, "(n != 1)")


def test_babel_takes_languages_that_it_does_not_know() -> None:
    locale = Locale.parse("prs")
    assert babel_catalog(new_po(locale, [Entry("a", "A", ("ا",))]), locale).get("A", "a").string == "ا"


def test_a_catalog_in_the_wrong_folder_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.po"
    path.write_bytes(new_po(ES).to_bytes())
    assert read_po(path, ES).locale == ES
    with pytest.raises(SourceErrors, match="says it is in es, but it stands where ar is expected"):
        read_po(path, Locale.parse("ar"))
    with pytest.raises(SourceErrors, match="Language: pt_BR"):
        babel_catalog(read_po(path), Locale.parse("pt-BR"))


@pytest.mark.parametrize(
    ("said", "tag"),
    [
        ("zh_CN", "zh-Hans"),
        ("zh_TW", "zh-Hant"),
        ("de_DE", "de"),
        ("pt_BR.UTF-8", "pt-BR"),
        ("sr@latin", "sr-Latn"),
        ("sr_RS@latin", "sr-Latn"),
        ("uz@cyrillic", "uz-Cyrl"),
        ("ca@valencia", "ca-valencia"),
        ("ff@adlm", "ff-Adlm"),
        ("pa_PK@arabic", "pa-Arab"),
        ("zh_Hant", "zh-Hant"),
        ("iw", "he"),
    ],
)
def test_what_other_tools_call_a_language_is_understood(said: str, tag: str) -> None:
    locale = Locale.parse(tag)
    po = new_po(locale, [Entry("a", "A", ("B",))]).to_bytes().decode()
    own = header_language(locale)
    assert f"Language: {own}\\n" in po
    read = parse_po(po.replace(f"Language: {own}", f"Language: {said}").encode(), Path("a.po"))
    assert babel_catalog(read, locale).get("A", "a").string == "B"


@pytest.mark.parametrize(
    ("tag", "said"),
    [
        ("pt-BR", "pt_BR"),
        ("zh-Hans", "zh_CN"),
        ("zh-Hant", "zh_TW"),
        ("zh-Hant-HK", "zh_HK"),
        ("sr-Latn", "sr@latin"),
        ("sr-Cyrl", "sr"),
        ("mww-Latn", "mww@latin"),
        ("pa-Arab", "pa@arabic"),
        ("ff-Adlm-SN", "ff_SN@adlm"),
        ("ca-valencia", "ca_valencia"),
    ],
)
def test_a_new_catalog_names_its_language_as_gettext_and_poedit_do(tag: str, said: str) -> None:
    po = new_po(Locale.parse(tag))
    assert po.header["Language"] == said
    require_locale(parse_po(po.to_bytes(), PATH), Locale.parse(tag))


def _through_poedit(locale: Locale, language: str = "") -> bytes:
    """As Poedit 3.2 saves a catalog in a language whose name it does not understand."""
    said = f"Language: {header_language(locale)}\\n"
    generator = "X-Generator: Poedit 3.2.2\\n"
    return new_po(locale).to_bytes().decode().replace(said, language + generator).encode()


def test_a_language_that_poedit_took_away_is_known_by_the_folder(tmp_path: Path) -> None:
    locale = Locale.parse("mww-Latn")
    path = tmp_path / "mww_Latn" / "LC_MESSAGES" / "a.po"
    path.parent.mkdir(parents=True)
    path.write_bytes(_through_poedit(locale))
    assert read_po(path).locale == read_po(path, locale).locale == locale


@pytest.mark.parametrize(
    ("tag", "language", "place"),
    [("mww-Latn", "", None), ("es", "", "es"), ("mww-Latn", "Language: \\n", "mww-Latn")],
    ids=["nobody knows", "Poedit knows it", "somebody emptied it"],
)
def test_no_other_missing_language_is_guessed(tag: str, language: str, place: str | None) -> None:
    data = _through_poedit(Locale.parse(tag), language)
    with pytest.raises(SourceErrors, match="names no language"):
        parse_po(data, PATH, Locale.parse(place) if place else None)


@pytest.mark.parametrize(
    ("said", "tag"), [("zh_TW", "zh-Hans"), ("de_AT", "de"), ("sr", "sr-Latn"), ("ca", "ca-valencia")]
)
def test_another_variety_of_a_language_is_another_language(said: str, tag: str) -> None:
    po = new_po(Locale.parse(said))
    with pytest.raises(SourceErrors, match="is it the wrong file"):
        babel_catalog(po, Locale.parse(tag))


@pytest.mark.parametrize("tag", ["es", "fr", "de", "ar", "zh-Hans", "pt-BR", "so", "ps", "prs", "ru"])
def test_a_new_catalog_is_sound_in_every_language_and_always_the_same(tag: str) -> None:
    locale = Locale.parse(tag)
    entries = (
        Entry("a", "A", ("",), notes=("Article: A",)),
        Entry("b", "B\n\tC", ("x\n",), flags=("fuzzy",)),
    )
    data = new_po(locale, entries).to_bytes()
    assert data == new_po(locale, entries).to_bytes()
    assert parse_po(data, PATH).entries == entries
    assert parse_po(data, PATH).locale.likely == locale.likely


def _gettext(*command: str, data: bytes) -> bytes:
    return subprocess.run(command, input=data, capture_output=True, check=True, timeout=30).stdout


@pytest.mark.usefixtures("gettext_tools")
def test_gettext_takes_our_files_and_gives_the_same_messages_back() -> None:
    entries = (
        Entry("a", 'A "quoted" \\ text\n', ("Un texto\n",), comments=("sure",), notes=("Article: A",)),
        Entry("b", "Say it twice a day, " * 20, ("Dígalo " * 40,), references=("content/articles/a.md",)),
        Entry("c", "C", ("c",), flags=("fuzzy",), previous_id="Before"),
        Entry("d", "D", ("d",), obsolete=True),
    )
    data = new_po(ES, entries).to_bytes()
    _gettext("msgfmt", "-c", "-o", "/dev/null", "-", data=data)
    back = parse_po(_gettext("msgcat", "-", data=data), PATH)
    assert back.entries == entries
    assert parse_po(back.to_bytes(), PATH).to_bytes() == back.to_bytes()


@pytest.mark.usefixtures("gettext_tools")
def test_what_we_write_is_what_msgcat_would_write_but_for_wrapping() -> None:
    entries = (
        Entry("a", "A", ("Á",), notes=("n",), flags=("fuzzy",), previous_id="B"),
        Entry("c", "x\ny", ("z\n",)),
    )
    data = new_po(ES, entries).to_bytes()
    assert _gettext("msgcat", "--no-wrap", "-", data=data) == data


@pytest.fixture(scope="session")
def gettext_tools() -> None:
    if shutil.which("msgfmt") and shutil.which("msgcat"):
        return
    if os.environ.get("CI"):
        pytest.fail("GNU gettext is missing: in CI nothing may be skipped")
    pytest.skip("GNU gettext (msgfmt, msgcat) is not installed; it is only an oracle here")


@pytest.mark.parametrize(
    ("line", "flags"),
    [
        ("#, fuzzy", ("fuzzy",)),
        ("#,fuzzy,", ("fuzzy",)),
        ("#, Fuzzy", ("fuzzy",)),
        ("#,\tfuzzy", ("fuzzy",)),
        ("#, fuzzy no-wrap", ("fuzzy", "no-wrap")),
        ("#, no-wrap, fuzzy", ("no-wrap", "fuzzy")),
        ("#= fuzzy", ("fuzzy",)),
        ("#, range: 0..9", ("range: 0..9",)),
    ],
)
def test_whoever_writes_fuzzy_is_understood(line: str, flags: tuple[str, ...]) -> None:
    data = new_po(ES).to_bytes() + f'\n{line}\nmsgid "a"\nmsgstr "b"\n'.encode()
    po = parse_po(data, PATH)
    assert po.entries[0].flags == flags
    assert po.to_bytes() == data

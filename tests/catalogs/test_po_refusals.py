"""What tools might read differently is refused: with its line, a remedy, quickly, and all of it at once."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from portal_api.catalogs.gettext.po import Entry, babel_catalog, new_po, parse_po, read_po
from portal_api.catalogs.gettext.po_draft import MOST_PROBLEMS
from portal_api.errors import Problem, SourceErrors
from portal_api.locales import Locale

PATH = Path("a.po")
HEADER = new_po(Locale.parse("es")).to_bytes().decode()
FIRST = HEADER.count("\n") + 1
RULE = "nplurals=2; plural=(n != 1)"
SPANISH = "Language: es"


def problems(data: str | bytes) -> tuple[Problem, ...]:
    with pytest.raises(SourceErrors) as refused:
        parse_po(data if isinstance(data, bytes) else data.encode(), PATH)
    return refused.value.problems


@pytest.mark.parametrize(
    ("body", "line", "what"),
    [
        ('msgid "a"\n', 0, "no msgstr"),
        ('msgid "a"\nmsgid "b"\nmsgstr ""\n', 0, "no msgstr"),
        ('msgctxt "a"\n', 0, "no msgid"),
        ('# a\nmsgstr "a"\n', 1, "no msgid"),
        ('msgid "a"\nmsgstr "b\n', 1, "quotation mark"),
        ('msgid "a"\nmsgstr "b\\"\n', 1, "quotation mark"),
        ('msgid "a"\nmsgstr "b" "c"\n', 1, "quotation mark"),
        ('msgid "a"\nmsgstr b\n', 1, "quotation mark"),
        ('msgid "a"\nmsgstr\n', 1, "quotation mark"),
        ('msgid "a"\nmsgstr "\\x41"\n', 1, "no known escape"),
        ('msgid "a"\nmsgstr "\\0"\n', 1, "no known escape"),
        ('msgid "a"\nmsgstr ""\nmsgstr ""\n', 2, "twice"),
        ('# a\n"a"\n', 1, "belongs to no message"),
        ('msgid "a"\n#~ "b"\nmsgstr ""\n', 1, "belongs to no message"),
        ('msgid "a"\n#~ msgstr ""\n', 1, "obsolete"),
        ('#~ msgid "a"\nmsgstr ""\n', 1, "obsolete"),
        ('#| msgid "a"\n', 0, "no message follows"),
        ("#: a.md\n", 0, "no message follows"),
        ("#, fuzzy\n", 0, "no message follows"),
        ('#~| msgid "a"\nmsgid "b"\nmsgstr ""\n', 1, "obsolete"),
        ('#| msgid "a"\n#~ msgid "b"\n#~ msgstr ""\n', 1, "obsolete"),
        ('#| msgctxt "a"\nmsgid "b"\nmsgstr ""\n', 0, "the old source of this message"),
        ('#| msgid "a"\n#| msgctxt "c"\nmsgid "b"\nmsgstr ""\n', 0, "the old source of this message"),
        ('#| msgstr "a"\nmsgid "b"\nmsgstr ""\n', 0, "the old source of this message"),
        ('#| msgid "a"\n# accept: numbers\nmsgid "b"\nmsgstr ""\n', 1, "a comment stands between"),
        ('# fuzzy\nmsgid "b"\nmsgstr ""\n', 0, "looks like the mark fuzzy"),
        ('#fuzzy\nmsgid "b"\nmsgstr ""\n', 0, "looks like the mark fuzzy"),
        ('# , Fuzzy,\nmsgid "b"\nmsgstr ""\n', 0, "looks like the mark fuzzy"),
        ('domain "x"\n', 0, "not part of a PO file"),
        ("hello\n", 0, "not part of a PO file"),
        ("<<<<<<< HEAD\n", 0, "merge conflict"),
        ("=======\n", 0, "merge conflict"),
        (">>>>>>> theirs\n", 0, "merge conflict"),
        ('msgid "a"\nmsgstr ""\n\nmsgid "a"\nmsgstr "x"\n', 3, "same message"),
        ('msgctxt "c"\nmsgid ""\nmsgstr ""\n', 0, "empty msgid"),
        ('msgid ""\nmsgstr ""\n', 0, "same message"),
        ('msgid "a"\nmsgid_plural "b"\nmsgstr ""\n', 0, "not msgstr[0]"),
        ('msgid "a"\nmsgid_plural "b"\nmsgstr[1] ""\n', 0, "not msgstr[0]"),
        ('msgid "a"\nmsgid_plural "b"\nmsgstr[0] ""\n', 0, "has 1 forms"),
        ('msgid "a"\nmsgstr[0] ""\n', 0, "no plural"),
        ('msgid ""\nmsgid_plural ""\nmsgstr[0] ""\nmsgstr[1] ""\n', 0, "same message"),
        ('msgid "a"\nmsgstr[99999999999] ""\n', 1, "not part"),
        ('msgid "a\x07"\nmsgstr ""\n', 0, "control character (U+0007)"),
        ('msgid "a"\nmsgstr "\x00"\n', 1, "control character (U+0000)"),
        ('msgid "a"\nmsgstr "\x85"\n', 1, "control character (U+0085)"),
        ('msgid "a\rb"\nmsgstr ""\n', 0, "control character (U+000D)"),
        ('msgid "a"\r\nmsgstr ""\n', -1, "CR LF"),
    ],
)
def test_a_mistake_is_named_with_its_line(body: str, line: int, what: str) -> None:
    found = [problem for problem in problems(HEADER + body) if what in problem.what]
    assert [problem.line for problem in found] == [1 if line < 0 else FIRST + line]
    assert found[0].remedy


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("charset=UTF-8", "charset=utf-7", "does not say that the file is UTF-8"),
        ("charset=UTF-8", "charset=ISO-8859-1", "does not say that the file is UTF-8"),
        ("charset=UTF-8", "charset=CHARSET", "does not say that the file is UTF-8"),
        ('"Content-Type: text/plain; charset=UTF-8\\n"\n', "", "does not say that the file is UTF-8"),
        (SPANISH, "Language: ", "names no language"),
        (SPANISH, "Language: ../../etc", "is no language"),
        (SPANISH, "X-Language: es", "names no language"),
        (SPANISH, "Language: es\\nlanguage: ar", "twice"),
        ("nplurals=2", "nplurals=100000000", "nplurals is 100000000"),
        ("nplurals=2", "nplurals=0", "nplurals is 0"),
        (SPANISH, f"{SPANISH}\\nX-A: nplurals=9;", "stands outside of Plural-Forms"),
        (SPANISH, f"charset=latin1\\n{SPANISH}", "stands outside of Content-Type"),
        (RULE, "nplurals=INTEGER; plural=EXPRESSION", "not of the form"),
        ("(n != 1)", "n()", "not expected"),
        ("(n != 1)", "n/0", "divides by zero"),
        ("(n != 1)", "n%(n-n)", "divides by zero"),
        ("(n != 1)", "n", "asks for form 1000"),
        ("(n != 1)", "__import__('os')", "not allowed"),
        ("(n != 1)", "(" * 300 + "n" + ")" * 300, "nested too deeply"),
        ('msgid ""', 'msgid ""\nmsgid_plural ""', "not msgstr[0]"),
        ('msgid ""\nmsgstr', 'msgid ""\nmsgid_plural ""\nmsgstr[0]', "the header has plural forms"),
        ('msgid ""', 'msgid "x"', "no header"),
        ('msgid ""', '#~ msgid ""', "no header"),
        ('msgid ""', 'msgctxt "x"\nmsgid ""', "no header"),
    ],
)
def test_a_header_that_leaves_something_open_is_refused(old: str, new: str, what: str) -> None:
    changed = HEADER.replace(old, new)
    assert changed != HEADER
    assert any(what in problem.what for problem in problems(changed))


@pytest.mark.parametrize(
    ("said", "encoding", "remedy"),
    [
        ("windows-1252", "cp1252", "msgconv --to-code=UTF-8"),
        ("ISO-8859-1", "latin-1", "msgconv --to-code=UTF-8"),
        ("GB18030", "gb18030", "msgconv --to-code=UTF-8"),
        ("UTF-8", "cp1252", "save the file as UTF-8"),
        ("CHARSET", "cp1252", "save the file as UTF-8"),
    ],
)
def test_a_file_in_another_encoding_is_told_how_to_convert_it(said: str, encoding: str, remedy: str) -> None:
    text = HEADER.replace("charset=UTF-8", f"charset={said}") + 'msgid "a"\nmsgstr "él"\n'
    with pytest.raises(SourceErrors) as caught:
        parse_po(text.encode(encoding), Path("a.po"))
    (problem,) = caught.value.problems
    assert problem.line == FIRST + 1
    assert remedy in problem.remedy
    assert (f"the file is {said}" in problem.what) == (remedy != "save the file as UTF-8")


@pytest.mark.parametrize("body", ['msgid "a" "b"\nmsgstr ""\n', 'msgid "a"\n#~\nmsgstr ""\n'])
def test_one_mistake_is_told_once(body: str) -> None:
    assert len(problems(HEADER + body)) == 1


@pytest.mark.parametrize("odd", ["\u202e", "\u2028", "\ue000", "x" * 100_000])
@pytest.mark.parametrize("place", [SPANISH, "Language-Team", "nplurals=2", "(n != 1)", "charset=UTF-8"])
def test_a_message_repeats_little_of_a_file_and_only_what_can_be_seen(odd: str, place: str) -> None:
    header = HEADER.replace(place, place + odd).replace(
        "Language-Team", f"X{odd}: \\nX{odd}: \\nLanguage-Team"
    )
    for problem in problems(f'{header}{odd} "\nmsgid "\\{odd}"\nmsgstr ""\n'):
        assert str(problem).isprintable()
        assert len(str(problem)) < 300


def test_an_empty_file_has_no_header() -> None:
    assert [problem.what for problem in problems(b"")] == ["there is no header"]


def test_bytes_that_are_not_utf_8_are_named_with_their_line() -> None:
    assert str(problems(HEADER.encode() + b"# ok\n# caf\xe9\n")[0]).startswith(
        f"a.po:{FIRST + 1}: this line is not"
    )


def test_a_byte_order_mark_is_refused() -> None:
    assert "byte order mark" in problems(b"\xef\xbb\xbf" + HEADER.encode())[0].what


def test_all_mistakes_of_a_file_are_told_at_once() -> None:
    found = problems(HEADER.replace("es", "") + 'msgid "a\x01"\nmsgstr "\\q"\nhello\nmsgid "b"\n')
    assert len({problem.line for problem in found}) >= 4


def test_a_file_of_nothing_but_mistakes_is_given_up_on() -> None:
    assert len(problems(HEADER + "x\n" * 10_000)) == MOST_PROBLEMS


def test_links_devices_folders_and_missing_files_are_refused(tmp_path: Path) -> None:
    real, link, fifo = tmp_path / "a.po", tmp_path / "b.po", tmp_path / "c.po"
    real.write_text(HEADER)
    link.symlink_to(real)
    os.mkfifo(fifo)
    for path, what in [
        (link, "symbolic link"),
        (fifo, "not an ordinary file"),
        (tmp_path / "d.po", "No such file"),
    ]:
        with pytest.raises(SourceErrors, match=what):
            read_po(path)
    with pytest.raises(SourceErrors):
        read_po(tmp_path)
    assert read_po(real).header["Language"] == "es"


def test_a_file_of_more_than_10_mb_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.po"
    path.write_text(HEADER + "# " + "x" * 10_000_000)
    with pytest.raises(SourceErrors, match="larger than 10 MB"):
        read_po(path)


def test_a_plural_needs_a_rule() -> None:
    rule = '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n'
    assert rule in HEADER
    plural = 'msgid "a"\nmsgid_plural "b"\nmsgstr[0] ""\nmsgstr[1] ""\n'
    assert [p.what for p in problems(HEADER.replace(rule, "") + plural)] == [
        "a message with a plural, but no Plural-Forms in the header"
    ]
    assert parse_po(HEADER.replace(rule, "").encode(), PATH).entries == ()


@pytest.mark.parametrize("rule", ["nplurals=2; plural=(n > 1)", "nplurals=1; plural=0"])
def test_another_languages_rule_is_refused_where_a_message_has_forms(rule: str) -> None:
    changed = HEADER.replace(RULE, rule)
    plural = 'msgid "a"\nmsgid_plural "b"\nmsgstr[0] ""\nmsgstr[1] ""\n'
    assert [p.what for p in problems(changed + plural)] == ["this is not the plural rule of es"]
    assert parse_po(changed.encode(), PATH).header["Plural-Forms"] == f"{rule};"


def test_old_mac_line_ends_are_one_mistake() -> None:
    (problem,) = problems(HEADER.replace("\n", "\r"))
    assert "end with CR alone" in problem.what


def test_a_message_that_babel_would_drop_is_refused() -> None:
    spanish = Locale.parse("es")
    with pytest.raises(SourceErrors, match="Babel takes 1 of 2 messages"):
        babel_catalog(new_po(spanish, [Entry("a", "A"), Entry("a", "A")]), spanish)

"""What is wrong, hostile or rare in PO files: the pieces that mutations.py puts into sound ones."""

from __future__ import annotations

CHARSETS = (b"utf-7", b"UTF-16", b"ISO-8859-1", b"CHARSET", b"utf8", b"UTF-8\\nX: y", b"", b"utf-8;")
CODECS = ("utf-16", "utf-16-le", "utf-32", "latin-1", "cp1252", "utf-7", "gb18030", "utf-8-sig")

PLURAL_PIECES = (
    *("n", "!", "%", "10", "&&", "||", "?", ":", "(", ")"),
    *("==", "0", "1", "/", "-", "*", " ", "n!=1", ";"),
)
PLURAL_RULES = ("n != 1", "n > 1", "0", "n%10==1 && n%100!=11 ? 0 : 1", "(n==1) ? 0 : (n==2) ? 1 : 2")
PLURAL_BOMBS = ("(" * 5_000 + "n", "!" * 50_000 + "n", "n*" * 20_000 + "n", "n?" * 900 + "n", "9**9**9")

ESCAPES = tuple(rb"\ \\ \x41 \0 \101 \" \n \r \a \u00e9 \q \\\ ".split())
COMMENTS = (
    *(b"#", b"# a", b"#. b", b"#: c:1", b"#, fuzzy", b"#= fuzzy", b"#,fuzzy, ,no-wrap", b"#|"),
    *(b'#| msgid "x"', b'#~| msgid "y"', b"#~", b"#!", b"#-", b"#\xc2\xa0x", b"  # d", b"\t#, fuzzy"),
    *(
        b"#, python-format, c-format",
        b"# accept: numbers because so",
        b'#| "z"',
        b"#domain",
        b"#, range: 0..9",
    ),
)
OBSOLETE = (
    *(b'#~| msgid "x"', b'#~ msgid "x"', b'#~ msgstr "y"', b'#~ "z"'),
    *(b"#~", b'#~msgid "x"', b'#~ msgctxt "title"'),
)
KEYWORDS = (
    *(b"msgctxt ", b"msgid ", b"msgid_plural ", b"msgstr ", b"msgstr[0] ", b"msgstr[1] ", b"msgstr[5] "),
    *(b"msgstr[-1] ", b"msgstr[00] ", b"msgid", b"MSGID ", b"msgstr\t", b"msgid_plural  ", b"domain "),
)

CHARACTERS = (
    "\u202e\u2066\u200f\u200b\u0301\ufeff\ue000\ufffe\ufffd\u2028\u2029\x85\x7f\x1b\u00ad\U0001f9d1\u200d"
    "\U000e0041\u0661\u09e7\uff15\u00bd\u2167\u4e07\ufe0f\u180e\u3000\u00a0{}%*[]()&<>\x00\x0c\U0010ffff"
)

"""PO files, strictly, nothing lost; with its reader and entries the only place that knows PO syntax."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from babel.messages.catalog import Catalog

from portal_api.catalogs.gettext.entry import FUZZY, Entry, PoFile
from portal_api.catalogs.gettext.pluralrule import read_rule
from portal_api.catalogs.gettext.plurals import known_rule, trusted_spelling
from portal_api.catalogs.gettext.po_draft import Problems
from portal_api.catalogs.gettext.po_header import header_language, read_header
from portal_api.catalogs.gettext.po_reader import read_entries
from portal_api.catalogs.plainfile import read_plain_file
from portal_api.errors import InvalidTag, Problem, SourceErrors
from portal_api.locales import Locale
from portal_api.locales.tag import Subtags

__all__ = [
    "FUZZY",
    "Entry",
    "PoFile",
    "babel_catalog",
    "language_of_folder",
    "new_po",
    "parse_po",
    "read_po",
    "require_locale",
    "with_language",
]

_LARGEST = 10_000_000
_MOST_LINES = 500_000
_CHARSET = re.compile(rb"charset=([A-Za-z0-9._-]{1,40})")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def read_po(path: Path, locale: Locale | None = None) -> PoFile:
    """The catalog in a file of at most 10 MB, never through a symbolic link.

    Raises:
        SourceErrors: as for `parse_po`; the file cannot be read; it is not in `locale`, where that is given.
    """
    po = parse_po(read_plain_file(path, _LARGEST), path, locale or language_of_folder(path))
    if locale is not None:
        require_locale(po, locale)
    return po


def parse_po(data: bytes, path: Path, place: Locale | None = None) -> PoFile:
    """The catalog in these bytes; `path` only names them in problems. `to_bytes` gives the same bytes back.

    `place` is the language that it is read for, if that is known; it counts where Poedit removed the header's
    own.

    Raises:
        SourceErrors: everything in it that GNU gettext, Babel and we might read differently or not at all.
    """
    problems = Problems(path)
    text = _decoded(data, problems)
    newline = "\r\n" if "\r\n" in text else "\n"
    entries, tail = read_entries(_without_controls(text, newline, problems), problems)
    _refuse_repetition(entries, problems)
    locale = read_header(entries, problems, place)
    problems.stop_if_any()
    return PoFile(path, locale, entries[0], tuple(entries[1:]), newline, tail)


def language_of_folder(path: Path) -> Locale | None:
    """The language that `.../pt_BR/LC_MESSAGES/a.po` stands for; None where the folder names none."""
    try:
        return Locale.parse(path.parent.parent.name) if path.parent.name == "LC_MESSAGES" else None
    except InvalidTag:
        return None


def new_po(locale: Locale, entries: Iterable[Entry] = (), path: Path = Path("new.po")) -> PoFile:
    """A catalog with a header of its own that holds no date, so that the same entries give the same bytes.

    The empty fields are there because msgfmt warns where they are not; a translator's tool fills them in.
    """
    fields = {
        "Project-Id-Version": "portal-api",
        "PO-Revision-Date": "",
        "Last-Translator": "",
        "Language-Team": "",
        "Language": header_language(locale),
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
    }
    rule = known_rule(locale)
    if rule is not None:
        fields["Plural-Forms"] = rule
    header = Entry(None, "", ("".join(f"{name}: {value}\n" for name, value in fields.items()),))
    return PoFile(path, locale, header, tuple(entries))


def require_locale(po: PoFile, locale: Locale) -> None:
    """Refuse a catalog that says it is in another language than the one it is read for.

    What CLDR takes for the same is the same: `zh_CN` and `zh_Hans`, `de_DE` and `de`.

    Raises:
        SourceErrors: its Language header names another language.
    """
    if po.locale == locale or _completed(po.locale) == _completed(locale):
        return
    what = f"this catalog says it is in {po.locale.folder}, but it stands where {locale.folder} is expected"
    remedy = f"is it the wrong file? if not, write: Language: {header_language(locale)}"
    raise SourceErrors([Problem(po.path, max(po.header_entry.line, 1), what, remedy)])


def with_language(po: PoFile, locale: Locale) -> PoFile:
    """The catalog, whose header names its language again where Poedit took it away."""
    if any(name.lower() == "language" for name in po.header):
        return po
    fields = f"{po.header_entry.texts[0].rstrip()}\nLanguage: {header_language(locale)}\n"
    return replace(po, header_entry=replace(po.header_entry, texts=(fields,)))


def babel_catalog(po: PoFile, locale: Locale) -> Catalog:
    """Babel's catalog of every message that is in use and not fuzzy, untranslated ones included.

    Raises:
        SourceErrors: the file is in another language.
    """
    require_locale(po, locale)
    catalog = Catalog(locale=_babel_name(locale), fuzzy=False)
    rule = po.header.get("Plural-Forms")
    if rule is not None and (trusted := trusted_spelling(read_rule(rule), locale)):
        catalog.mime_headers = [("Plural-Forms", trusted)]
    sound = [entry for entry in po.live() if not entry.fuzzy]
    for entry in sound:
        if entry.plural is None:
            catalog.add(entry.id, entry.texts[0], context=entry.context, lineno=entry.line)
        else:
            catalog.add((entry.id, entry.plural), entry.texts, context=entry.context, lineno=entry.line)
    if len(catalog) != len(sound):
        what = f"Babel takes {len(catalog)} of {len(sound)} messages"
        raise SourceErrors([Problem(po.path, 1, what, "look for messages with the same msgctxt and msgid")])
    return catalog


def _babel_name(locale: Locale) -> str:
    """The language as Babel can read it: without extensions and private parts, with one variant at most."""
    subtags = locale.subtags
    return str(replace(subtags, variants=subtags.variants[:1], extensions=(), private="")).replace("-", "_")


def _completed(locale: Locale) -> Subtags:
    language, script, region = locale.likely
    return replace(locale.subtags, language=language, script=script, region=region)


def _decoded(data: bytes, problems: Problems) -> str:
    if data.startswith(b"\xef\xbb\xbf"):
        problems.add(1, "this file begins with a byte order mark", "save it as UTF-8 without BOM")
        data = data[3:]
    if data.count(b"\n") > _MOST_LINES:
        what = f"this file has more than {_MOST_LINES} lines"
        problems.refuse(1, what, "remove old obsolete messages (#~)")
    if b"\r" in data and b"\n" not in data:
        what = "the lines end with CR alone, as on old Macs"
        problems.refuse(1, what, "save the file with LF or CR LF line ends")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        problems.refuse(line, *_other_encoding(data))


def _other_encoding(data: bytes) -> tuple[str, str]:
    """What to say of a file that is not UTF-8: where its header tells what it is, a tool can convert it."""
    said = _CHARSET.search(data)
    name = said[1].decode() if said else ""
    if name.lower() in ("", "charset", "utf-8", "utf8"):
        return "this line is not UTF-8", "save the file as UTF-8"
    what = f"this line is not UTF-8; its header says that the file is {name}"
    how = "in Poedit by Translation > Properties > Charset, or by: msgconv --to-code=UTF-8 -o FILE FILE"
    return what, f"convert it, {how}"


def _without_controls(text: str, newline: str, problems: Problems) -> str:
    """The text, its control characters noted as problems and replaced, so that reading can go on."""
    bare = text.replace("\r\n", "\n")
    if newline == "\r\n" and text.count("\n") != text.count("\r\n"):
        mixed = text.count("\n", 0, re.search(r"(?<!\r)\n", text).start()) + 1  # type: ignore[union-attr] # there is one
        problems.add(mixed, "some lines end with CR LF, some with LF", "save the file with one kind")
    line, position, found = 1, 0, False
    for match in _CONTROL.finditer(bare):
        line += bare.count("\n", position, match.start())
        position, found = match.start(), True
        what = f"a control character (U+{ord(match[0]):04X})"
        problems.add(line, what, "remove it; write a line break in a text as \\n")
    return _CONTROL.sub("\ufffd", bare) if found else text


def _refuse_repetition(entries: list[Entry], problems: Problems) -> None:
    """No two messages in use have the same context and text, and each has a text."""
    seen: dict[tuple[str | None, str], int] = {}
    for entry in entries:
        if entry.obsolete:
            continue
        first = seen.setdefault((entry.context, entry.id), entry.line)
        if first != entry.line:
            problems.add(entry.line, f"the same message stands in line {first}", "keep the better one")
        if not entry.id and entry.context is not None:
            problems.add(entry.line, "this message has an empty msgid", "remove it")

"""The header of a PO file -> its language; refuses what leaves encoding, language or plurals open."""

from __future__ import annotations

import re
from collections.abc import Mapping

from portal_api.catalogs.entry import Entry, header_fields
from portal_api.catalogs.plurals import PluralError, is_rule_of, known_rule, read_rule
from portal_api.catalogs.po_draft import Problems
from portal_api.errors import InvalidTag
from portal_api.locales import Locale

_CHARSET = re.compile(r"text/plain\s*;\s*charset\s*=\s*utf-8\s*;?", re.IGNORECASE)


def read_header(entries: list[Entry], problems: Problems) -> Locale:
    """The language of the file, from a header that leaves nothing open."""
    undetermined = Locale("und")
    if not entries or entries[0].obsolete or entries[0].id or entries[0].context is not None:
        problems.add(1, "there is no header", 'begin the file with msgid "" and its fields in msgstr')
        return undetermined
    entry = entries[0]
    if entry.plural is not None:
        problems.add(entry.line, "the header has plural forms", "write one msgstr")
    fields = _unique_fields(entry, problems)
    if not _CHARSET.fullmatch(fields.get("content-type", "")):
        charset = "Content-Type: text/plain; charset=UTF-8"
        problems.add(entry.line, "the header does not say that the file is UTF-8", f"write: {charset}")
    locale = _language(entry, fields.get("language", ""), problems)
    if locale is not None:
        _check_plurals(entries, fields.get("plural-forms"), locale, problems)
    return locale or undetermined


def _unique_fields(entry: Entry, problems: Problems) -> Mapping[str, str]:
    fields: dict[str, str] = {}
    for name, value in header_fields(entry.texts[0]):
        if name.lower() in fields:
            problems.add(entry.line, f"the header has {name} twice", "keep one of them")
        fields[name.lower()] = value
    return fields


def _language(entry: Entry, text: str, problems: Problems) -> Locale | None:
    try:
        return Locale.parse(text)
    except InvalidTag:
        what = f"{text!r} is no language" if text else "the header names no language"
        problems.add(entry.line, what, "write e.g. Language: pt_BR, as the folder is called")
    return None


def _check_plurals(entries: list[Entry], header: str | None, locale: Locale, problems: Problems) -> None:
    forms = _number_of_forms(entries[0].line, header, locale, problems)
    for entry in entries:
        if entry.plural is None or entry.obsolete or forms in (0, len(entry.texts)):
            continue
        if forms is None:
            problems.add(entry.line, "a message with a plural, but no Plural-Forms in the header", "add it")
        else:
            what = f"this message has {len(entry.texts)} forms, the language {forms}"
            problems.add(entry.line, what, "give each form its msgstr[N]")


def _number_of_forms(line: int, header: str | None, locale: Locale, problems: Problems) -> int | None:
    """How many forms the header promises; None without one, 0 where it cannot be used."""
    if header is None:
        return None
    remedy = f"write: Plural-Forms: {known_rule(locale) or 'nplurals=2; plural=(n != 1);'}"
    try:
        rule = read_rule(header)
    except PluralError as error:
        problems.add(line, f"the plural rule cannot be used: {error}", remedy)
        return 0
    if not is_rule_of(rule, locale):
        problems.add(line, f"this is not the plural rule of {locale.folder}", remedy)
        return 0
    return rule.count

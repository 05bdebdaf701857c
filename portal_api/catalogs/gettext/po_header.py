"""The header of a PO file -> its language; refuses what leaves encoding, language or plurals open."""

from __future__ import annotations

import re
from collections.abc import Mapping

from portal_api.catalogs.gettext.entry import Entry, header_fields
from portal_api.catalogs.gettext.pluralrule import PluralError, PluralRule, read_rule
from portal_api.catalogs.gettext.plurals import is_rule_of, known_rule
from portal_api.catalogs.gettext.po_draft import Problems
from portal_api.errors import InvalidTag
from portal_api.locales import Locale
from portal_api.locales.tag import Subtags

# What gettext writes behind an @ for the script of a language.
_SCRIPTS = {"latin": "Latn", "cyrillic": "Cyrl", "arabic": "Arab", "devanagari": "Deva"}
_MODIFIERS = {script: modifier for modifier, script in _SCRIPTS.items()}
_SCRIPT = re.compile(r"[A-Za-z]{4}")
_CHARSET = re.compile(r"text/plain\s*;\s*charset\s*=\s*utf-8\s*;?", re.IGNORECASE)

# How much of a file's own text a message repeats, and only what can be seen of it.
_SHOWN = 40
# GNU gettext looks for these in the whole header.
_READ_ANYWHERE = (("Content-Type", "charset="), ("Plural-Forms", "nplurals="))


def header_language(locale: Locale) -> str:
    """A language as gettext spells it: `pt_BR`, `zh_TW` for zh-Hant, `mww@latin`; Poedit knows no other."""
    tag = locale.subtags
    if tag.script is None or tag != Subtags(tag.language, tag.script, tag.region):
        return locale.folder
    region = locale.likely.region if tag.language == "zh" else tag.region
    spoken = Locale(str(Subtags(tag.language, region=region)))
    if spoken.likely == locale.likely:
        return spoken.folder
    return f"{spoken.folder}@{_MODIFIERS.get(tag.script, tag.script.lower())}"


def read_header(entries: list[Entry], problems: Problems, place: Locale | None = None) -> Locale:
    """The language of the file, from a header that leaves nothing open.

    Poedit takes the language away where it does not know the spelling, as with `sr_Latn`. Then `place`
    counts, the language that the file is read for.
    """
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
    is_taken_away = "language" not in fields and fields.get("x-generator", "").startswith("Poedit")
    lost = place if place is not None and place.subtags.script and is_taken_away else None
    locale = lost or _language(entry, fields.get("language", ""), problems)
    if locale is not None:
        _check_plurals(entries, fields.get("plural-forms"), locale, problems)
    return locale or undetermined


def _unique_fields(entry: Entry, problems: Problems) -> Mapping[str, str]:
    fields: dict[str, str] = {}
    for name, value in header_fields(entry.texts[0]):
        if name.lower() in fields:
            problems.add(entry.line, f"the header has {name[:_SHOWN]!r} twice", "keep one of them")
        fields[name.lower()] = value
    for name, mark in _READ_ANYWHERE:
        if entry.texts[0].count(mark) > fields.get(name.lower(), "").count(mark):
            what = f"{mark} stands outside of {name}, and GNU gettext reads it there as well"
            problems.add(entry.line, what, f"keep it in {name} only")
    return fields


def _language(entry: Entry, text: str, problems: Problems) -> Locale | None:
    try:
        return Locale.parse(_tag(text))
    except InvalidTag:
        what = f"{text[:_SHOWN]!r} is no language" if text else "the header names no language"
        problems.add(entry.line, what, "write e.g. Language: pt_BR, as the folder is called")
    return None


def _tag(text: str) -> str:
    """The BCP 47 tag of a language as gettext spells it: `sr_RS@latin`, `ff@adlm`, `ca@valencia`."""
    name, _, modifier = text.partition("@")
    language, *rest = name.partition(".")[0].split("_")
    script = _SCRIPTS.get(modifier.lower()) or (modifier if _SCRIPT.fullmatch(modifier) else None)
    return "-".join([language, script, *rest] if script else [language, *rest, *filter(None, [modifier])])


def _check_plurals(entries: list[Entry], header: str | None, locale: Locale, problems: Problems) -> None:
    """Plural forms fit the rule, and the rule the language; where there are no forms, any sound rule does."""
    plurals = [entry for entry in entries if entry.plural is not None and not entry.obsolete]
    remedy = f"write: Plural-Forms: {known_rule(locale) or 'nplurals=2; plural=(n != 1);'}"
    line = entries[0].line
    try:
        rule = None if header is None else read_rule(header)
    except PluralError as error:
        problems.add(line, f"the plural rule cannot be used: {error}", remedy)
        return
    if plurals and rule is not None and not is_rule_of(rule, locale):
        problems.add(line, f"this is not the plural rule of {locale.folder}", remedy)
        return
    for entry in plurals:
        _check_forms(entry, rule, problems)


def _check_forms(entry: Entry, rule: PluralRule | None, problems: Problems) -> None:
    if rule is None:
        problems.add(entry.line, "a message with a plural, but no Plural-Forms in the header", "add it")
    elif rule.count != len(entry.texts):
        what = f"this message has {len(entry.texts)} forms, the language {rule.count}"
        problems.add(entry.line, what, "give each form its msgstr[N]")

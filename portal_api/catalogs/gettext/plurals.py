"""A language -> its plural rule, as gettext's tools and CLDR give it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from babel import Locale as CldrLocale
from babel import localedata
from babel.core import get_global
from babel.messages.plurals import PLURALS
from babel.plural import to_gettext
from langcodes.data_dicts import MACROLANGUAGES

from portal_api.catalogs.gettext.pluralrule import PluralRule, read_rule
from portal_api.locales import Locale

# What gettext's tools write where Babel's table has too few forms; CLDR gives Haitian Creole those of French.
_INSTEAD = {
    "fa": "nplurals=2; plural=(n > 1);",
    "ht": "nplurals=2; plural=(n != 1);",
    "hu": "nplurals=2; plural=(n != 1);",
    "hy": "nplurals=2; plural=(n > 1);",
    "ka": "nplurals=2; plural=(n != 1);",
    "tr": "nplurals=2; plural=(n != 1);",
}
# What they write besides, for languages whose rule in Babel's table is a simplification.
_ALSO_USED = {
    "fa": ("nplurals=2; plural=(n != 1);",),
    "he": ("nplurals=4; plural=(n==1 ? 0 : n==2 ? 1 : n>10 && n%10==0 ? 2 : 3);",),
    "ht": ("nplurals=2; plural=(n > 1);",),
    "ko": ("nplurals=2; plural=(n != 1);",),
    "pt": ("nplurals=2; plural=(n > 1);",),
    "tr": ("nplurals=2; plural=(n > 1);",),
}
# CLDR's rules are spelled for machines; these do the same.
_SPELLED = (
    "nplurals=2; plural=(n != 1 && n != 2 && n != 3 && (n%10==4 || n%10==6 || n%10==9));",
    "nplurals=3; plural=(n==1 ? 0 : n==2 ? 1 : 2);",
    "nplurals=3; plural=(n<=1 ? 0 : n%1000000==0 ? 1 : 2);",
    "nplurals=3; plural=(n==1 ? 0 : n != 0 && n%1000000==0 ? 1 : 2);",
    "nplurals=4; plural=(n==1 || n==11 ? 0 : n==2 || n==12 ? 1 : n>=3 && n<=19 ? 2 : 3);",
    "nplurals=5; plural=(n%20==0 ? 2 : n%10==1 ? 0 : n%10==2 ? 1 : 4);",
)


def known_rule(locale: Locale) -> str | None:
    """What the Plural-Forms header of this language says; None where no table knows the language."""
    header = next(_known(locale), None)
    return _shortest(header) if header is not None else None


@lru_cache(maxsize=512)
def is_rule_of(rule: PluralRule, locale: Locale) -> bool:
    """Whether gettext's table or CLDR gives the language this rule, however it is spelled.

    For a language that neither knows, any rule that some known language has will do.
    """
    return trusted_spelling(rule, locale) is not None


@lru_cache(maxsize=512)
def trusted_spelling(rule: PluralRule, locale: Locale) -> str | None:
    """The header of a table that does the same as this rule of the language; None where there is none.

    Whatever a file spells, only this is handed on: it is known for every number, not just for those we tried.
    """
    headers = tuple(_known(locale)) or tuple(_header(*row) for row in PLURALS.values())
    return next((header for header in headers if read_rule(header) == rule), None)


@lru_cache(maxsize=512)
def _shortest(header: str) -> str:
    """The same rule as translators know it."""
    spellings = sorted((header, *_SPELLED, *(_header(*row) for row in PLURALS.values())), key=len)
    return next(other for other in spellings if read_rule(other) == read_rule(header))


def _known(locale: Locale) -> Iterator[str]:
    """Rules of the language from the most usual to the least; empty where it is unknown.

    A language that no table has under its own name is looked up as what it is a variety of: `prs` as `fa`.
    """
    own, region = locale.subtags.language, locale.subtags.region
    usual = get_global("language_aliases").get(own, own).partition("_")[0]
    for language in dict.fromkeys((own, usual, MACROLANGUAGES.get(own, own))):
        if language in _INSTEAD:
            yield _INSTEAD[language]
        row = PLURALS.get(f"{language}_{region}") or PLURALS.get(language)
        if row is not None:
            yield _header(*row)
        cldr = _cldr(language)
        if cldr is not None:
            yield cldr
        yield from _ALSO_USED.get(language, ())


def _header(count: int, expression: str) -> str:
    return f"nplurals={count}; plural={expression};"


@lru_cache(maxsize=512)
def _cldr(language: str) -> str | None:
    """CLDR's rule for whole numbers, where it has one and gettext can express it.

    Babel gives languages without a rule that of its root, one form for all, which nobody ever said of them.
    """
    if not localedata.exists(language):
        return None
    # Never asked for without what it inherits: Babel would keep it so, and then know no number formats.
    if localedata.load(language)["plural_form"] is localedata.load("root")["plural_form"]:
        return None
    rule = to_gettext(CldrLocale(language).plural_form)
    # The compact exponent `e` is 0 here.
    return re.sub(r"\be\b", "0", rule)

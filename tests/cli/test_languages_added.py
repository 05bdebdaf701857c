"""portal locales add, tag by tag: what each becomes, or why it is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from tiny import TinyLibrary

from portal_api.catalogs.gettext.po import Entry, babel_catalog, new_po, parse_po
from portal_api.locales import Locale

NOT = "n != 1"
MORE = "n > 1"
ONE = "plural=0;"
SLAVIC = "n%10>=2 && n%10<=4"
TAGALOG = "n%10==4 || n%10==6 || n%10==9"
NOBODY = "no table knows its rule"
RTL, LTR = "right to left", "left to right"

# tag, canonical tag, script, direction, part of the plural rule
ADDED = [
    ("sw", "sw", "Latn", LTR, NOT),
    ("prs", "prs", "Arab", RTL, MORE),
    ("fa", "fa", "Arab", RTL, MORE),
    ("ps", "ps", "Arab", RTL, NOT),
    ("ckb", "ckb", "Arab", RTL, NOT),
    ("kmr", "kmr", "Latn", LTR, NOT),
    ("ku-Arab", "ku-Arab", "Arab", RTL, NOT),
    ("ksw", "ksw", "Mymr", LTR, NOBODY),
    ("cnh", "cnh", "Latn", LTR, NOBODY),
    ("hmn", "hmn", "Latn", LTR, NOBODY),
    ("mww-Latn", "mww-Latn", "Latn", LTR, NOBODY),
    ("rhg-Latn", "rhg-Latn", "Latn", LTR, NOBODY),
    ("rhg-Rohg", "rhg-Rohg", "Rohg", RTL, NOBODY),
    ("mam", "mam", "Latn", LTR, NOBODY),
    ("quc", "quc", "Latn", LTR, NOBODY),
    ("rw", "rw", "Latn", LTR, NOBODY),
    ("apc", "apc", "Arab", RTL, "nplurals=6"),
    ("zh-Hant-HK", "zh-Hant-HK", "Hant", LTR, ONE),
    ("yue-Hant", "yue-Hant", "Hant", LTR, ONE),
    ("nan-Hant", "nan-Hant", "Hant", LTR, ONE),
    ("zh-min-nan-Latn", "nan-Latn", "Latn", LTR, ONE),
    ("cmn-Hant", "cmn-Hant", "Hant", LTR, ONE),
    ("sr-Latn", "sr-Latn", "Latn", LTR, SLAVIC),
    ("sh", "sr-Latn", "Latn", LTR, SLAVIC),
    ("cnr", "cnr", "Latn", LTR, SLAVIC),
    ("uz-Cyrl", "uz-Cyrl", "Cyrl", LTR, NOT),
    ("ast", "ast", "Latn", LTR, NOT),
    ("tl", "fil", "Latn", LTR, TAGALOG),
    ("fil", "fil", "Latn", LTR, TAGALOG),
    ("ceb", "ceb", "Latn", LTR, TAGALOG),
    ("iw", "he", "Hebr", RTL, NOT),
    ("in", "id", "Latn", LTR, ONE),
    ("no", "no", "Latn", LTR, NOT),
    ("nb", "nb", "Latn", LTR, NOT),
    ("mo", "ro", "Latn", LTR, "n%100 < 20"),
    ("ht", "ht", "Latn", LTR, NOT),
    ("ti", "ti", "Ethi", LTR, MORE),
    ("pt_br", "pt-BR", "Latn", LTR, MORE),
    ("pt-PT", "pt-PT", "Latn", LTR, NOT),
    ("tr", "tr", "Latn", LTR, NOT),
    ("i-lux", "lb", "Latn", LTR, NOT),
    ("art-lojban", "jbo", "Latn", LTR, ONE),
    ("ff-Adlm", "ff-Adlm", "Adlm", RTL, MORE),
    ("de-1996", "de-1996", "Latn", LTR, NOT),
    ("en-simple", "en-simple", "Latn", LTR, NOT),
    ("ca-valencia", "ca-valencia", "Latn", LTR, NOT),
]
REFUSED = [
    ("x-pirate", "names no language"),
    ("art", "names no language"),
    ("art-x-test", "names no language"),
    ("mul", "names no language"),
    ("i-default", "write the tag without them"),
    ("de-u-co-phonebk", "write the tag without them"),
    ("de-x-leicht", "write the tag without them"),
    ("nan", "say which: nan-Hant or nan-Latn"),
    ("mww", "say which: mww-Latn or mww-Hmnp"),
    ("rhg", "say which: rhg-Latn or rhg-Rohg"),
    ("kar", "say it in the tag, e.g. kar-Latn"),
    ("i-klingon", "say it in the tag, e.g. tlh-Latn"),
    ("ast-Latn", "write only ast"),
    ("sw-Arab", "add --unusual-script"),
    ("es-Latn", "means the same as es"),
    ("spa", "in the library already"),
    ("c", "is not a language tag"),
    ("english", "is not a language tag"),
    ("de-DE-DE", "is not a language tag"),
    ("i-", "is not a language tag"),
    ("", "is not a language tag"),
]


@pytest.mark.parametrize(("tag", "canonical", "script", "direction", "rule"), ADDED)
def test_a_tag_becomes_a_language_with_script_direction_and_plural_rule(
    run, tiny: TinyLibrary, tag: str, canonical: str, script: str, direction: str, rule: str
) -> None:
    output = run("locales", "add", tag).output
    assert f"{canonical} is in content/library.toml" in output
    assert f"{script}, {direction}" in output
    assert rule in next(line for line in output.splitlines() if "plurals:" in line)
    assert ("is called" in output) == (tag.lower().replace("_", "-") != canonical.lower())


@pytest.mark.parametrize(("tag", "why"), REFUSED)
def test_a_tag_that_is_none_is_refused_with_a_remedy(run, tiny: TinyLibrary, tag: str, why: str) -> None:
    result = run("locales", "add", tag)
    assert result.exit_code == 2
    assert why in " ".join(result.output.split())


@pytest.mark.parametrize(
    "tag", [row[1] for row in ADDED] + ["en-x-simple", "de-u-co-phonebk", "x-pirate", "sl-rozaj-biske"]
)
def test_babel_takes_a_catalog_in_any_language(tag: str) -> None:
    locale = Locale.parse(tag)
    po = parse_po(new_po(locale, [Entry("a", "one", ("x",))]).to_bytes(), Path("a.po"))
    assert po.locale.likely == locale.likely
    assert babel_catalog(po, locale).get("one", "a").string == "x"

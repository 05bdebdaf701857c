"""`portal locales add`: a new language for the library, and what it needs before readers can have it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import get_args

import click
import langcodes
import tomlkit
from babel.localedata import locale_identifiers

from portal_api.articles.library import Library, Origin, read_library
from portal_api.catalogs.coverage import DISCLAIMER
from portal_api.catalogs.gettext.plurals import known_rule
from portal_api.catalogs.needs import amount_of
from portal_api.cli.files import write_whole
from portal_api.cli.options import LocaleType, library_option
from portal_api.cli.screen import plural, say
from portal_api.cli.translators import tell_updated, update_catalog
from portal_api.cli.wanted import Wanted, wanted
from portal_api.errors import Problem, SourceErrors
from portal_api.locales import Locale
from portal_api.locales.likely import SEVERAL_SCRIPTS, UNKNOWN_SCRIPT
from portal_api.locales.names import OWN_NAMES
from portal_api.locales.tag import Subtags
from portal_api.whereabouts import LIBRARY_FILE

# Tags that name no language people read, and the regions of pseudo-languages, which only a preview has.
_NO_LANGUAGES = frozenset({"und", "mul", "mis", "zxx", "art"})
_REGISTRY = "https://www.iana.org/assignments/language-subtag-registry"
_PRIVATE = re.compile("q[a-t][a-z]")
_PSEUDO_REGIONS = frozenset({"XA", "XB", "XC", "ZZ"})


@click.command()
@click.argument("tag")
@click.option(
    "--origin",
    type=click.Choice(get_args(Origin)),
    help="Who will translate; unless you say so, texts count as machine-made.",
)
@click.option("--unusual-script", is_flag=True, help="The language really is written in that script here.")
@library_option
@click.pass_context
def add(ctx: click.Context, tag: str, origin: Origin | None, root: Path, *, unusual_script: bool) -> None:
    """Add a language to the library: its catalogs, and its place in content/library.toml.

    TAG is a BCP 47 tag. Readers are offered the language once its disclaimer is translated; the command tells
    what is needed for that.

    \b
    Example:
      portal locales add sw
      portal locales add zh-Hant --origin human
    """
    locale = LocaleType().convert(tag, None, ctx)
    library = read_library(root)
    refusal = _refusal(locale, library, unusual_script=unusual_script)
    if refusal is not None:
        raise click.UsageError(refusal)
    grown = replace(library, locales=(*library.locales, locale))
    catalogs = tuple(wanted(grown, locale, None))
    _register(root / LIBRARY_FILE, locale)
    updated = [update_catalog(grown, one) for one in catalogs]
    for one in catalogs:
        _say_origin(one.review_path, origin)
    _describe(locale, tag)
    tell_updated(updated)
    _tell_needs(grown, catalogs, locale, origin)


def _refusal(locale: Locale, library: Library, *, unusual_script: bool) -> str | None:
    """Why the language cannot be added; None where nothing speaks against it."""
    subtags = locale.subtags
    if not _is_language(locale):
        return f"{locale} names no language that people read; look its tag up in {_REGISTRY}"
    if subtags.extensions or subtags.private:
        return f"{locale} has parts (-u-, -x-) that no catalog can be named after; write the tag without them"
    if locale in library.locales:
        return f"{locale} is in the library already"
    same = next(
        (one for one in library.locales if one.likely == locale.likely and _is_plain(one, locale)), None
    )
    if same is not None:
        return f"{locale} means the same as {same}, which is in the library already"
    return _script_refusal(locale, unusual_script=unusual_script)


def _script_refusal(locale: Locale, *, unusual_script: bool) -> str | None:
    """Why the script of a language has to be said, or to be left out."""
    subtags = locale.subtags
    scripts = SEVERAL_SCRIPTS.get(subtags.language)
    if scripts and not subtags.script:
        examples = " or ".join(f"{subtags.language}-{script}" for script in scripts)
        return f"{locale} is written in more than one script, and none can be guessed; say which: {examples}"
    if locale.script == UNKNOWN_SCRIPT:
        return f"nobody knows in which script {locale} is written; say it in the tag, e.g. {locale}-Latn"
    usual = Locale(str(Subtags(subtags.language))).script
    known = _known_scripts(subtags.language)
    if subtags.script == usual and known == {usual} and not scripts:
        return f"{subtags.language} is always written in {usual}; write only {_without_script(subtags)}"
    if usual == "Latn" and locale.script not in known and not unusual_script:
        return (
            f"{subtags.language} is written in {usual}, and {locale} says {locale.script}; "
            f"is {_without_script(subtags)} meant? if not, add --unusual-script"
        )
    return None


def _is_language(locale: Locale) -> bool:
    subtags = locale.subtags
    if subtags.language in _NO_LANGUAGES or _PRIVATE.fullmatch(subtags.language):
        return False
    return subtags.region not in _PSEUDO_REGIONS and langcodes.tag_is_valid(str(locale))


def _is_plain(one: Locale, other: Locale) -> bool:
    """Whether the tags differ in nothing but what can be left out: `en-x-simple` is not `en`."""
    return one.subtags.variants == other.subtags.variants


def _known_scripts(language: str) -> set[str]:
    """The scripts in which CLDR or we know the language to be written."""
    tags = [*locale_identifiers(), *OWN_NAMES]
    own = [tag for tag in tags if tag.replace("_", "-").split("-")[0] == language]
    return {Locale.parse(tag).script for tag in (language, *own)}


def _without_script(subtags: Subtags) -> str:
    return str(replace(subtags, script=None))


def _register(path: Path, locale: Locale) -> None:
    """Adds the tag to the list in library.toml; everything else in the file stays as it is."""
    before = path.read_bytes().decode("utf-8")
    document = tomlkit.parse(before)
    if tomlkit.dumps(document) != before:
        remedy = f'add "{locale}" to locales yourself, then run: portal catalogs update {locale}'
        raise SourceErrors([Problem(path, 1, "this file would not keep its other lines", remedy)])
    document["locales"].append(str(locale))
    write_whole(path, tomlkit.dumps(document).encode())


def _say_origin(path: Path, origin: Origin | None) -> None:
    if origin is not None and not path.exists():
        write_whole(
            path, f'# Who wrote these translations, and who approved them.\norigin = "{origin}"\n'.encode()
        )


def _describe(locale: Locale, tag: str) -> None:
    name = locale.own_name
    rule = known_rule(locale)
    if tag.lower().replace("_", "-") != str(locale).lower():
        say(f"{tag} is called {locale} today.")
    say(f"{locale} is in {LIBRARY_FILE}, in folder translations/{locale.folder}/")
    say(f"  own name:  {name if name != str(locale) else 'unknown; readers see the tag'}")
    say(f"  script:    {locale.script}, {'right to left' if locale.direction == 'rtl' else 'left to right'}")
    say(f"  plurals:   {rule or 'no table knows its rule; none of the texts needs one today'}\n")


def _tell_needs(
    library: Library, catalogs: tuple[Wanted, ...], locale: Locale, origin: Origin | None
) -> None:
    say("\nBefore readers are offered it:")
    for number, step in enumerate(_steps(library, catalogs, locale, origin), 1):
        say(f"  {number}. {step}")
    say(f"\nTo see how far it is: portal coverage {locale}; to hand it over: portal catalogs export {locale}")


def _steps(
    library: Library, catalogs: tuple[Wanted, ...], locale: Locale, origin: Origin | None
) -> Iterator[str]:
    disclaimer = next((one for one in catalogs if one.source.name == DISCLAIMER), None)
    if disclaimer is None:
        yield "content/disclaimer.md must be mended first: portal publish says what is wrong"
        return
    yield f"translate {disclaimer.path} ({_size(disclaimer)})"
    if library.policy.needs_review(origin or "machine", DISCLAIMER, locale):
        yield f"have a person approve it: portal review approve {locale} disclaimer --by NAME --role ROLE"
    yield "portal publish"
    rest = f"all in all {_size(*catalogs)}"
    yield f"then article by article, and portal.po for headings and notices ({rest})"


def _size(*catalogs: Wanted) -> str:
    amount = amount_of(message.text for one in catalogs for message in one.source.messages)
    return f"{plural(amount.segments, 'text')}, {plural(amount.words, 'word')}"

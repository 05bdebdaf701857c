"""`portal catalogs export`: one language in one file, for an agency or a tool."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from portal_api.articles.library import Library, read_library
from portal_api.catalogs.agency.handed import HandedCatalog, handed
from portal_api.catalogs.agency.parcel import DOCUMENTS, pack
from portal_api.catalogs.agency.xliff import write_xliff
from portal_api.catalogs.update import update
from portal_api.cli.files import write_whole
from portal_api.cli.options import LocaleType, library_option
from portal_api.cli.screen import plural, say
from portal_api.cli.wanted import Wanted, harmless_for, wanted
from portal_api.locales import Locale


@click.command("export")
@click.argument("locale", type=LocaleType())
@click.argument("article", required=False)
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="The file to write.")
@click.option("--xliff", is_flag=True, help="XLIFF 2.0 files in the zip instead of PO files.")
@library_option
def export_catalogs(
    locale: Locale, article: str | None, output: Path | None, root: Path, *, xliff: bool
) -> None:
    """Write the catalogs of one language into one file for an agency or a tool.

    A name that ends in .xlf gives one XLIFF 2.0 document, any other a zip. What is handed over is up to date
    with the articles; the files here stay as they are.

    \b
    Example:
      portal catalogs export de -o german.zip
      portal catalogs export de fever-in-children -o fever.xlf
    """
    library = read_library(root)
    output = output or Path(f"{locale}.zip")
    chosen = [*wanted(library, locale, article)]
    given = [_handed(library, one) for one in chosen]
    if not given:
        raise click.UsageError(f"there is nothing to translate into {locale}")
    if output.suffix.lower() in DOCUMENTS:
        write_whole(output, write_xliff(given))
    else:
        write_whole(output, pack(locale, dict(_files(library, chosen, given, xliff=xliff)), given))
    texts = sum(len(one.texts) for one in given)
    say(f"{output}: {plural(len(given), 'catalog')}, {plural(texts, 'text')} in {locale}.")
    say(f"When it comes back: portal catalogs import {locale} FILE")


def _handed(library: Library, one: Wanted) -> HandedCatalog:
    approved = dict(_approved(library, one))
    messages, harmless = one.source.messages, harmless_for(library, one.source.name)
    name, language = one.source.name, one.source.language
    return handed(name, language, one.read(), messages, one.locale, harmless, approved)


def _approved(library: Library, one: Wanted) -> Iterator[tuple[str, str]]:
    for part in one.judge(library):
        if part.approval is not None:
            who = f"{part.approval.by}, {part.approval.role}, {part.approval.on}"
            yield from ((name, who) for name in part.texts)


def _files(
    library: Library, chosen: Sequence[Wanted], given: Sequence[HandedCatalog], *, xliff: bool
) -> Iterator[tuple[str, bytes]]:
    for one, catalog in zip(chosen, given, strict=True):
        name = one.source.name
        if xliff:
            yield f"{name}.xlf", write_xliff([catalog])
        else:
            po = update(one.source.messages, one.read(), one.locale, harmless_for(library, name)).po
            yield f"{name}.po", po.to_bytes()

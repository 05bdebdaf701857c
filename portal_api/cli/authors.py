"""What authors type: import, stamp."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import get_args

import click

from portal_api.articles.article import Audience, Kind
from portal_api.articles.headings import ENGLISH_HEADINGS, Headings
from portal_api.articles.importer import import_page as understand
from portal_api.articles.library import article_files, read_library
from portal_api.articles.reader import name_fault, read_bytes
from portal_api.articles.stamp import Lost, Stamped, all_new
from portal_api.articles.stamp import stamp as with_ids
from portal_api.catalogs.coverage import PORTAL
from portal_api.catalogs.gettext.po import read_po
from portal_api.cli.files import write_whole
from portal_api.cli.options import LocaleType, find_library, library_option
from portal_api.cli.refusals import FINDINGS
from portal_api.cli.screen import complain, is_terminal, plural, say, table
from portal_api.cli.wanted import catalog_path
from portal_api.errors import SourceErrors
from portal_api.locales import Locale
from portal_api.words import HEADINGS


@click.command("import")
@click.argument("page", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="Where to write the article, e.g. content/articles/asthma-child.md; its name is the article's id.",
)
@click.option(
    "--language", type=LocaleType(), help="In which language the page is written; English unless you say so."
)
@click.option("--kind", type=click.Choice(get_args(Kind)), help="What the page is about, if you know better.")
@click.option("--audience", type=click.Choice(get_args(Audience)), help="Whom it is for, if you know better.")
@click.option("--force", is_flag=True, help="Write over FILE if it exists.")
def import_page(
    page: Path,
    output: Path,
    language: Locale | None,
    kind: Kind | None,
    audience: Audience | None,
    *,
    force: bool,
) -> None:
    """Turn a plain-text health page into a Markdown article.

    Says what it understood as what, and which lines it left out or could not place; nothing is lost in
    silence. Read the result before you publish it. What a section is about is told from its heading: in
    English, and in each language of the library whose portal.po translates the usual headings.

    \b
    Example:
      portal import asthma.txt -o content/articles/asthma-child.md
      portal import asma.txt -o content/articles/asma.md --language es
    """
    fault = name_fault(output)
    if fault is not None:
        raise click.UsageError(f"{output}: {fault}")
    if output.exists() and not force:
        raise click.UsageError(f"{output} exists already; take another name, or write over it with --force")
    headings = _headings(output.parent, [language] if language else [])
    imported = understand(
        read_bytes(page), page, language=language, kind=kind, audience=audience, headings=headings
    )
    table(("line", "understood as", "text"), ((row.line, row.part, row.text) for row in imported.understood))
    for note in imported.notes:
        complain(f"{page}:{note}")
    write_whole(output, imported.markdown.encode())
    say(f"\nWritten: {output}. Read it, mend what the lines above say, then run: portal stamp {output.stem}")


@click.command()
@click.argument("names", metavar="[ARTICLE]...", nargs=-1)
@click.option(
    "--new", "accept_new", is_flag=True, help="Texts that look like lost ones are new: give new ids."
)
@library_option
@click.pass_context
def stamp(ctx: click.Context, names: tuple[str, ...], root: Path, *, accept_new: bool) -> None:
    """Give each text of your articles its lasting id, and change nothing else.

    Without ARTICLE: all articles and the disclaimer. Where an id seems lost, asks whether the text is still
    the same, so that its translations are not lost with it; in a script, says which id it was and stops.

    \b
    Example:
      portal stamp
      portal stamp fever-in-children
    """
    is_same = all_new if accept_new else _asked if is_terminal() else None
    headings = _headings(root, read_library(root, articles=()).locales)
    given, ok = 0, True
    for path in _paths(root, names):
        try:
            stamped = with_ids(read_bytes(path), path, _known(root, path.stem), is_same, headings)
        except SourceErrors as error:
            complain(str(error))
            ok = False
            continue
        write_whole(path, stamped.data)
        _tell(path, stamped)
        given += len(stamped.added)
    say(f"{plural(given, 'id')} given.")
    if not ok:
        complain("Files with a mistake were left as they are; the lines above say what to mend.")
        ctx.exit(FINDINGS)


def _paths(root: Path, names: tuple[str, ...]) -> list[Path]:
    """The source files that are meant: ids of articles, `disclaimer`, or paths."""
    content = root / "content"
    every = [*article_files(content / "articles"), content / "disclaimer.md"]
    if not names:
        return [path for path in every if path.exists()]
    by_name = {name: path for path in every for name in (path.stem, path.name, str(path))}
    unknown = [name for name in names if name not in by_name and not Path(name).is_file()]
    if unknown:
        raise click.UsageError(f"there is no article {unknown[0]!r} in {content / 'articles'}")
    return [by_name.get(name, Path(name)) for name in names]


def _headings(start: Path, languages: Sequence[Locale]) -> Headings:
    """The usual headings in these languages, as the library that `start` lies in has translated them."""
    try:
        root = find_library(start)
    except click.UsageError:
        return ENGLISH_HEADINGS
    usual = [*chain.from_iterable(_usual(root, locale) for locale in languages)]
    return Headings(usual) if usual else ENGLISH_HEADINGS


def _usual(root: Path, locale: Locale) -> Iterator[tuple[str, str]]:
    path = catalog_path(root, locale, PORTAL)
    if not path.is_file():
        return
    try:
        live = [*read_po(path, locale).live()]
    except SourceErrors as error:
        complain(f"{error}\n{path} was left out: its headings are not recognised.")
        return
    names = {word.id: word.id.partition(".")[2] for word in HEADINGS}
    for entry in live:
        if entry.context in names and entry.translated and not entry.fuzzy:
            yield entry.texts[0], names[entry.context]


def _known(root: Path, name: str) -> dict[str, str]:
    """The ids that the catalogs of an article know, obsolete ones too, with the texts that they stood for."""
    known: dict[str, str] = {}
    for path in sorted((root / "translations").glob(f"*/LC_MESSAGES/{name}.po")):
        try:
            entries = read_po(path).entries
        except SourceErrors as error:
            complain(f"{error}\n{path} was left out: ids that only it knows count as free.")
            continue
        for entry in entries:
            known.setdefault(entry.context or "", entry.id)
    return known


def _asked(lost: Lost) -> bool:
    """What the author says of a text that looks like an old one."""
    say(f"\nLine {lost.line} has no id, and looks like the text that had {{#{lost.id}}}:")
    say(f"  was {lost.old}\n  now {lost.text}")
    return click.confirm("Is it the same text, so that its translations stay with it?")


def _tell(path: Path, stamped: Stamped) -> None:
    for one in stamped.lost:
        say(f"{path}:{one.line}: this looks like the text that had the id {one.id}; it has a new one now")
    if stamped.added:
        say(f"{path}: {plural(len(stamped.added), 'id')} given")

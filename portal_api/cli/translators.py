"""What translators type first: catalogs update."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from portal_api.articles.library import Library, read_library
from portal_api.catalogs.gettext.po import PoFile
from portal_api.catalogs.update import update
from portal_api.cli.files import write_whole
from portal_api.cli.options import LocaleType, library_option
from portal_api.cli.refusals import FINDINGS
from portal_api.cli.screen import complain, patience, plural, say, table
from portal_api.cli.wanted import Wanted, harmless_for, wanted
from portal_api.errors import SourceErrors
from portal_api.locales import Locale

locale_argument = click.argument("locale", type=LocaleType(), required=False)
article_argument = click.argument("article", required=False)


@click.group()
def catalogs() -> None:
    """Bring catalogs up to date with the articles, check them, hand them over and take them back."""


@catalogs.command("update")
@locale_argument
@article_argument
@library_option
@click.pass_context
def update_catalogs(ctx: click.Context, locale: Locale | None, article: str | None, root: Path) -> None:
    """Bring the catalogs up to date with the articles, the disclaimer and our own words.

    A translation whose source changed is kept and marked fuzzy, with the old source beside it. Nothing that
    anybody wrote is lost, and a file that needs no change is not touched. Told is what changed or still waits
    for a translator.

    \b
    Example:
      portal catalogs update
      portal catalogs update es baclofen-pump-child
    """
    library = read_library(root)
    ok = _tell_problems(library, article)
    updated = []
    with patience("Updating the catalogs ..."):
        for one in wanted(library, locale, article):
            try:
                updated.append(update_catalog(library, one))
            except SourceErrors as error:
                complain(str(error))
                ok = False
    tell_updated(updated)
    if not ok:
        complain("\nWhat could not be read was left as it is; the lines above say what to mend.")
        ctx.exit(FINDINGS)


@dataclass(frozen=True)
class Updated:
    """A catalog after an update: whether it was written, and how many of its texts wait for a translator."""

    path: Path
    written: bool
    texts: int
    missing: int
    fuzzy: int

    @property
    def is_news(self) -> bool:
        """Whether it changed, or somebody has something to do in it."""
        return self.written or self.missing > 0 or self.fuzzy > 0


def update_catalog(library: Library, one: Wanted) -> Updated:
    """Writes one catalog if it has to change. Raises SourceErrors."""
    old = one.read()
    result = update(one.source.messages, old, one.locale, harmless_for(library, one.source.name))
    for decision in result.decisions:
        say(f"{one.path}: {decision.sentence}")
    _tell_gone(one, old, result.po)
    written = write_whole(one.path, result.po.to_bytes())
    live = list(result.po.live())
    missing = sum(not entry.translated for entry in live)
    fuzzy = sum(entry.fuzzy and entry.translated for entry in live)
    return Updated(one.path, written, len(live), missing, fuzzy)


def tell_updated(updated: Sequence[Updated]) -> None:
    """A row for each catalog that is news, and one line for all the others."""
    news = [one for one in updated if one.is_news]
    if news:
        table(("catalog", "", "texts", "to translate", "to look at again"), map(_row, news))
    if len(news) < len(updated):
        say(f"Unchanged, with nothing left to translate: {plural(len(updated) - len(news), 'catalog')}.")


def _row(one: Updated) -> tuple[object, ...]:
    return one.path, "written" if one.written else "unchanged", one.texts, one.missing, one.fuzzy


def _tell_gone(one: Wanted, old: PoFile | None, new: PoFile) -> None:
    live = {entry.context for entry in new.live()}
    for entry in old.live() if old is not None else ():
        if entry.context not in live:
            say(
                f"{one.path}: {entry.context}: {entry.id!r} is gone; its translation is kept at the end (#~)."
            )


def _tell_problems(library: Library, article: str | None) -> bool:
    """Prints what is wrong in the articles that are meant; True where nothing is."""
    found = [
        problem
        for name, problems in library.problems.items()
        if article in (None, name)
        for problem in problems
    ]
    for problem in found:
        complain(str(problem))
    return not found

"""`portal review status`: who approved what, what lapsed, and what was accepted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from portal_api.articles.library import read_library
from portal_api.catalogs.coverage import PartTranslation
from portal_api.catalogs.reviews import Reviews, read_reviews
from portal_api.cli.options import LocaleType, library_option
from portal_api.cli.refusals import FINDINGS
from portal_api.cli.screen import complain, plural, say, table
from portal_api.cli.wanted import Wanted, wanted
from portal_api.errors import SourceErrors
from portal_api.locales import Locale


@click.command("status")
@click.argument("locale", type=LocaleType(), required=False)
@click.argument("article", required=False)
@library_option
@click.pass_context
def review_status(ctx: click.Context, locale: Locale | None, article: str | None, root: Path) -> None:
    """List who approved what, which approvals lapsed, and which findings were accepted.

    \b
    Example:
      portal review status
      portal review status es fever-in-children
    """
    library = read_library(root)
    rows: list[tuple[object, ...]] = []
    accepted: list[str] = []
    ok = True
    for one in wanted(library, locale, article):
        try:
            reviews, parts = read_reviews(one.review_path), one.judge(library)
        except SourceErrors as error:
            complain(str(error))
            ok = False
            continue
        rows += _rows(one, reviews, parts)
        accepted += _accepted(one, parts)
    if rows:
        table(("language", "article", "section", "origin", "review"), rows)
    for line in dict.fromkeys(accepted):
        say(line)
    if not ok:
        ctx.exit(FINDINGS)


def _rows(one: Wanted, reviews: Reviews, parts: Sequence[PartTranslation]) -> Iterator[tuple[object, ...]]:
    """A row for each section; our own words, which are a section each, in one row for each review."""
    if one.source.text is not None:
        for part in parts:
            yield one.locale, one.source.name, part.part_id, part.origin, _review(one, part, reviews)
        return
    told = Counter((part.origin, _review(one, part, reviews)) for part in parts)
    for (origin, text), count in told.items():
        yield one.locale, one.source.name, plural(count, "text"), origin, text


def _review(one: Wanted, part: PartTranslation, reviews: Reviews) -> str:
    if part.approval is not None:
        return f"approved {part.approval.on} by {part.approval.by}, {part.approval.role}"
    if part.status in ("missing", "stale", "rejected"):
        waits = f"not ready: {part.status}"
    elif len(part.texts) < len(one.source.originals(part.part_id)):
        waits = "not ready: marked as unsure (fuzzy) by its translator"
    else:
        waits = "must be approved before it is shown" if part.status == "unreviewed" else "not reviewed"
    latest = reviews.latest(part.part_id)
    if latest is None:
        return waits
    return f"{waits}; the approval of {latest.approval.on} by {latest.approval.by} lapsed: a text changed"


def _accepted(one: Wanted, parts: Sequence[PartTranslation]) -> Iterator[str]:
    for part in parts:
        for found in part.findings:
            if found.acceptance is not None:
                by = found.acceptance.by or "the translator"
                where = f"{one.locale} {one.source.name} {found.segment}"
                yield f"{where}: {found.finding.check} accepted by {by}: {found.acceptance.because}"

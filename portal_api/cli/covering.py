"""`portal coverage`: which article is translated into which language, and what is still to do."""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from portal_api.articles.library import read_library
from portal_api.catalogs.needs import STATUSES, Needs, total
from portal_api.cli.narrow import WIDTH, columns_that_fit, narrow_table, shortened
from portal_api.cli.options import LocaleType, library_option, settings_of
from portal_api.cli.progress import (
    CatalogProgress,
    Progress,
    SectionProgress,
    is_article,
    read_progress,
    section_name,
)
from portal_api.cli.refusals import FINDINGS
from portal_api.cli.screen import complain, patience, say, say_json
from portal_api.locales import Locale
from portal_api.releases.editions.canonical import Json

TO_DO = STATUSES[1:]
_NAME_WIDTH = 30
_SHORTEST_NAME = 12
_HEADING, _HEADINGS = "heading in portal.po", "headings in portal.po"


@click.command()
@click.argument("locale", type=LocaleType(), required=False)
@click.argument("article", required=False)
@click.option("--json", "as_", flag_value="json", help="Print JSON for programs instead.")
@click.option("--csv", "as_", flag_value="csv", help="Print a row for each section, for a spreadsheet.")
@library_option
@click.pass_context
def coverage(
    ctx: click.Context, locale: Locale | None, article: str | None, as_: str | None, root: Path
) -> None:
    """Show which article is translated into which language, and what is still to do.

    Without LOCALE every article by language; with it each section, what it needs, and since when readers
    see the original because the source has changed.

    \b
    Example:
      portal coverage
      portal coverage de
      portal coverage de fever-in-children
      portal coverage --csv > coverage.csv
    """
    library = read_library(root)
    with patience("Reading the catalogs ..."):
        today = datetime.datetime.now(datetime.UTC).date()
        progress = read_progress(library, locale, article, settings_of(root).database_url, today)
    for problem in progress.problems:
        complain(str(problem))
    if as_ == "json":
        say_json(_document(progress))
    elif as_ == "csv":
        click.echo(_csv(progress), nl=False)
    elif locale is None:
        _show_library(progress)
    else:
        _show_language(progress.catalogs)
    if as_ is None and progress.overdue:
        say("\nA clinical review is overdue:\n")
        narrow_table(("article", "was due on"), progress.overdue)
    if progress.problems:
        ctx.exit(FINDINGS)


def _show_library(progress: Progress) -> None:
    """Articles by language, as many languages side by side as fit; then what each language needs."""
    names = list(dict.fromkeys(one.name for one in progress.catalogs))
    by_key = {(one.name, one.locale): one for one in progress.catalogs}
    locales = list(progress.locales)
    width = min(max(map(len, names), default=0), _NAME_WIDTH)
    while locales:
        count = columns_that_fit(width, [str(locale) for locale in locales])
        shown, locales = locales[:count], locales[count:]
        rows = ([name, *(_share(by_key.get((name, locale))) for locale in shown)] for name in names)
        narrow_table(("sections translated", *map(str, shown)), rows)
        say()
    say("What each language needs, in texts and words of the source:\n")
    narrow_table(
        ("language", *TO_DO),
        ((locale, *_amounts(total(one.needs for one in progress.of(locale)))) for locale in progress.locales),
    )


def _share(catalog: CatalogProgress | None) -> str:
    return f"{catalog.translated}/{len(catalog.sections)}" if catalog is not None else "-"


def _amounts(found: Needs) -> Iterator[str]:
    for status in TO_DO:
        amount = found[status]
        yield f"{amount.segments:,} ({amount.words:,} w)" if amount.segments else "-"


def _show_language(catalogs: Sequence[CatalogProgress]) -> None:
    for catalog in catalogs:
        rest = f" in {catalog.locale}: {_share(catalog)} sections translated"
        say(shortened(catalog.name, max(WIDTH - len(rest), _SHORTEST_NAME)) + rest)
        if is_article(catalog):
            narrow_table(("  section", "status", "to do", "review"), map(_section_row, catalog.sections))
        headings = any(section.heading for section in catalog.sections)
        say(f"  to do: {_to_do(catalog.needs, _HEADINGS if headings else None) or 'nothing'}")
        for section in catalog.sections:
            _show_age(section)
            _show_accepted(section)
        say()


def _section_row(section: SectionProgress) -> tuple[str, ...]:
    to_do = _to_do(section.needs, _HEADING if section.heading else None)
    return f"  {section_name(section)}", section.status, to_do or "-", _review(section)


def _show_age(section: SectionProgress) -> None:
    if section.status == "stale" and section.since is None:
        say(f"  stale from the next publication on: {section_name(section)}")
    elif section.since is not None:
        day = f"{section.since.published_at:%Y-%m-%d}"
        say(f"  stale since release {section.since.release} ({day}): {section_name(section)}")


def _to_do(found: Needs, elsewhere: str | None) -> str:
    """What there is to do, by status; `elsewhere` is to be done in another catalog."""
    amounts = zip(TO_DO, _amounts(found), strict=True)
    here = [f"{status} {text}" for status, text in amounts if found[status].segments]
    return ", ".join([*here, elsewhere] if elsewhere else here)


def _review(section: SectionProgress) -> str:
    if section.approval is None:
        return f"{section.origin}, not reviewed"
    return f"{section.origin}, {section.approval.by}"


def _show_accepted(section: SectionProgress) -> None:
    for segment, check, given in dict.fromkeys(
        (found.segment, found.finding.check, found.acceptance) for found in section.accepted
    ):
        if given is not None:
            say(f"  accepted: {segment} {check}, by {given.by or 'the translator'}: {given.because}")


def _document(progress: Progress) -> Json:
    return {
        "locales": [
            {
                "locale": str(locale),
                "needs": _json_needs(total(one.needs for one in progress.of(locale))),
                "catalogs": [_json_catalog(one) for one in progress.of(locale)],
            }
            for locale in progress.locales
        ],
        "overdue": [{"article": name, "due": day.isoformat()} for name, day in progress.overdue],
        "problems": [str(problem) for problem in progress.problems],
    }


def _json_catalog(catalog: CatalogProgress) -> Json:
    return {
        "name": catalog.name,
        "translated": catalog.translated,
        "sections": len(catalog.sections),
        "needs": _json_needs(catalog.needs),
        "parts": [_json_section(section) for section in catalog.sections],
    }


def _json_section(section: SectionProgress) -> Json:
    since, approval = section.since, section.approval
    return {
        "section": section.id,
        "status": section.status,
        "needs": _json_needs(section.needs),
        "shared_heading": section.heading,
        "stale_since": since
        and {"release": since.release, "published_at": since.published_at.isoformat(timespec="seconds")},
        "origin": section.origin,
        "reviewed": approval is not None,
        "approval": approval and {"by": approval.by, "role": approval.role, "on": approval.on.isoformat()},
        "accepted": [
            {
                "segment": found.segment,
                "check": found.finding.check,
                "by": found.acceptance.by,
                "because": found.acceptance.because,
            }
            for found in section.accepted
            if found.acceptance is not None
        ],
    }


def _json_needs(found: Needs) -> Json:
    return {status: {"segments": found[status].segments, "words": found[status].words} for status in STATUSES}


def _csv(progress: Progress) -> str:
    """A row for each section; only ids, numbers and our own words, so that no cell is a formula."""
    out = io.StringIO()
    writer = csv.writer(out)
    amounts = [f"{status}_{unit}" for status in TO_DO for unit in ("segments", "words")]
    known = ("locale", "catalog", "section", "status", "origin", "reviewed")
    writer.writerow([*known, *amounts, "stale_since_release", "stale_since", "accepted"])
    for catalog in progress.catalogs:
        for section in catalog.sections:
            writer.writerow([str(catalog.locale), catalog.name, section.id, *_csv_cells(section)])
    return out.getvalue()


def _csv_cells(section: SectionProgress) -> Iterator[str]:
    yield from (section.status, section.origin, "yes" if section.approval else "no")
    for status in TO_DO:
        yield str(section.needs[status].segments)
        yield str(section.needs[status].words)
    since = section.since
    yield str(since.release) if since else ""
    yield since.published_at.date().isoformat() if since else ""
    yield str(len(section.accepted))

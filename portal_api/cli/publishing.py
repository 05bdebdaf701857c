"""`portal publish`: reads, publishes, and says what changed and what is to be mended."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection
from contextlib import closing
from functools import wraps
from pathlib import Path
from typing import Any, NoReturn

import click

from portal_api import __version__
from portal_api.cli.listing import say_editions
from portal_api.cli.options import LocaleType, by_option, library_option, settings_of
from portal_api.cli.provenance import revision
from portal_api.cli.purging import CachesUnreached, tell_caches
from portal_api.cli.refusals import FINDINGS
from portal_api.cli.screen import complain, patience, plural, say, table
from portal_api.cli.watching import Watch
from portal_api.errors import PortalError
from portal_api.locales import Locale
from portal_api.releases.publishing.publish import Consent
from portal_api.releases.publishing.publish import publish as publish_library
from portal_api.releases.publishing.reports import MOST_REJECTED
from portal_api.releases.publishing.survey import watched_folders
from portal_api.releases.record.store import Imprint, Store
from portal_api.releases.summary import LocaleReport, Summary, Wait


def _consenting(command: Callable[..., None]) -> Callable[..., None]:
    """Gives a command the options by which somebody agrees to what is refused otherwise, as one `consent`."""

    @click.option(
        "--accept-loss", is_flag=True, help="Publish although texts, or by policy languages, are lost."
    )
    @click.option("--urgent", metavar="ARTICLE", multiple=True, help="Publish this article's change at once.")
    @click.option("--drop", type=LocaleType(), multiple=True, help="Offer this language no longer.")
    @wraps(command)
    def with_consent(
        *arguments: Any, accept_loss: bool, urgent: tuple[str, ...], drop: tuple[Locale, ...], **options: Any
    ) -> None:
        consent = Consent(loss=accept_loss, dropped=frozenset(drop), urgent=frozenset(urgent))
        command(*arguments, consent=consent, **options)

    return with_consent


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@library_option
@by_option
@click.option("--watch", is_flag=True, help="Go on, and publish whenever a file is written, until Ctrl-C.")
@click.option("--note", metavar="TEXT", default="", help="What this release is about, for the record.")
@click.option("--dry-run", is_flag=True, help="Say what would happen and change nothing.")
@_consenting
@click.pass_context
def publish(
    ctx: click.Context,
    paths: tuple[Path, ...],
    root: Path,
    by: str,
    note: str,
    consent: Consent,
    *,
    watch: bool,
    dry_run: bool,
) -> None:
    """Publish what changed as a new release.

    Readers see the old release or the new one, never a mix. A file with a mistake stops nothing else; it is
    reported, and the exit code is 1.

    PATHS are files or folders of the library: then only these are looked at, and the few files that decide
    for all articles. Everything else stays as it was when it was last looked at.

    \b
    Example:
      portal publish --dry-run
      portal publish translations/es/LC_MESSAGES/fever.po
      portal publish --watch
      portal publish --by "Ana Ruiz" --note "New leaflet on fever"
    """
    if watch and (dry_run or paths or consent.dropped or consent.loss):
        raise click.UsageError("--watch publishes everything that changes, and agrees to no loss in advance")
    if watch:
        _publish_for_ever(root, by, note, consent)
    found = publish_and_tell(root, imprint_of(root, by, note), consent, paths, dry_run=dry_run)
    if found.to_mend:
        ctx.exit(FINDINGS)


def _publish_for_ever(root: Path, by: str, note: str, consent: Consent) -> NoReturn:
    """Publishes now, and again whenever something was written; a refusal is told and ends nothing."""
    watch = Watch(watched_folders(root))
    paths: frozenset[Path] = frozenset()
    while True:
        try:
            if watch.watch(watched_folders(root)):  # library.toml names another language
                paths = frozenset()
            publish_and_tell(root, imprint_of(root, by, note), consent, paths)
        except CachesUnreached as error:
            complain(str(error))
        except PortalError as error:
            complain(f"Nothing was published.\n{error}")
            watch.changed()
            paths = frozenset()
            continue
        paths = watch.changed()


def publish_and_tell(
    root: Path, imprint: Imprint, consent: Consent, paths: Collection[Path] = (), *, dry_run: bool = False
) -> Summary:
    """Publishes, prints what came of it and tells the caches; no connection to the database stays open.

    Raises:
        CachesUnreached: it was published, but not every cache knows.
    """
    with closing(Store(settings_of(root).database_url)) as store:
        with patience("Building what changed ..."):
            summary = publish_library(root, store, imprint, consent, dry_run=dry_run, paths=paths)
        _show(summary, dry_run=dry_run)
        if summary.release is not None:
            tell_caches(store, summary.release - 1)
    return summary


def imprint_of(root: Path, by: str, note: str = "") -> Imprint:
    """What a release that is made now says of itself."""
    made_from = revision(root)
    return Imprint(
        published_at=datetime.datetime.now(datetime.UTC),
        published_by=by,
        tool=f"portal-api {__version__}",
        source_revision=made_from.commit,
        dirty=made_from.dirty,
        note=note,
    )


def _show(summary: Summary, *, dry_run: bool) -> None:
    for problem in summary.problems:
        complain(str(problem))
    _show_rejected(summary)
    for text in summary.notes:
        say(f"Note: {text}")
    for word, keys in (("new", summary.new), ("changed", summary.changed), ("withdrawn", summary.withdrawn)):
        say_editions(word, keys)
    for wait in summary.waits:
        say(f"waits: {_told(wait)}")
    say(f"unchanged: {plural(summary.unchanged, 'edition')}\n")
    headings = ("language", "", "complete", "partly", "not at all", "sections to do, by reason", "")
    table(headings, map(_row, summary.locales))
    say(f"\n{_outcome(summary, dry_run=dry_run)}")
    if summary.to_mend:
        complain(f"{plural(summary.to_mend, 'problem')} to mend; the lines above say where.")


def _show_rejected(summary: Summary) -> None:
    """What a check keeps from readers, as many lines as a person reads."""
    shown = summary.rejected[:MOST_REJECTED]
    for problem in shown:
        complain(str(problem))
    more = len(summary.rejected) - len(shown) + summary.rejected_more
    if more:
        complain(f"and {more:,} more that a check rejects: portal catalogs check")


def _told(wait: Wait) -> str:
    """What waits, for whom, until when."""
    languages = ", ".join(map(str, wait.locales))
    until = wait.until.astimezone(datetime.UTC).strftime("%Y-%m-%d %H:%M UTC")
    return (
        f"{wait.article_id} for {languages}; published as it is from {until}, or: --urgent {wait.article_id}"
    )


def _row(report: LocaleReport) -> tuple[object, ...]:
    reasons = ", ".join(f"{count} {reason}" for reason, count in sorted(report.doubtful.items()))
    remark = f"not offered: {report.refused}" if report.refused else report.note
    remarks = "; ".join(filter(None, (_kept(report.kept), remark)))
    counts = (report.complete, report.partial, report.untranslated)
    return report.locale, report.locale.own_name, *counts, reasons, remarks


def _kept(count: int) -> str:
    """How many articles are in none of the columns."""
    stay = "stays as it was" if count == 1 else "stay as they were"
    return f"{plural(count, 'article')} {stay} published" if count else ""


def _outcome(summary: Summary, *, dry_run: bool) -> str:
    if summary.release is not None:
        return f"Published as release {summary.release}."
    if dry_run and not summary.nothing_changed:
        return "This was a dry run; nothing was written."
    return "Nothing changed; no release was made."

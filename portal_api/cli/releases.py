"""`portal releases ...`: what was published when, by whom, in which words, and the way back."""

from __future__ import annotations

import datetime
from contextlib import ExitStack
from pathlib import Path

import click

from portal_api.cli.keeping import write_record
from portal_api.cli.listing import say_editions
from portal_api.cli.options import LocaleType
from portal_api.cli.purging import tell_caches
from portal_api.cli.recording import (
    imprint_without_files,
    json_option,
    moment,
    note_option,
    the_store,
    typed_by_option,
)
from portal_api.cli.screen import plural, say, say_json, table
from portal_api.cli.telling import edition_json, plain, tell_change, tell_edition, tell_record
from portal_api.locales import Locale
from portal_api.releases.record.history import compare, read_record, release_at
from portal_api.releases.record.store import Store
from portal_api.releases.record.stored import Release
from portal_api.releases.rollback import Rollback, roll_back


class MomentType(click.ParamType[datetime.datetime]):
    """A date, which means its end, or a date and time; UTC where no offset is given."""

    name = "date"

    def convert(
        self, value: str, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime.datetime:
        """The moment; a usage error where it is none."""
        try:
            found = datetime.datetime.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is no date; write e.g. 2026-03-15 or 2026-03-15T14:30", param, ctx)
        if len(value) <= len("2026-03-15"):
            found = datetime.datetime.combine(found, datetime.time.max)
        return found if found.tzinfo else found.replace(tzinfo=datetime.UTC)


@click.group()
def releases() -> None:
    """The record: every release, what it said, and the way back.

    \b
    Example:
      portal releases list
      portal releases show --at 2026-03-15 es fever-in-children
    """


@releases.command("list")
@click.option(
    "--limit", type=click.IntRange(1, 10_000), default=20, show_default=True, help="How many at most."
)
@json_option
def list_releases(limit: int, *, as_json: bool) -> None:
    """List the releases, newest first: when, by whom, made from what.

    \b
    Example:
      portal releases list --limit 5
    """
    with the_store() as store, store.snapshot() as snapshot:
        found = snapshot.releases(limit=limit)
    if as_json:
        say_json([plain(release) for release in found])
        return
    headings = ("release", "published", "by", "made from", "with", "note")
    table(headings, (_row(release) for release in found))


@releases.command()
@click.argument("what", metavar="[RELEASE | LOCALE ARTICLE]", nargs=-1, required=True)
@click.option(
    "--at", "when", metavar="DATE", type=MomentType(), help="What readers of LOCALE had on this day."
)
@json_option
def show(what: tuple[str, ...], when: datetime.datetime | None, *, as_json: bool) -> None:
    """Show what a release changed, or the words of an article on a day.

    With --at: the article as its readers had it, each section with its language, its status and who had
    approved it. A DATE means the end of that day, UTC. What is held today is shown here too, and marked.

    \b
    Example:
      portal releases show 12
      portal releases show --at 2026-03-15 es fever-in-children
    """
    with the_store() as store:
        if when is None:
            _show_release(store, _number(what), as_json=as_json)
        else:
            _show_words(store, when, what, as_json=as_json)


@releases.command()
@click.argument("before", metavar="A", type=click.IntRange(1))
@click.argument("after", metavar="B", type=click.IntRange(1))
@json_option
def diff(before: int, after: int, *, as_json: bool) -> None:
    """Compare what readers got in release A with release B, section by section.

    \b
    Example:
      portal releases diff 11 12
    """
    with the_store() as store, ExitStack() as stack:
        old, new = (stack.enter_context(store.snapshot(number)) for number in (before, after))
        found = [*compare(old, new)]
    if as_json:
        say_json([plain(change) for change in found])
        return
    for change in found:
        tell_change(change)
    say(f"{plural(len(found), 'edition')} differ." if len(found) != 1 else "1 edition differs.")


@releases.command()
@click.argument("number", metavar="RELEASE", type=click.IntRange(1))
@typed_by_option
@note_option
@click.option("--restore-withdrawn", is_flag=True, help="Let articles come back that were withdrawn since.")
def rollback(number: int, by: str, note: str, *, restore_withdrawn: bool) -> None:
    """Publish once more what RELEASE said, as a new release.

    No file is read, and what is held stays held. The files are not changed either: mend them before the next
    `portal publish`, or it publishes them again as they are.

    \b
    Example:
      portal releases rollback 11 --by "Ana Ruiz" --note "12 had the old doses"
    """
    with the_store() as store:
        imprint = imprint_without_files(by, note or f"back to release {number}")
        done = roll_back(store, number, imprint, restore_withdrawn=restore_withdrawn)
        _tell_rollback(done, number)
        if done.release is not None:
            tell_caches(store, done.release.id - 1)


@releases.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def archive(file: Path) -> None:
    """Write the whole record into one file that needs no database to be read and checked.

    A zip of JSON lines with the digest of each; docs/record.md describes it. `portal verify --file FILE`
    checks it, `portal restore FILE` makes a database of it.

    \b
    Example:
      portal releases archive health-library-2026.zip
    """
    say(f"{file}: {write_record(file)}")


def _tell_rollback(done: Rollback, number: int) -> None:
    say_editions("as in that release", done.changed)
    say_editions("gone", done.gone)
    if done.release is None:
        say(f"The current release says what release {number} said; no release was made.")
        return
    say(f"\nPublished as release {done.release.id}, which repeats release {number}.")
    say("The files are as they were: the next portal publish publishes them again.")


def _row(release: Release) -> tuple[object, ...]:
    revision = (release.source_revision or "-")[:12] + (" + changes" if release.dirty else "")
    return (
        release.id,
        moment(release.published_at),
        release.published_by,
        revision,
        release.tool,
        release.note,
    )


def _number(what: tuple[str, ...]) -> int:
    if len(what) != 1 or not (what[0].isascii() and what[0].isdigit() and len(what[0]) < 10):
        raise click.UsageError("name one release by its number; or a day: --at DATE LOCALE ARTICLE")
    return int(what[0])


def _show_release(store: Store, number: int, *, as_json: bool) -> None:
    with store.snapshot(number) as snapshot:
        record = read_record(snapshot)
    if as_json:
        say_json(plain(record))
    else:
        tell_record(record)


def _show_words(store: Store, when: datetime.datetime, what: tuple[str, ...], *, as_json: bool) -> None:
    if len(what) != 2:
        raise click.UsageError("--at DATE needs a language and an article: --at DATE LOCALE ARTICLE")
    locale: Locale = LocaleType().convert(what[0], None, None)
    with store.snapshot() as today:
        number = release_at(today, when)
        with store.snapshot(number) as then:
            edition = then.edition(what[1], locale)
            told = edition_json(edition, then, today)
    if as_json:
        say_json(told)
    else:
        tell_edition(told)

"""`portal verify`, `portal backup`, `portal restore`: the record is sound, and nothing of it is lost."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import click

from portal_api.cli.purging import tell_caches_everything
from portal_api.cli.recording import the_store
from portal_api.cli.refusals import FINDINGS
from portal_api.cli.screen import complain, patience, plural, say
from portal_api.releases.record.archive import restore_archive, write_archive
from portal_api.releases.record.integrity import Report, inspect
from portal_api.releases.record.store import Store

file_argument = click.argument("file", type=click.Path(path_type=Path, dir_okay=False))


@click.command()
@click.option(
    "--file",
    "archive",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="Check a backup or an archive instead of the database.",
)
@click.pass_context
def verify(ctx: click.Context, archive: Path | None) -> None:
    """Check the whole record: every digest, every row, every hold, and the chain of the releases.

    The output says what is wrong and where; the exit code is then 1.

    \b
    Example:
      portal verify
      portal verify --file portal-2026-11-22.zip
    """
    with patience("Checking the record ..."):
        if archive is None:
            with the_store() as store:
                report = inspect(store)
        else:
            report = _report_of_file(archive)
    for flaw in report.flaws:
        complain(str(flaw))
    if report.flaws:
        count = plural(len(report.flaws), "flaw")
        complain(f"\n{count} in the record. Keep it as it is, and restore a sound backup.")
        ctx.exit(FINDINGS)
    say(f"The record is sound: {plural(report.releases, 'release')}.")
    if report.bare:
        count = plural(len(report.bare), "release")
        say(f"Not covered: who published {count} up to {report.bare[-1]}, when, and the note.")
        say("An older version of the program made them; what they changed is covered.")


@click.command()
@file_argument
def backup(file: Path) -> None:
    """Write the whole record into FILE, also while it is served.

    A backup of SQLite can be restored into PostgreSQL and the other way round.

    \b
    Example:
      portal backup portal-2026-11-22.zip
    """
    say(f"{file}: {write_record(file)}")


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
def restore(file: Path) -> None:
    """Fill an empty database with the record in FILE: the same releases, the same answers byte for byte.

    All of it or nothing. A database that holds releases is never overwritten.

    \b
    Example:
      PORTAL_DATABASE_URL=sqlite:///new.db portal restore portal-2026-11-22.zip
    """
    with the_store() as store, file.open("rb") as source, patience("Restoring the record ..."):
        counts = restore_archive(store, source)
    say(f"Restored {_counted(counts)}. Check it with: portal verify")
    say("The database knows of no files that are served live. With nginx/live.conf run: portal export --live")
    with the_store() as store:
        tell_caches_everything(store)


def write_record(file: Path) -> str:
    """Writes the record into a file, whole or not at all; says what it holds."""
    target = file.resolve()
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(handle, "wb") as out, the_store() as store, patience("Writing the record ..."):
            counts = write_archive(store, out)
            out.flush()
            os.fsync(out.fileno())
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return _counted(counts)


def _report_of_file(archive: Path) -> Report:
    """A file is sound when a database can be made of it that is."""
    with (
        tempfile.TemporaryDirectory() as folder,
        closing(Store(f"sqlite:///{folder}/record.db")) as store,
        archive.open("rb") as source,
    ):
        restore_archive(store, source)
        return inspect(store)


def _counted(counts: Mapping[str, int]) -> str:
    return f"{plural(counts['release'], 'release')}, {plural(counts['edition'], 'edition')}"

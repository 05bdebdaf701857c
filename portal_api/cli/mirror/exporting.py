"""`portal export`: the whole API as static files, a mirror for when everything else is gone."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import click

from portal_api import __version__
from portal_api.app import create_app
from portal_api.cli.mirror.addresses import CannotExport, addresses, take_inventory
from portal_api.cli.mirror.copies import Copyist
from portal_api.cli.mirror.draft import Draft, Filing
from portal_api.cli.mirror.earlier import Earlier, Making, earlier
from portal_api.cli.mirror.making import Order, frozen_in_time, made
from portal_api.cli.mirror.mirrorfolder import MirrorFolder
from portal_api.cli.mirror.nginxmaps import check_folder, write_nginx_files
from portal_api.cli.options import settings_of
from portal_api.cli.screen import complain, patience, plural, say
from portal_api.releases.publishing.workers import rarely_collected
from portal_api.releases.record.mirrors import mark_in
from portal_api.releases.record.store import Store
from portal_api.settings import Settings

_TRIES = 3


@click.command("export")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@click.option("--live", is_flag=True, help="For deploy/nginx/live.conf: every later release stops the files.")
def export_mirror(folder: Path, *, live: bool) -> None:
    """Write everything that readers can ask for without a query into DIR, as files for a static mirror.

    The new export is made beside the one that is served, and put in its place in one step. Files that did not
    change are shared with it. A held or withdrawn text goes at once.

    With --live the database remembers DIR and this machine, and from then on every command that makes a
    release stops the files or says that it cannot. Run it where nginx serves DIR: a copy is not stopped.

    \b
    Example:
      portal export /srv/portal/mirror
      portal export --live /srv/portal/mirror
    """
    settings = settings_of()
    if settings.base_url == settings.own_url:
        complain(f"PORTAL_BASE_URL is not set: every address in the export begins with {settings.base_url}")
    check_folder(folder)
    mirror = MirrorFolder(folder)
    with mirror.only_one(), patience("Exporting ..."):
        with _told(folder), rarely_collected():
            release, draft = _export(mirror, settings, live=live)
        mirror.tidy()
    answers = plural(len(draft.rows), "answer")
    say(f"Exported release {release} into {folder}: {answers}, {draft.written:,} written anew.")
    say("A running nginx has to be told: nginx -s reload")
    if not live and mark_in(folder):
        complain("It was served live before. Without --live, live.conf asks the cache for everything.")


@contextmanager
def _told(folder: Path) -> Iterator[None]:
    """A disk that is full or cannot be written is for the operator to mend; no reader notices."""
    try:
        yield
    except OSError as error:
        why = f"{error.filename or folder}: {error.strerror or error}"
        raise CannotExport(f"{why}; nothing was exported, and an export before this one stays") from error


def _export(mirror: MirrorFolder, settings: Settings, *, live: bool) -> tuple[int, Draft]:
    """Export until the release is still current at the end: what is held meanwhile must not be shown."""
    for _ in range(_TRIES):
        with closing(Store(settings.database_url)) as store:
            with store.snapshot() as snapshot:
                release = snapshot.release.id
            with mirror.draft(release, live=live) as draft:
                _fill(draft, mirror.final(draft), store, settings, release)
                os.sync()  # so that a loss of power leaves no link to files that are not on the disk yet
                if _switch(mirror, draft, store, release, live=live):
                    return release, draft
    raise CannotExport("there was a new release each time before the export was ready; try again later")


def _switch(mirror: MirrorFolder, draft: Draft, store: Store, release: int, *, live: bool) -> bool:
    """Put the draft in its place if its release is the current one; whether it was."""
    if live:
        export = mirror.as_live(store.live_exports())
        store.know_live(export)
        mirror.mark(export)
        return store.while_current(release, lambda: mirror.switch(draft))
    if store.current() != release:
        return False
    mirror.switch(draft)
    return True


def _fill(draft: Draft, final: Path, store: Store, settings: Settings, release: int) -> None:
    """Put every answer of a release into the draft, and what tells servers of it."""
    app = create_app(store, frozen_in_time(settings))
    with store.snapshot(release) as snapshot:
        inventory = take_inventory(snapshot)
        making = Making.of(snapshot.release, settings)
    copyist = Copyist(app, settings.base_url, inventory.locales)
    order = Order(settings, inventory.locales, draft.folder, draft.before)
    filing = order.filing()
    missing = _kept(draft, filing, earlier(draft.before, making, store), addresses(app.url_map, inventory))
    # In the order of their names an article is asked for in all its forms one after another.
    for rows, written in made(order, sorted(missing), copyist):
        draft.add(rows, written)
    draft.rows.sort(key=lambda row: (row.path, row.language or ""))
    refusals = [filing.file(copy) for copy in copyist.refusals()]
    write_nginx_files(draft, final, draft.rows, refusals, inventory.locales)
    draft.add(refusals, filing.written)
    about = {"base_url": settings.base_url, "made_by": f"portal-api {__version__}"}
    draft.write_manifest({**making.told(), **about})


def _kept(draft: Draft, filing: Filing, before: Earlier, paths: Iterable[str]) -> list[str]:
    """Keep what is still right, and return the addresses of all else."""
    missing = []
    for path in paths:
        rows = before.rows(path)
        if rows and filing.keep(rows):
            draft.keep(rows)
        else:
            missing.append(path)
    return missing

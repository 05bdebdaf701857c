"""A release that was made -> the caches that forget what it changed; `portal purge` tells them again."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import click

from portal_api.cli.options import settings_of
from portal_api.cli.screen import patience, plural, say
from portal_api.errors import NothingPublished, PortalError, StoreError
from portal_api.releases.caches import Order, Unreached, tell
from portal_api.releases.record.affected import EVERYTHING, affected
from portal_api.releases.record.mirrors import LiveExport
from portal_api.releases.record.store import Store
from portal_api.settings import Settings

# An answer that a server began before it noticed the release can reach a cache after its first order.
_FLIGHT_SECONDS = 0.5
_LONGEST_WAIT_SECONDS = 30.0
_LEAST_PATIENCE_SECONDS = 10.0


class CachesUnreached(PortalError):
    """Caches were not told of a release, which stands all the same; the text says what to do."""

    def __init__(self, release: int, unreached: tuple[Unreached, ...], again: str) -> None:
        self.unreached = unreached
        listed = "\n".join(f"  {one}" for one in unreached)
        super().__init__(
            f"Release {release} stands, but {plural(len(unreached), 'cache')} could not be told of it:\n"
            f"{listed}\nReaders may get the old texts there. When it answers, run: {again}"
        )


@click.command()
@click.option("--since", metavar="RELEASE", type=click.IntRange(1), help="What changed after this release.")
@click.option("--all", "everything", is_flag=True, help="Everything, and what they were told before.")
@click.option("--forget", metavar="HOST:DIR", help="An export --live that nobody serves any more.")
def purge(since: int | None, forget: str | None, *, everything: bool) -> None:
    """Tell the caches once more what to forget: what the last release changed.

    Every command that makes a release does so by itself; this is for a cache that could not be reached.
    Caches are those of PORTAL_PURGE_URLS and the folders of portal export --live. After the database was
    replaced by another one, or by an older state of itself, use --all.

    \b
    Example:
      portal purge --since 41
      portal purge --all
      portal purge --forget web-1:/srv/portal/mirror
    """
    if (since is not None) + everything + (forget is not None) > 1:
        raise click.UsageError("give one of --since, --all and --forget")
    settings = settings_of()
    with closing(Store(settings.database_url)) as store:
        if forget is not None:
            _forget(store, forget)
            return
        if not _caches(store, settings):
            raise click.UsageError("PORTAL_PURGE_URLS names no cache, and nothing is exported with --live")
        release = store.current()
        if release is None:
            raise NothingPublished("nothing is published yet; run: portal publish")
        if everything:
            tell_caches_everything(store)
        else:
            tell_caches(store, release - 1 if since is None else since)


def tell_caches(store: Store, since: int) -> None:
    """Makes every cache forget what changed after release `since`; does nothing where there is none.

    Raises:
        CachesUnreached: some did not take the order, or what to forget cannot be read from the database.
    """
    settings = Settings.from_env()
    again = f"portal purge --since {since}" if since else "portal purge --all"
    try:
        caches = _caches(store, settings)
        if not caches:
            return
        release = store.current() or 0  # first: a release that is made meanwhile has an order of its own
        keys = affected(store, since)
    except StoreError as error:
        unsure = settings.purge_urls or ("portal export --live",)
        untold = tuple(Unreached(name, str(error)) for name in unsure)
        raise CachesUnreached(since + 1, untold, again) from error
    _tell(settings, caches, Order(keys, since, release, _patience(settings)), again)


def tell_caches_everything(store: Store) -> None:
    """Makes every cache forget all there is, and which release it was told of.

    Raises:
        CachesUnreached: some did not take the order.
        StoreError: the database cannot be read.
    """
    settings = Settings.from_env()
    if caches := _caches(store, settings):
        order = Order(EVERYTHING, 0, store.current() or 0, _patience(settings), anew=True)
        _tell(settings, caches, order, "portal purge --all")


def _caches(store: Store, settings: Settings) -> tuple[str | LiveExport, ...]:
    """Those of the settings, and the folders that the database knows and no setting names."""
    named = [Path(url.removeprefix("file://")) for url in settings.purge_urls if url.startswith("file:")]
    live = [one for one in store.live_exports() if not any(_lies_in(one, folder) for folder in named)]
    return (*settings.purge_urls, *live)


def _lies_in(export: LiveExport, folder: Path) -> bool:
    try:
        return export.lies_in(folder)
    except OSError:
        return False


def _forget(store: Store, name: str) -> None:
    """Raises click.UsageError where it is not known or lies here, OSError where that cannot be seen."""
    known = store.live_exports()
    meant = [one for one in known if str(one) == name]
    if not meant:
        listed = ", ".join(map(str, known)) or "none"
        raise click.UsageError(f"{name!r} is no export that is served live; known: {listed}")
    gone = [one for one in meant if not one.lies_in(Path(one.folder))]
    if not gone:
        raise click.UsageError(f"{name} is on this machine; delete the folder when nobody serves it any more")
    for one in gone:
        store.forget_live(one)
    say(f"Nobody is told of {name} any more. Files that a server gives from there are stopped by nothing.")


def _patience(settings: Settings) -> float:
    return max(_LEAST_PATIENCE_SECONDS, 2 * settings.poll_seconds)


def _tell(settings: Settings, caches: Sequence[str | LiveExport], order: Order, again: str) -> None:
    """Now, so that readers wait for nothing, and once more when every server has noticed the release."""
    with patience("Telling the caches ..."):
        tell(caches, order)
        time.sleep(min(settings.poll_seconds, _LONGEST_WAIT_SECONDS) + _FLIGHT_SECONDS)
        unreached = (*_forgotten(caches), *tell(caches, order))
    if unreached:
        raise CachesUnreached(order.release, unreached, again)
    say(f"Told {plural(len(caches), 'cache')} what to forget.")


def _forgotten(caches: Sequence[str | LiveExport]) -> Iterator[Unreached]:
    """Files are served in front of a cache. Where no setting names that one, it goes on with what it has."""
    if all(str(cache).startswith("file:") or isinstance(cache, LiveExport) for cache in caches):
        yield Unreached("PORTAL_PURGE_URLS", "it does not name the cache behind the exported files")

"""A release that was made -> the caches that forget what it changed; `portal purge` tells them again."""

from __future__ import annotations

import time
from contextlib import closing

import click

from portal_api.cli.screen import patience, plural, say
from portal_api.errors import NothingPublished, PortalError, StoreError
from portal_api.releases.affected import EVERYTHING, affected
from portal_api.releases.caches import Order, Unreached, tell
from portal_api.releases.store import Store
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
def purge(since: int | None, *, everything: bool) -> None:
    """Tell the caches of PORTAL_PURGE_URLS once more what to forget: what the last release changed.

    Every command that makes a release does so by itself; this is for a cache that could not be reached.
    After the database was replaced by another one, or by an older state of itself, use --all.

    \b
    Example:
      portal purge --since 41
      portal purge --all
    """
    if everything and since is not None:
        raise click.UsageError("--all purges more than --since; give one of them")
    settings = Settings.from_env()
    if not settings.purge_urls:
        raise click.UsageError("PORTAL_PURGE_URLS names no cache")
    with closing(Store(settings.database_url)) as store:
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
    if not settings.purge_urls:
        return
    again = f"portal purge --since {since}" if since else "portal purge --all"
    try:
        release = store.current() or 0  # first: a release that is made meanwhile has an order of its own
        keys = affected(store, since)
    except StoreError as error:
        untold = tuple(Unreached(url, str(error)) for url in settings.purge_urls)
        raise CachesUnreached(since + 1, untold, again) from error
    _tell(settings, Order(keys, since, release, _patience(settings)), again)


def tell_caches_everything(store: Store) -> None:
    """Makes every cache forget all there is, and which release it was told of.

    Raises:
        CachesUnreached: some did not take the order.
        StoreError: the database cannot be read.
    """
    settings = Settings.from_env()
    if settings.purge_urls:
        order = Order(EVERYTHING, 0, store.current() or 0, _patience(settings), anew=True)
        _tell(settings, order, "portal purge --all")


def _patience(settings: Settings) -> float:
    return max(_LEAST_PATIENCE_SECONDS, 2 * settings.poll_seconds)


def _tell(settings: Settings, order: Order, again: str) -> None:
    """Now, so that readers wait for nothing, and once more when every server has noticed the release."""
    with patience("Telling the caches ..."):
        tell(settings.purge_urls, order)
        time.sleep(min(settings.poll_seconds, _LONGEST_WAIT_SECONDS) + _FLIGHT_SECONDS)
        unreached = tell(settings.purge_urls, order)
    if unreached:
        raise CachesUnreached(order.release, unreached, again)
    say(f"Told {plural(len(settings.purge_urls), 'cache')} what to forget.")

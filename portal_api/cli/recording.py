"""What commands on the record share: the store, an imprint without a library, how rows read."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import closing, contextmanager

import click

from portal_api import __version__
from portal_api.cli.options import settings_of
from portal_api.releases.record.changes import Imprint
from portal_api.releases.record.store import Store

json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON for a program.")
typed_by_option = click.option(
    "--by", metavar="NAME", required=True, help="Who orders this; it stands in the record."
)
note_option = click.option("--note", metavar="TEXT", default="", help="Why, in words, for the record.")


@contextmanager
def the_store() -> Iterator[Store]:
    """The store of the settings, closed afterwards."""
    with closing(Store(settings_of().database_url)) as store:
        yield store


def imprint_without_files(by: str, note: str) -> Imprint:
    """What a release that is made now, from the record alone, says of itself."""
    now = datetime.datetime.now(datetime.UTC)
    return Imprint(now, by, f"portal-api {__version__}", note=note)


def moment(when: datetime.datetime) -> str:
    """A moment as people read it, in UTC."""
    return when.astimezone(datetime.UTC).strftime("%Y-%m-%d %H:%M:%S UTC")

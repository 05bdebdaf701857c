"""Tables of an older version of the program -> today's, one numbered step after another."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sqlalchemy import Connection, update

from portal_api.releases.record import tables
from portal_api.releases.record.gallery import hang_all
from portal_api.releases.record.leads import lead_all


def migrate(connection: Connection, version: int) -> None:
    """Bring the tables from `version` to SCHEMA_VERSION; the caller's transaction keeps it all or nothing."""
    for number in range(version + 1, tables.SCHEMA_VERSION + 1):
        _STEPS[number](connection)
    connection.execute(update(tables.schema).values(version=tables.SCHEMA_VERSION))


def _holds(connection: Connection) -> None:
    """Version 2: holds, the whole texts beside what is shown of them, and what waits for translations."""
    connection.exec_driver_sql(
        "ALTER TABLE edition ADD COLUMN whole_digest VARCHAR(64) REFERENCES body (digest)"
    )
    tables.metadata.create_all(connection, tables=[tables.hold, tables.waiting])


def _pictures(connection: Connection) -> None:
    """Version 3: which edition shows which picture."""
    tables.metadata.create_all(connection, tables=[tables.edition_figure])
    hang_all(connection)


def _live_exports(connection: Connection) -> None:
    """Version 4: which folders of exports are served to readers."""
    tables.metadata.create_all(connection, tables=[tables.live_export])


def _leads(connection: Connection) -> None:
    """Version 5: which edition leads to which articles."""
    tables.metadata.create_all(connection, tables=[tables.edition_lead])
    lead_all(connection)


# A step is never changed once it was released: it describes the tables as they were then. A step that makes
# a table which a later one changes must spell it out, not take it from tables.py.
_STEPS: Mapping[int, Callable[[Connection], None]] = {
    2: _holds,
    3: _pictures,
    4: _live_exports,
    5: _leads,
}

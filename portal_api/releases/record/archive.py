"""The whole record <-> one file: a zip of JSON lines, the same for every kind of database.

docs/record.md describes the format. The same record gives the same bytes, whenever it is written.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from typing import IO, Any, BinaryIO

from sqlalchemy import JSON, Boolean, Column, Connection, Integer, Row, Table, func, insert, select, text
from sqlalchemy.exc import SQLAlchemyError

from portal_api.errors import StoreError
from portal_api.releases.editions.canonical import Json, canonical
from portal_api.releases.record import tables
from portal_api.releases.record.changes import sha256
from portal_api.releases.record.gallery import hang_all
from portal_api.releases.record.leads import lead_all
from portal_api.releases.record.store import Store

FORMAT = "portal-api record"
MANIFEST = "manifest.json"

# In this order each row finds what it refers to.
TABLES: tuple[Table, ...] = (
    tables.release,
    tables.body,
    tables.edition,
    tables.edition_code,
    tables.shared_text,
    tables.withdrawal,
    tables.figure,
    tables.hold,
    tables.waiting,
)

_ROWS_AT_ONCE = 500
# What Python's zipfile raises on bytes that are no sound zip.
_UNREADABLE = (
    *(zipfile.BadZipFile, zlib.error, struct.error, EOFError),
    *(NotImplementedError, RuntimeError, ValueError),
)
_LONGEST_LINE = 64_000_000
_LONGEST_MANIFEST = 100_000


def write_archive(store: Store, out: BinaryIO) -> Mapping[str, int]:
    """Write the record as it is at this moment, and say how many rows of each table it has.

    Raises:
        NothingPublished: there is no record yet.
        StoreError: the database cannot be read.
    """
    members: Json = {}
    counts = Counter[str]()
    with store.snapshot() as snapshot, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for table in TABLES:
            digest = hashlib.sha256()
            with archive.open(_member(_file_name(table)), "w", force_zip64=True) as file:
                for line in _lines(snapshot.connection, table):
                    file.write(line)
                    digest.update(line)
                    counts[table.name] += 1
            members[_file_name(table)] = {"rows": counts[table.name], "sha256": digest.hexdigest()}
        manifest = {"format": FORMAT, "version": tables.SCHEMA_VERSION, "release": snapshot.release.id}
        manifest |= {"digest": snapshot.release.digest, "members": members}
        archive.writestr(_member(MANIFEST), json.dumps(manifest, indent=1) + "\n")
    return counts


def restore_archive(store: Store, source: BinaryIO) -> Mapping[str, int]:
    """Fill an empty database with a record, all of it or nothing, and say how many rows of each table.

    Raises:
        StoreError: the file is no record, is damaged, or comes from a newer program; or the database holds
            releases already or cannot be written.
    """
    try:
        with zipfile.ZipFile(source) as archive:
            members = _members(archive)
            with store.database.writing() as connection:
                _refuse_filled(connection)
                counts = {table.name: _fill(connection, table, archive, members) for table in TABLES}
                _continue_numbers(connection)
                hang_all(connection)
                lead_all(connection)
                return counts
    except _UNREADABLE as error:
        raise StoreError(f"this file is no record, or it is damaged: {error}") from None


def _member(name: str) -> zipfile.ZipInfo:
    """Always the same date, so that the same record gives the same bytes."""
    info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    return info


def _file_name(table: Table) -> str:
    return f"{table.name}.jsonl"


def _lines(connection: Connection, table: Table) -> Iterator[bytes]:
    query = select(table).order_by(*table.primary_key.columns)
    for row in connection.execution_options(yield_per=_ROWS_AT_ONCE).execute(query):
        yield canonical(_told(table, row)) + b"\n"


def _told(table: Table, row: Row[Any]) -> Json:
    """A row as JSON: bodies as the text they are, figures in base 64."""
    values = row._asdict()
    if table is tables.body:
        values["bytes"] = zlib.decompress(row.bytes).decode()
    elif table is tables.figure:
        values["bytes"] = base64.b64encode(row.bytes).decode()
    return values


def _members(archive: zipfile.ZipFile) -> Json:
    """What the manifest says of each member; refuses what is not ours, damaged or newer."""
    try:
        with archive.open(MANIFEST) as file:
            manifest = json.loads(file.read(_LONGEST_MANIFEST))
    except (KeyError, ValueError, RecursionError):
        raise StoreError("this file is no record: it has no manifest that can be read") from None
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise StoreError("this file is no record: its manifest does not say so")
    version = manifest.get("version")
    if type(version) is not int or version > tables.SCHEMA_VERSION:
        raise StoreError("this record was written by a newer version of the program; update the program")
    members = manifest.get("members")
    if not isinstance(members, dict) or not {_file_name(table) for table in TABLES} <= members.keys():
        raise StoreError("this record is not complete: its manifest lacks a table")
    return members


def _refuse_filled(connection: Connection) -> None:
    if connection.execute(select(func.count()).select_from(tables.release)).scalar():
        raise StoreError(
            "this database holds releases already, and a record is restored into an empty one only; "
            "name another database in PORTAL_DATABASE_URL, or move this one away"
        )


def _fill(connection: Connection, table: Table, archive: zipfile.ZipFile, members: Json) -> int:
    name = _file_name(table)
    digest = hashlib.sha256()
    count = 0
    try:
        with archive.open(name) as file:
            rows = (_read(table, line) for line in _checked_lines(name, file, digest.update))
            while batch := [*islice(rows, _ROWS_AT_ONCE)]:
                connection.execute(insert(table), batch)
                count += len(batch)
    except KeyError:
        raise StoreError(f"this record is not complete: it has no {name}") from None
    except (SQLAlchemyError, UnicodeError, OverflowError) as error:
        cause = str(getattr(error, "orig", None) or error).strip().splitlines()[0]
        raise StoreError(f"{name} does not fit the database: {cause}") from None
    if members[name] != {"rows": count, "sha256": digest.hexdigest()}:
        raise StoreError(f"{name} is damaged: it is not what the manifest says")
    return count


def _checked_lines(name: str, file: IO[bytes], note: Callable[[bytes], None]) -> Iterator[bytes]:
    while line := file.readline(_LONGEST_LINE):
        if not line.endswith(b"\n"):
            raise StoreError(f"{name} is damaged: a line is cut off or too long")
        note(line)
        yield line


def _read(table: Table, line: bytes) -> Json:
    """A row of the table; refuses other columns, other types, and bodies that are not what they are named."""
    try:
        values = json.loads(line)
        _check(table, values)
        return _stored(table, values)
    except (ValueError, AttributeError, RecursionError, binascii.Error) as error:
        raise StoreError(f"{_file_name(table)} is damaged: {error}") from None


def _check(table: Table, values: Json) -> None:
    if values.keys() != {column.name for column in table.columns}:
        raise ValueError("other columns than ours")
    wrong = [column.name for column in table.columns if not _fits(column, values[column.name])]
    if wrong:
        raise ValueError(f"{wrong[0]} is not what it has to be")


def _fits(column: Column[Any], value: Any) -> bool:
    if value is None:
        return bool(column.nullable)
    if isinstance(column.type, JSON):
        return isinstance(value, dict | list)
    known = {Integer: int, Boolean: bool}
    return type(value) is known.get(type(column.type), str)


def _stored(table: Table, values: Json) -> Json:
    if table is tables.body:
        data = values["bytes"].encode()
        if sha256(data) != values["digest"]:
            raise ValueError(f"the body {values['digest']} is not what its digest says")
        values["bytes"] = zlib.compress(data)
    elif table is tables.figure:
        values["bytes"] = base64.b64decode(values["bytes"], validate=True)
    return values


def _continue_numbers(connection: Connection) -> None:
    """PostgreSQL counts on by itself and has to be told where the restored rows end."""
    if connection.dialect.name != "postgresql":
        return
    for table in (tables.edition, tables.shared_text, tables.withdrawal, tables.hold):
        highest = connection.execute(select(func.max(table.c.id))).scalar()
        if highest is not None:
            command = text("SELECT setval(pg_get_serial_sequence(:name, 'id'), :highest)")
            connection.execute(command, {"name": table.name, "highest": highest})

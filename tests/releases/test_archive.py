"""What a backup promises: the same record on either kind of database, or a refusal that changes nothing."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_portal import client_of
from tiny import NOW, TinyLibrary

from portal_api.errors import NothingPublished, StoreError
from portal_api.releases.holding import Named, hold
from portal_api.releases.record.archive import FORMAT, MANIFEST, restore_archive, write_archive
from portal_api.releases.record.integrity import check
from portal_api.releases.record.store import Imprint, Store

BY = Imprint(NOW, "Dr Ana Ruiz", "portal-api test")
ASKED = (
    *("/v1/locales", "/v1/es/articles", "/v1/es/articles/pump", "/v1/en/articles/pump?release=1"),
    *("/v1/es/articles/pump/sections/risks?fallback=whole", "/v1/articles/pump", "/v1/releases"),
)


@pytest.fixture
def written(tiny: TinyLibrary) -> bytes:
    """The record of a small history: two releases and a hold."""
    tiny.offer("es")
    tiny.publish()
    tiny.change("content/articles/pump.md", "Infection", "An infection")
    tiny.publish()
    hold(tiny.store, Named("pump", "overview"), "incorrect", BY)
    return archived(tiny.store)


def archived(store: Store) -> bytes:
    """The bytes of a backup."""
    out = io.BytesIO()
    write_archive(store, out)
    return out.getvalue()


def restored(data: bytes, url: str) -> Store:
    """A new store with the record in it."""
    store = Store(url)
    restore_archive(store, io.BytesIO(data))
    return store


def answers(store: Store) -> list[object]:
    """Status, body and ETag of many addresses."""
    client = client_of(store)
    found = [client.get(url) for url in ASKED]
    return [(one.status_code, one.data, one.headers.get("ETag")) for one in found]


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_backup_answers_byte_for_byte_on_either_database(tiny, written, tmp_path, request, kind):
    url = f"sqlite:///{tmp_path}/new.db"
    if kind == "postgresql":
        url = request.getfixturevalue("server").new_database()
    new = restored(written, url)
    assert answers(new) == answers(tiny.store)
    assert [*check(new)] == []
    assert archived(new) == written
    new.close()


def test_a_restored_record_goes_on(written, tiny, tmp_path, request):
    url = request.getfixturevalue("server").new_database()
    restored(written, url).close()
    after = TinyLibrary(tiny.root, url)
    after.change("content/articles/pump.md", "Feeling", "Often feeling")
    assert after.publish().release == 4
    assert [*check(after.store)] == []
    after.store.close()


def test_the_same_record_gives_the_same_bytes(tiny, written):
    assert archived(tiny.store) == written


def test_a_database_with_releases_is_never_overwritten(tiny, written):
    with pytest.raises(StoreError, match="holds releases already"):
        restore_archive(tiny.store, io.BytesIO(written))
    assert tiny.store.current() == 3


def test_without_a_record_there_is_nothing_to_write(tmp_path):
    with pytest.raises(NothingPublished):
        write_archive(Store(f"sqlite:///{tmp_path}/none.db"), io.BytesIO())


def rewritten(data: bytes, name: str, change, *, honest: bool = True) -> bytes:
    """The archive with another member; an honest manifest says so."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        members = {one: old.read(one) for one in old.namelist()}
        members[name] = change(members[name])
        if honest and name != MANIFEST:
            manifest = json.loads(members[MANIFEST])
            digest = hashlib.sha256(members[name]).hexdigest()
            manifest["members"][name] = {"rows": members[name].count(b"\n"), "sha256": digest}
            members[MANIFEST] = json.dumps(manifest).encode()
        for one, content in members.items():
            new.writestr(one, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "change", "honest", "told"),
    [
        ("body.jsonl", lambda data: data.replace(b"5 mg", b"50 mg", 1), True, "not what its digest says"),
        (
            "release.jsonl",
            lambda data: data.replace(b"tester", b"nobody"),
            False,
            "not what the manifest says",
        ),
        ("release.jsonl", lambda data: data[:-1], True, "cut off"),
        ("release.jsonl", lambda data: b"[" * 100_000 + b"\n", True, "release.jsonl is damaged"),
        ("release.jsonl", lambda data: b"7\n", True, "release.jsonl is damaged"),
        (
            "release.jsonl",
            lambda data: data.replace(b'"id":1', b'"id":true'),
            True,
            "id is not what it has to",
        ),
        ("release.jsonl", lambda data: data.replace(b'"note"', b'"nota"'), True, "other columns"),
        ("edition.jsonl", lambda data: data + data, True, "does not fit the database"),
        ("hold.jsonl", lambda data: data.replace(b'"since":3', b'"since":99'), True, "does not fit"),
        (MANIFEST, lambda data: data.replace(FORMAT.encode(), b"other"), True, "does not say so"),
        (MANIFEST, lambda data: data.replace(b'"version": ', b'"version": 9'), True, "newer version"),
        (MANIFEST, lambda data: b"[" * 100_000, True, "no manifest"),
        (MANIFEST, lambda data: data.replace(b"body.jsonl", b"other.jsonl"), True, "lacks a table"),
    ],
)
def test_a_damaged_record_is_refused_and_nothing_is_written(written, tmp_path, name, change, honest, told):
    store = Store(f"sqlite:///{tmp_path}/new.db")
    with pytest.raises(StoreError, match=told):
        restore_archive(store, io.BytesIO(rewritten(written, name, change, honest=honest)))
    assert store.current() is None
    store.close()


@given(st.binary(max_size=300), st.integers(0, 5000), st.integers(0, 300))
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_are_restored_or_refused(tiny, tmp_path_factory, junk, start, length):
    if tiny.store.current() is None:
        tiny.publish()
    data = archived(tiny.store)
    url = f"sqlite:///{tmp_path_factory.mktemp('any')}/new.db"
    for hostile in (junk, data[:start] + junk + data[start + length :]):
        store = Store(url)
        try:
            restore_archive(store, io.BytesIO(hostile))
        except StoreError:
            assert store.current() is None
        else:
            assert [*check(store)] == []
        store.close()

"""Same input, same bytes: on every replica, after every restart, in every order of files."""

from __future__ import annotations

from pathlib import Path

from flask import Flask
from small_portal import client_of, write_library

from portal_api.releases.record.history import compare

PATHS = (
    "/v1/locales",
    "/v1/ar/articles",
    "/v1/ar/articles/pump",
    "/v1/es/articles/pump/sections/risks",
    "/v1/ar/disclaimer",
    "/v1/articles/pump/locales",
    "/v1/openapi.json",
)


def answers(app: Flask) -> dict[str, tuple[bytes, str | None]]:
    """Body and ETag of what a release says."""
    found = {path: app.test_client().get(path) for path in PATHS}
    assert {response.status_code for response in found.values()} == {200}
    return {path: (response.data, response.headers.get("ETag")) for path, response in found.items()}


def test_two_replicas_of_one_database_answer_alike(tmp_path: Path):
    tiny = write_library(tmp_path)
    assert answers(client_of(tiny.store).application) == answers(client_of(tiny.store).application)
    tiny.store.close()


def test_the_same_files_published_elsewhere_answer_alike(tmp_path: Path):
    libraries = [write_library(tmp_path / name) for name in ("one", "two")]
    one, two = (answers(client_of(tiny.store).application) for tiny in libraries)
    assert one == two
    with libraries[0].store.snapshot() as mine, libraries[1].store.snapshot() as theirs:
        assert mine.release.digest == theirs.release.digest
    for tiny in libraries:
        tiny.store.close()


def test_a_publication_changes_only_what_its_files_change(tmp_path: Path):
    """The second release takes `old` back; `fever`, which nobody translated, stays as it is."""
    tiny = write_library(tmp_path)
    with tiny.store.snapshot(1) as before, tiny.store.snapshot() as after:
        assert {(one.article_id, one.kind) for one in compare(before, after)} == {("old", "gone")}
    tiny.store.close()

"""A small published library behind the real app, for every test of the web."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from small_portal import client_of, write_library
from tiny import TinyLibrary

from portal_api.releases.record.store import Store


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> TinyLibrary:
    """The library that tests only read."""
    return write_library(tmp_path_factory.mktemp("library"))


@pytest.fixture
def own_library(tmp_path: Path) -> TinyLibrary:
    """The same library, for tests that change or break it."""
    return write_library(tmp_path)


@pytest.fixture(scope="session")
def app(published: TinyLibrary) -> Flask:
    """The app that serves the library that tests only read."""
    return client_of(published.store).application


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A client of that app."""
    return app.test_client()


@pytest.fixture
def nothing(tmp_path: Path) -> Iterator[FlaskClient]:
    """A client of an app whose library was never published."""
    store = Store(f"sqlite:///{tmp_path / 'nothing.db'}")
    yield client_of(store)
    store.close()

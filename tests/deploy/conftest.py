"""One Varnish with two servers behind it, for all tests that leave it as it was."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from edge import Edge, standing_edge, write_articles


@pytest.fixture(scope="session")
def edge(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Edge]:
    """Each test changes articles of its own only."""
    folder = tmp_path_factory.mktemp("edge")
    library = write_articles(folder, "held", "kept", "corrected", "crowded", "plain", "pictured")
    with standing_edge(folder, library) as standing:
        yield standing
    library.store.close()

"""`portal publish --watch`: what is written is published at once, and a refusal ends nothing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tiny import TinyLibrary
from waiting import PATIENCE_SECONDS, wait_for

from portal_api.cli.watching import Watch


@pytest.fixture
def watching(tiny: TinyLibrary) -> Iterator[subprocess.Popen[str]]:
    """The command in a process of its own, after its first release."""
    tiny.offer("es")
    environment = {**os.environ, "PORTAL_DATABASE_URL": tiny.store.url}
    command = [sys.executable, "-m", "portal_api", "publish", "--watch", "--library", str(tiny.root)]
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) as process:
        try:
            wait_for(lambda: tiny.store.current() == 1)
            yield process
            process.send_signal(signal.SIGINT)
            process.communicate(timeout=PATIENCE_SECONDS)
        finally:
            process.kill()


def test_what_is_written_is_published(tiny, watching):
    tiny.change("translations/es/LC_MESSAGES/pump.po", "es: Infection", "es: Infektion")
    wait_for(lambda: "es: Infektion" in str(tiny.edition("es").body))
    folder = tiny.root / "translations" / "ar" / "LC_MESSAGES"
    assert not folder.exists()
    tiny.offer("ar")
    wait_for(lambda: _is_translated(tiny, "ar"))


def test_a_language_that_is_added_meanwhile_is_watched_too(tiny, watching):
    tiny.settings("en", "es", "ar", "fr")
    tiny.offer("fr")
    wait_for(lambda: _is_translated(tiny, "fr"))
    tiny.change("translations/fr/LC_MESSAGES/pump.po", "fr: Infection", "fr: Infektion")
    wait_for(lambda: "fr: Infektion" in str(tiny.edition("fr").body))


def test_a_refusal_ends_nothing(tiny, watching):
    path = "translations/es/LC_MESSAGES/pump.po"
    tiny.change(path, 'msgstr "es: It gives **5 mg**', 'msgstr "es: It gives **50 mg**')
    assert any("Nothing was published" in line for line in iter(watching.stderr.readline, ""))
    assert _is_translated(tiny, "es")
    tiny.change(path, 'msgstr "es: It gives **50 mg**', 'msgstr "es: So: it gives **5 mg**')
    wait_for(lambda: "es: So: it gives" in str(tiny.edition("es").body))


def test_a_file_is_named_once_it_is_written(tmp_path: Path):
    folder = tmp_path / "later"
    watch = Watch([tmp_path, folder])
    (tmp_path / "a.po").write_text("a")
    assert watch.changed() == {tmp_path / "a.po"}
    folder.mkdir()
    assert watch.changed() == frozenset()
    (folder / "b.po").write_text("b")
    assert watch.changed() == {folder / "b.po"}
    watch.close()


def _is_translated(tiny: TinyLibrary, tag: str) -> bool:
    with tiny.store.snapshot() as snapshot:
        return any(one.locale.tag == tag and one.complete for one in snapshot.article_locales("pump"))

"""`portal varnish` writes what the service itself would say, in every offered language."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from commanding import Run
from tiny import DISCLAIMER, TinyLibrary

from portal_api.cli import purging
from portal_api.cli.purging import CachesUnreached
from portal_api.errors import StoreError


def test_every_language_is_said_to_programs_and_to_people(
    run: Run, tiny: TinyLibrary, tmp_path: Path
) -> None:
    tiny.offer("es")
    run("publish")
    file = tmp_path / "varnish" / "words.vcl"
    assert "12 answers in 2 languages" in run("varnish", str(file)).output
    text = file.read_text("utf-8")
    for status in (400, 429, 503):
        for tag in ("en", "es"):
            assert text.count(f'resp.status == {status} && req.http.Portal-Tag == "{tag}"') == 2
    assert text.count("This is for education only.") == 12
    assert text.count("es: This is for education only.") == 6
    assert len(re.findall(r'set resp\.http\.Link = \{"<[^>]+/v1/es/disclaimer>', text)) == 6


def test_no_text_of_an_author_can_end_what_is_said(run: Run, tiny: TinyLibrary, tmp_path: Path) -> None:
    hostile = 'Say "no"} set req.http.Host = "evil"; C{ exit(1); }C {" more.'
    tiny.write("content/disclaimer.md", DISCLAIMER.replace("This is for education only.", hostile))
    run("publish")
    run("varnish", str(tmp_path / "words.vcl"))
    text = (tmp_path / "words.vcl").read_text("utf-8")
    said = re.sub(r'\{".*?"\}', "", text, flags=re.DOTALL)
    assert "evil" in text
    assert "evil" not in said
    assert "exit" not in said


def test_before_the_first_release_there_is_nothing_to_write(run: Run, tmp_path: Path) -> None:
    told = run("varnish", str(tmp_path / "words.vcl"))
    assert told.exit_code == 1
    assert "nothing is published yet" in told.output or "there is no database" in told.output
    assert not (tmp_path / "words.vcl").exists()


def test_a_database_that_goes_away_after_the_release_is_told_as_caches_that_do_not_know(
    tiny: TinyLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PORTAL_PURGE_URLS", "http://127.0.0.1:1")
    tiny.publish()
    tiny.store.close()
    (tiny.root.parent / "portal.db").write_bytes(b"no database any more")
    with pytest.raises(CachesUnreached, match="Release 2 stands") as told:
        purging.tell_caches(tiny.store, 1)
    assert "portal purge --since 1" in str(told.value)
    assert isinstance(told.value.__cause__, StoreError)

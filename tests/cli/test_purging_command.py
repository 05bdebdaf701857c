"""Whatever makes a release tells the caches; a release stands even where none of them answers."""

from __future__ import annotations

import shutil
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from commanding import Run
from receiving import Cache, receiving
from tiny import TinyLibrary

from portal_api.cli.operators import publish_first
from portal_api.releases import caches
from portal_api.releases.record.mirrors import MARK, SERVED, LiveExport


@pytest.fixture
def cache(monkeypatch: pytest.MonkeyPatch) -> Iterator[Cache]:
    """A cache that the settings name; servers notice a release at once."""
    monkeypatch.setenv("PORTAL_POLL_SECONDS", "0")
    with receiving() as listening:
        monkeypatch.setenv("PORTAL_PURGE_URLS", listening.url)
        yield listening


@pytest.fixture
def gone(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a cache that is not there."""
    monkeypatch.setattr(caches, "PAUSES_SECONDS", ())
    monkeypatch.setenv("PORTAL_POLL_SECONDS", "0")
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{unused.getsockname()[1]}"
        monkeypatch.setenv("PORTAL_PURGE_URLS", url)
        yield url


def test_whatever_makes_a_release_tells_the_caches_now_and_again_when_every_server_knows(
    run: Run, tiny: TinyLibrary, cache: Cache, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Told 1 cache what to forget." in run("publish").output
    assert cache.keys == [{"portal"}] * 2
    tiny.change("content/articles/pump.md", "2 hours", "3 hours")
    for order, keys in (
        (["publish"], {"release", "article-pump", "articles-en"}),
        (["hold", "pump/risks", "--reason", "unsafe", "--by", "A"], {"article-pump", "historical"}),
        (["unhold", "pump/risks", "--by", "A"], {"article-pump", "historical"}),
        (["releases", "rollback", "1", "--by", "A"], {"article-pump", "articles-en"}),
    ):
        cache.orders.clear()
        assert run(*order).exit_code == 0
        assert len(cache.orders) == 2
        assert all(keys <= told for told in cache.keys), order
    assert run("backup", str(tmp_path / "all.zip")).exit_code == 0
    cache.orders.clear()
    monkeypatch.setenv("PORTAL_DATABASE_URL", f"sqlite:///{tmp_path}/new.db")
    assert run("restore", str(tmp_path / "all.zip")).exit_code == 0
    assert cache.keys[0] == {"portal"}
    assert cache.orders[0]["Portal-Anew"] == "yes"


def test_where_nothing_is_published_nobody_is_told(run: Run, cache: Cache) -> None:
    run("publish")
    cache.orders.clear()
    assert "Told" not in run("publish").output
    assert "Told" not in run("publish", "--dry-run").output
    assert cache.orders == []


def test_a_cache_that_cannot_be_reached_is_named_and_the_release_stands(
    run: Run, tiny: TinyLibrary, gone: str
) -> None:
    first = run("publish")
    assert first.exit_code == 1
    assert "Published as release 1." in first.output
    held = run("hold", "pump/risks", "--reason", "unsafe", "--by", "A")
    assert held.exit_code == 1
    assert "pump/risks is held since release 2." in held.output
    assert f"{gone}: Connection refused" in held.output
    assert "portal purge --since 1" in held.output
    assert tiny.store.current() == 2


def test_a_server_starts_although_a_cache_cannot_be_reached(
    tiny: TinyLibrary, gone: str, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    publish_first(tiny.root, "A")
    assert gone in capsys.readouterr().err
    assert tiny.store.current() == 1


def test_a_cache_is_told_again_by_hand(run: Run, tiny: TinyLibrary, cache: Cache) -> None:
    run("publish")
    run("hold", "pump/risks", "--reason", "unsafe", "--by", "A")
    tiny.article("other", (tiny.root / "content/articles/pump.md").read_text().replace("# Pump", "# Other"))
    run("publish")
    for options, keys in (
        ([], {"article-other"}),
        (["--since", "1"], {"article-other", "article-pump"}),
        (["--all"], {"portal"}),
    ):
        cache.orders.clear()
        assert run("purge", *options).exit_code == 0
        assert all(keys <= told for told in cache.keys)
    assert cache.orders[0]["Portal-Release"] == "3"


@pytest.mark.parametrize(
    "options", [["--all", "--since", "1"], ["--all", "--forget", "x:/y"], ["--since", "0"], ["--since", "x"]]
)
def test_an_order_that_means_nothing_is_not_understood(run: Run, cache: Cache, options: list[str]) -> None:
    assert run("purge", *options).exit_code == 2
    assert cache.orders == []


def test_without_caches_or_releases_there_is_nothing_to_tell(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "PORTAL_PURGE_URLS names no cache, and nothing is exported with --live" in run("purge").output
    monkeypatch.setenv("PORTAL_PURGE_URLS", "http://127.0.0.1:1")
    told = run("purge")
    assert told.exit_code == 1
    assert "nothing is published yet" in told.output


def test_a_wrong_address_of_a_cache_stops_before_anything_is_published(
    run: Run, tiny: TinyLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PORTAL_PURGE_URLS", "http://10.0.0.5:6083 edge")
    told = run("publish")
    assert told.exit_code == 1
    assert "PORTAL_PURGE_URLS" in told.output
    assert tiny.store.current() is None


HOLD = ("hold", "pump/risks", "--reason", "unsafe", "--by", "A")


@pytest.fixture
def live(run: Run, tiny: TinyLibrary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The link to exported files of release 1, in a folder that is served live; no setting names it."""
    monkeypatch.setenv("PORTAL_POLL_SECONDS", "0")
    run("publish")
    export = tmp_path / "mirror" / "exports" / "000001-release-1"
    (export / "files").mkdir(parents=True)
    (export / SERVED).symlink_to("files")
    (tmp_path / "mirror" / MARK).write_text("its mark")
    tiny.store.know_live(LiveExport("its mark", "web-1", f"{tmp_path}/mirror"))
    return export / SERVED


def test_files_that_are_served_live_are_stopped_by_a_command_that_no_setting_tells_of_them(
    run: Run, live: Path, cache: Cache
) -> None:
    told = run(*HOLD)
    assert told.exit_code == 0
    assert "Told 2 caches what to forget." in told.output
    assert not live.is_symlink()


def test_a_folder_that_settings_name_too_is_one_folder(
    run: Run, live: Path, cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may lie elsewhere on this machine, where a setting says."""
    moved = live.parents[2].rename(live.parents[3] / "moved")
    monkeypatch.setenv("PORTAL_PURGE_URLS", f"{cache.url} file://{moved}")
    told = run(*HOLD)
    assert told.exit_code == 0
    assert "Told 2 caches what to forget." in told.output
    assert not list(moved.rglob(SERVED))


def test_files_on_another_machine_are_named_and_what_to_do_there(run: Run, live: Path, cache: Cache) -> None:
    folder = live.parents[2]
    folder.rename(folder.with_name("not-here"))
    told = run(*HOLD)
    assert told.exit_code == 1
    assert "is held since release 2." in told.output
    assert f"web-1:{folder}: it is not on this machine; run portal purge there" in told.output
    folder.with_name("not-here").rename(folder)
    assert run("purge", "--since", "1").exit_code == 0
    assert not live.is_symlink()


def test_a_cache_behind_files_that_no_setting_names_is_missed(run: Run, live: Path) -> None:
    told = run(*HOLD)
    assert told.exit_code == 1
    assert "PORTAL_PURGE_URLS: it does not name the cache behind the exported files" in told.output
    assert not live.is_symlink()


def test_a_folder_that_nobody_serves_any_more_is_forgotten_by_name(
    run: Run, live: Path, cache: Cache
) -> None:
    folder = live.parents[2]
    name = f"web-1:{folder}"
    assert f"known: {name}" in run("purge", "--forget", f"web-2:{folder}").output
    here = run("purge", "--forget", name)
    assert here.exit_code == 2
    assert "is on this machine" in here.output
    (folder / MARK).unlink()
    (folder / MARK).mkdir()
    unsure = run("purge", "--forget", name)
    assert unsure.exit_code == 1
    assert "Is a directory" in unsure.output
    shutil.rmtree(folder)
    assert run(*HOLD).exit_code == 1
    assert run("purge", "--forget", name).exit_code == 0
    assert run("unhold", "pump/risks", "--by", "A").exit_code == 0


def test_a_restored_database_says_that_it_knows_of_no_files(
    run: Run, live: Path, cache: Cache, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("backup", str(tmp_path / "all.zip"))
    monkeypatch.setenv("PORTAL_DATABASE_URL", f"sqlite:///{tmp_path}/new.db")
    assert "portal export --live" in run("restore", str(tmp_path / "all.zip")).output

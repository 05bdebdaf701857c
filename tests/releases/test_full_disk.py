"""A full disk, a file that cannot be written: readers keep the old release, and a message says why."""

from __future__ import annotations

import multiprocessing
import os
import resource
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from types import SimpleNamespace

import pytest
from tiny import ARTICLE, TinyLibrary

from portal_api.errors import StoreError
from portal_api.releases.record.integrity import check
from portal_api.releases.record.store import Store

NOBODY = 65534


@pytest.fixture
def tiny() -> Iterator[TinyLibrary]:
    """A published library on SQLite, in a folder that every account may read."""
    folder = Path(tempfile.mkdtemp(prefix="portal-"))
    folder.chmod(0o755)
    library = TinyLibrary(folder / "library", f"sqlite:///{folder}/portal.db")
    library.publish()
    yield library
    library.store.close()
    folder.chmod(0o755)
    shutil.rmtree(folder)


def enlarge(tiny: TinyLibrary) -> None:
    """Change every article and add many."""
    tiny.change("content/articles/pump.md", "5 mg", "6 mg")
    for number in range(40):
        text = ARTICLE.replace("A small pump.", f"A small pump. {os.urandom(3000).hex()}")
        tiny.article(f"article-{number}", text)


def told_by(work: Callable[[Path, str, Connection], None], tiny: TinyLibrary) -> str:
    """What a process of its own says of its publication."""
    context = multiprocessing.get_context("forkserver")
    heard, ours = context.Pipe(duplex=False)
    url = tiny.store.database.shown
    process = context.Process(target=work, args=(tiny.root, url, ours))
    process.start()
    assert heard.poll(60)
    said = str(heard.recv())
    process.join(60)
    return said


def _publish_on_a_full_disk(root: Path, url: str, told: Connection) -> None:
    size = Path(url.removeprefix("sqlite:///")).stat().st_size
    resource.setrlimit(resource.RLIMIT_FSIZE, (size + 20_000, size + 20_000))
    _publish(root, url, told)


def _publish_as_nobody(root: Path, url: str, told: Connection) -> None:
    if os.geteuid() == 0:
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)
    _publish(root, url, told)


def _publish(root: Path, url: str, told: Connection) -> None:
    try:
        told.send(f"published {TinyLibrary(root, url).publish().release}")
    except StoreError as error:
        told.send(str(error))


def test_on_a_full_disk_readers_keep_the_old_release(tiny):
    before = tiny.edition("en")
    enlarge(tiny)
    said = told_by(_publish_on_a_full_disk, tiny)
    assert "readers keep the current release" in said
    assert "disk" in said
    assert tiny.edition("en") == before
    assert [*check(tiny.store)] == []
    assert tiny.publish().release == 2


def test_an_account_that_cannot_write_is_told_and_readers_keep_the_old_release(tiny):
    before = tiny.edition("en")
    enlarge(tiny)
    folder, file = tiny.root.parent, tiny.root.parent / "portal.db"
    folder.chmod(0o555)
    file.chmod(0o444)
    said = told_by(_publish_as_nobody, tiny)
    assert "cannot be used" in said
    assert "published" not in said
    folder.chmod(0o755)
    file.chmod(0o644)
    assert tiny.edition("en") == before
    fresh = Store(tiny.store.database.shown)
    assert [*check(fresh)] == []
    fresh.close()


@pytest.fixture
def frozen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[bool], Path]]:
    """A folder on a file system that is made read-only and writable again.

    Where this account may not mount one, only what the system says of the folder is replaced.
    """
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = _ran("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(folder))
    real = os.statvfs

    def freeze(is_frozen: bool) -> Path:
        if mounted:
            assert _ran("mount", "-o", f"remount,{'ro' if is_frozen else 'rw'}", str(folder))
            return folder
        flags = os.ST_RDONLY if is_frozen else 0
        monkeypatch.setattr(os, "statvfs", lambda path: SimpleNamespace(f_flag=real(path).f_flag | flags))
        return folder

    yield freeze
    if mounted:
        assert _ran("umount", "-l", str(folder))


def _ran(*command: str) -> bool:
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def test_a_library_on_a_read_only_file_system_is_served(tiny, frozen):
    folder = frozen(False)
    tiny.store.close()
    shutil.copy(tiny.root.parent / "portal.db", folder / "portal.db")
    frozen(True)
    library = TinyLibrary(tiny.root, f"sqlite:///{folder}/portal.db")
    assert "5 mg" in str(library.edition("en").body)
    assert not (folder / "portal.db-shm").exists()
    frozen(False)
    library.change("content/articles/pump.md", "5 mg", "6 mg")
    library.publish()
    assert "6 mg" in str(library.edition("en").body)
    library.store.close()

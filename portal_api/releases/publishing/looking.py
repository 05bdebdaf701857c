"""Folders -> their listings; where there are very many files, another process looks at half of them.

To ask the operating system about 400,000 files takes a second of one core. Threads would wait for each other,
so it is a process of its own, which needs none of the program but fingerprints.py and starts at once.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from subprocess import DEVNULL, PIPE
from typing import IO

from portal_api.releases.publishing.cores import cores
from portal_api.releases.publishing.fingerprints import Listing, look

Folders = Mapping[str, tuple[str, ...]]
"""Folders with the endings of the files in them that count."""

# About 120,000 files: below that, starting the process takes longer than it spares.
_MANY_BYTES = 4_000_000
# Nothing that lies in the current folder may come in the place of a module: -P.
_BEGIN = ("-P", "-c", "from portal_api.releases.publishing.looking import answer; answer()")
_COUNT = 8


def look_at(
    root: Path,
    folders: Folders,
    known: Mapping[str, bytes],
    now_ns: int,
    *,
    many_bytes: int = _MANY_BYTES,
    program: str = sys.executable,
) -> dict[str, Listing]:
    """The listings of these folders of the library in `root`, as `look` gives them, in their order.

    `known` are the listings as they were kept, which tell how much there is to do. `program` is the Python
    that helps; where it cannot, this process does all.
    """
    theirs = _their_half({name: len(known[name]) for name in folders if name in known}, many_bytes)
    if not theirs:
        return _looked(root, folders, now_ns)
    asked = json.dumps([str(root.absolute()), {name: folders[name] for name in theirs}, now_ns])
    try:
        helper = subprocess.Popen([program, *_BEGIN], stdin=PIPE, stdout=PIPE, stderr=DEVNULL)  # noqa: S603 - fixed words
    except OSError:
        return _looked(root, folders, now_ns)
    with helper:
        _tell(helper.stdin, asked.encode())
        ours = _looked(root, {name: folders[name] for name in folders if name not in theirs}, now_ns)
        told = helper.stdout.read() if helper.stdout is not None else b""
    found = _unpacked(told) if helper.returncode == 0 else []
    if len(found) != len(theirs):
        found = [*_looked(root, {name: folders[name] for name in theirs}, now_ns).values()]
    every = ours | dict(zip(theirs, found, strict=True))
    return {name: every[name] for name in folders}


def answer() -> None:
    """What the helping process does: it is asked on its input and answers on its output."""
    root, folders, now_ns = json.loads(sys.stdin.buffer.read())
    for listing in _looked(
        Path(root), {name: tuple(some) for name, some in folders.items()}, now_ns
    ).values():
        sys.stdout.buffer.write(len(listing.packed).to_bytes(_COUNT) + listing.packed)


def _looked(root: Path, folders: Folders, now_ns: int) -> dict[str, Listing]:
    return {name: look(root / name, endings, now_ns) for name, endings in folders.items()}


def _their_half(sizes: Mapping[str, int], many_bytes: int) -> list[str]:
    """Some of these folders with at most half of all files; none where there is too little to share."""
    room = sum(sizes.values()) // 2
    if 2 * room < many_bytes or cores() < 2:
        return []
    theirs = []
    for name, size in sizes.items():
        if size <= room:
            theirs.append(name)
            room -= size
    return theirs


def _tell(pipe: IO[bytes] | None, data: bytes) -> None:
    """Hand this over; whoever does not listen will not answer either."""
    if pipe is None:
        return
    try:
        pipe.write(data)
        pipe.close()
    except OSError:
        return


def _unpacked(told: bytes) -> list[Listing]:
    found = []
    position = 0
    while position < len(told):
        begin = position + _COUNT
        position = begin + int.from_bytes(told[position:begin])
        found.append(Listing.unpacked(told[begin:position]))
    return found

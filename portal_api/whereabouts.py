"""A folder -> the library it lies in, and where that library's database is; refuses where nobody can know."""

from __future__ import annotations

import os
from pathlib import Path

from portal_api.errors import SettingsError

LIBRARY_FILE = Path("content") / "library.toml"
MEMORY_FOLDER = ".portal"
MEMORY_FILE = "memory.db"

_DATABASE = "portal.db"
_HERE = f"sqlite:///{_DATABASE}"
_NOTE = "database"
_LONGEST_NOTE = 5000
_UNKNOWN = ""
# Unlike those of Path, they say no of a folder that this account may not look into.
_is_file, _exists = os.path.isfile, os.path.exists


def nearest_library(start: Path) -> Path | None:
    """The folder of the library that `start` lies in; None where it lies in none."""
    here = start.resolve()
    return next((one for one in (here, *here.parents) if _is_file(one / LIBRARY_FILE)), None)


def database_of(library: Path, here: Path) -> str:
    """The URL of the database of a library that no setting names, seen from the folder `here`.

    It lies in the library's folder. Earlier versions made it in whatever folder a command was typed: one that
    lies there is used on, if the library was published into it.

    Raises:
        SettingsError: there are two, or the library was published last into one that is not in its folder: a
            hold in a database that no server reads would help nobody.
    """
    root = library.resolve()
    own, beside, last = root / _DATABASE, _beside(root, here), _last(root)
    if problem := _contradiction(own, beside, last):
        raise SettingsError(problem.format(own=own, beside=beside, library=root, last=last))
    if beside is not None or root == here:
        return _HERE
    if "?" in str(own):
        raise SettingsError(
            f"{own}: a database cannot lie in a folder with ? in its name; set PORTAL_DATABASE_URL"
        )
    return f"sqlite:///{own}"


def note_database(library: Path, url: str) -> None:
    """Note beside the library's memory into which database it was published.

    Its own one is noted without its folder, so that a library that moves keeps it.

    Raises:
        OSError: it cannot be written.
    """
    own = f"sqlite:///{(library / _DATABASE).resolve()}"
    note, text = library / MEMORY_FOLDER / _NOTE, os.fsencode(f"{_HERE if url == own else url}\n")
    if not _is_file(note) or note.read_bytes() != text:
        new = note.with_name(f"{_NOTE}.{os.getpid()}")
        new.write_bytes(text)
        new.replace(note)  # whatever lies there, a link or a pipe too


_TWO = (
    "there are two databases, {own} of the library and {beside} in the current folder; "
    "move one away, or say which one is meant, e.g. PORTAL_DATABASE_URL=sqlite:///{own}"
)
_NOT_KNOWN = (
    "{beside} in the current folder may be the database of another library, and {own} does not exist; say "
    "which one is meant for {library}: PORTAL_DATABASE_URL=sqlite:///{beside} or, once, "
    "PORTAL_DATABASE_URL=sqlite:///{own}"
)
_BEGIN = "to begin a new one in the library's folder, say so once: PORTAL_DATABASE_URL=sqlite:///{own}"
_ELSEWHERE = (
    "{library} was published last into another database, {last}, and {own} does not exist; to go on there: "
    f"PORTAL_DATABASE_URL={{last}}; {_BEGIN}"
)
_SOMEWHERE = (
    "{library} was published before, by a version that did not note into which database, and {own} does not "
    f"exist; to go on there, name it: PORTAL_DATABASE_URL=...; {_BEGIN}"
)


def _beside(root: Path, here: Path) -> Path | None:
    """A database in the current folder that may be this library's without being where it belongs."""
    found = here / _DATABASE
    is_of_another = nearest_library(here) not in (None, root)
    return found if here != root and _exists(found) and not is_of_another else None


def _contradiction(own: Path, beside: Path | None, last: str | None) -> str | None:
    """What speaks against the one in the current folder, or else in the library's; None if nothing does."""
    if _exists(own):
        return _TWO if beside is not None else None
    if beside is not None:
        return None if last == f"sqlite:///{beside.resolve()}" else _NOT_KNOWN
    if last == _UNKNOWN:
        return _SOMEWHERE
    return None if last in (None, _HERE) else _ELSEWHERE


def _last(root: Path) -> str | None:
    """The URL of the database that was published into last, None where nothing says that there is one."""
    note = root / MEMORY_FOLDER / _NOTE
    try:
        if _is_file(note):  # a pipe would never end
            with note.open("rb") as file:
                return os.fsdecode(file.read(_LONGEST_NOTE)).partition("\n")[0].strip()
    except OSError:
        return _UNKNOWN
    return _UNKNOWN if _exists(note.with_name(MEMORY_FILE)) else None

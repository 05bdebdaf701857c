"""One language as a zip for an agency, and its way back: read in memory, never unpacked, bounded."""

from __future__ import annotations

import json
import stat
import struct
import zipfile
import zlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path, PurePosixPath

from portal_api.catalogs.agency.belonging import names_by_ids
from portal_api.catalogs.agency.handed import HandedCatalog, ReturnedCatalog, returned_po
from portal_api.catalogs.agency.xliff_reader import read_xliff
from portal_api.catalogs.gettext.po import PoFile, parse_po
from portal_api.catalogs.plainfile import as_utf8
from portal_api.errors import Problem, SourceErrors
from portal_api.locales import Locale

LARGEST = 20_000_000
LARGEST_MEMBER = 10_000_000
LARGEST_TOTAL = 100_000_000
MOST_MEMBERS = 2_000
_LARGEST_DIRECTORY = 1_000_000

Marks = Mapping[str, Mapping[str, str]]

DOCUMENTS = (".xlf", ".xliff")
MANIFEST = "manifest.json"
READ_ME = "README.txt"
_END = struct.Struct("<4s4H2LH")
_SETTLED = (1980, 1, 1, 0, 0, 0)
_LEFT_OUT = frozenset({MANIFEST, READ_ME, ".DS_Store", "Thumbs.db", "desktop.ini"})

_LETTER = """\
Translations into {language}.

The folder {locale} holds one file for each text. Please translate the messages that are empty, look at those
marked as fuzzy (in Poedit: Needs work; in XLIFF: initial), and take the mark away once they are right.
Leave ids, placeholders and addresses as they are. Keep numbers and units: a wrong number is a wrong dose.
When you are done, zip everything again, with the same file names and with manifest.json, which tells us what
you changed. What is not finished yet may come back as it is. Nothing else is needed.
"""


@dataclass(frozen=True)
class Returned:
    """What a parcel held: the catalogs, and a sentence for each thing in it that is none."""

    catalogs: tuple[ReturnedCatalog, ...]
    notes: tuple[str, ...] = ()


def pack(locale: Locale, files: Mapping[str, bytes], catalogs: Sequence[HandedCatalog]) -> bytes:
    """A zip of these files (by name) and what we need to know when they come back; same input, same bytes."""
    marks = {one.name: {text.segment: text.mark for text in one.texts} for one in catalogs}
    manifest = {"format": 1, "locale": str(locale), "marks": marks}
    language = str(locale) if locale.own_name == str(locale) else f"{locale.own_name} ({locale})"
    letter = _LETTER.format(locale=locale, language=language)
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        _write(archive, READ_ME, letter.encode())
        _write(archive, MANIFEST, json.dumps(manifest, indent=1).encode())
        for name, data in files.items():
            _write(archive, f"{locale}/{name}", data)
    return out.getvalue()


def unpack(data: bytes, path: Path, locale: Locale | None = None) -> Returned:
    """The catalogs in a zip that came back, in `locale` as far as is known; `path` only names it in problems.

    Raises:
        SourceErrors: not a zip we read (too large, too many files, unsafe names, links, passwords, a bomb), a
            file in it that cannot be read, the same catalog twice.
    """
    _refuse_odd_directory(data, path)
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            members = [*_members(archive, path)]
            contents = [*_contents(archive, members, path)]
    except UnicodeDecodeError:
        raise _refusal(path, "the name of a file in it is not UTF-8", "keep the names as they were") from None
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,
        RuntimeError,
        ValueError,
        OSError,
    ) as error:
        raise _refusal(path, f"this zip cannot be read ({error})", "zip the folder again") from None
    return _returned(contents, path, locale)


def _write(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    archive.writestr(zipfile.ZipInfo(name, _SETTLED), data, zipfile.ZIP_DEFLATED)


def _refuse_odd_directory(data: bytes, path: Path) -> None:
    """The list of files is read as a whole, so its size is looked at before."""
    if len(data) > LARGEST:
        raise _refusal(
            path, f"this zip is larger than {LARGEST // 1_000_000} MB", "send fewer articles at once"
        )
    end = data[-_END.size :]
    is_zip64 = data[-_END.size - 20 : -_END.size - 16] == b"PK\x06\x07"
    if len(end) < _END.size or end[:4] != b"PK\x05\x06" or is_zip64:
        raise _no_zip(data, path)
    *_, count, size, _, _ = _END.unpack(end)
    if count > MOST_MEMBERS or size > _LARGEST_DIRECTORY:
        raise _refusal(path, f"this zip has more than {MOST_MEMBERS} files", "send only the catalogs")


def _no_zip(data: bytes, path: Path) -> SourceErrors:
    if data.startswith(b"PK"):
        what = "this zip is cut off, or it has a comment"
        return _refusal(path, what, "ask for it again, or zip the folder again without a comment")
    what = "this is not a zip, no PO file and no XLIFF document"
    return _refusal(path, what, "unpack it with the program it was made with, and zip the folder")


def _members(archive: zipfile.ZipFile, path: Path) -> Iterator[zipfile.ZipInfo]:
    """The files worth reading; refuses the whole zip where a name or kind is not to be trusted."""
    total = 0
    for member in archive.infolist():
        name = member.orig_filename
        if not _is_safe(name):
            raise _refusal(path, f"a file in it is called {name[:60]!r}", "keep the names as they were")
        if stat.S_ISLNK(member.external_attr >> 16) or member.flag_bits & 1:
            raise _refusal(
                path, f"{name} is a link or has a password", "zip ordinary files, without a password"
            )
        total += member.file_size
        if member.file_size > LARGEST_MEMBER or total > LARGEST_TOTAL:
            raise _refusal(path, f"{name} is too large when unpacked", "send only the catalogs")
        if not member.is_dir() and not _is_left_out(PurePosixPath(name)):
            yield member


def _is_safe(name: str) -> bool:
    parts = name.removesuffix("/").split("/")
    plain = name.isprintable() and not any(sign in name for sign in "\\:")
    return plain and len(name) <= 255 and all(part not in ("", ".", "..") for part in parts)


def _is_left_out(name: PurePosixPath) -> bool:
    return name.name in _LEFT_OUT - {MANIFEST} or "__MACOSX" in name.parts


def _contents(
    archive: zipfile.ZipFile, members: Sequence[zipfile.ZipInfo], path: Path
) -> Iterator[tuple[PurePosixPath, bytes]]:
    total = 0
    for member in members:
        with archive.open(member) as file:
            data = file.read(LARGEST_MEMBER + 1)
        total += len(data)
        if len(data) > LARGEST_MEMBER or total > LARGEST_TOTAL:
            raise _refusal(path, f"{member.filename} is too large when unpacked", "send only the catalogs")
        yield PurePosixPath(member.filename), data


def _returned(contents: Sequence[tuple[PurePosixPath, bytes]], path: Path, locale: Locale | None) -> Returned:
    manifest = next((data for name, data in contents if name.name == MANIFEST), None)
    marks = _marks(manifest, path / MANIFEST) if manifest is not None else {}
    problems: list[Problem] = []
    documents: list[ReturnedCatalog] = []
    files: list[PoFile] = []
    for name, data in contents:
        try:
            if name.suffix.lower() == ".po":
                files.append(parse_po(as_utf8(data), path / name, locale))
            elif name.suffix.lower() in DOCUMENTS:
                documents += read_xliff(data, path / name)
        except SourceErrors as error:
            problems += error.problems
    catalogs = [*documents, *_named(files, marks, {one.name for one in documents})]
    problems += _repeated(catalogs, path)
    if problems:
        raise SourceErrors(problems)
    return Returned(tuple(catalogs), tuple(_notes(contents, catalogs, marks)))


def _named(files: Sequence[PoFile], marks: Marks, elsewhere: Collection[str]) -> Iterator[ReturnedCatalog]:
    """PO files under the names of those that were handed over, wherever their ids tell which they are."""
    ids = [{entry.context or "" for entry in po.live()} for po in files]
    expected = {name: one for name, one in marks.items() if name not in elsewhere}
    found = names_by_ids([po.path.stem for po in files], ids, expected)
    for po, name in zip(files, found, strict=True):
        yield returned_po(name or po.path.stem, po, marks.get(name or "", {}))


def _notes(
    contents: Sequence[tuple[PurePosixPath, bytes]], catalogs: Sequence[ReturnedCatalog], marks: Marks
) -> Iterator[str]:
    if not marks:
        yield (
            f"{MANIFEST} did not come back; what changed here meanwhile cannot be told from their changes; "
            "ask for it, or look at what was taken"
        )
    for name, _ in contents:
        if name.name != MANIFEST and name.suffix.lower() not in (".po", *DOCUMENTS):
            yield f"{name} is no catalog (.po, .xlf) and was not looked at"
    for missing in sorted(marks.keys() - {one.name for one in catalogs}):
        yield f"{missing} did not come back; ours stays; ask for its file"


def _marks(data: bytes, path: Path) -> Marks:
    """What was handed over, by catalog and segment."""
    try:
        marks = json.loads(data)["marks"]
        sound = all(isinstance(mark, str) for one in marks.values() for mark in one.values())
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        sound = False
    if not sound:
        raise _refusal(path, "this is not the manifest that was handed over", "put the original one there")
    known: Marks = marks
    return known


def _repeated(catalogs: Sequence[ReturnedCatalog], path: Path) -> Iterator[Problem]:
    seen: set[str] = set()
    for one in catalogs:
        if one.name.casefold() in seen:
            yield Problem(path, 1, f"the catalog {one.name} is there twice", "keep one of them")
        seen.add(one.name.casefold())


def _refusal(path: Path, what: str, remedy: str) -> SourceErrors:
    return SourceErrors([Problem(path, 1, what, remedy)])

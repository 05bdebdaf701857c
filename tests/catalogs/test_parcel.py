"""A zip of one language: the same bytes for the same catalogs; what comes back is not trusted."""

from __future__ import annotations

import io
import json
import stat
import struct
import tracemalloc
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from effort import assert_cheap

from portal_api.catalogs.agency.handed import HandedCatalog, HandedText, handed
from portal_api.catalogs.agency.parcel import MANIFEST, Returned, pack, unpack
from portal_api.catalogs.agency.xliff import write_xliff
from portal_api.catalogs.gettext.po import Entry, new_po
from portal_api.catalogs.messages import Message
from portal_api.errors import SourceErrors
from portal_api.locales import Locale

EN, DE = Locale("en"), Locale("de")
PATH = Path("german.zip")
PO = new_po(DE, [Entry("title", "Pump", ("Pumpe",)), Entry("p1", "New", ("Neu",), flags=("fuzzy",))])
MESSAGES = (Message("title", "Pump", ""), Message("p1", "New", ""))
PUMP = handed("pump", EN, PO, MESSAGES, DE)


def packed() -> bytes:
    return pack(DE, {"pump.po": PO.to_bytes()}, [PUMP])


def zipped(files: Mapping[str, bytes | str]) -> bytes:
    """A zip as an agency might make it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def refused(data: bytes) -> str:
    with pytest.raises(SourceErrors) as caught:
        unpack(data, PATH)
    assert all(problem.remedy for problem in caught.value.problems)
    return str(caught.value)


def test_what_was_packed_comes_back() -> None:
    (back,) = unpack(packed(), PATH).catalogs
    assert (back.name, back.locale, back.expected) == ("pump", DE, ("title", "p1"))
    assert [(one.segment, one.target, one.unsure) for one in back.texts] == [
        ("title", "Pumpe", False),
        ("p1", "Neu", True),
    ]
    assert [one.was for one in back.texts] == [one.mark for one in PUMP.texts]


def test_the_same_catalogs_give_the_same_bytes() -> None:
    assert packed() == packed()


def test_an_agency_may_add_a_folder_and_what_its_system_leaves_behind() -> None:
    files = {
        "job 17/de/pump.po": PO.to_bytes(),
        "job 17/manifest.json": json.dumps({"marks": {"pump": {"title": "x"}}}),
        "__MACOSX/de/._pump.po": b"\x00",
        "job 17/.DS_Store": b"\x00",
        "job 17/invoice.pdf": b"%PDF",
    }
    found: Returned = unpack(zipped(files), PATH)
    assert [one.name for one in found.catalogs] == ["pump"]
    assert found.notes == ("job 17/invoice.pdf is no catalog (.po, .xlf) and was not looked at",)


def test_a_missing_manifest_and_a_missing_catalog_are_told() -> None:
    assert "manifest.json did not come back" in unpack(zipped({"de/pump.po": PO.to_bytes()}), PATH).notes[0]
    manifest = json.dumps({"marks": {"pump": {"title": "x"}, "fever": {"title": "x"}}})
    found = unpack(zipped({MANIFEST: manifest, "de/pump.po": PO.to_bytes()}), PATH)
    assert found.notes == ("fever did not come back; ours stays; ask for its file",)


def test_xliff_documents_come_back_too() -> None:
    catalog = HandedCatalog("pump", EN, DE, "pump.md", (HandedText("title", "Pump", "Pumpe"),))
    (back,) = unpack(pack(DE, {"pump.xlf": write_xliff([catalog])}, [catalog]), PATH).catalogs
    assert back.texts[0].target == "Pumpe"


@pytest.mark.parametrize(
    "name",
    [
        "../pump.po",
        "/etc/pump.po",
        "de/../../pump.po",
        "C:\\pump.po",
        "de\\pump.po",
        "de//pump.po",
        "./pump.po",
        "de/pump\n.po",
        "de/" + "x" * 300 + ".po",
        "c:pump.po",
    ],
)
def test_no_name_leads_outside(name: str) -> None:
    assert "is called" in refused(zipped({name: PO.to_bytes()}))


def test_a_name_that_hides_behind_a_nul_is_refused() -> None:
    data = zipped({"de/pump.po_../../x": PO.to_bytes()}).replace(b"pump.po_", b"pump.po\0")
    assert "is called" in refused(data)


def test_a_link_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        link = zipfile.ZipInfo("de/pump.po")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    assert "is a link" in refused(out.getvalue())


def test_a_bomb_costs_neither_time_nor_memory() -> None:
    zeros = zipped({f"de/{n}.po": b"0" * 9_000_000 for n in range(12)})
    assert len(zeros) < 200_000
    pump = zipped({"de/pump.po": b"0" * 10_000_001})
    tracemalloc.start()
    for bomb in (zeros, pump):
        assert "too large when unpacked" in refused(bomb)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 64_000_000
    for bomb in (zeros, pump):
        assert_cheap(lambda bomb=bomb: refused(bomb), seconds=1)


def test_a_file_that_lies_about_its_size_is_refused() -> None:
    data = bytearray(zipped({"de/pump.po": b"0" * 2_000_000}))
    for signature, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = data.index(signature) + offset
        data[at : at + 4] = struct.pack("<L", 100)
    assert "german.zip" in refused(bytes(data))


IN_A_FILE = packed().index(b"de/pump.po") + 30


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no zip at all, but long enough to look at",
        packed()[:-30],
        packed()[:IN_A_FILE] + packed()[IN_A_FILE + 30 :],
        packed() + b"PK",
        packed()[:IN_A_FILE] + b"\xff" * 40 + packed()[IN_A_FILE + 40 :],
    ],
    ids=["empty", "text", "cut", "hole", "tail", "noise"],
)
def test_what_is_no_sound_zip_is_refused(data: bytes) -> None:
    assert "german.zip" in refused(data)


def test_too_many_files_are_refused_before_they_are_listed() -> None:
    assert "more than 2000 files" in refused(zipped({f"{n}.txt": b"" for n in range(2001)}))


@pytest.mark.parametrize(
    "manifest", ["", "[]", "{}", '{"marks": 5}', '{"marks": {"pump": {"title": 5}}}', "[" * 9999]
)
def test_a_manifest_that_is_not_ours_is_refused(manifest: str) -> None:
    assert "not the manifest" in refused(zipped({MANIFEST: manifest, "de/pump.po": PO.to_bytes()}))


def test_a_broken_catalog_is_told_with_its_line_inside_the_zip() -> None:
    broken = PO.to_bytes().replace(b'msgid "New"', b'msgid "New')
    assert "german.zip/de/pump.po:" in refused(zipped({"de/pump.po": broken}))


def test_the_same_catalog_twice_is_refused() -> None:
    assert "there twice" in refused(zipped({"a/pump.po": PO.to_bytes(), "b/pump.po": PO.to_bytes()}))

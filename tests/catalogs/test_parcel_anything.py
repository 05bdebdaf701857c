"""Whatever happened to a zip on its way: it is read, or refused in our own words."""

from __future__ import annotations

import io
import zipfile
from contextlib import suppress
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from portal_api.catalogs.agency.handed import handed
from portal_api.catalogs.agency.parcel import pack, unpack
from portal_api.catalogs.gettext.po import Entry, new_po
from portal_api.catalogs.messages import Message
from portal_api.errors import SourceErrors
from portal_api.locales import Locale

EN, DE = Locale("en"), Locale("de")
PO = new_po(DE, [Entry("title", "Pump", ("Pumpe",))])
PACKED = pack(DE, {"pump.po": PO.to_bytes()}, [handed("pump", EN, PO, (Message("title", "Pump", ""),), DE)])
DAMAGE = st.lists(
    st.tuples(st.integers(0, len(PACKED) - 1), st.integers(0, 30), st.binary(max_size=8)), max_size=4
)
NAMES = st.one_of(
    st.text(max_size=20), st.sampled_from(["de/pump.po", "../x.po", "manifest.json", "a/b.xlf"])
)


def read(data: bytes) -> None:
    with suppress(SourceErrors):
        assert all(
            one.name and isinstance(one.locale, Locale) for one in unpack(data, Path("a.zip")).catalogs
        )


@settings(max_examples=200, deadline=None)
@given(DAMAGE)
def test_a_damaged_zip_is_read_or_refused(damage: list[tuple[int, int, bytes]]) -> None:
    data = PACKED
    for start, length, new in damage:
        data = data[:start] + new + data[start + length :]
    read(data)


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(NAMES, st.binary(max_size=50), max_size=4))
def test_any_names_and_contents_are_read_or_refused(files: dict[str, bytes]) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in files.items():
            member = zipfile.ZipInfo("x")
            member.filename = name or "x"
            archive.writestr(member, data)
    read(out.getvalue())

"""Figures: nothing in them runs, loads or tells on anybody."""

from __future__ import annotations

import hashlib
import struct
import zlib
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal_api.articles.picture import read_picture
from portal_api.errors import SourceErrors

SPACES = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
SVG = f'<svg {SPACES} viewBox="0 0 40 30">{{}}</svg>'


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(*more: bytes, width: int = 2) -> bytes:
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, 1, 8, 0, 0, 0, 0))
    pixels = chunk(b"IDAT", zlib.compress(b"\0" * (width + 1)))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(more) + pixels + chunk(b"IEND", b"")


def segment(marker: int, data: bytes) -> bytes:
    return bytes((0xFF, marker)) + struct.pack(">H", len(data) + 2) + data


def jpeg(*more: bytes) -> bytes:
    frame = segment(0xC0, struct.pack(">BHHB", 8, 30, 40, 1) + b"\1\x11\0")
    scan = segment(0xDA, b"\1\1\0\0\x3f\0") + b"pixels\xff\xd9"
    return b"\xff\xd8" + segment(0xE0, b"JFIF\0\1\1") + b"".join(more) + frame + scan


def saved(folder: Path, name: str, data: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def test_a_plain_drawing_stays_as_it_is(tmp_path):
    data = SVG.format(
        '<defs><linearGradient id="a"/></defs><rect fill="url(#a)" width="4" height="3"/>'
    ).encode()
    picture = read_picture(saved(tmp_path, "pump.svg", data))
    assert picture.data == data
    assert (picture.width, picture.height, picture.media_type) == (40, 30, "image/svg+xml")
    assert picture.name == f"pump.{hashlib.sha256(data).hexdigest()[:16]}.svg"


def test_what_editors_add_for_themselves_is_left_out(tmp_path):
    added = '<!-- by Ann --><metadata>home</metadata><x:view xmlns:x="urn:x" x:dir="/home/ann"/>'
    path = saved(
        tmp_path, "a.svg", SVG.format(f'{added}<g xmlns:y="urn:y" y:label="Ann"><path d="M0 0"/></g>')
    )
    data = read_picture(path).data.decode()
    assert "path" in data
    assert not [word for word in ("Ann", "ann", "home", "urn:") if word in data]


@pytest.mark.parametrize(
    "content",
    [
        "<script>alert(1)</script>",
        '<rect onclick="alert(1)"/>',
        '<rect OnLoad="alert(1)"/>',
        '<image href="https://evil.example/x.png"/>',
        '<use xlink:href="https://evil.example/x.svg#a"/>',
        '<use href="data:image/svg+xml,x"/>',
        '<a href="javascript:alert(1)"><text>x</text></a>',
        '<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">x</p></foreignObject>',
        "<style>@import url(https://evil.example/x.css)</style>",
        '<rect style="fill:url(https://evil.example/#a)"/>',
        "<rect fill=\"url( 'https://evil.example/#a' )\"/>",
        '<rect style="fill:u\\72l(https://evil.example)"/>',
        '<animate attributeName="href" to="javascript:alert(1)"/>',
        '<set attributeName="onclick" to="alert(1)"/>',
    ],
)
def test_a_drawing_that_runs_or_loads_something_is_refused(tmp_path, content):
    with pytest.raises(SourceErrors, match="this SVG holds"):
        read_picture(saved(tmp_path, "evil.svg", SVG.format(content)))


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("a.svg", '<!DOCTYPE svg [<!ENTITY a "b">]>' + SVG.format("&a;"), "document type"),
        ("a.svg", '<?xml-stylesheet href="https://evil.example/x.css"?>' + SVG.format(""), "style sheet"),
        ("a.svg", '<?xml version="1.0" encoding="utf-7"?>' + SVG.format(""), "not in UTF-8"),
        ("a.svg", "<svg", "not well-formed"),
        ("a.svg", b"\xff\xfe<\0", "not well-formed"),
        ("a.svg", "<html/>", "not an SVG picture"),
        ("a.svg", SVG.format("<!-- x -->" + "<g>" * 5_000 + "</g>" * 5_000), "nested more than 100"),
        ("a.svg", SVG.format("").replace("0 0 40 30", "0 0 none 30"), "size of this SVG is not told"),
        ("a.svg", SVG.format("").replace("40", "99999"), "use 1 to 10000 pixels"),
        ("a.svg", SVG.format("").replace("40", "nan"), "size of this SVG is not told"),
        ("a.png", "no picture", "not a whole PNG"),
        ("a.png", png()[:-6], "not a whole PNG"),
        ("a.png", png().replace(b"IDAT", b"IDAX"), "not a whole PNG"),
        ("a.png", png(width=20_000), "measures 20000 x 1"),
        ("a.jpg", png(), "not a whole JPEG"),
        ("a.jpg", jpeg()[:-3], "not a whole JPEG"),
        ("a.jpg", b"\xff\xd8\xff\xc0\0\0\xff\xd9", "not a whole JPEG"),
        ("a.gif", "GIF89a", "use .svg, .png or .jpg"),
        ("a", "x", "use .svg, .png or .jpg"),
        ("a.png", b"x" * 1_000_001, "larger than 1 MB"),
    ],
)
def test_what_is_no_fit_picture_is_refused_with_a_remedy(tmp_path, name, data, told):
    with pytest.raises(SourceErrors, match=told):
        read_picture(saved(tmp_path, name, data))


def test_a_missing_figure_and_a_link_to_another_file_are_told(tmp_path):
    (tmp_path / "link.png").symlink_to(saved(tmp_path, "real.png", png()))
    for name in ("nothing.png", "link.png"):
        with pytest.raises(SourceErrors, match="not there"):
            read_picture(tmp_path / name)


def test_a_png_loses_what_is_told_about_it(tmp_path):
    told = (chunk(b"tEXt", b"Author\0Ann"), chunk(b"eXIf", b"GPS"), chunk(b"tRNS", b"\0\0"))
    assert read_picture(saved(tmp_path, "a.png", png(*told))).data == png(told[2])


def test_a_jpeg_loses_its_place_and_comments(tmp_path):
    told = (segment(0xE1, b"Exif\0\0GPS"), segment(0xFE, b"by Ann"), segment(0xE2, b"ICC_PROFILE\0x"))
    picture = read_picture(saved(tmp_path, "a.JPEG", jpeg(*told)))
    assert picture.data == jpeg(told[2])
    assert (picture.width, picture.height) == (40, 30)


@given(data=st.binary(max_size=300), start=st.sampled_from([png(), jpeg(), SVG.format("<g/>").encode(), b""]))
def test_no_bytes_raise_anything_but_our_own_error(tmp_path_factory, data, start):
    folder = tmp_path_factory.mktemp("pictures")
    for suffix in ("svg", "png", "jpg"):
        for mixed in (start + data, data + start, start[: len(data)] + data):
            with suppress(SourceErrors):
                assert read_picture(saved(folder, f"a.{suffix}", mixed)).data


@pytest.mark.parametrize(
    "size", ['width="210mm" height="157mm"', 'width="100%"', 'width="40px" height="30"', ""]
)
def test_a_drawing_has_the_size_of_its_own_units_where_pixels_are_not_told(size, tmp_path):
    data = SVG.format("").replace("viewBox", f"{size} viewBox")
    picture = read_picture(saved(tmp_path, "pump.svg", data))
    assert (picture.width, picture.height) == (40, 30)

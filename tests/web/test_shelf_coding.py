"""Which coding a client gets (RFC 9110 section 12.5.3)."""

from __future__ import annotations

import itertools

import pytest
from answer import decoded
from effort import assert_cheap
from hypothesis import given, settings
from hypothesis import strategies as st

from portal_api.web.wsgi.coding import compress, is_worth_compressing, preferred


@pytest.mark.parametrize(
    ("header", "coding"),
    [
        (None, "identity"),
        ("", "identity"),
        ("gzip", "gzip"),
        ("GZIP", "gzip"),
        ("x-gzip", "gzip"),
        ("br", "br"),
        ("gzip, deflate, br, zstd", "br"),
        ("gzip;q=1.0, br;q=0.5", "gzip"),
        ("gzip ; q=0.5\t,br;q=0.8", "br"),
        ("br;q=0, gzip", "gzip"),
        ("br;q=0.0, gzip;q=0.000", "identity"),
        ("deflate", "identity"),
        ("*", "br"),
        ("*;q=0.1", "br"),
        ("br;q=0, *", "gzip"),
        ("*;q=0", "identity"),
        ("identity", "identity"),
        ("identity, gzip;q=0.5", "identity"),
        ("identity;q=0.5, gzip", "gzip"),
        ("identity, gzip", "gzip"),
        ("identity;q=0, gzip", "gzip"),
        ("identity;q=0", "identity"),
        ("gzip;q=0.001", "gzip"),
        ("gzip;q=0, gzip;q=1", "gzip"),
        ("gzip;q=2", "identity"),
        ("gzip;q=-1", "identity"),
        ("gzip;q=0.1234", "identity"),
        ("gzip;level=9", "identity"),
        ("gz ip", "identity"),
        (",,;,=,gzip,", "gzip"),
        ("deflate," * 40 + "br", "identity"),
    ],
)
def test_a_client_gets_the_coding_it_likes_best(header: str | None, coding: str) -> None:
    assert preferred(header) == coding


@settings(max_examples=200)
@given(st.one_of(st.text(), st.text(alphabet="gzipbr*identity;q=01., x-")))
def test_no_header_breaks_the_choice(header: str) -> None:
    assert preferred(header) in ("identity", "gzip", "br")


def test_a_huge_header_costs_nothing() -> None:
    numbers = itertools.count()  # each time another header: answers are remembered
    assert_cheap(lambda: preferred(f"{next(numbers)}," + "gzip;q=0.1," * 100_000), seconds=0.01)


@given(st.binary(max_size=3000))
def test_a_coding_loses_nothing(data: bytes) -> None:
    for coding in ("gzip", "br", "identity"):
        assert decoded(compress(data, coding), coding.replace("identity", "")) == data
        assert compress(data, coding) == compress(data, coding)


@pytest.mark.parametrize(
    ("length", "media_type", "worth"),
    [
        (5000, "application/json", True),
        (5000, "application/problem+json", True),
        (5000, "text/html; charset=utf-8", True),
        (5000, "image/svg+xml", True),
        (5000, "image/png", False),
        (5000, "application/octet-stream", False),
        (5000, "", False),
        (500, "application/json", False),
    ],
)
def test_only_texts_of_some_length_are_compressed(length: int, media_type: str, worth: bool) -> None:
    assert is_worth_compressing(b"a" * length, media_type) is worth

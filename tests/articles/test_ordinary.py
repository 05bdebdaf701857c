"""Texts with ordinary markup are read without a parser, and as the parser reads them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal_api.articles import inline
from portal_api.articles.inline import MarkupError, Run, runs
from portal_api.articles.ordinary import ordinary_pieces

PIECES = st.sampled_from(
    [
        *("**", "*", "_", "[", "]", "(", ")", "](", "\\", "`", "<", "!", "&amp;", "{#", "~~", "\n", "\ufeff"),
        *(
            " ",
            "\u00a0",
            "\u3000",
            "\u200b",
            "a",
            "b c",
            "5 mg",
            "é",
            "。",
            ".",
            ":",
            "中文",
            "ع",
            "\U000e0001",
        ),
        *("https://a.example", "http://a.example/b-c/1", "https://A.example", "http://a..b", "mailto:a@b.c"),
        *("[a](https://a.example/1)", "[ ](https://a.example)", "**a**", "**a b**", "** a**", "__a__", "*a*"),
    ]
)


def parsed(text: str) -> object:
    """What the parser says of a text."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(inline, "is_plain", lambda _: False)
        patch.setattr(inline, "ordinary_pieces", lambda _: None)
        return said(text)


def said(text: str) -> object:
    try:
        return runs(text)
    except MarkupError as error:
        return str(error)


@given(st.lists(PIECES, max_size=10).map("".join))
@settings(max_examples=500, deadline=None)
def test_reading_without_the_parser_says_what_the_parser_says(text: str) -> None:
    assert said(text) == parsed(text)


@given(st.text(max_size=30))
@settings(max_examples=200, deadline=None)
def test_so_it_is_for_any_text(text: str) -> None:
    assert said(text) == parsed(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Take 5 mg.", [Run("Take 5 mg.")]),
        ("**Never** more.", [Run("Never", strong=True), Run(" more.")]),
        ("See [us](https://a.example/b).", [Run("See "), Run("us", href="https://a.example/b"), Run(".")]),
    ],
)
def test_ordinary_texts_need_no_parser(text: str, expected: list[Run]) -> None:
    pieces = ordinary_pieces(text)
    assert pieces is not None
    assert [Run(*piece) for piece in pieces] == expected


@pytest.mark.parametrize(
    "text", ["**a****b**", "*a*", "a_b", "[a](https://a..b)", "[ ](https://a.example)", "a\\b"]
)
def test_anything_else_is_left_to_the_parser(text: str) -> None:
    assert ordinary_pieces(text) is None

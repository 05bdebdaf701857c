"""Inline Markdown: what a segment's text can hold, what is refused, and that writing undoes reading."""

from __future__ import annotations

import contextlib

import pytest
from effort import assert_cheap
from hypothesis import given, settings
from hypothesis import strategies as st

from portal_api.articles.inline import MarkupError, Run, literal, markdown, plain, runs

READS_AS = [
    ("plain words", (Run("plain words"),)),
    ("", ()),
    ("Take **two** now", (Run("Take "), Run("two", strong=True), Run(" now"))),
    ("*in* _the_ spine", (Run("in", emphasis=True), Run(" "), Run("the", emphasis=True), Run(" spine"))),
    ("***both***", (Run("both", strong=True, emphasis=True),)),
    ("**a *b***", (Run("a ", strong=True), Run("b", strong=True, emphasis=True))),
    ("**a** **b**", (Run("a", strong=True), Run(" "), Run("b", strong=True))),
    ("请**「立即」**就医", (Run("请"), Run("「立即」", strong=True), Run("就医"))),
    ("[NHS](https://www.nhs.uk/a_(b)?c=d&e)", (Run("NHS", href="https://www.nhs.uk/a_(b)?c=d&e"),)),
    ("[**Call**](tel:+44-20)", (Run("Call", strong=True, href="tel:+44-20"),)),
    ("[mail](mailto:a.b@c.org)", (Run("mail", href="mailto:a.b@c.org"),)),
    (r"2 \* 3 \_ \[x\] \`y\` \\", (Run("2 * 3 _ [x] `y` \\"),)),
    ("2 * 3 < 7 & 8 > 5, snake_case [sic] C:\\dir", (Run("2 * 3 < 7 & 8 > 5, snake_case [sic] C:\\dir"),)),
    ("نص **مهم** جدا", (Run("نص "), Run("مهم", strong=True), Run(" جدا"))),
    ("100 % of {dose} %(name)s", (Run("100 % of {dose} %(name)s"),)),
]

REFUSED = [
    ("[x](javascript:alert(1))", "javascript: is not allowed"),
    ("[x](JaVaScript:alert(1))", "javascript: is not allowed"),
    ("[x](data:text/html,x)", "data: is not allowed"),
    ("[x](//evil.example)", "not a whole address"),
    ("[x](page.html)", "not a whole address"),
    ("[x]()", "not a whole address"),
    ("[x](https:evil)", "must begin with https://"),
    ("[x](https://)", "names no host"),
    ("[x](https://good.example@evil.example)", "name or password before the host"),
    ("[x](https://good.example:80:80/)", "not a plain host name"),
    ("[x](https://gооd.example)", "percent-encode"),
    ("[x](https://a.org/%zz)", "percent-encode"),
    (r"[x](https://good.example\@evil.example)", "name or password before the host"),
    (f"[x](https://a.org/{'a' * 2_000})", "longer than 2,000"),
    ("[x](tel:call-me)", "a telephone number reads"),
    ("[x](mailto:nobody)", "a mail address reads"),
    ("[x](mailto:a@b.org?bcc=c@d.org)", "a mail address reads"),
    ("[](https://a.org)", "has no text"),
    ('[x](https://a.org "title")', "has a title"),
    ("[x](https://a.org", "a link is broken"),
    ("[x](https://a.org/with space)", "a link is broken"),
    ("[x][ref]", "a link is broken"),
    ("![x](https://a.org/x.png)", "picture"),
    ("a `code` b", "there is code"),
    ("a <b>c</b>", "HTML tag"),
    ("<https://a.org>", "HTML tag"),
    ("<!-- x -->", "HTML tag"),
    ("a&nbsp;b", "HTML entity"),
    ("a&#8203;b", "HTML entity"),
    ("~~gone~~", "struck-out"),
    ("see[^1]", "footnote"),
    ("a {#b} c", "an id in the middle"),
    ("**never closed", "no partner"),
    ("**nurse **", "without a space beside the *"),
    ("[NHS] (https://www.nhs.uk)", "a link has a space between ] and ("),
    ("2*3", "no partner"),
    ("**a****b**", "no partner"),
    ("[[[[[[x]]]]]]", "square brackets"),
    ("two\nlines", "line break"),
    ("a\tb", "a tab"),
    ("a\x00b", "NUL"),
    ("a\u202eb", "turns the direction"),
    ("a\u2066b", "turns the direction"),
    ("a\u2028b", "odd line separator"),
    ("a\ufffdb", "broken encoding"),
    ("a\ufeffb", "byte order mark"),
    ("a\U000e0041b", "invisible character"),
    ("x" * 10_001, "longer than 10,000"),
]


@pytest.mark.parametrize(("text", "pieces"), READS_AS)
def test_a_text_reads_as_its_runs(text: str, pieces: tuple[Run, ...]) -> None:
    assert runs(text) == pieces


@pytest.mark.parametrize(("text", "phrase"), REFUSED)
def test_what_is_outside_the_subset_is_refused_with_a_remedy(text: str, phrase: str) -> None:
    with pytest.raises(MarkupError, match=r"; .") as refusal:
        runs(text)
    assert phrase in str(refusal.value)


def test_plain_is_the_text_without_its_markup() -> None:
    assert plain(r"Call [**112**](tel:112) *now* \* ") == "Call 112 now * "


def test_joiners_and_direction_marks_that_scripts_need_are_kept() -> None:
    for text in ("می\u200cخواهم", "\u200fعربي\u200e", "ភាសា\u200bខ្មែរ"):
        assert plain(text) == text


@pytest.mark.parametrize(("text", "pieces"), READS_AS)
def test_writing_runs_is_the_inverse_of_reading_them(text: str, pieces: tuple[Run, ...]) -> None:
    assert runs(markdown(pieces)) == pieces


def test_a_piece_that_markdown_cannot_say_is_refused() -> None:
    with pytest.raises(MarkupError, match="move spaces out"):
        markdown([Run(" a ", strong=True)])


def test_writing_merges_neighbours_of_one_markup() -> None:
    assert markdown([Run("a", strong=True), Run(""), Run("b", strong=True), Run("c")]) == "**ab**c"


MARKUP_HEAVY = st.text(st.sampled_from("ab *_[]()\\!<`&;.~{#https://org"), max_size=30)


@given(MARKUP_HEAVY | st.text(st.sampled_from("ab.*_ "), max_size=14) | st.text(max_size=20))
@settings(max_examples=300)
def test_any_text_reads_or_is_refused_and_reads_back(text: str) -> None:
    try:
        pieces = runs(text)
    except MarkupError:
        return
    assert runs(markdown(pieces)) == pieces


@given(st.text(st.characters(min_codepoint=32, max_codepoint=126) | st.sampled_from("é「ع"), max_size=40))
@settings(max_examples=300)
def test_literal_text_stays_as_it_is(text: str) -> None:
    assert plain(literal(text)) == text


HEAVY = [
    "[" * 10_000,
    "[a](" * 2_500,
    "*a **a " * 1_400,
    "a**b" * 2_500,
    "*" * 10_000,
    "_a" * 5_000,
    "![[" * 3_000,
]
HEAVY += ["[a](https://a.org)" * 550, "[a](" + "(" * 9_990, "\\" * 10_000, "*a_ " * 2_500, "[*a]" * 2_500]


@pytest.mark.parametrize("text", HEAVY, ids=lambda text: text[:8])
def test_hostile_text_costs_no_more_than_its_length(text: str) -> None:
    def read() -> None:
        with contextlib.suppress(MarkupError):
            runs(text)

    assert_cheap(read, seconds=1)

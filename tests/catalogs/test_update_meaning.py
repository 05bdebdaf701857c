"""What may change the meaning never passes as harmless."""

from __future__ import annotations

import re
from random import Random

import pytest
from effort import assert_cheap
from hypothesis import given, settings
from hypothesis import strategies as st

from portal_api.catalogs import meaning
from portal_api.catalogs.meaning import meaning_may_differ, plain_form


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("Take 5 mg", "Take 50 mg", "numbers"),
        ("Take 1.5 ml", "Take 15 ml", "numbers"),
        ("Take 1 or 2", "Take 2 or 1", "numbers"),
        ("at −2 °C", "at 2 °C", "numbers"),
        ("10⁹ cells", "109 cells", "numbers"),
        ("½ tablet", "1 tablet", "numbers"),
        ("٥ ملغ", "٥٠ ملغ", "numbers"),
        ("Take 5 mg", "Take 5 g", "unit"),
        ("Take 5 mg", "Take 5 mcg", "unit"),
        ("for 5 days", "for 5 hours", "unit"),
        ("more than <5", "more than >5", "sign"),
        ("You can drive", "You can not drive", "negation"),
        ("It does hurt", "It doesn’t hurt", "negation"),
        ("You can", "You cannot", "negation"),
        ("with food", "without food", "negation"),
        ("It is safe", "It is unsafe", "opposites"),
        ("for hypotension", "for hypertension", "opposites"),
        ("two tablets", "four tablets", "number word"),
        ("Take it once", "Take it twice", "once"),
        ("every day", "each day", "frequency word"),
        ("before a meal", "after a meal", "frequency word"),
        ("the left leg", "the right leg", "word"),
        ("Tómelo", "No lo tome", "negation"),
        ("dos veces", "tres veces", "number word"),
        ("une fois", "deux fois", "number word"),
        ("zweimal täglich", "dreimal täglich", "frequency word"),
        ("你可以开车", "你不可以开车", "不"),
        ("每天一次", "每天两次", "numbers"),
        ("يمكنك", "لا يمكنك", "negation"),
    ],
)
def test_a_change_of_what_counts_is_seen(old: str, new: str, reason: str) -> None:
    assert reason in (meaning_may_differ(old, new) or "")
    assert meaning_may_differ(new, old)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("The alerm sounds.", "The alarm sounds."),
        ("teh pump", "the pump"),
        ("paediatric", "pediatric"),
        ("Call us.", "Call us!"),
        ("5 µg", "5 μg"),
        ("same", "same"),
    ],
)
def test_a_typo_is_not_taken_for_more(old: str, new: str) -> None:
    assert meaning_may_differ(old, new) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a  b", "a b"),
        ("a\u00a0b ", "a b"),
        ("“a”", '"a"'),
        ("a.", "a!"),
        ("a", "a。"),
        ("a…", "a..."),
        ("m\u00e9decin", "me\u0301decin"),
        ("食後に 飲む", "食後に飲む"),
        ("每次 500 mg，每天 3 次", "每次500 mg，每天3次"),
        ("食後に、 5 錠。 ビタミン Ｄ", "食後に、5錠。ビタミンＤ"),
        ("请 立即 就医， 或", "请立即就医，或"),
    ],
)
def test_the_plain_form_is_blind_to_white_space_quotes_and_closing_stops(one: str, other: str) -> None:
    assert plain_form(one) == plain_form(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        *(("5 0", "50"), ("a?", "a."), ("a:", "a."), ("a…", "a."), ("1.5", "15"), ("a. b", "a b")),
        *(("5′", "5'"), ("１ ２", "１２"), ("１． ５", "１．５"), ("１ ．５", "１．５"), ("十 分", "十分")),
        *(
            ("第一 二錠", "第一二錠"),
            ("三日 半分", "三日半分"),
            ("Ａ Ｂ", "ＡＢ"),
            ("Ａ b", "Ａb"),
            ("－ 5", "－5"),
            ("3、 5", "3、5"),
            ("三 5", "三5"),
            ("통증 약", "통증약"),
        ),
    ],
)
def test_the_plain_form_keeps_everything_else(one: str, other: str) -> None:
    assert plain_form(one) != plain_form(other)


@given(st.text(st.sampled_from("１２5٥一十百半０．，、。－Ａｍbk飲む食 \u3000\n"), max_size=30))
def test_the_plain_form_neither_merges_nor_splits_a_number(text: str) -> None:
    def numbers(of: str) -> list[str]:
        return re.findall(r"[．，－]?[１２5٥一十百半０]+(?:[．，－][１２5٥一十百半０]+)*", of)

    assert numbers(plain_form(text)) == numbers(text)
    assert plain_form(plain_form(text)) == plain_form(text)


@pytest.mark.parametrize(
    "text",
    ["1" * 40_000, "1." * 20_000, "a'" * 20_000, "not " * 10_000, "." * 40_000, "不" * 40_000],
    ids=lambda text: text[:4],
)
def test_long_texts_cost_no_more_than_their_length(text: str) -> None:
    def compared(text: str) -> None:
        assert plain_form(text) is not None
        meaning_may_differ(text, text + " x")

    assert_cheap(lambda: compared(text), seconds=1)


STOPS, SPACES = ("", ".", "!", " ."), (" ", "  ", "\u00a0", "\u2009")
CUES = (
    "5",
    "1.5",
    "½",
    "-2",
    "<",
    "mg",
    "not",
    "don't",
    "no",
    "twice",
    "safe",
    "hypo",
    "不",
    "每",
    "5'000",
    "٥",
)


@given(st.lists(st.sampled_from(CUES), max_size=6), st.randoms(use_true_random=False))
@settings(max_examples=200)
def test_no_automatic_change_touches_what_counts(words: list[str], random: Random) -> None:
    """The rules themselves find nothing to refuse, so that automatic changes need not ask them."""

    def spelled() -> str:
        text = "".join(word + random.choice(SPACES) for word in words).strip() + random.choice(STOPS)
        return "".join(random.choice("'’") if letter == "'" else letter for letter in text)

    old, new = spelled(), spelled()
    assert plain_form(old) == plain_form(new)
    assert [rule(old, new) for rule in meaning._RULES] == [None] * len(meaning._RULES)


def test_cues_in_another_order_are_another_meaning() -> None:
    assert "another order" in (meaning_may_differ("first two, then three", "first three, then two") or "")

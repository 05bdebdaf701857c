"""Plural rules are compared by what they do, and computed without running anything."""

from __future__ import annotations

import subprocess
import sys

import pytest
from babel.messages.plurals import PLURALS

from portal_api.catalogs.gettext.pluralrule import PluralError, read_rule
from portal_api.catalogs.gettext.plurals import is_rule_of, known_rule
from portal_api.locales import Locale


@pytest.mark.parametrize(
    ("tag", "header"),
    [
        ("es", "nplurals=2; plural=n != 1;"),
        ("es", "nplurals=2; plural=!(n == 1)"),
        ("es", "nplurals = 2 ;plural = n==1 ? 0 : 1 ;"),
        ("es", "nplurals=3; plural=n == 1 ? 0 : n != 0 && n % 1000000 == 0 ? 1 : 2;"),
        ("fr", "nplurals=2; plural=n > 1;"),
        ("pt-BR", "nplurals=2; plural=n > 1;"),
        ("pt", "nplurals=2; plural=(n != 1);"),
        ("zh-Hans", "nplurals=1; plural=0;"),
        (
            "ar",
            "nplurals=6; plural=n<3 ? n : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5;",
        ),
        ("he", "nplurals=2; plural=(n != 1);"),
        ("so", "nplurals=2; plural=(n != 1);"),
        ("prs", "nplurals=2; plural=(n > 1);"),
    ],
)
def test_a_rule_of_the_language_is_taken_however_it_is_spelled(tag: str, header: str) -> None:
    assert is_rule_of(read_rule(header), Locale.parse(tag))


@pytest.mark.parametrize(
    ("tag", "header"),
    [
        ("es", "nplurals=2; plural=n > 1;"),
        ("zh-Hans", "nplurals=2; plural=n != 1;"),
        ("ar", "nplurals=2; plural=n != 1;"),
        ("prs", "nplurals=2; plural=n == 7;"),
    ],
)
def test_the_rule_of_another_language_is_not(tag: str, header: str) -> None:
    assert not is_rule_of(read_rule(header), Locale.parse(tag))


@pytest.mark.parametrize("key", sorted(PLURALS))
def test_the_rule_that_we_write_for_a_language_is_one_that_we_take(key: str) -> None:
    locale = Locale.parse(key)
    header = known_rule(locale)
    assert header is not None
    assert is_rule_of(read_rule(header), locale)


def test_numbers_are_unsigned_as_in_c() -> None:
    assert read_rule("nplurals=2; plural=(n-1) > 5").forms[:8] == (1, 0, 0, 0, 0, 0, 0, 1)


@pytest.mark.parametrize(
    "expression",
    [
        "",
        "n n",
        "n ?",
        "n ? 1",
        "(n",
        "n)",
        "1 +",
        "n = 1",
        "n; import os",
        "n**9",
        "9" * 12,
        "a",
        "n.real",
        "n[0]",
        "²",
    ],
)
def test_what_is_no_expression_is_refused(expression: str) -> None:
    with pytest.raises(PluralError):
        read_rule(f"nplurals=2; plural={expression};")


def test_to_ask_for_the_rule_of_a_language_leaves_its_number_formats_as_they_are() -> None:
    code = """
from babel.numbers import format_decimal
from portal_api.catalogs.gettext.plurals import known_rule
from portal_api.locales import Locale
known_rule(Locale("so"))
print(format_decimal(1.5, locale="so"))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.stderr, done.stdout) == ("", "1.5\n")

"""The matcher against CLDR's own cases (the test data of ICU's LocaleMatcher)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from portal_api.errors import InvalidTag
from portal_api.locales import Locale, best_match

# ICU matches what is nearer than 50, in any script.
LIMIT = 49

CASES = 498

# In CLDR's data sh is sr-Latn, and sr-Latn readers take sr; this one case wants sh to differ from sr-Latn.
NOT_AS_CLDR = {"sh >> en of en, sr, nl"}


@dataclass(frozen=True)
class Case:
    """One line of the file with the parameters that stand above it."""

    supported: str = ""
    default: str = ""
    favor: str = ""
    threshold: str = ""
    desired: str = ""
    expected: str = ""

    def __str__(self) -> str:
        return f"{self.desired} >> {self.expected} of {self.supported}"


def cases(text: str) -> Iterator[Case]:
    """Every case that sets neither a threshold nor another favour than the normal one."""
    group = Case()
    for line in text.splitlines():
        line = line.partition("#")[0].strip()
        if line.startswith("**"):
            group = Case()
        elif line.startswith("@"):
            name, _, value = line[1:].partition("=")
            group = replace(group, **{name: value.strip()})
        elif ">>" in line and group.favor in {"", "normal"} and not group.threshold:
            desired, _, expected = line.partition(">>")
            yield replace(group, desired=desired.strip(), expected=expected.partition("|")[0].strip())


def locales(text: str) -> list[Locale]:
    found = []
    for tag in filter(None, map(str.strip, text.split(","))):
        try:
            found.append(Locale.parse(tag))
        except InvalidTag:
            continue  # "91" and "root" stand among the supported languages on purpose
    return found


def answer(case: Case) -> Locale | None:
    """As ICU: its default language, the first unless another is named, goes first and is the last resort."""
    offered = locales(case.supported)
    default = next(iter(locales(case.default) or offered), None)
    if default is not None:
        offered.sort(key=lambda locale: locale.likely != default.likely)
    match = best_match(locales(case.desired), offered, LIMIT, across_scripts=True)
    return match.offered if match else default


def expected(case: Case) -> Locale | None:
    return None if case.expected == "null" else Locale.parse(case.expected)


def test_the_matcher_agrees_with_cldr(shared: Path) -> None:
    text = (shared / "data/cldr/localeMatcherTest-icu76.1.txt").read_text(encoding="utf-8")
    every = list(cases(text))
    assert len(every) == CASES
    assert {str(case) for case in every if answer(case) != expected(case)} == NOT_AS_CLDR

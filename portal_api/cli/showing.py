"""Places of findings -> what `portal catalogs check` prints: for people, as JSON, as GitHub annotations."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator
from typing import Any

from portal_api.catalogs.rules.findings import Span
from portal_api.cli.judging import STALE, Place
from portal_api.errors import Problem

_AROUND = 40
_WORDS = re.compile(r"\s+|[^\s]+")
_LONGEST_DIFF = 600
_EMPTY = ("section", "segment", "source_span", "target_span", "accepted", "previous")


def lines(place: Place) -> Iterator[str]:
    """`file:line: severity[check]: what; remedy`, and below it the texts with what differs in « ».

    Who works in a translation program sees no lines, and finds the text by its words.
    """
    found = place.finding
    yield f"{place.path}:{place.line}: {found.severity}[{found.check}]: {found.what}; {found.remedy}"
    if found.check == STALE.check:
        was, now = _differences(place.previous, place.source)
        yield f"    was: {was}"
        yield f"    now: {now}"
        yield f"    translation: {place.target}"
    elif place.segment is not None:
        yield f"    source: {marked(place.source, found.source_span)}"
        yield f"    target: {marked(place.target, found.target_span)}"


def marked(text: str, span: Span | None) -> str:
    """The text with the span in « », and no more of it than a reader needs to find the place."""
    if span is None:
        return _without_middle(text)
    start, end = max(0, min(span[0], len(text))), max(0, min(span[1], len(text)))
    opening, closing = ("⟦", "⟧") if "«" in text or "»" in text else ("«", "»")
    head = text[max(0, start - _AROUND) : start]
    tail = text[end : end + _AROUND]
    before = "..." if start > _AROUND else ""
    after = "..." if end + _AROUND < len(text) else ""
    return f"{before}{head}{opening}{text[start:end]}{closing}{tail}{after}"


def annotation(place: Place) -> str:
    """The finding as a workflow command that GitHub shows beside the line."""
    level = {"error": "error", "warning": "warning"}.get(place.finding.severity, "notice")
    where = f"file={_property(str(place.path))},line={place.line},title={_property(place.finding.check)}"
    return f"::{level} {where}::{_data(f'{place.finding.what}; {place.finding.remedy}')}"


def problem_annotation(problem: Problem) -> str:
    """The same for a file that could not be read."""
    where = f"file={_property(str(problem.path))},line={problem.line},title=unreadable"
    return f"::error {where}::{_data(f'{problem.what}; {problem.remedy}')}"


def as_json(place: Place) -> dict[str, Any]:
    """The finding for programs; spans are offsets into `source` and `target`, counted in characters."""
    found, acceptance = place.finding, place.acceptance
    return {
        "file": str(place.path),
        "line": place.line,
        "severity": found.severity,
        "check": found.check,
        "what": found.what,
        "remedy": found.remedy,
        "section": place.section,
        "segment": place.segment,
        "source": place.source,
        "target": place.target,
        "previous": place.previous or None,
        "source_span": found.source_span,
        "target_span": found.target_span,
        "accepted": acceptance and {"by": acceptance.by, "because": acceptance.because},
    }


def problem_json(problem: Problem) -> dict[str, Any]:
    """A file that could not be read, in the same shape."""
    known = {"file": str(problem.path), "line": problem.line, "what": problem.what, "remedy": problem.remedy}
    empty: dict[str, Any] = dict.fromkeys(_EMPTY)
    return known | {"severity": "error", "check": "unreadable", "source": "", "target": ""} | empty


def _differences(old: str, new: str) -> tuple[str, str]:
    """Both texts with the words that differ in « »."""
    if max(len(old), len(new)) > _LONGEST_DIFF:
        return _common_ends(old, new)
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    was, now = [], []
    for kind, a, b, c, d in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        was.append(_quoted("".join(before[a:b]), differs=kind != "equal"))
        now.append(_quoted("".join(after[c:d]), differs=kind != "equal"))
    return "".join(was), "".join(now)


def _common_ends(old: str, new: str) -> tuple[str, str]:
    """Very long texts: everything between their common beginning and end, in linear time."""
    start = next(
        (n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new))
    )
    rest = min(len(old), len(new)) - start
    pairs = zip(reversed(old), reversed(new), strict=False)
    same = next((n for n, (a, b) in enumerate(pairs) if a != b or n == rest), rest)
    return marked(old, (start, len(old) - same)), marked(new, (start, len(new) - same))


def _quoted(text: str, *, differs: bool) -> str:
    return f"«{text}»" if differs and text else text


def _without_middle(text: str) -> str:
    """The beginning, by which a text is found, and the end, which a finding may be about."""
    return text if len(text) <= 4 * _AROUND else f"{text[: 2 * _AROUND]}...{text[-2 * _AROUND :]}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def counted(places: Iterable[Place]) -> dict[str, int]:
    """How many findings of each severity stand in the way or ask for a look; accepted ones do neither."""
    counts = {"error": 0, "warning": 0, "info": 0}
    for place in places:
        if place.acceptance is None:
            counts[place.finding.severity] += 1
    return counts

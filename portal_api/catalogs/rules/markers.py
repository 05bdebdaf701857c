"""The rules on what a machine reads in a text: placeholders and inline markup."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from portal_api.articles.inline import MarkupError, Run, runs
from portal_api.catalogs.rules.findings import Flaw, Pair

_PLACEHOLDER = re.compile(r"%\([A-Za-z_]\w*\)[sd]|\{[A-Za-z_]\w*\}")
_MARKS = re.compile(r"[*_\[\]\\<`!&~#\n]")


def placeholders(pair: Pair) -> Iterator[Flaw]:
    """A translation has the placeholders of its source, spelled the same, and no others."""
    source, target = _placeholders(pair.source), _placeholders(pair.target)
    for name, match in source.items():
        if name not in target:
            yield Flaw(f"the placeholder {name} is missing", f"put {name} where it belongs", match.span())
    for name, match in target.items():
        if name not in source:
            yield Flaw(
                f"{name} is not a placeholder of the source",
                f"use one of the source's: {', '.join(source) or 'it has none'}",
                target_span=match.span(),
            )


def _placeholders(text: str) -> dict[str, re.Match[str]]:
    if "{" not in text and "%" not in text:
        return {}
    return {match.group(): match for match in _PLACEHOLDER.finditer(text)}


def markup(pair: Pair) -> Iterator[Flaw]:
    """A translation marks as much as its source: strong, emphasis and links, nested alike."""
    if not _MARKS.search(pair.target) and not _MARKS.search(pair.source):
        return
    try:
        source = _shape(runs(pair.source))
    except MarkupError:
        return  # the author's mistake, told to the author
    try:
        target = _shape(runs(pair.target))
    except MarkupError as error:
        what, _, remedy = str(error).partition("; ")
        yield Flaw(what, remedy or "write the markup as the source does")
        return
    for kind, count in (source - target).items():
        yield Flaw(f"{kind} is missing{_times(count)}", "mark the same words as the source does")
    for kind, count in (target - source).items():
        yield Flaw(f"{kind} is not in the source{_times(count)}", "mark only what the source marks")


def _times(count: int) -> str:
    return f" ({count} times)" if count > 1 else ""


def _shape(pieces: tuple[Run, ...]) -> Counter[str]:
    """How often each kind of markup opens, a link or emphasis inside another kind counted apart."""
    shape: Counter[str] = Counter()
    for before, run in pairwise((Run(""), *pieces)):
        shape["**strong**"] += run.strong and not before.strong
        shape["*emphasis* in **strong**" if run.strong else "*emphasis*"] += (
            run.emphasis and not before.emphasis
        )
        if run.href is not None and run.href != before.href:
            shape[f"a [link](...){_inside(run)}"] += 1
    return +shape


def _inside(run: Run) -> str:
    return "".join((" in **strong**" if run.strong else "", " in *emphasis*" if run.emphasis else ""))

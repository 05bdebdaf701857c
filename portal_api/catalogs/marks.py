"""A translator's comment `accept: CHECK because REASON` -> which warnings it answers.

The mark lives in the catalog, so it survives updates and every tool that keeps comments. It answers warnings
and hints only: an error keeps a text from readers, and only a named person may lift it
(`portal review accept`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from portal_api.catalogs.checks import CHECKS, Finding

_MARK = re.compile(r"accept:\s*(?P<check>[\w-]{1,40})(?:\s+because\b[\s:]*(?P<why>.*))?", re.IGNORECASE)
_SEVERITIES = {check.id: check.severity for check in CHECKS}


@dataclass(frozen=True)
class Mark:
    """One mark as it stands; `because` is empty where the translator gave no reason."""

    check: str
    because: str

    @property
    def fault(self) -> Finding | None:
        """Why the mark answers nothing; None where it is sound."""
        severity = _SEVERITIES.get(self.check)
        if severity is None:
            return _fault(f"there is no check called {self.check!r}", "copy its name from the brackets")
        if severity == "error":
            remedy = "mend the text, or have a person accept it with: portal review accept"
            return _fault(f"a comment cannot accept {self.check}, which is an error", remedy)
        if not self.because:
            return _fault(
                f"the comment does not say why {self.check} is right", "write: # accept: CHECK because REASON"
            )
        return None


def read_marks(comments: Iterable[str]) -> Mapping[str, Mark]:
    """The marks in the comments of one entry, by check; of two for one check the later counts."""
    return {mark.check: mark for mark in _marks(comments)}


def _marks(comments: Iterable[str]) -> Iterator[Mark]:
    for comment in comments:
        found = _MARK.fullmatch(comment.strip())
        if found is not None:
            yield Mark(found["check"].lower(), (found["why"] or "").strip())


def _fault(what: str, remedy: str) -> Finding:
    return Finding("mark", "warning", what, remedy)

"""PartTranslation, SegmentFinding: how a part stands in one language, and what was found in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from portal_api.articles.library import Origin
from portal_api.catalogs.checks import Finding
from portal_api.catalogs.current import Doubt
from portal_api.catalogs.digests import Digests, Signable
from portal_api.catalogs.reviews import Approval

Status = Literal["translated", "missing", "stale", "rejected", "unreviewed"]


@dataclass(frozen=True)
class Acceptance:
    """Who said that a finding is no mistake, and why; `by` is None for a translator's mark in the catalog."""

    by: str | None
    because: str


@dataclass(frozen=True)
class SegmentFinding:
    """What a check found in one segment (None: in the catalog).

    `acceptance` is there where a person said that it is right, which is said of what is `signable`.
    """

    segment: str | None
    finding: Finding
    acceptance: Acceptance | None = None
    signable: Signable | None = None

    @property
    def digests(self) -> Digests | None:
        """What the word of a person is bound to."""
        return self.signable.digests if self.signable is not None else None

    @property
    def accepted(self) -> bool:
        """Whether a person said that it is right."""
        return self.acceptance is not None

    @property
    def blocks(self) -> bool:
        """Whether it keeps the text from being published."""
        return self.finding.severity == "error" and not self.accepted


@dataclass(frozen=True)
class AcceptedFinding:
    """A finding that a person said is no mistake, as a release keeps it; `by` as in `Acceptance`."""

    segment: str
    check: str
    by: str | None
    because: str


@dataclass(frozen=True)
class PartTranslation:
    """One part of an article in one language.

    `texts` are the translations by segment id, all of them where the status is `translated`; `doubts` says
    which segments keep it from being so. `signable` is what an approval is given for.
    """

    part_id: str
    status: Status
    texts: Mapping[str, str]
    origin: Origin
    approval: Approval | None
    findings: tuple[SegmentFinding, ...]
    doubts: Mapping[str, Doubt]
    signable: Signable

    @property
    def digests(self) -> Digests:
        """What an approval of these texts is bound to."""
        return self.signable.digests

    @property
    def reviewed(self) -> bool:
        """Whether a person approved exactly these texts."""
        return self.approval is not None

    @property
    def accepted(self) -> tuple[AcceptedFinding, ...]:
        """What the checks found in it and a person accepted."""
        return tuple(
            AcceptedFinding(one.segment, one.finding.check, one.acceptance.by, one.acceptance.because)
            for one in self.findings
            if one.segment is not None and one.acceptance is not None
        )

"""What the store keeps beside the body of an edition: what each part was made from, and who approved it."""

from __future__ import annotations

import datetime

from portal_api.catalogs.reviews import Approval
from portal_api.catalogs.verdicts import AcceptedFinding
from portal_api.releases.editions.canonical import Json
from portal_api.releases.editions.edition import Edition, Part


def origins_of(edition: Edition) -> dict[str, Json]:
    """The same for every part of an edition, by id."""
    return {part.id: origin_of(part) for part in edition.parts}


def origin_of(part: Part) -> Json:
    """The same for one part; what a person accepted in it is there only where there is such a thing."""
    known: Json = {"source": part.source_digest, "approval": _approval_json(part.approval)}
    return known | ({"accepted": [vars(one) for one in part.accepted]} if part.accepted else {})


def approval_in(origin: Json) -> Approval | None:
    """Who approved a part, by what `origin_of` gave."""
    data = origin["approval"]
    return data and Approval(data["by"], data["role"], datetime.date.fromisoformat(data["on"]))


def accepted_in(origin: Json) -> tuple[AcceptedFinding, ...]:
    """What a person accepted in a part, by what `origin_of` gave."""
    return tuple(AcceptedFinding(**one) for one in origin.get("accepted", ()))


def _approval_json(approval: Approval | None) -> Json | None:
    if approval is None:
        return None
    return {"by": approval.by, "role": approval.role, "on": approval.on.isoformat()}

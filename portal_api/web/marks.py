"""A part of an answer -> the words for its marks: how it stands, who translated it, who approved it."""

from __future__ import annotations

from collections.abc import Iterator

from portal_api.locales import Locale
from portal_api.releases.editions.body import STATUSES, Json
from portal_api.web.reading import known_frame


def standing(part: Json) -> str:
    """The status of a part; one that only a later version of the program knows counts as `fallback`."""
    status = str(part["status"])
    return status if status in STATUSES else "fallback"


def part_marks(part: Json, source: str) -> Iterator[str]:
    """The words for every mark of a part of an article whose source language is `source`."""
    status = standing(part)
    yield f"status.{status}"
    prefix = {"fallback": "reason", "withheld": "withheld"}.get(status)
    if prefix and "reason" in part:
        yield f"{prefix}.{part['reason']}"
    if origin := origin_mark(part, source):
        yield origin


def origin_mark(part: Json, source: str) -> str | None:
    """The word that says who made a translation and whether a person approved it; None where none is due."""
    if part["locale"] == source or standing(part) not in ("translated", "fallback"):
        return None
    return _made_by(part)


def disclaimer_mark(disclaimer: Json) -> str | None:
    """The same of the disclaimer, which has a source language of its own."""
    notice = known_frame().notices.get(Locale(disclaimer["locale"]))
    if disclaimer["origin"] == "human" and notice is not None and notice.is_original:
        return None
    return _made_by(disclaimer)


def _made_by(text: Json) -> str | None:
    """An origin that only a later version of the program knows counts as a machine's."""
    if text["origin"] != "human":
        return "notice.machine-reviewed" if text["reviewed"] else "notice.machine"
    return None if text["reviewed"] else "notice.human-unreviewed"

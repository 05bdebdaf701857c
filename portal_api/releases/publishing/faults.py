"""A catalog and the verdict on it -> what keeps its texts from readers, by line, and how to mend it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import islice

from portal_api.catalogs.coverage import PartTranslation
from portal_api.catalogs.gettext.entry import Entry
from portal_api.catalogs.gettext.po import PoFile
from portal_api.errors import Problem
from portal_api.releases.publishing.raw import RawCatalog

_MOST_NAMED = 5
_WHY: Mapping[str, tuple[str, str]] = {
    "missing": ("is not translated", "translate it"),
    "stale": (
        "was made from another source text",
        "correct it where it has to follow, then take the mark fuzzy away",
    ),
    "rejected": (
        "is rejected by a check",
        "mend it; what is wrong is said by: portal catalogs check {locale} disclaimer",
    ),
    "unsure": ("is marked as unsure (fuzzy)", "take the mark fuzzy away once it is right"),
    "unreviewed": (
        "waits for an approval",
        "once it is right: portal review approve {locale} disclaimer --by NAME --role ROLE",
    ),
}


def rejections(po: PoFile, parts: Iterable[PartTranslation]) -> Iterator[Problem]:
    """The texts of this catalog that a check keeps from readers, each with the first mistake in it.

    Headings that many articles share are not its own: they are told with `portal.po`.
    """
    doubtful = [part for part in parts if "rejected" in part.doubts.values()]
    if not doubtful:
        return
    lines: dict[str | None, int] = {None: 1}  # what is wrong with the file as a whole stands at its beginning
    lines.update((segment, entry.line) for segment, entry in _by_segment(po).items())
    for part in doubtful:
        blocking = {one.segment: one.finding for one in reversed(part.findings) if one.blocks}
        for segment, finding in blocking.items():
            if segment in lines:
                what = f"error[{finding.check}]: {finding.what}"
                yield Problem(po.path, lines[segment], what, finding.remedy)


def why_kept(raw: RawCatalog, found: PartTranslation, version: str) -> tuple[Problem, str]:
    """Why readers keep an older disclaimer than that of this catalog, and the kind of reason: one of _WHY."""
    keeps = f"readers of {raw.locale} keep version {version} as it was published"
    po = raw.parsed.po
    if po is None:
        remedy = f"bring it back, or make it anew: portal catalogs update {raw.locale} disclaimer"
        gone = f"the catalog of the disclaimer is not there, so {keeps}"
        return Problem(raw.po_path, 1, gone, remedy), "missing"
    entries = _by_segment(po)
    segment, reason = _worst(found, entries)
    why, remedy = _WHY[reason]
    line = entries[segment].line if segment in entries else 1
    what = f"this text of the disclaimer {why}, so {keeps}"
    return Problem(raw.po_path, line, what, remedy.format(locale=raw.locale)), reason


def english_words(raw: RawCatalog, parts: Collection[PartTranslation]) -> str | None:
    """A sentence on our own texts that readers get in English; None where there is none."""
    doubtful = [part for part in parts if part.status != "translated"]
    if not doubtful:
        return None
    told = Counter(part.status for part in doubtful)
    why = ", ".join(f"{count} {status}" for status, count in sorted(told.items()))
    names = ", ".join(part.part_id for part in islice(doubtful, _MOST_NAMED))
    rest = f" and {len(doubtful) - _MOST_NAMED} more" if len(doubtful) > _MOST_NAMED else ""
    name = f"translations/{raw.locale.folder}/LC_MESSAGES/{raw.po_path.name}"
    return (
        f"{name}: readers of {raw.locale} get {len(doubtful)} of our own {len(parts)} texts in English "
        f"({why}): {names}{rest}; to mend it: portal catalogs update {raw.locale} portal, then translate them"
    )


def _worst(found: PartTranslation, entries: Mapping[str, Entry]) -> tuple[str, str]:
    """The first text that has the worst reason; a translator who is unsure is told apart from the policy."""
    doubtful = [name for name, doubt in found.doubts.items() if doubt == found.status]
    unsure = [
        name for name in doubtful if found.status == "unreviewed" and name in entries and entries[name].fuzzy
    ]
    return (unsure[0], "unsure") if unsure else (doubtful[0], found.status)


def _by_segment(po: PoFile) -> dict[str, Entry]:
    return {entry.context or "": entry for entry in po.live()}

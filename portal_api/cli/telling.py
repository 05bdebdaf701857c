"""Releases, differences and editions of the record -> lines for people and JSON for programs."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from portal_api.cli.listing import say_editions
from portal_api.cli.recording import moment
from portal_api.cli.screen import say, table
from portal_api.locales import Locale
from portal_api.releases.editions.canonical import Json
from portal_api.releases.record.history import (
    EditionChange,
    ReleaseRecord,
    parts_by_name,
    published_between,
    standing,
    texts_of_part,
)
from portal_api.releases.record.snapshot import Snapshot
from portal_api.releases.record.stored import StoredEdition


def plain(value: Any) -> Any:
    """The same for JSON: records as objects, languages and moments as text, sets as lists."""
    if is_dataclass(value) and not isinstance(value, Locale):
        return {one.name: plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    if isinstance(value, datetime.date):
        return value.isoformat()
    return str(value) if isinstance(value, Locale) else value


def tell_record(record: ReleaseRecord) -> None:
    """What a release is and what it changed."""
    release = record.release
    revision = release.source_revision or "not known"
    say(f"Release {release.id}, published {moment(release.published_at)} by {release.published_by}")
    say(f"with:      {release.tool}")
    say(f"made from: {revision}{' with changes that were not committed' if release.dirty else ''}")
    say(f"note:      {release.note or '-'}")
    say(f"digest:    {release.digest}\n")
    for word in ("new", "changed", "gone"):
        say_editions(word, getattr(record, word))
    say_editions("published but held", record.parked)
    for word, names in (
        ("shared text", record.shared),
        ("withdrawn", record.withdrawn),
        ("back", record.returned),
    ):
        for name in names:
            say(f"{word}: {name}")
    for word, orders in (("held", record.held), ("released", record.released)):
        for order in orders:
            say(f"{word}: {order.name} ({order.reason}) by {order.by}")
    if record.approvals:
        say()
        rows = (
            (one.article_id, one.locale, one.section, one.by, one.role, one.on) for one in record.approvals
        )
        table(("approved", "", "section", "by", "role", "on"), rows)


def tell_change(change: EditionChange) -> None:
    """How one edition differs."""
    say(f"{change.article_id} ({change.locale}): {change.kind}")
    for part in change.parts:
        say(f"  {part.section}: {_turned(part.before, part.after)}")
        for sign, texts in (("-", part.gone), ("+", part.came)):
            for text in texts:
                say(f"    {sign} {text}")
    say()


def edition_json(edition: StoredEdition, then: Snapshot, today: Snapshot) -> Json:
    """An edition of the record as it was shown, with who had approved it and what is held today."""
    start, end = published_between(today, edition)
    held = today.holds.on_parts(edition.body, edition.origins)
    whole = today.holds.on_edition(edition.body, edition.origins)
    return {
        "article": edition.article_id,
        "locale": str(edition.locale),
        "release": then.release.id,
        "published_by": then.release.published_by,
        "valid_from": moment(start),
        "valid_to": moment(end) if end else None,
        "held": whole.reason if whole else None,
        "disclaimer": then.notice(edition.locale).body["version"],
        "parts": [
            _part_json(name, part, edition, held[name].reason if name in held else None)
            for name, part in parts_by_name(edition.body).items()
        ],
    }


def tell_edition(told: Json) -> None:
    """The same for people to read."""
    until = f"until {told['valid_to']}" if told["valid_to"] else "and still"
    say(f"{told['article']} in {told['locale']}, as release {told['release']} showed it")
    say(f"from {told['valid_from']} {until}; disclaimer: version {told['disclaimer']}")
    if told["held"]:
        say(f"HELD TODAY: {told['held']}; nobody else gets this text")
    for part in told["parts"]:
        say(f"\n[{part['part']}] {part['standing']}; {_approval(part)}")
        if part["held"]:
            say(f"HELD TODAY: {part['held']}; nobody else gets this text")
        for text in part["texts"]:
            say(f"  {text}")


def _part_json(name: str, part: Json, edition: StoredEdition, held: str | None) -> Json:
    return {
        "part": name,
        "standing": standing(part),
        "status": part["status"],
        "locale": part["locale"],
        "origin": part["origin"],
        "approval": edition.origins[name]["approval"],
        "held": held,
        "texts": list(texts_of_part(part)),
    }


def _approval(part: Json) -> str:
    found = part["approval"]
    if not found:
        return "approved by nobody"
    return f"approved by {found['by']}, {found['role']}, on {found['on']}"


def _turned(before: str | None, after: str | None) -> str:
    if before == after:
        return "other words"
    return " -> ".join(filter(None, (before or "not there", after or "gone")))

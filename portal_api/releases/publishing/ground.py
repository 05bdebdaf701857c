"""The shared files, or what was remembered of them -> the languages on offer, and what each rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from portal_api.articles.library import Library, Policy
from portal_api.catalogs.coverage import DISCLAIMER, PORTAL
from portal_api.catalogs.messages import ENGLISH
from portal_api.locales import Locale
from portal_api.releases.publishing.fingerprints import digest_of
from portal_api.releases.publishing.foundation import Foundation, Shared, lay_foundation
from portal_api.releases.publishing.material import Findings, Material
from portal_api.releases.publishing.published import Published
from portal_api.releases.publishing.reports import Remarks


@dataclass(frozen=True)
class Ground:
    """What the shared files decide. `foundation` is None where they say what they said.

    `contexts` are digests (hex) of what every edition in a language rests on, `declared` of what is declared
    about an article; `refused` and `notes` are told of each language, `unapproved` are those that the policy
    refuses.
    """

    offered: frozenset[Locale]
    refused: Mapping[Locale, str]
    notes: Mapping[Locale, str]
    contexts: Mapping[Locale, str]
    declared: Mapping[str, str]
    remarks: Mapping[str, Any]
    foundation: Foundation | None
    findings: tuple[tuple[str, str, bytes], ...] = ()
    unapproved: frozenset[Locale] = frozenset()

    def packed(self) -> dict[str, Any]:
        """What JSON can keep of it."""
        return {
            "offered": sorted(map(str, self.offered)),
            "refused": _tagged(self.refused),
            "notes": _tagged(self.notes),
            "contexts": _tagged(self.contexts),
            "declared": dict(self.declared),
            "remarks": dict(self.remarks),
            "unapproved": sorted(map(str, self.unapproved)),
        }

    @classmethod
    def unpacked(cls, kept: Mapping[str, Any]) -> Ground:
        """As it was kept."""
        return cls(
            offered=frozenset(map(Locale, kept["offered"])),
            refused=_by_locale(kept["refused"]),
            notes=_by_locale(kept["notes"]),
            contexts=_by_locale(kept["contexts"]),
            declared=kept["declared"],
            remarks=kept["remarks"],
            foundation=None,
            unapproved=frozenset(map(Locale, kept["unapproved"])),
        )


def new_ground(shared: Shared, current: Published, findings: Findings) -> Ground:
    """What the shared files decide now."""
    library = shared.library
    material = Material(library, current, shared.catalogs, findings)
    laid = lay_foundation(library, material)
    offered = frozenset(laid.disclaimers)
    return Ground(
        offered=offered,
        refused={locale: one.why for locale, one in laid.refused.items()},
        notes={locale: one.note for locale, one in laid.disclaimers.items() if one.note},
        contexts={
            locale: _context(library, material, locale, locale in offered) for locale in library.locales
        },
        declared=_declared(library),
        remarks={name: material.remarks.packed(name) for name in (DISCLAIMER, PORTAL)},
        foundation=laid,
        findings=tuple((name, str(locale), one.packed()) for (name, locale), one in material.checked.items()),
        unapproved=frozenset(locale for locale, one in laid.refused.items() if one.by_policy),
    )


def say_again(ground: Ground, remarks: Remarks) -> None:
    """What is wrong with the shared files."""
    for name, packed in ground.remarks.items():
        remarks.unpack(name, packed)


def _context(library: Library, material: Material, locale: Locale, offered: bool) -> str:
    # English headings are the source: nobody asks what a catalog or an earlier release says of them.
    entries = () if locale == ENGLISH else material.headings(locale).entries
    headings = [repr(replace(one, line=0)) for one in entries]
    reviews = material.accepted_in_words(locale)
    accepted = None if reviews is None else repr(reviews.accepted)
    declared = [repr(one) for one in library.harmless if one.article == PORTAL]
    rules = (_policy(library.policy), library.glossary.asked_of(locale))
    return digest_of(str(offered), *rules, accepted, *headings, "", *declared).hex()


def _policy(policy: Policy) -> str:
    exceptions = [
        (sorted(one.kinds), sorted(map(str, one.locales)), one.machine, one.human)
        for one in policy.exceptions
    ]
    return repr((policy.machine, policy.human, exceptions))


def _declared(library: Library) -> dict[str, str]:
    """What is declared harmless in an article, or withdrawn of it."""
    found: dict[str, list[str]] = {}
    for change in library.harmless:
        found.setdefault(change.article, []).append(repr(change))
    for taken in library.withdrawals:
        found.setdefault(taken.article, []).append(repr(taken))
    return {article: digest_of(*rows).hex() for article, rows in found.items()}


def _tagged(values: Mapping[Locale, str]) -> dict[str, str]:
    return {str(locale): value for locale, value in values.items()}


def _by_locale(values: Mapping[str, str]) -> dict[Locale, str]:
    return {Locale(tag): value for tag, value in values.items()}

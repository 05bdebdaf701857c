"""Desired and offered languages -> the best match, never across scripts unless told so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from portal_api.locales.distance import distance, same_script
from portal_api.locales.likely import SEVERAL_SCRIPTS, Likely, likely
from portal_api.locales.locale import Locale
from portal_api.locales.tag import Subtags

SERVE_LIMIT = 10
OFFER_LIMIT = 25

_WISHES = 10
_STEP_DOWN = 5
_PARADIGMS = frozenset({"en", "en-GB", "es", "es-419", "pt-BR", "pt-PT"})


@dataclass(frozen=True)
class Match:
    """`offered` answers `desired` at `distance` (0 is the same language)."""

    desired: Locale
    offered: Locale
    distance: int


def best_match(
    desired: Sequence[Locale],
    offered: Sequence[Locale],
    limit: int = SERVE_LIMIT,
    *,
    across_scripts: bool = False,
) -> Match | None:
    """The best offered language within `limit`; None where there is none.

    As CLDR has it (UTS 35, with the tie-breaks of ICU): each later wish counts as much farther as American
    English is from British. Where two are equally far, the tag spelled most alike wins, then a CLDR parent of
    the wish, then the likelier script and region of the language, then the earlier in `offered`. Nothing in
    another script matches unless `across_scripts`, nor a wish whose language or script is a guess (`und`,
    `nan`). At most ten wishes are looked at.
    """
    ranked = sorted(_ranked(desired, offered, limit, across_scripts), key=lambda found: found[0])
    return ranked[0][1] if ranked else None


def offers(desired: Sequence[Locale], offered: Sequence[Locale]) -> tuple[Match, ...]:
    """Every offered language that a reader might understand, in the same script, the best first.

    What is within `OFFER_LIMIT`, each offered language once, with the wish that it answers best.
    """
    ranked = sorted(_ranked(desired, offered, OFFER_LIMIT, False), key=lambda found: found[0])
    best: dict[Locale, Match] = {}
    for _, match in ranked:
        best.setdefault(match.offered, match)
    return tuple(best.values())


Rank = tuple[int, ...]


def _ranked(
    desired: Sequence[Locale], offered: Sequence[Locale], limit: int, across_scripts: bool
) -> Iterator[tuple[Rank, Match]]:
    for wish, reader in enumerate(desired[:_WISHES]):
        for place, candidate in enumerate(offered):
            if not across_scripts and not _is_readable(reader, candidate):
                continue
            far = distance(reader.likely, candidate.likely)
            if far is not None and far <= limit:
                rank = (far + _STEP_DOWN * wish, wish, *_unlike(reader, candidate, far))
                yield (*rank, *_preference(reader, candidate, place)), Match(reader, candidate, far)


def _is_readable(reader: Locale, candidate: Locale) -> bool:
    """Whether nobody has to guess the language or script of the wish, and this is written in that one."""
    said = reader.subtags
    is_bare = not (said.script or said.region)
    if said.language == "und" or (is_bare and said.language in SEVERAL_SCRIPTS):
        return reader == candidate
    return same_script(reader.likely, candidate.likely)


def _unlike(reader: Locale, candidate: Locale, far: int) -> Rank:
    """Of equals the one spelled most alike: the same subtags stated, the same variants, the same tag."""
    if far:
        return (0, 0, 0)
    stated = _stated(reader.subtags) ^ _stated(candidate.subtags)
    return (stated, int(reader.subtags.variants != candidate.subtags.variants), int(reader != candidate))


def _stated(subtags: Subtags) -> int:
    return 2 * (subtags.script is not None) + (subtags.region is not None)


def _preference(reader: Locale, candidate: Locale, place: int) -> Rank:
    """A parent of the wish, its language's likelier variety, the first offered, CLDR's paradigms."""
    usual = _usual(candidate.likely.language, None)
    in_script = _usual(candidate.likely.language, candidate.likely.script)
    group = 0 if place == 0 else 1 if candidate.tag in _PARADIGMS else 2
    return (
        int(candidate not in reader.parents()),
        int(candidate.likely.script != usual.script),
        int(candidate.likely.region != in_script.region),
        group,
        place,
    )


@lru_cache(maxsize=4096)
def _usual(language: str, script: str | None) -> Likely:
    return likely(Subtags(language, script))

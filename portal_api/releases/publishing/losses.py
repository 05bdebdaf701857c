"""What a publication would take from readers -> a refusal, unless somebody agreed to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from portal_api.articles.library import Library
from portal_api.errors import PublishRefused
from portal_api.locales import Locale
from portal_api.releases.publishing.ground import Ground
from portal_api.releases.publishing.published import Published

_BEARABLE_LOSS = 0.05


@dataclass(frozen=True)
class Consent:
    """What the person who publishes decides: losses to accept, languages that go, what does not wait."""

    loss: bool = False
    dropped: frozenset[Locale] = frozenset()
    urgent: frozenset[str] = frozenset()


NO_CONSENT = Consent()


@dataclass
class Loss:
    """Translated parts that readers would lose, by where and why, of so many that they have now."""

    parts: Counter[str] = field(default_factory=Counter)
    before: int = 0


def refuse_losses(library: Library, ground: Ground, current: Published, loss: Loss, consent: Consent) -> None:
    """Refuse to lose a language, or more than a few translations whose source is the same.

    Raises:
        PublishRefused: something would be lost without consent.
    """
    reasons = [*_lost_languages(library, ground, current, consent)]
    if not consent.loss:
        reasons += _lost_translations(loss)
    if reasons:
        raise PublishRefused(reasons)


def _lost_languages(library: Library, ground: Ground, current: Published, consent: Consent) -> Iterator[str]:
    default = library.default_locale
    if default not in ground.offered:
        problems = "".join(f"\n  {problem}" for problem in library.problems.get("disclaimer", ()))
        yield f"the default language {default} cannot be offered: {ground.refused[default]}{problems}"
    for notice in current.disclaimers():
        locale = notice.locale
        if locale is None or locale in ground.offered or locale in consent.dropped:
            continue
        if locale in ground.unapproved and consent.loss:
            continue
        why = ground.refused.get(locale, "content/library.toml does not list it any more")
        gone = f"{locale} would not be offered any more ({why})"
        way_out, option = "", f"--drop {locale}"
        if locale in ground.unapproved:
            way_out, option = f"portal review approve {locale} disclaimer, or ", "--accept-loss"
        yield f"{gone}; {way_out}if that is meant, add: {option}"


def _lost_translations(loss: Loss) -> Iterator[str]:
    if loss.parts.total() > loss.before * _BEARABLE_LOSS:
        share = f"{loss.parts.total()} of {loss.before} translated sections would fall back"
        where = "".join(f"\n  {count} of {name}" for name, count in loss.parts.items())
        yield f"{share}; if that is meant, add: --accept-loss{where}"

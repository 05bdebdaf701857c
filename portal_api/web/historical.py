"""An edition of an earlier release -> what of it readers may have today, and how it stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from portal_api.errors import Held, NotPublished, Withdrawn
from portal_api.locales import Locale
from portal_api.releases.editions.body import Json
from portal_api.releases.record.history import published_between
from portal_api.releases.record.snapshot import Snapshot
from portal_api.releases.record.stored import EditionSummary, StoredEdition
from portal_api.web.answers import rfc3339
from portal_api.web.leading import Reach
from portal_api.web.reading import as_of, current

# Withdrawn for one of these, a text is not shown as it was earlier either.
_BARRED = ("incorrect", "legal")

Withdrawals = Mapping[tuple[str, Locale | None], tuple[str, str | None]]


@dataclass(frozen=True)
class Version:
    """An edition to answer with, where its whole fallback comes from, and what marks it as historical.

    `mark` is None where no release was asked for.
    """

    edition: StoredEdition
    source: Callable[[], StoredEdition]
    snapshot: Snapshot
    mark: Json | None

    @property
    def marks(self) -> Json:
        """What an answer has beside the edition."""
        return {"historical": self.mark} if self.mark is not None else {}


def version(article: str, locale: Locale, release: int | None) -> Version:
    """The edition of a release, the current one for None. What is held today is not in it.

    Raises:
        UnknownRelease: there is no such release.
        UnknownLocale, UnknownArticle: that release does not have it.
        Withdrawn: it was taken back then, or is today because it is incorrect or may not be shown.
        Held: all of it is held then or today.
    """
    now = current()
    if release is None:
        return Version(now.edition(article, locale), lambda: now.source_edition(article), now, None)
    then = as_of(release)
    if taken := _barred(now.withdrawals(), article, locale):
        raise Withdrawn(*taken)
    stored = then.edition(article, locale)
    shown = _as_of_today(stored, now)
    start, end = published_between(now, stored)
    mark = {
        "release": release,
        "valid_from": rfc3339(start),
        "valid_to": rfc3339(end) if end else None,
        "current": stored.until is None,
        "held": shown is not stored,
    }
    return Version(shown, lambda: _as_of_today(then.source_edition(article), now), then, mark)


def reach_then(locale: Locale, release: int) -> Reach:
    """What readers of a release had of an article, as far as they may read it today; and what they have now.

    Both, because nobody is led to what is held or withdrawn.
    """

    def reached(article: str) -> tuple[StoredEdition, ...]:
        today = current().find_edition(article, locale)
        try:
            return (version(article, locale, release).edition, today) if today is not None else ()
        except NotPublished:
            return ()

    return reached


def listed_today(found: Sequence[EditionSummary], then: Snapshot) -> list[EditionSummary]:
    """Those editions of that release whose titles readers may have today: `version` refuses the others."""
    now = current()
    if then is now:
        return list(found)
    taken = now.withdrawals()
    open_ones = (one for one in found if _barred(taken, one.article_id, one.locale) is None)
    return [one for one in open_ones if not _is_held(one, then, now)]


def _barred(taken: Withdrawals, article: str, locale: Locale) -> tuple[str, str | None] | None:
    """Why an edition is not shown as it was earlier either, and its successor."""
    found = (taken.get((article, where)) for where in (None, locale))
    return next((one for one in found if one is not None and one[0] in _BARRED), None)


def _is_held(summary: EditionSummary, then: Snapshot, now: Snapshot) -> bool:
    if not now.holds:
        return False
    stored = then.edition(summary.article_id, summary.locale)
    return now.holds.on_edition(stored.body, stored.origins) is not None


def _as_of_today(stored: StoredEdition, now: Snapshot) -> StoredEdition:
    """The edition without what is held today; itself where nothing of it is."""
    if order := now.holds.on_edition(stored.body, stored.origins):
        raise Held(order.reason)
    body = now.holds.withheld(stored.body, stored.origins)
    return stored if body is stored.body else stored.without_held(body)

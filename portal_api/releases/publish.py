"""Articles + catalogs -> a new release. Refuses rather than publishing something doubtful."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from portal_api.articles.library import read_library
from portal_api.errors import Overtaken, PublishRefused
from portal_api.locales import Locale
from portal_api.releases.body import canonical, dump_edition, origins_of
from portal_api.releases.changes import new_edition
from portal_api.releases.proposal import Proposal, propose
from portal_api.releases.published import Published, in_order, read_published
from portal_api.releases.remarks import remarks
from portal_api.releases.snapshot import DISCLAIMER, LIBRARY, WORDS
from portal_api.releases.store import (
    Changes,
    Imprint,
    NewEdition,
    NewFigure,
    NewShared,
    NewWithdrawal,
    Store,
)
from portal_api.releases.summary import LocaleReport, Summary, Wait
from portal_api.releases.waiting import Patience, hold_back
from portal_api.releases.whole import is_same

_BEARABLE_LOSS = 0.05
_ATTEMPTS = 5


@dataclass(frozen=True)
class Consent:
    """What the person who publishes decides: losses to accept, languages that go, what does not wait."""

    loss: bool = False
    dropped: frozenset[Locale] = frozenset()
    urgent: frozenset[str] = frozenset()


NO_CONSENT = Consent()


def publish(
    root: Path, store: Store, imprint: Imprint, consent: Consent = NO_CONSENT, *, dry_run: bool = False
) -> Summary:
    """Publish what changed in the library at `root` as one new release; nothing changed makes none.

    With `dry_run` the summary says what would happen and nothing is written. Where somebody else publishes
    meanwhile, it starts again on top of that.

    Raises:
        SourceErrors: a file that decides for all articles cannot be used.
        PublishRefused: a language or translations would be lost without consent.
        Overtaken: somebody else published meanwhile, again and again.
        StoreError: the database cannot be used.
    """
    for _ in range(_ATTEMPTS - 1):
        try:
            return _publish_once(root, store, imprint, consent, dry_run=dry_run)
        except Overtaken:
            continue
    return _publish_once(root, store, imprint, consent, dry_run=dry_run)


def _publish_once(root: Path, store: Store, imprint: Imprint, consent: Consent, *, dry_run: bool) -> Summary:
    library = read_library(root)
    current = read_published(store)
    patience = Patience(store.waiting(), imprint.published_at, consent.urgent)
    proposal, waits = hold_back(propose(library, current), current, patience)
    _refuse_losses(proposal, current, consent)
    changes = _changes(proposal, current)
    release = None
    if not dry_run:
        _remember(store, waits, patience)
        if changes:
            release = store.publish(changes, imprint, on_top_of=current.release).id
    return _summary(proposal, current, changes, waits, release)


def _remember(store: Store, waits: tuple[Wait, ...], patience: Patience) -> None:
    waiting = {wait.article_id: wait.since for wait in waits}
    if waiting != patience.known:
        store.keep_waiting(waiting)


def _refuse_losses(proposal: Proposal, current: Published, consent: Consent) -> None:
    reasons = [*_lost_languages(proposal, current, consent)]
    if not consent.loss:
        reasons += _lost_translations(proposal, current)
    if reasons:
        raise PublishRefused(reasons)


def _lost_languages(proposal: Proposal, current: Published, consent: Consent) -> Iterator[str]:
    default = proposal.library.default_locale
    if default not in proposal.disclaimers:
        why = proposal.refused[default].why
        problems = "".join(f"\n  {problem}" for problem in proposal.library.problems.get("disclaimer", ()))
        yield f"the default language {default} cannot be offered: {why}{problems}"
    for notice in current.disclaimers():
        locale = notice.locale
        if locale is None or locale in proposal.disclaimers or locale in consent.dropped:
            continue
        refused = proposal.refused.get(locale)
        why = refused.why if refused else "content/library.toml does not list it any more"
        yield f"{locale} would not be offered any more ({why}); if that is meant, add: --drop {locale}"


def _lost_translations(proposal: Proposal, current: Published) -> Iterator[str]:
    """Translated parts that would go although their source is the same, when they are too many.

    A part whose source changed does not count: an old text of a changed dose has to go at once.
    """
    before, lost = 0, Counter[str]()
    for key, stored in current.editions.items():
        edition = proposal.editions.get(key)
        after = {part.id: part for part in edition.parts} if edition is not None else {}
        for part in current.parts(key).values():
            before += part.status == "translated"
            now = after.get(part.id)
            if part.status != "translated" or now is None or now.source_digest != part.source_digest:
                continue
            if now.status != "translated":
                lost[f"{stored.article_id} in {stored.locale} ({now.reason})"] += 1
    if sum(lost.values()) > before * _BEARABLE_LOSS:
        share = f"{sum(lost.values())} of {before} translated sections would fall back"
        where = "".join(f"\n  {count} of {name}" for name, count in lost.items())
        yield f"{share}; if that is meant, add: --accept-loss{where}"


def _changes(proposal: Proposal, current: Published) -> Changes:
    ended = [key for key in current.editions if key not in proposal.editions and key not in proposal.kept]
    shared = [new for new in _shared(proposal) if not _is_published(new, current)]
    gone = {(kind, locale) for kind in (DISCLAIMER, WORDS) for locale in current.shared[kind]} - {
        (kind, locale) for kind in (DISCLAIMER, WORDS) for locale in proposal.disclaimers
    }
    wanted = {(one.article, one.locale): (one.reason, one.successor) for one in proposal.library.withdrawals}
    return Changes(
        editions=tuple(_new_editions(proposal, current)),
        ended_editions=tuple(sorted(ended)),
        shared=tuple(shared),
        ended_shared=tuple(sorted((kind, locale) for kind, locale in gone if locale is not None)),
        withdrawals=tuple(
            NewWithdrawal(*key, *taken)
            for key, taken in wanted.items()
            if current.withdrawals.get(key) != taken
        ),
        ended_withdrawals=in_order(key for key in current.withdrawals if key not in wanted),
        figures=tuple(NewFigure(one.name, one.media_type, one.data) for one in proposal.pictures),
    )


def _new_editions(proposal: Proposal, current: Published) -> Iterator[NewEdition]:
    for key, edition in sorted(proposal.editions.items()):
        new = new_edition(dump_edition(edition), origins_of(edition))
        known = current.editions.get(key) or current.parked.get(key)
        if known is None or not is_same(known, new):
            yield new


def _shared(proposal: Proposal) -> Iterator[NewShared]:
    """The texts that many answers share, as the next release has them."""
    publisher = proposal.library.publisher
    line = {"publisher": publisher.name, "url": publisher.url, "notice": publisher.notice}
    order = [str(locale) for locale in proposal.library.locales]
    yield NewShared(LIBRARY, None, canonical(line | {"locales": order}), {})
    for locale, accepted in proposal.disclaimers.items():
        yield NewShared(DISCLAIMER, locale, canonical(accepted.body), accepted.origins)
    for locale, words in proposal.words.items():
        yield NewShared(WORDS, locale, canonical(words.texts), words.origins)


def _is_published(new: NewShared, current: Published) -> bool:
    known = current.shared[new.kind].get(new.locale)
    return known is not None and known.digest == new.digest and known.origins == new.origins


def _summary(
    proposal: Proposal, current: Published, changes: Changes, waits: tuple[Wait, ...], release: int | None
) -> Summary:
    keys = [(new.article_id, new.locale) for new in changes.editions]
    return Summary(
        release=release,
        new=tuple(key for key in keys if key not in current.editions),
        changed=tuple(key for key in keys if key in current.editions),
        withdrawn=changes.ended_editions,
        unchanged=len(proposal.editions) + len(proposal.kept) - len(keys),
        shared_changed=bool(changes.shared or changes.ended_shared),
        locales=tuple(_report(locale, proposal) for locale in proposal.library.locales),
        problems=tuple(sorted(set(proposal.material.problems))),
        notes=(*proposal.material.notes, *remarks(proposal, current.holds)),
        waits=waits,
    )


def _report(locale: Locale, proposal: Proposal) -> LocaleReport:
    editions = [edition for (_, own), edition in proposal.editions.items() if own == locale]
    complete = sum(edition.extent.complete for edition in editions)
    doubtful = Counter(part.reason for edition in editions for part in edition.parts if part.reason)
    accepted, refused = proposal.disclaimers.get(locale), proposal.refused.get(locale)
    return LocaleReport(
        locale=locale,
        complete=complete,
        partial=len(editions) - complete,
        doubtful=dict(sorted(doubtful.items())),
        refused=refused.why if refused else None,
        note=accepted.note if accepted else None,
    )

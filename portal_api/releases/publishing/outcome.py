"""Some articles -> what a release would change in them, and what is worth remembering of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from portal_api.articles.article import Article
from portal_api.articles.library import Library, with_articles
from portal_api.locales import Locale
from portal_api.releases.editions.beside import origins_of
from portal_api.releases.editions.dump import dump_edition
from portal_api.releases.editions.edition import Edition
from portal_api.releases.publishing.fingerprints import digest_of
from portal_api.releases.publishing.finished import Finished
from portal_api.releases.publishing.foundation import Shared
from portal_api.releases.publishing.ingredients import Ingredients
from portal_api.releases.publishing.material import Findings, Material
from portal_api.releases.publishing.memory import Unit
from portal_api.releases.publishing.proposal import Proposal, Scope, propose
from portal_api.releases.publishing.published import Published, read_published
from portal_api.releases.publishing.raw import RawArticle, read_raw_article
from portal_api.releases.publishing.remarks import remarks
from portal_api.releases.publishing.tallies import Tally, tally_of
from portal_api.releases.publishing.waiting import Patience, hold_back
from portal_api.releases.record.changes import NewEdition, NewFigure, new_edition
from portal_api.releases.record.history import parts_by_name
from portal_api.releases.record.store import Store
from portal_api.releases.record.stored import StoredEdition
from portal_api.releases.record.whole import is_same
from portal_api.releases.summary import EditionKey, Wait


@dataclass(frozen=True)
class Outcome:
    """What becomes of some articles. `existing` are those of `editions` that readers have now.

    `before` counts the translated parts that readers have now, where somebody looked; `lost` those that would
    go although their source is the same, by the edition and the reason. `units` say what is to be remembered,
    `built` for which languages (None: for all there are); `unsettled` are to be looked at each time.
    `finished` can be taken from memory as they are, `spared` are those that were.
    """

    editions: tuple[NewEdition, ...]
    existing: frozenset[EditionKey]
    ended: tuple[EditionKey, ...]
    figures: tuple[NewFigure, ...]
    before: Mapping[EditionKey, int]
    lost: Mapping[str, int]
    waits: tuple[Wait, ...]
    notes: tuple[str, ...]
    units: Mapping[str, Unit]
    built: Mapping[str, frozenset[str] | None]
    unsettled: frozenset[str]
    findings: tuple[tuple[str, str, bytes], ...]
    finished: tuple[Finished, ...] = ()
    spared: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Task:
    """What is the same for all articles of one publication; can be sent to another process.

    `base` is the release that everything is compared with, `digest` its own. `findings` are what the checks
    found in our own words, `basis` stands for all that decides for every article, `declared` for what is
    declared about some, by their ids.
    """

    shared: Shared
    offered: frozenset[Locale]
    base: int | None
    digest: str
    patience: Patience
    checks_version: bytes
    findings: Mapping[EditionKey, bytes]
    basis: bytes
    declared: Mapping[str, str]


def outcome_of(task: Task, store: Store, scope: Scope, findings: Mapping[EditionKey, bytes]) -> Outcome:
    """What a release on top of the task's base would change in the articles in scope.

    Raises:
        StoreError: the database cannot be read.
    """
    shared, current = task.shared, read_published(store, scope, task.base)
    raws = {article: read_raw_article(shared.library.root, article) for article in sorted(scope)}
    library = with_articles(shared.library, {raw.path: raw.read for raw in raws.values() if raw.is_there})
    known = Findings(task.checks_version, {**task.findings, **findings})
    material = Material(library, current, shared.catalogs, known)
    whole = propose(material, task.offered, scope)
    proposal, waits = hold_back(whole, current, task.patience)
    made = {key: _new_edition(edition) for key, edition in sorted(proposal.editions.items())}
    editions = tuple(new for key, new in made.items() if not _is_known(key, new, current))
    held = {order.article_id for order in current.holds.orders}
    # What a file says of a day may be wrong today and right tomorrow.
    restless = frozenset(wait.article_id for wait in waits) | (held | set(library.problems)) & set(scope)
    units = {article: _unit(article, raw, proposal, current) for article, raw in raws.items()}
    return Outcome(
        editions=editions,
        existing=frozenset((new.article_id, new.locale) for new in editions) & set(current.editions),
        ended=tuple(sorted(_ended(proposal, current))),
        figures=tuple(NewFigure(one.name, one.media_type, one.data) for one in proposal.pictures),
        before={key: _translated(stored) for key, stored in _looked_at(proposal, current)},
        lost=_lost(proposal, current),
        waits=waits,
        notes=tuple(remarks(proposal, current.holds)),
        units=units,
        built={article: _built(article, proposal, scope) for article in scope},
        unsettled=restless,
        findings=tuple(
            (name, str(locale), checks.packed()) for (name, locale), checks in material.checked.items()
        ),
        finished=tuple(
            _finished(article, task, raws[article.id], material, units[article.id], made)
            for article in library.articles
            if _is_complete(article, proposal, scope) and article.id not in restless
        ),
    )


def _is_complete(article: Article, proposal: Proposal, scope: Scope) -> bool:
    """Whether it was made in every language, from its own files alone."""
    is_made = scope[article.id] is None and (article.id, article.language) in proposal.built
    return is_made and proposal.material.stands_alone(article)


def _finished(
    article: Article,
    task: Task,
    source: RawArticle,
    material: Material,
    unit: Unit,
    made: Mapping[EditionKey, NewEdition],
) -> Finished:
    """What is remembered of an article, under the digest of what it was made from."""
    raws = tuple(material.raws[article.id, Locale(tag)] for tag in unit.inputs if tag)
    declared = task.declared.get(article.id)
    ingredients = Ingredients(task.basis, article.id, declared, source, material.picture(article), raws)
    editions = tuple(new for (name, _), new in made.items() if name == article.id)
    return Finished(ingredients.key, unit, editions, article.review.on)


def _new_edition(edition: Edition) -> NewEdition:
    return new_edition(dump_edition(edition), origins_of(edition))


def _is_known(key: EditionKey, new: NewEdition, current: Published) -> bool:
    known = current.editions.get(key) or current.parked.get(key)
    return known is not None and is_same(known, new)


def _ended(proposal: Proposal, current: Published) -> Iterator[EditionKey]:
    return (
        key
        for key in current.editions
        if key not in proposal.editions and key not in proposal.kept and key not in proposal.untouched
    )


def _looked_at(proposal: Proposal, current: Published) -> Iterator[tuple[EditionKey, StoredEdition]]:
    return ((key, stored) for key, stored in current.editions.items() if key not in proposal.untouched)


def _translated(stored: StoredEdition) -> int:
    return sum(part["status"] == "translated" for part in parts_by_name(stored.body).values())


def _lost(proposal: Proposal, current: Published) -> Mapping[str, int]:
    """Translated parts that would go although their source is the same.

    A part whose source changed does not count: an old text of a changed dose has to go at once.
    """
    lost = Counter[str]()
    for key, stored in _looked_at(proposal, current):
        edition = proposal.editions.get(key)
        after = {part.id: part for part in edition.parts} if edition is not None else {}
        for name, part in parts_by_name(stored.body).items():
            now = after.get(name)
            if part["status"] != "translated" or now is None:
                continue
            if now.source_digest == stored.origins[name]["source"] and now.status != "translated":
                reason = now.reason or "the article says that it is written in it"
                lost[f"{stored.article_id} in {stored.locale} ({reason})"] += 1
    return lost


def source_digest(library: Library, article: str, raw: RawArticle) -> str:
    """A digest (hex) of the file of an article and of what else is declared about it."""
    own = [repr(one) for one in library.harmless if one.article == article]
    own += [repr(one) for one in library.withdrawals if one.article == article]
    return digest_of(raw.digest, *own).hex()


def _built(article: str, proposal: Proposal, scope: Scope) -> frozenset[str] | None:
    """The languages that were looked at; None where all there are were."""
    built = frozenset(str(locale) for name, locale in proposal.built if name == article)
    return None if scope[article] is None or not built else built


def _unit(article: str, raw: RawArticle, proposal: Proposal, current: Published) -> Unit:
    material = proposal.material
    catalogs = ((locale, one) for (name, locale), one in material.raws.items() if name == article)
    inputs = {str(locale): one.digest.hex() for locale, one in catalogs}
    inputs[""] = source_digest(proposal.library, article, raw)
    tallies = {str(key[1]): tally_of(edition) for key, edition in _of(article, proposal.editions.items())}
    for key in proposal.kept:
        if key[0] == article:
            tallies[str(key[1])] = Tally.kept(_translated(current.editions[key]))
    return Unit(
        article,
        inputs,
        {tag: tally.packed() for tag, tally in tallies.items()},
        material.remarks.packed(article),
        _figure_of(article, proposal),
    )


def _of(article: str, editions: Iterable[tuple[EditionKey, Edition]]) -> Iterator[tuple[EditionKey, Edition]]:
    return (item for item in editions if item[0][0] == article)


def _figure_of(article: str, proposal: Proposal) -> str | None:
    found = (one for one in proposal.library.articles if one.id == article and one.figure is not None)
    return next((one.figure.file for one in found if one.figure is not None), None)

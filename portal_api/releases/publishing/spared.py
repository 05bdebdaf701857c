"""Articles to look at -> the outcome of those that were finished before from the same files.

An article is taken from memory only where there is nothing to weigh: readers have nothing of it or exactly
what is remembered, and nobody holds any of it. All others are made.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from portal_api.articles.crosslinks import Neighbours
from portal_api.articles.library import last_review, neighbours
from portal_api.errors import SourceErrors
from portal_api.locales import Locale
from portal_api.releases.publishing.finished import Finished
from portal_api.releases.publishing.incoming import is_misled
from portal_api.releases.publishing.ingredients import Ingredients
from portal_api.releases.publishing.material import read_figure
from portal_api.releases.publishing.memory import Memory, Unit
from portal_api.releases.publishing.outcome import Outcome, Task
from portal_api.releases.publishing.proposal import Scope
from portal_api.releases.publishing.published import Published, read_published
from portal_api.releases.publishing.raw import read_raw, read_raw_article
from portal_api.releases.publishing.tallies import Tally
from portal_api.releases.record.changes import NewFigure
from portal_api.releases.record.store import Store
from portal_api.releases.record.whole import is_same
from portal_api.releases.summary import EditionKey


def spared(task: Task, store: Store, memory: Memory, scope: Scope) -> Outcome | None:
    """What becomes of those articles in scope that nobody has to make again; None where there are none.

    Raises:
        DamagedMemory: what is remembered is not as it was.
        StoreError: the database cannot be read.
    """
    known = memory.finished([name for name, locales in scope.items() if locales is None], task.basis)
    if not known:
        return None
    current = read_published(store, known, task.base)
    library = task.shared.library
    near = neighbours(library.root, library.withdrawals)
    found = (_remembered(name, packed, task, near) for name, packed in sorted(known.items()))
    settled = [one for one in found if one is not None and _is_settled(one.finished, current)]
    return _outcome(settled, current) if settled else None


@dataclass(frozen=True)
class _Spared:
    finished: Finished
    ingredients: Ingredients

    @property
    def figure(self) -> NewFigure | None:
        picture = self.ingredients.picture
        return NewFigure(picture.name, picture.media_type, picture.data) if picture is not None else None


def _remembered(name: str, packed: bytes, task: Task, near: Neighbours) -> _Spared | None:
    """What is remembered of an article; None where it was made from something else than there is now.

    What it leads to is no ingredient, but it is refused where that is not there.
    """
    finished = Finished.unpacked(packed)
    if is_misled({lead for edition in finished.editions for lead in edition.leads}, near):
        return None
    if finished.reviewed is not None and finished.reviewed > last_review():
        return None
    try:
        ingredients = _ingredients(name, finished.unit, task)
    except SourceErrors:
        return None
    return _Spared(finished, ingredients) if finished.key == ingredients.key else None


def _ingredients(name: str, unit: Unit, task: Task) -> Ingredients:
    """The files that were read then, as they are now: which ones were read follows from the source itself.

    Raises:
        SourceErrors: the figure cannot be used.
    """
    root = task.shared.library.root
    return Ingredients(
        basis=task.basis,
        name=name,
        declared=task.declared.get(name),
        source=read_raw_article(root, name),
        picture=read_figure(root, unit.figure) if unit.figure is not None else None,
        catalogs=tuple(read_raw(root, Locale(tag), name) for tag in unit.inputs if tag),
    )


def _is_settled(finished: Finished, current: Published) -> bool:
    """Whether readers have nothing of an article or exactly this, and nobody holds any of it."""
    name = finished.unit.article
    if any(name == article for article, _ in current.parked):
        return False
    if any(name == order.article_id for order in current.holds.orders):
        return False
    known = {key: stored for key, stored in current.editions.items() if key[0] == name}
    made = {(name, edition.locale): edition for edition in finished.editions}
    return not known or (known.keys() == made.keys() and all(is_same(known[key], made[key]) for key in made))


def _outcome(found: Sequence[_Spared], current: Published) -> Outcome:
    units = {one.finished.unit.article: one.finished.unit for one in found}
    published = {article for article, _ in current.editions}
    return Outcome(
        editions=tuple(
            edition
            for one in found
            if one.finished.unit.article not in published
            for edition in one.finished.editions
        ),
        existing=frozenset(),
        ended=(),
        figures=tuple(one.figure for one in found if one.figure is not None),
        before=dict(_translated(units[article] for article in units.keys() & published)),
        lost={},
        waits=(),
        notes=(),
        units=units,
        built=dict.fromkeys(units),
        unsettled=frozenset(),
        findings=(),
        spared=frozenset(units),
    )


def _translated(units: Iterator[Unit]) -> Iterator[tuple[EditionKey, int]]:
    """How many translated parts readers have."""
    for unit in units:
        for tag, tally in unit.tallies.items():
            yield (unit.article, Locale(tag)), Tally.unpacked(tally).translated

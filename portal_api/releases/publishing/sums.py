"""Outcomes, one after another -> what a release changes, what is told of it, what is remembered."""

from __future__ import annotations

import datetime
from dataclasses import replace

from portal_api.articles.library import Library
from portal_api.locales import Locale
from portal_api.releases.publishing.finished import Finished
from portal_api.releases.publishing.footing import Footing
from portal_api.releases.publishing.foundation import Shared
from portal_api.releases.publishing.ground import say_again
from portal_api.releases.publishing.losses import Loss
from portal_api.releases.publishing.memory import Json, Memory, Remembered, Unit
from portal_api.releases.publishing.outcome import Outcome
from portal_api.releases.publishing.reports import Remarks
from portal_api.releases.publishing.tallies import Tally, total
from portal_api.releases.record.changes import Changes, NewEdition, NewFigure
from portal_api.releases.summary import EditionKey, LocaleReport, Summary, Wait


class Sums:
    """What was found out so far, on top of what is remembered of the articles that nobody looked at."""

    def __init__(self, start: Footing, memory: Memory) -> None:
        self.loss = Loss()
        self.waits: list[Wait] = []
        self.notes: list[str] = []
        self._start = start
        self._memory = memory
        self._tallies = {tag: Tally.unpacked(one) for tag, one in start.meta.get("tallies", {}).items()}
        self.loss.before += total(self._tallies.values()).translated
        self._remarks: dict[str, Json] = memory.remarks() if start.meta else {}
        self._editions: list[NewEdition] = []
        self._existing: set[EditionKey] = set()
        self._ended: list[EditionKey] = []
        self._figures: dict[str, NewFigure] = {}
        self._units: dict[str, Unit] = {}
        self._unsettled: set[str] = set()
        self._findings: list[tuple[str, str, bytes]] = [*start.ground.findings]
        self._finished: list[Finished] = []
        self._spared: set[str] = set()

    def add(self, outcome: Outcome) -> None:
        """Add what becomes of some more articles."""
        old = self._memory.units(outcome.units) if self._start.meta else {}
        for article, unit in outcome.units.items():
            self._replace(old.get(article), unit, outcome.built[article])
        self.loss.before += sum(outcome.before.values())
        self.loss.parts.update(outcome.lost)
        self.waits += outcome.waits
        self.notes += outcome.notes
        self._editions += outcome.editions
        self._existing |= outcome.existing
        self._ended += outcome.ended
        self._figures |= {one.name: one for one in outcome.figures}
        self._unsettled |= outcome.unsettled
        self._findings += outcome.findings
        self._finished += outcome.finished
        self._spared |= outcome.spared

    def changes(self, shared: Changes) -> Changes:
        """What the release changes, `shared` being what it changes in the texts that many articles share."""
        editions = tuple(sorted(self._editions, key=lambda new: (new.article_id, new.locale)))
        figures = tuple(self._figures[name] for name in sorted(self._figures)) if editions else ()
        return replace(shared, editions=editions, ended_editions=tuple(sorted(self._ended)), figures=figures)

    def tell_overdue(self, today: datetime.date) -> None:
        """Note how many articles a clinician should have reviewed again before today."""
        due = total(self._tallies.values()).due
        past = {day: count for day, count in due.items() if count and day < today.isoformat()}
        if past:
            count = sum(past.values())
            articles = f"{count:,} articles" if count > 1 else "1 article"
            self.notes.append(f"clinical review overdue, since {min(past)}: {articles}; see: portal coverage")

    def summary(self, library: Library, changes: Changes, release: int | None) -> Summary:
        """What is told to the person who publishes."""
        keys = [(new.article_id, new.locale) for new in changes.editions]
        remarks = Remarks(library.root)
        say_again(self._start.ground, remarks)
        for article, packed in sorted(self._remarks.items()):
            remarks.unpack(article, packed)
        return Summary(
            release=release,
            new=tuple(key for key in keys if key not in self._existing),
            changed=tuple(key for key in keys if key in self._existing),
            withdrawn=changes.ended_editions,
            unchanged=total(self._tallies.values()).editions - len(keys),
            shared_changed=bool(changes.shared or changes.ended_shared),
            locales=tuple(map(self._report, library.locales)),
            problems=remarks.problems,
            notes=(*remarks.notes, *self.notes),
            waits=tuple(self.waits),
            rejected=remarks.rejected,
            rejected_more=remarks.rejected_more,
        )

    def remembered(self, shared: Shared, basis: bytes, link: tuple[int | None, str]) -> Remembered:
        """What the next publication should know; `link` is the release that all this is published in."""
        meta = {
            "tool": self._start.tool,
            "link": link,
            "shared": shared.digest,
            "ground": self._start.ground.packed(),
            "tallies": {tag: tally.packed() for tag, tally in self._tallies.items()},
            "unsettled": sorted(self._unsettled),
        }
        return Remembered(
            meta=meta,
            listings=self._start.survey.listings,
            fresh=not self._start.meta,
            units=tuple(self._units.values()),
            findings=self._findings,
            basis=basis,
            finished=((one.unit.article, one.packed()) for one in self._finished),
            spared=self._spared,
        )

    def _replace(self, old: Unit | None, new: Unit, built: frozenset[str] | None) -> None:
        """Count an article as it is now, in the languages that were looked at."""
        gone = {
            tag: one for tag, one in (old.tallies if old else {}).items() if built is None or tag in built
        }
        for tag, packed in gone.items():
            tally = Tally.unpacked(packed)
            self.loss.before -= tally.translated
            self._tallies[tag].add(tally, -1)
        for tag, packed in new.tallies.items():
            self._tallies.setdefault(tag, Tally()).add(Tally.unpacked(packed))
        unit = new if built is None or old is None else _merged(old, new, built)
        self._units[new.article] = unit
        self._remarks.pop(new.article, None)
        if unit.remarks:
            self._remarks[new.article] = dict(unit.remarks)

    def _report(self, locale: Locale) -> LocaleReport:
        tally = self._tallies.get(str(locale), Tally())
        return LocaleReport(
            locale=locale,
            complete=tally.complete,
            partial=tally.partial,
            untranslated=tally.untranslated,
            doubtful={reason: count for reason, count in sorted(tally.doubtful.items()) if count},
            refused=self._start.ground.refused.get(locale),
            note=self._start.ground.notes.get(locale),
            kept=tally.unread,
        )


def _merged(old: Unit, new: Unit, built: frozenset[str]) -> Unit:
    """What was known of the other languages, and what is known now of these."""
    looked = built | {""}

    def both(before: Json, now: Json) -> Json:
        return {tag: value for tag, value in before.items() if tag not in looked} | now

    return replace(
        new,
        inputs=both(dict(old.inputs), dict(new.inputs)),
        tallies=both(dict(old.tallies), dict(new.tallies)),
        remarks=both(dict(old.remarks), dict(new.remarks)),
    )

"""A catalog + the texts that came back -> the catalog with them, and what became of each; nothing is lost."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from portal_api.articles.library import Harmless
from portal_api.catalogs.agency.handed import ReturnedCatalog, ReturnedText, mark_of
from portal_api.catalogs.gettext.po import FUZZY, Entry, PoFile
from portal_api.catalogs.meaning import Lineage
from portal_api.catalogs.messages import Message
from portal_api.catalogs.update import harmless_change, update
from portal_api.locales import Locale

Fate = Literal["taken", "untouched", "outdated", "reattached", "emptied", "conflict", "vanished", "missing"]

# What a person has to look at.
OPEN: tuple[Fate, ...] = ("outdated", "emptied", "conflict", "vanished", "missing")


@dataclass(frozen=True)
class Outcome:
    """What became of one text; `sentence` tells people, where there is something to tell."""

    segment: str
    fate: Fate
    sentence: str = ""
    line: int = 1


@dataclass(frozen=True)
class TakenBack:
    """The catalog with what came back, and what became of each text."""

    po: PoFile
    outcomes: tuple[Outcome, ...]

    def count(self, *fates: Fate) -> int:
        """How many texts had one of these fates."""
        return sum(one.fate in fates for one in self.outcomes)


def take_back(
    messages: Sequence[Message],
    current: PoFile | None,
    returned: ReturnedCatalog,
    locale: Locale,
    harmless: Iterable[Harmless] = (),
) -> TakenBack:
    """The current catalog with every translation that came back and fits.

    A text whose source changed meanwhile is taken, marked `fuzzy`. One that changed here *and* there stays as
    it is here. What came back empty erases nothing. A text whose id is gone goes to the one message with the
    same source, if there is just one, and nothing of ours stands there.

    Raises:
        SourceErrors: the current catalog is in another language.
    """
    changes = tuple(harmless)
    po = update(messages, current, locale, changes).po
    desk = _Desk(po, messages, returned, Lineage.of(changes))
    outcomes = [desk.take(text) for text in returned.texts]
    outcomes += desk.missing()
    entries = tuple(one if one.obsolete else desk.entries[one.context or ""] for one in po.entries)
    return TakenBack(replace(po, entries=entries), tuple(outcomes))


class _Desk:
    def __init__(
        self, po: PoFile, messages: Sequence[Message], returned: ReturnedCatalog, lineage: Lineage
    ) -> None:
        self.entries = {entry.context or "": entry for entry in po.live()}
        self._expected = returned.expected
        self._lineage = lineage
        self._names = set(returned.segments)
        self._by_source: dict[str, list[str]] = defaultdict(list)
        for message in messages:
            if message.context not in self._names:
                self._by_source[message.text].append(message.context)

    def take(self, text: ReturnedText) -> Outcome:
        """What becomes of one text."""
        entry = self.entries.get(text.segment)
        if entry is None:
            return self._reattach(text)
        if not text.target.strip():
            return self._emptied(text, entry)
        if _is_untouched(text, entry):
            return Outcome(text.segment, "untouched")
        if _changed_here(text, entry):
            sentence = (
                f"{text.segment}: changed here and there; ours stays; write theirs into it if that is right\n"
                f"    here:  {entry.texts[0]}\n    there: {text.target}"
            )
            return Outcome(text.segment, "conflict", sentence, text.line)
        return self._put(text, entry)

    def missing(self) -> Iterator[Outcome]:
        """The texts that were handed over and did not come back."""
        for name in self._expected:
            if name not in self._names and name in self.entries:
                yield Outcome(name, "missing")

    def _put(self, text: ReturnedText, entry: Entry) -> Outcome:
        fits = text.source == entry.id or self._is_harmless(entry, text.source)
        flags = tuple(flag for flag in entry.flags if flag != FUZZY)
        self.entries[entry.context or ""] = replace(
            entry,
            texts=(text.target,),
            flags=(FUZZY, *flags) if text.unsure or not fits else flags,
            comments=entry.comments if text.comments is None else text.comments,
            previous_context=None,
            previous_id=None if fits else text.source,
            previous_plural=None,
        )
        if fits:
            return Outcome(text.segment, "taken")
        sentence = (
            f"{text.segment}: taken, but made for another source than ours is now; look at it again\n"
            f"    was: {text.source}\n    now: {entry.id}"
        )
        return Outcome(text.segment, "outdated", sentence, text.line)

    def _is_harmless(self, entry: Entry, source: str) -> bool:
        kind, _ = harmless_change(self._lineage, entry.context or "", source, entry.id)
        return kind in ("automatic", "declared")

    def _reattach(self, text: ReturnedText) -> Outcome:
        """A text whose id is gone: to the one new message that says the same, else it is told."""
        places = self._by_source.get(text.source, [])
        if not text.target.strip() or any(_is_untouched(text, self.entries[place]) for place in places):
            self._names.update(places)
            return Outcome(text.segment, "untouched")
        free = len(places) == 1 and places[0] not in self._names and _is_free(text, self.entries[places[0]])
        return self._put_elsewhere(text, places[0]) if free else _vanished(text, places)

    def _put_elsewhere(self, text: ReturnedText, place: str) -> Outcome:
        self._names.add(place)
        self._put(text, self.entries[place])
        sentence = f"{_called(text)}: is now {place}, which has the same source"
        return Outcome(text.segment, "reattached", sentence, text.line)

    def _emptied(self, text: ReturnedText, entry: Entry) -> Outcome:
        if not entry.translated:
            return Outcome(text.segment, "untouched")
        return Outcome(
            text.segment,
            "emptied",
            f"{text.segment}: came back empty; ours stays; empty it here if it is wrong",
            text.line,
        )


def _vanished(text: ReturnedText, places: Sequence[str]) -> Outcome:
    why = f"it has the source of {', '.join(places)}" if places else "no text has this id any more"
    sentence = (
        f"{_called(text)}: not taken, {why}; write it where it belongs, if anywhere\n"
        f"    source: {text.source}\n    text:   {text.target}"
    )
    return Outcome(text.segment, "vanished", sentence, text.line)


def _called(text: ReturnedText) -> str:
    return text.segment or "a text without its id"


def _is_free(text: ReturnedText, entry: Entry) -> bool:
    """Whether nothing of ours is lost there: nothing stands there, or still what was handed over."""
    return not entry.translated or (text.was is not None and not _changed_here(text, entry))


def _is_untouched(text: ReturnedText, entry: Entry) -> bool:
    """Nobody worked on it: it came back as it went, or it says what ours says."""
    if text.was is not None and text.was == mark_of(text.target, unsure=bool(text.unsure)):
        return text.comments is None or text.comments == entry.comments or _is_newer(text, entry)
    same = text.target == entry.texts[0] and (text.unsure is None or text.unsure == entry.fuzzy)
    return same and (text.comments is None or text.comments == entry.comments)


def _is_newer(text: ReturnedText, entry: Entry) -> bool:
    """Whether ours has other words than what was handed over."""
    return text.target != entry.texts[0]


def _changed_here(text: ReturnedText, entry: Entry) -> bool:
    """Whether ours is no longer what was handed over, and says something else than what came back."""
    if text.was is None or not entry.translated or text.target == entry.texts[0]:
        return False
    return text.was not in (mark_of(entry.texts[0], unsure=False), mark_of(entry.texts[0], unsure=True))

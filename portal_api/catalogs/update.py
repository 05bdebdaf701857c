"""Messages + old catalog -> new catalog, merged by id; nothing anybody wrote is lost."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from portal_api.articles.library import Harmless
from portal_api.catalogs.gettext.po import FUZZY, Entry, PoFile, new_po, require_locale, with_language
from portal_api.catalogs.meaning import Lineage, meaning_may_differ, plain_form
from portal_api.catalogs.messages import Message
from portal_api.locales import Locale

UNSURE = "portal: somebody marked this translation as unsure before its text changed"


@dataclass(frozen=True)
class Decision:
    """What the update decided about a changed source text on its own; `sentence` tells people.

    `automatic` and `declared` changes left the translation as it was; a `refused` declaration did not.
    """

    segment: str
    kind: Literal["automatic", "declared", "refused"]
    old: str
    new: str
    sentence: str


@dataclass(frozen=True)
class Update:
    """The catalog as it should be, and what was decided on the way."""

    po: PoFile
    decisions: tuple[Decision, ...]


def update(
    messages: Sequence[Message], old: PoFile | None, locale: Locale, harmless: Iterable[Harmless] = ()
) -> Update:
    """The catalog of these messages, with every translation that was made for them.

    The same id keeps its translation; where its text changed, the translation becomes fuzzy and the text it
    was made for stays with it, unless the change is harmless. What is gone becomes obsolete, what returns is
    taken up again. Entries that need no change keep their lines. `harmless` are the declarations of this
    catalog. A message without an id (of an article that is not stamped yet) is left out. The old
    source of a text that nobody doubts any more goes. Doing it twice changes nothing.

    Raises:
        SourceErrors: the old catalog is in another language.
    """
    po = old or new_po(locale)
    require_locale(po, locale)
    po = with_language(po, locale)
    merge = _Merge(po, Lineage.of(harmless))
    live = tuple(_noted(merge.entry(message), message) for message in _unique(messages))
    return Update(replace(po, entries=(*live, *merge.rest(live))), tuple(merge.decisions))


def current_entries(
    messages: Sequence[Message], old: PoFile | None, locale: Locale, harmless: Iterable[Harmless] = ()
) -> Mapping[str, Entry]:
    """By id, the entry that `update` makes for each message, less its notes. Raises SourceErrors as there."""
    po = old or new_po(locale)
    require_locale(po, locale)
    merge = _Merge(po, Lineage.of(harmless))
    return {message.context: merge.entry(message) for message in _unique(messages)}


def pick(entries: Sequence[Entry], text: str) -> Entry | None:
    """Of the entries with one id, the one that was made for this text, or else the last one translated."""
    if len(entries) < 2:
        return entries[0] if entries else None
    return max(entries, key=lambda entry: (entry.id == text, entry.translated, entry.line))


def _unique(messages: Sequence[Message]) -> Iterator[Message]:
    """The messages that have an id, the first of each."""
    unique = {message.context: message for message in reversed(messages) if message.context}
    return reversed(unique.values())


class _Merge:
    def __init__(self, po: PoFile, lineage: Lineage) -> None:
        self.decisions: list[Decision] = []
        self._entries = po.entries
        self._lineage = lineage
        self._taken: set[int] = set()
        self._live: dict[str | None, list[Entry]] = defaultdict(list)
        self._obsolete: dict[str | None, list[Entry]] = defaultdict(list)
        for entry in po.entries:
            if entry.plural is None:
                (self._obsolete if entry.obsolete else self._live)[entry.context].append(entry)

    def entry(self, message: Message) -> Entry:
        """The entry of one message: the one there is, one that returns, or a new one."""
        entries = self._live.get(message.context, ())
        if len(entries) == 1 and entries[0].id == message.text and entries[0].previous_id is None:
            self._taken.add(id(entries[0]))  # most are like that: nothing has changed since
            return entries[0]
        live = pick(entries, message.text)
        gone = pick(self._obsolete.get(message.context, ()), message.text)
        found = gone if live is None or (gone and _fits_better(gone, live, message.text)) else live
        if found is None:
            return Entry(message.context, message.text)
        self._taken.add(id(found))
        if found.obsolete:
            found = _taken_up(found, is_doubtful=live is not None and live.translated)
        return self._with_text(found, message.text)

    def rest(self, live: Iterable[Entry]) -> Iterator[Entry]:
        """What no message claimed: obsolete entries in their order, then those that are so from now on.

        gettext refuses a message that stands twice, obsolete or not: what says nothing new is left out.
        """
        known = {(entry.context, entry.id): entry.texts for entry in live}
        left = [entry for entry in self._entries if id(entry) not in self._taken]
        for entry in sorted(left, key=lambda entry: not entry.obsolete):
            texts = known.get((entry.context, entry.id))
            if texts is None or entry.comments or (texts != entry.texts and any(entry.texts)):
                known.setdefault((entry.context, entry.id), entry.texts)
                yield entry if entry.obsolete else replace(entry, obsolete=True)

    def _with_text(self, entry: Entry, text: str) -> Entry:
        made_for = made_from(entry)
        if entry.id == text and made_for in (text, entry.id):
            return entry if entry.fuzzy or entry.previous_id is None else _settled(entry)
        if not entry.translated or made_for == text or self._is_harmless(entry, made_for, text):
            return _settled(replace(entry, id=text))
        return entry if entry.id == text else _doubted(entry, made_for, text)

    def _is_harmless(self, entry: Entry, old: str, new: str) -> bool:
        kind, reason = harmless_change(self._lineage, entry.context or "", old, new)
        if kind is None:
            return False
        segment = entry.context or ""
        self.decisions.append(Decision(segment, kind, old, new, _sentence(segment, kind, old, new, reason)))
        return kind != "refused"


def _fits_better(gone: Entry, live: Entry, text: str) -> bool:
    """Whether an obsolete translation was made for just this text, and the one in use for another."""
    return gone.translated and gone.id == text != live.id and made_from(live) != text


def _taken_up(gone: Entry, *, is_doubtful: bool) -> Entry:
    """An obsolete entry in use again; in doubt where it takes the place of another translation."""
    flags = (FUZZY, *gone.flags) if is_doubtful and not gone.fuzzy else gone.flags
    return replace(gone, obsolete=False, flags=flags)


def made_from(entry: Entry) -> str:
    """The source text that the translation was made for."""
    return entry.previous_id if entry.fuzzy and entry.previous_id is not None else entry.id


def harmless_change(
    lineage: Lineage, segment: str, old: str, new: str
) -> tuple[Literal["automatic", "declared", "refused"] | None, str | None]:
    """How this change is harmless (None: it is not), and why not, where a declaration had to be refused."""
    if plain_form(old) == plain_form(new):
        return "automatic", None
    if not lineage.declared(segment, old, new):
        return None, None
    reason = meaning_may_differ(old, new)
    return ("refused", reason) if reason else ("declared", None)


def _sentence(segment: str, kind: str, old: str, new: str, reason: str | None) -> str:
    change = f"{segment}: {old!r} is now {new!r}"
    if kind == "refused":
        return (
            f"{change}; this was declared harmless, but refused, because {reason}: please translate it again."
        )
    why = (
        "only white space, quotes or end punctuation changed" if kind == "automatic" else "declared harmless"
    )
    return f"{change}; the translation stays as it is ({why})."


def _doubted(entry: Entry, made_for: str, text: str) -> Entry:
    """The entry with its new text, its translation marked; a translator's own doubt is written down."""
    unsure = entry.fuzzy and entry.previous_id is None
    comments = (*entry.comments, UNSURE) if unsure and UNSURE not in entry.comments else entry.comments
    flags = entry.flags if entry.fuzzy else (FUZZY, *entry.flags)
    return replace(entry, id=text, flags=flags, comments=comments, previous_id=made_for)


def _settled(entry: Entry) -> Entry:
    """The entry whose translation fits its text: no longer fuzzy, unless a translator was unsure before."""
    caused = entry.fuzzy and (entry.previous_id is not None or not entry.translated)
    keep = not caused or UNSURE in entry.comments
    return replace(
        entry,
        flags=entry.flags if keep else tuple(flag for flag in entry.flags if flag != FUZZY),
        comments=tuple(comment for comment in entry.comments if comment != UNSURE),
        previous_context=None,
        previous_id=None,
        previous_plural=None,
    )


def _noted(entry: Entry, message: Message) -> Entry:
    notes = tuple(message.note.split("\n")) if message.note else ()
    references = (message.reference,) if message.reference else ()
    if (entry.notes, entry.references) == (notes, references):
        return entry
    return replace(entry, notes=notes, references=references)

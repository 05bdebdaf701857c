"""A catalog as it lies + the sources of today -> which of its texts fit them, without writing anything."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from portal_api.articles.library import Harmless
from portal_api.catalogs.checked import DIRECT, Checks
from portal_api.catalogs.checks import Finding
from portal_api.catalogs.gettext.po import Entry, PoFile
from portal_api.catalogs.meaning import Lineage
from portal_api.catalogs.messages import Message
from portal_api.catalogs.update import current_entries, made_from
from portal_api.locales import Locale

Doubt = Literal["missing", "stale", "rejected", "unreviewed"]


@dataclass(frozen=True)
class CurrentCatalog:
    """Entries by segment id, brought up to their sources; `texts` are those of the sound ones."""

    source_locale: Locale
    locale: Locale
    lineage: Lineage
    entries: Mapping[str, Entry]
    texts: Mapping[str, str]

    @classmethod
    def of(
        cls,
        messages: Sequence[Message],
        po: PoFile | None,
        harmless: tuple[Harmless, ...],
        source_locale: Locale,
        locale: Locale,
    ) -> CurrentCatalog:
        """Updating first means that there is one place only that knows which translation fits which text."""
        entries = current_entries(messages, po, locale, harmless)
        texts = {
            name: entry.texts[0] for name, entry in entries.items() if entry.translated and not entry.fuzzy
        }
        return cls(source_locale, locale, Lineage.of(harmless), entries, texts)

    def shifted(self, accepted: Collection[str], checks: Checks = DIRECT) -> tuple[Finding, ...]:
        """Whether the catalog as a whole looks shifted, but for the segments whose numbers were accepted."""
        pairs = [
            (name, self.entries[name].id, text) for name, text in self.texts.items() if name not in accepted
        ]
        return checks.of_catalog(pairs, self.source_locale, self.locale)

    def doubt(self, segment: str) -> Doubt | None:
        """Why the text of a segment is not to be relied on, before anybody has read it."""
        entry = self.entries.get(segment)
        if entry is None or not entry.translated:
            return "missing"
        if not entry.fuzzy:
            return None
        return "unreviewed" if made_from(entry) == entry.id else "stale"

"""The headings that many articles share, in one language, and what is found in them, found out once."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from portal_api.articles.library import Harmless
from portal_api.catalogs.checked import DIRECT, Checks
from portal_api.catalogs.current import CurrentCatalog
from portal_api.catalogs.gettext.po import PoFile
from portal_api.catalogs.messages import ENGLISH, Message
from portal_api.catalogs.reviews import Reviews
from portal_api.catalogs.rules.findings import Finding
from portal_api.catalogs.translatable import PORTAL
from portal_api.locales import Locale
from portal_api.words import HEADINGS


class SharedHeadings:
    """Our own headings as the catalog `po` of one language has them.

    `reviews` are those of that catalog: what was accepted there holds in every article. `harmless` may hold
    the declarations of the whole library.

    Raises:
        SourceErrors: the catalog is in another language than `locale`.
    """

    def __init__(
        self,
        po: PoFile | None,
        reviews: Reviews | None,
        harmless: Iterable[Harmless],
        locale: Locale,
        checks: Checks = DIRECT,
    ) -> None:
        declared = tuple(change for change in harmless if change.article == PORTAL)
        self.catalog = CurrentCatalog.of(_MESSAGES, po, declared, ENGLISH, locale)
        self.reviews = reviews or _NO_REVIEWS
        self._checks = checks
        self._found: dict[str, tuple[Finding, ...]] = {}

    def findings(self, key: str) -> tuple[Finding, ...]:
        """What the checks say of a heading that has a text."""
        if key not in self._found:
            source, text = self.catalog.entries[key].id, self.catalog.texts[key]
            self._found[key] = self._checks.of_texts(source, text, ENGLISH, self.catalog.locale)
        return self._found[key]


_NO_REVIEWS = Reviews(Path(f"{PORTAL}.toml"))
_MESSAGES = tuple(Message(word.id, word.text, "") for word in HEADINGS)

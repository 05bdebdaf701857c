"""A catalog of a library -> the checks, with what the last publication found in its texts in mind."""

from __future__ import annotations

from portal_api.articles.library import Library
from portal_api.catalogs.checked import RememberedChecks
from portal_api.errors import DamagedMemory
from portal_api.locales import Locale
from portal_api.releases.publishing.memory import Memory
from portal_api.releases.publishing.versions import checks_version


def recalled_checks(library: Library, name: str, locale: Locale) -> RememberedChecks:
    """The checks for one catalog of the library in `library.root`; nothing new is kept.

    They find the same as without a memory, which spares only what the last publication has checked.
    """
    return RememberedChecks(checks_version(), library.glossary, _findings(library, name, locale))


def _findings(library: Library, name: str, locale: Locale) -> bytes:
    """What was found; nothing where the memory is damaged, which the next publication throws away."""
    try:
        return Memory(library.root).findings((name,)).get((name, str(locale)), b"")
    except DamagedMemory:
        return b""

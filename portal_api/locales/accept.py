"""Accept-Language -> the languages a reader wants."""

from __future__ import annotations

from portal_api.locales.locale import Locale


def parse_accept_language(header: str | None) -> tuple[Locale, ...]:
    """The wanted languages of an Accept-Language header (RFC 9110 section 12.5.4), best first.

    Never raises: at most 256 bytes and 10 tags are read, what is malformed is left out, as are `*` and q=0.
    """
    raise NotImplementedError

"""The languages a reader may choose instead, nearest first, each with its address."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from portal_api.errors import InvalidTag, NotPublished
from portal_api.locales import Locale
from portal_api.locales import offers as near
from portal_api.releases.editions.body import Json
from portal_api.releases.record.stored import EditionSummary
from portal_api.web.frame import Frame
from portal_api.web.reading import current, links


def library_offers(frame: Frame, path: str, named: str, wanted: Sequence[Locale] = ()) -> list[Json]:
    """Every language of the library, with the address that `path` has in it instead of the one `named`.

    Nearest to the one named first, then to those `wanted`: give them only where the answer may depend on the
    reader.
    """
    first = [*_parsed(named), *wanted]
    ordered = _ordered(first, frame.offered)
    return [_offer(locale, links().at(path_in(locale, path, named))) for locale in ordered]


def path_in(locale: Locale, path: str, named: str) -> str:
    """The same path in another language: of the API, of the frames for other websites, or of the pages."""
    root = next((root for root in ("/v1", "/embed") if path.startswith(f"{root}/")), "")
    return f"{root}/{locale}{path.removeprefix(f'{root}/{named}')}"


def article_offers(
    editions: Iterable[EditionSummary], section: str | None, wanted: Sequence[Locale] = ()
) -> list[Json]:
    """Every language of an article, with how much of it is translated; nearest to those `wanted` first."""
    known = {edition.locale: edition for edition in editions}
    return [_article_offer(known[locale], section) for locale in _ordered(wanted, tuple(known))]


def translated_offers(article: str, section: str | None = None) -> list[Json]:
    """The languages that have the whole article; none where it cannot be read."""
    try:
        editions = current().article_locales(article)
    except NotPublished:
        return []
    return article_offers((edition for edition in editions if edition.complete), section)


def _ordered(first: Sequence[Locale], offered: Sequence[Locale]) -> list[Locale]:
    nearest = [match.offered for match in near(first, offered)] if first else []
    return list(dict.fromkeys((*nearest, *offered)))


def _article_offer(edition: EditionSummary, section: str | None) -> Json:
    article, locale = edition.article_id, edition.locale
    url = links().section(locale, article, section) if section else links().article(locale, article)
    extent = {
        "complete": edition.complete,
        "translated": edition.translated,
        "sections": edition.sections,
    }
    return _offer(locale, url) | {"translation": extent}


def _offer(locale: Locale, url: str) -> Json:
    return {"locale": str(locale), "own_name": locale.own_name, "dir": locale.direction, "url": url}


def _parsed(text: str) -> list[Locale]:
    try:
        return [Locale.parse(text)]
    except InvalidTag:
        return []

"""A release -> sitemaps (sitemaps.org): some for each language, every page with its other languages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import urlsplit
from xml.sax.saxutils import escape, quoteattr

from portal_api.locales import Locale
from portal_api.releases.record.since import answers_since
from portal_api.releases.record.snapshot import Snapshot
from portal_api.releases.record.stored import EditionSummary
from portal_api.releases.record.stretches import between, milestones
from portal_api.web.answers import rfc3339
from portal_api.web.html.articlepage import has_own_head
from portal_api.web.links import Links

XML = "application/xml; charset=utf-8"
TEXT = "text/plain; charset=utf-8"

# A sitemap costs what its pages have editions, in all languages: so none takes long or much memory.
PAGES = 200
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SPACES = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml"'


def sitemap_list(snapshot: Snapshot, links: Links) -> bytes:
    """The sitemap of sitemaps: one for every PAGES articles in each offered language."""
    starts = (None, *milestones(snapshot, PAGES))
    urls = (links.sitemap(locale, after) for locale in snapshot.offered for after in starts)
    entries = "".join(f"<sitemap><loc>{escape(url)}</loc></sitemap>\n" for url in urls)
    return f"{_HEAD}<sitemapindex {_SPACES}>\n{entries}</sitemapindex>\n".encode()


def sitemap(locale: Locale, snapshot: Snapshot, links: Links, after: str | None = None) -> bytes:
    """The pages in one language whose title and summary are in it, each with its other languages.

    Those of PAGES articles behind `after`; the first sitemap also has the page that lists them.
    """
    until = next((name for name in milestones(snapshot, PAGES) if name > (after or "")), None)
    summaries = [one for one in between(snapshot, after, until) if has_own_head(one, snapshot)]
    pages = _pages(summaries, links)
    index = {other: links.index(other) for other in snapshot.offered}
    entries = [] if after else [_entry(locale, index, None)]
    for one in summaries:
        if one.locale == locale:
            release = answers_since(snapshot, one, is_complete=one.complete)
            changed = rfc3339(snapshot.moment_of(release))
            entries.append(_entry(locale, pages[one.article_id], changed))
    return f"{_HEAD}<urlset {_SPACES}>\n{''.join(entries)}</urlset>\n".encode()


def robots(links: Links) -> bytes:
    """Who may read what: all may read the pages; the API has nothing for search engines."""
    root = urlsplit(links.base).path
    return f"User-agent: *\nDisallow: {root}/v1/\n\nSitemap: {links.sitemap()}\n".encode()


def _pages(summaries: Iterable[EditionSummary], links: Links) -> Mapping[str, Mapping[Locale, str]]:
    """The address of each page by article and language."""
    found: dict[str, dict[Locale, str]] = {}
    for one in summaries:
        found.setdefault(one.article_id, {})[one.locale] = links.page(one.locale, one.article_id)
    return found


def _entry(locale: Locale, urls: Mapping[Locale, str], changed: str | None) -> str:
    return f"<url>{''.join(_lines(locale, urls, changed))}</url>\n"


def _lines(locale: Locale, urls: Mapping[Locale, str], changed: str | None) -> Iterator[str]:
    yield f"<loc>{urls[locale]}</loc>"
    if changed:
        yield f"<lastmod>{changed}</lastmod>"
    for other, url in urls.items():
        yield f'\n<xhtml:link rel="alternate" hreflang={quoteattr(str(other))} href={quoteattr(url)}/>'

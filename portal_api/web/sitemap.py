"""A release -> sitemaps (sitemaps.org): one for each language, every page with its other languages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import urlsplit
from xml.sax.saxutils import quoteattr

from portal_api.locales import Locale
from portal_api.releases.snapshot import Snapshot
from portal_api.web.answers import rfc3339
from portal_api.web.articlepage import has_own_head
from portal_api.web.links import Links

XML = "application/xml; charset=utf-8"
TEXT = "text/plain; charset=utf-8"

# The standard's own limit is 50,000 addresses and 50 MB; with forty other languages a page takes 5 kB.
MOST_PAGES = 9_000
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SPACES = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml"'


def sitemap_list(offered: Iterable[Locale], links: Links) -> bytes:
    """The sitemap of sitemaps: one for each offered language."""
    entries = "".join(f"<sitemap><loc>{links.sitemap(locale)}</loc></sitemap>\n" for locale in offered)
    return f"{_HEAD}<sitemapindex {_SPACES}>\n{entries}</sitemapindex>\n".encode()


def sitemap(locale: Locale, snapshot: Snapshot, links: Links) -> bytes:
    """The pages in one language whose title and summary are in it, each with its other languages."""
    pages = _pages(snapshot, links)
    own = [(article, urls) for article, urls in pages.items() if locale in urls]
    changed = _changed(locale, snapshot)
    index = {other: links.index(other) for other in snapshot.offered}
    entries = [_entry(locale, index, None)]
    entries += [_entry(locale, urls, changed[article]) for article, urls in own]
    return f"{_HEAD}<urlset {_SPACES}>\n{''.join(entries)}</urlset>\n".encode()


def robots(links: Links) -> bytes:
    """Who may read what: all may read the pages; the API has nothing for search engines."""
    root = urlsplit(links.base).path
    return f"User-agent: *\nDisallow: {root}/v1/\n\nSitemap: {links.sitemap()}\n".encode()


def _pages(snapshot: Snapshot, links: Links) -> Mapping[str, Mapping[Locale, str]]:
    """The address of every page that is in its own language, by article and language."""
    found: dict[str, dict[Locale, str]] = {}
    for locale in snapshot.offered:
        for summary in snapshot.editions(locale, limit=MOST_PAGES):
            if has_own_head(summary, snapshot):
                found.setdefault(summary.article_id, {})[locale] = links.page(locale, summary.article_id)
    return found


def _changed(locale: Locale, snapshot: Snapshot) -> Mapping[str, str]:
    """When each article last changed in a language; each release is looked up once."""
    shared = snapshot.shared_since(locale)
    since = {one.article_id: max(one.since, shared) for one in snapshot.editions(locale, limit=MOST_PAGES)}
    moments = {release: rfc3339(snapshot.moment_of(release)) for release in set(since.values())}
    return {article: moments[release] for article, release in since.items()}


def _entry(locale: Locale, urls: Mapping[Locale, str], changed: str | None) -> str:
    return f"<url>{''.join(_lines(locale, urls, changed))}</url>\n"


def _lines(locale: Locale, urls: Mapping[Locale, str], changed: str | None) -> Iterator[str]:
    yield f"<loc>{urls[locale]}</loc>"
    if changed:
        yield f"<lastmod>{changed}</lastmod>"
    for other, url in urls.items():
        yield f'\n<xhtml:link rel="alternate" hreflang={quoteattr(str(other))} href={quoteattr(url)}/>'

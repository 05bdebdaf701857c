"""Every absolute URL we hand out: below the base URL of the settings, never below a request's Host."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlencode, urlsplit

from portal_api.locales import Locale

# What stays as it is in a URL: nearly every path of ours, and to see that is cheaper than to quote it.
_PLAIN = re.compile(r"[A-Za-z0-9/._~-]*")


@dataclass(frozen=True)
class Links:
    """The addresses below `base`, e.g. `https://portal.example` (no slash at the end)."""

    base: str

    def at(self, path: str, query: Mapping[str, object] | None = None) -> str:
        """The URL of a decoded path, with its query."""
        known = {name: _plain(value) for name, value in (query or {}).items() if value is not None}
        decent = path if _PLAIN.fullmatch(path) else quote(path, safe="/-._~")
        return self.base + decent + (f"?{urlencode(known)}" if known else "")

    @property
    def here(self) -> Links:
        """The same addresses without scheme and host, for what our own pages link to and load.

        So a page works under every name that leads to this service.
        """
        return Links(urlsplit(self.base).path)

    def index(self, locale: Locale) -> str:
        """The page that lists the articles in one language."""
        return self.at(f"/{locale}")

    def page(self, locale: Locale, article: str) -> str:
        """The page that shows an article to people."""
        return self.at(f"/{locale}/{article}")

    def sitemap(self, locale: Locale | None = None, after: str | None = None) -> str:
        """The sitemap of the pages in one language, from behind an article; the list of these without one."""
        return self.at(f"/{locale}/sitemap.xml" if locale else "/sitemap.xml", {"after": after})

    def asset(self, name: str) -> str:
        """A style sheet or icon of our pages under its hashed name."""
        return self.at(f"/assets/{name}")

    def disclaimer(self, locale: Locale) -> str:
        """The disclaimer in one language."""
        return self.at(f"/v1/{locale}/disclaimer")

    def articles(self, locale: Locale, query: Mapping[str, object] | None = None) -> str:
        """The list of articles in one language."""
        return self.at(f"/v1/{locale}/articles", query)

    def coverage(self, locale: Locale, query: Mapping[str, object] | None = None) -> str:
        """How much of the library is in one language."""
        return self.at(f"/v1/{locale}/coverage", query)

    def search(self, locale: Locale, query: Mapping[str, object]) -> str:
        """What is found in one language."""
        return self.at(f"/v1/{locale}/search", query)

    def article(self, locale: Locale, article: str) -> str:
        """One article in one language."""
        return self.at(f"/v1/{locale}/articles/{article}")

    def section(self, locale: Locale, article: str, section: str) -> str:
        """One section of an article."""
        return self.at(f"/v1/{locale}/articles/{article}/sections/{section}")

    def own(
        self, locale: Locale, article: str, section: str | None, query: Mapping[str, object] | None = None
    ) -> str:
        """An article, or one section of it, as it was asked for."""
        path = f"/v1/{locale}/articles/{article}" + (f"/sections/{section}" if section else "")
        return self.at(path, query)

    def article_locales(self, article: str) -> str:
        """The languages of an article."""
        return self.at(f"/v1/articles/{article}/locales")

    def locales(self) -> str:
        """The languages of the library."""
        return self.at("/v1/locales")

    def releases(self, query: Mapping[str, object] | None = None) -> str:
        """The list of releases."""
        return self.at("/v1/releases", query)

    def current_release(self) -> str:
        """The current release."""
        return self.at("/v1/releases/current")

    def contract(self) -> str:
        """The OpenAPI document."""
        return self.at("/v1/openapi.json")

    def docs(self) -> str:
        """The documentation for people."""
        return self.at("/docs")

    def problem(self, code: str) -> str:
        """What a problem means; the `type` of its documents."""
        return self.at(f"/problems/{code}")

    def fragment(self, locale: Locale, article: str, section: str | None, form: str) -> str:
        """An article or section in another form than JSON: `html`, `md`, `txt` or `jsonld`."""
        found = self.section(locale, article, section) if section else self.article(locale, article)
        return f"{found}.{form}"

    def embed(self) -> str:
        """How other websites show our texts."""
        return self.at("/v1/embed")

    def embed_file(self, name: str) -> str:
        """A script or style sheet for other websites."""
        return self.at(f"/embed/{name}")

    def embed_frame(self, locale: Locale, article: str, section: str | None = None) -> str:
        """The page of an article or section that other websites show in a frame."""
        return self.at(f"/embed/{locale}/{article}" + (f"/{section}" if section else ""))

    def builder(self, query: Mapping[str, object] | None = None) -> str:
        """The page that writes the code for other websites."""
        return self.at("/embed", query)

    def oembed(self, url: str) -> str:
        """What oEmbed says of one of our pages."""
        return self.at("/oembed", {"url": url})

    def figure(self, name: str) -> str:
        """A picture under its published name."""
        return self.at(f"/figures/{name}")


def _plain(value: object) -> str:
    if isinstance(value, tuple):
        return ",".join(value)
    return str(value).lower() if isinstance(value, bool) else str(value)

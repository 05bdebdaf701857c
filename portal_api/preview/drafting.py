"""What a draft has besides the files of its library: another policy, and the pseudo-languages."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import tomlkit

from portal_api.articles.article import Article, Disclaimer
from portal_api.articles.houserules import HouseRules
from portal_api.articles.library import article_files
from portal_api.articles.reader import read_article, read_disclaimer
from portal_api.catalogs.coverage import DISCLAIMER, PORTAL
from portal_api.catalogs.messages import ENGLISH, Message, messages, word_messages
from portal_api.catalogs.pseudo import PSEUDO_LOCALES, pseudo_acceptances, pseudo_catalog
from portal_api.catalogs.reviews import accept
from portal_api.errors import SourceErrors
from portal_api.locales import Locale
from portal_api.preview.mirror import LIBRARY_FILE, Mirror
from portal_api.words import WORDS


def write_library_file(rules: HouseRules, folder: Path) -> None:
    """The library's own settings, but: everything sound is shown, nothing waits, and pseudo-languages."""
    publisher = {"name": rules.publisher.name, "url": rules.publisher.url, "notice": rules.publisher.notice}
    locales = dict.fromkeys((*rules.locales, *PSEUDO_LOCALES))
    told = {
        "default_locale": str(rules.locales[0]),
        "locales": [str(locale) for locale in locales],
        "publisher": publisher,
        "policy": {"machine": "publish", "human": "publish"},
    }
    _write(folder / LIBRARY_FILE, tomlkit.dumps(told))


def write_pseudo_catalogs(mirror: Mirror, changed: Iterable[str], *, is_first: bool) -> None:
    """The catalogs of articles that changed (at first: of all), of the disclaimer and of our own words.

    A text that cannot be read keeps the catalog it had.
    """
    if is_first:
        _write_catalogs(mirror.folder, PORTAL, word_messages(WORDS), ENGLISH)
        changed = [path.stem for path in article_files(mirror.folder / "content" / "articles")]
    for name in (DISCLAIMER, *changed):
        source = _source(mirror.folder, name)
        if source is not None:
            _write_catalogs(mirror.folder, name, messages(source, mirror.folder), source.language)


def _source(folder: Path, name: str) -> Article | Disclaimer | None:
    try:
        if name == DISCLAIMER:
            return read_disclaimer(folder / "content" / f"{name}.md")
        return read_article(folder / "content" / "articles" / f"{name}.md")
    except SourceErrors:
        return None


def _write_catalogs(folder: Path, name: str, texts: tuple[Message, ...], language: Locale) -> None:
    for locale in PSEUDO_LOCALES:
        here = folder / "translations" / locale.folder
        po = pseudo_catalog(texts, locale)
        if not _write(here / "LC_MESSAGES" / f"{name}.po", po.to_bytes().decode()):
            continue
        reviews = here / "reviews" / f"{name}.toml"
        text = 'origin = "machine"\n'
        for record in pseudo_acceptances(po, language):
            text = accept(text, record, reviews)
        _write(reviews, text)


def _write(path: Path, text: str) -> bool:
    """Whether that changed the file."""
    data = text.encode()
    if path.is_file() and path.read_bytes() == data:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return True

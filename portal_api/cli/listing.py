"""Editions -> the lines that list them, for commands that change or tell what is published."""

from __future__ import annotations

from collections.abc import Iterable

from portal_api.cli.screen import plural, say
from portal_api.releases.summary import EditionKey

MOST_LISTED = 20


def say_editions(word: str, keys: Iterable[EditionKey]) -> None:
    """One line for each article with its languages; the rest of a long list as a number."""
    languages: dict[str, list[str]] = {}
    for article, locale in keys:
        languages.setdefault(article, []).append(str(locale))
    for article in list(languages)[:MOST_LISTED]:
        say(f"{word}: {article} ({', '.join(languages[article])})")
    if len(languages) > MOST_LISTED:
        say(f"{word}: {plural(len(languages) - MOST_LISTED, 'more article')}")

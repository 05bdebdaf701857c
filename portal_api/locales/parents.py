"""Subtags -> parent tags: where CLDR looks next for a text that a language lacks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from babel.core import get_global
from langcodes.data_dicts import MACROLANGUAGES

from portal_api.locales.likely import likely
from portal_api.locales.tag import Subtags, read_tag


def parent_tags(subtags: Subtags) -> Iterator[str]:
    """The CLDR parents of a tag, nearest first, in the same script and language.

    A macrolanguage counts as the same language (`nb` -> `no`); Haitian Creole does not have the parent
    that CLDR gives it, `fr-HT`.
    """
    script = likely(subtags).script
    child, parent = subtags, _parent(subtags)
    while parent is not None and likely(parent).script == script and _same_language(child, parent):
        yield str(parent)
        child, parent = parent, _parent(parent)


def _same_language(child: Subtags, parent: Subtags) -> bool:
    return parent.language in {child.language, MACROLANGUAGES.get(child.language)}


def _parent(subtags: Subtags) -> Subtags | None:
    if subtags.language == "und":
        return None
    if subtags.private or subtags.extensions:
        return replace(subtags, private="", extensions=())
    if subtags.variants:
        return replace(subtags, variants=subtags.variants[:-1])
    exception: str | None = get_global("parent_exceptions").get(str(subtags).replace("-", "_"))
    if exception is not None:
        return read_tag(exception)
    return _shorter(subtags)


def _shorter(subtags: Subtags) -> Subtags | None:
    """The tag without its last part; `zh-TW`, which means `zh-Hant-TW`, says so first."""
    if subtags.region is not None:
        stated = replace(subtags, script=likely(subtags).script)
        general = replace(subtags, region=None)
        return general if likely(general).script == stated.script else stated
    if subtags.script is not None:
        return replace(subtags, script=None)
    return None

"""Text -> Subtags: a language tag read strictly and made canonical (RFC 5646)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from babel.core import get_global
from langcodes.data_dicts import LANGUAGE_REPLACEMENTS, SCRIPT_REPLACEMENTS

from portal_api.errors import InvalidTag

LONGEST_TAG = 100

_LANGUAGE = r"(?P<language>[a-z]{2,3})(?:-(?P<extended>[a-z]{3}))?"
_SCRIPT = r"(?:-(?P<script>[a-z]{4}))?"
_REGION = r"(?:-(?P<region>[a-z]{2}|[0-9]{3}))?"
_VARIANTS = r"(?P<variants>(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*)"
_EXTENSIONS = r"(?P<extensions>(?:-[0-9a-wyz](?:-[a-z0-9]{2,8})+)*)"
_PRIVATE = r"(?P<private>(?:-x(?:-[a-z0-9]{1,8})+)?)"
_TAG = re.compile(_LANGUAGE + _SCRIPT + _REGION + _VARIANTS + _EXTENSIONS + _PRIVATE)
_ONLY_PRIVATE = re.compile(r"x(?:-[a-z0-9]{1,8})+")


@dataclass(frozen=True)
class Subtags:
    """The parts of a canonical tag; one for private use only is `und` with all the rest in `private`."""

    language: str
    script: str | None = None
    region: str | None = None
    variants: tuple[str, ...] = ()
    extensions: tuple[str, ...] = ()
    private: str = ""

    def __str__(self) -> str:
        if self.private and self == Subtags("und", private=self.private):
            return self.private
        parts = (self.language, self.script, self.region, *self.variants, *self.extensions, self.private)
        return "-".join(filter(None, parts))


def read_tag(text: str) -> Subtags:
    """The subtags of a tag in any case, with hyphens or underscores, in canonical form and case.

    Deprecated and legacy subtags become their successors (`iw` -> `he`, `sh` -> `sr-Latn`, `i-klingon` ->
    `tlh`), as RFC 5646 section 4.5 and CLDR say. Members of a macrolanguage keep their own tag (`prs`,
    `kmr`). Languages have two or three letters here: no longer one was ever registered, and `articles` is
    not one.

    Raises:
        InvalidTag: not a well-formed tag, or one of more than 100 characters.
    """
    if len(text) > LONGEST_TAG or not text.isascii():
        raise _invalid(text)
    lowered = text.lower().replace("_", "-")
    if _ONLY_PRIVATE.fullmatch(lowered):
        return Subtags("und", private=lowered)
    return _canonical(_split(_without_legacy(lowered), text), text)


def _invalid(text: str) -> InvalidTag:
    return InvalidTag(
        f"{text[:40]!r} is not a language tag; write one as BCP 47 does, e.g. en, pt-BR or zh-Hans"
    )


def _without_legacy(lowered: str) -> str:
    """Tags registered before there was a grammar, such as `i-klingon`, `zh-min-nan` or `en-GB-oed`."""
    words = lowered.split("-")
    for count in range(min(len(words), 3), 1, -1):
        successor = LANGUAGE_REPLACEMENTS.get("-".join(words[:count]))
        if successor is not None and words[0] != "und":
            return "-".join([successor.lower(), *words[count:]])
    return lowered


def _split(lowered: str, text: str) -> Subtags:
    found = _TAG.fullmatch(lowered)
    if found is None:
        raise _invalid(text)
    script, region = found["script"], found["region"]
    subtags = Subtags(
        language=found["extended"] or found["language"],
        script=script.title() if script else None,
        region=region.upper() if region else None,
        variants=tuple(found["variants"].split("-")[1:]),
        extensions=tuple(_extensions(found["extensions"])),
        private=found["private"][1:],
    )
    if _repeats(subtags.variants) or _repeats([extension[0] for extension in subtags.extensions]):
        raise _invalid(text)
    return subtags


def _extensions(text: str) -> list[str]:
    """Each extension with its singleton, in the order of the singletons."""
    return sorted(re.findall(r"[0-9a-z](?:-[a-z0-9]{2,8})+", text))


def _repeats(words: Sequence[str]) -> bool:
    return len(set(words)) < len(words)


def _canonical(subtags: Subtags, text: str) -> Subtags:
    subtags = _without_old_language(subtags, text)
    variant_aliases: Mapping[str, str] = get_global("variant_aliases")
    variants = dict.fromkeys(variant_aliases.get(variant, variant) for variant in subtags.variants)
    return replace(
        subtags,
        script=subtags.script and SCRIPT_REPLACEMENTS.get(subtags.script.lower(), subtags.script),
        region=subtags.region and _current_region(subtags.language, subtags.region),
        variants=tuple(variants),
    )


def _without_old_language(subtags: Subtags, text: str) -> Subtags:
    """A successor that is a region's variety of another language is only matched: Dari stays `prs`."""
    replacement = LANGUAGE_REPLACEMENTS.get(subtags.language)
    if replacement is None:
        return subtags
    successor = _split(replacement.lower(), text)
    if successor.region:
        return subtags
    successor = replace(subtags, language=successor.language, script=subtags.script or successor.script)
    return _without_old_language(successor, text)


def _current_region(language: str, region: str) -> str:
    """Of several successors (`SU`), the one where the language is most at home, else the largest."""
    successors: Sequence[str] = get_global("territory_aliases").get(region, [region])
    home = str(get_global("likely_subtags").get(language, "")).rpartition("_")[2]
    return home if home in successors else successors[0]

"""Accept-Language -> the languages a reader wants, and those that the reader refuses."""

from __future__ import annotations

import re
from dataclasses import dataclass

from portal_api.errors import InvalidTag
from portal_api.locales.locale import Locale

LONGEST_HEADER = 256
MOST_TAGS = 10

# A language or `*` and its weight, 0 to 1 with at most three digits (RFC 9110 section 12.4.2). Some clients
# leave out the zero before the point: the standard does not allow it, and it can mean nothing else.
_WISH = re.compile(
    r"(?P<tag>[A-Za-z0-9_-]+|\*)(?:[ \t]*;[ \t]*[qQ]=(?P<weight>0\.?|0?\.[0-9]{1,3}|1(?:\.0{0,3})?))?"
)
_ANY = "*"


@dataclass(frozen=True)
class Wishes:
    """What a reader asks for: the `wanted` languages, best first, and the `refused` ones (`q=0`).

    `takes_any` says that after some are refused every other will do (`*`), `refuses_others` that nothing else
    is wanted at all (`*;q=0`).
    """

    wanted: tuple[Locale, ...] = ()
    refused: tuple[Locale, ...] = ()
    takes_any: bool = False
    refuses_others: bool = False

    def refuses(self, locale: Locale) -> bool:
        """Whether the reader refuses this language by name, more exactly than the same is wanted."""
        against = max((_exactness(wish, locale) for wish in self.refused), default=0)
        return against > max((_exactness(wish, locale) for wish in self.wanted), default=0)

    def __str__(self) -> str:
        """The header in its normal spelling."""
        others = [_ANY] * self.takes_any + [f"{_ANY};q=0"] * self.refuses_others
        return ",".join((*map(str, self.wanted), *others, *(f"{locale};q=0" for locale in self.refused)))


def parse_accept_language(header: str | None) -> Wishes:
    """What an Accept-Language header wants and refuses (RFC 9110 section 12.5.4), each language once.

    Never raises: at most 256 bytes and 10 tags are read, what is malformed is left out. Of a language named
    twice the higher weight counts.
    """
    weighed = [wish for text in _wishes(header or "") if (wish := _wish(text))]
    weighed.sort(key=lambda wish: wish[0], reverse=True)
    found = dict[Locale | None, float]()
    for weight, locale in weighed:
        found.setdefault(locale, weight)
    others = found.pop(None, None)
    refused = tuple(locale for locale, weight in found.items() if locale and not weight)
    return Wishes(
        wanted=tuple(locale for locale, weight in found.items() if locale and weight),
        refused=refused,
        takes_any=bool(others and refused),
        refuses_others=others == 0,
    )


def _exactness(wish: Locale, locale: Locale) -> int:
    """How exactly a wish names a language: as it is, or all of its varieties (RFC 4647 section 3.3.1).

    Least of all by what goes without saying, as `en-US` is `en`; 0 where it does not name it.
    """
    if locale == wish or locale.tag.startswith(f"{wish}-"):
        return 1 + len(wish.tag) + (locale == wish)
    return int(locale.likely == wish.likely)


def _wishes(header: str) -> list[str]:
    """The first texts between commas; one cut in two is left out, as half of it may be another language."""
    texts = header[: LONGEST_HEADER + 1].split(",")
    if len(header) > LONGEST_HEADER:
        texts.pop()
    return [text for text in map(_without_space, texts) if text][:MOST_TAGS]


def _without_space(text: str) -> str:
    return text.strip(" \t")


def _wish(text: str) -> tuple[float, Locale | None] | None:
    """A weight and its language; None stands for every language that is not named."""
    found = _WISH.fullmatch(text)
    if found is None:
        return None
    weight = float(found["weight"] or 1)
    if found["tag"] == _ANY:
        return weight, None
    try:
        return weight, Locale.parse(found["tag"])
    except InvalidTag:
        return None

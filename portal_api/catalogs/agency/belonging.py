"""Files that came back -> the catalogs they belong to: by what is in them, as names get lost and mixed up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Hashable, Mapping, Sequence
from itertools import chain

from portal_api.articles.article import FIGURE_ALT, TITLE
from portal_api.catalogs.agency.handed import ReturnedCatalog
from portal_api.catalogs.messages import Message

_MOST_OWNERS = 50
# Ids that every article may have.
_COMMON = frozenset({TITLE, FIGURE_ALT})


def catalogs_of(
    returned: Sequence[ReturnedCatalog], known: Mapping[str, Sequence[Message]]
) -> list[str | None]:
    """For each that came back, the one of the `known` catalogs whose texts it has; None for a stranger.

    Ids together with their sources tell best, then the name, then the ids alone, then the sources, as some
    tools drop ids. Where two have the texts of one catalog, the one that is called so is meant.
    """
    pairs = {name: {(one.context, one.text) for one in texts} for name, texts in known.items()}
    ids = {name: {one.context for one in texts} for name, texts in known.items()}
    sources = {name: {one.text for one in texts} for name, texts in known.items()}
    by_texts = Owners(pairs)
    found: list[str | None] = [
        by_texts.owner({(text.segment, text.source) for text in one.texts})
        or (one.name if one.name in known and _resembles(one, known[one.name]) else None)
        for one in returned
    ]
    found = _with_lost(found, [one.segments for one in returned], ids)
    found = _with_lost(found, [{text.source for text in one.texts} for one in returned], sources)
    return _once([one.name for one in returned], found)


def names_by_ids(
    names: Sequence[str], segments: Sequence[Collection[str]], handed_over: Mapping[str, Collection[str]]
) -> list[str | None]:
    """The same for files of which only names and ids are known, as they were `handed_over`."""
    by_ids = Owners(handed_over)
    found = [
        by_ids.owner(ids) or (name if name in handed_over else None)
        for name, ids in zip(names, segments, strict=True)
    ]
    return _once(names, _with_lost(found, segments, handed_over))


class Owners:
    """Which catalog texts are from, told by a key of each: an id, or an id with its source."""

    def __init__(self, known: Mapping[str, Collection[Hashable]]) -> None:
        """`known`: the keys of each catalog. A key that very many have, such as `title`, tells nothing."""
        self._owners: dict[Hashable, list[str]] = {}
        for name, keys in known.items():
            for one in keys:
                self._owners.setdefault(one, []).append(name)

    def owner(self, keys: Collection[Hashable]) -> str | None:
        """The one catalog that most of these keys are from."""
        found = [self._owners.get(one, []) for one in keys]
        telling = [owners for owners in found if len(owners) <= _MOST_OWNERS]
        (name, most), (_, second) = [
            *Counter(chain.from_iterable(telling)).most_common(2),
            ("", 0),
            ("", 0),
        ][:2]
        return name if most > max(second, len(telling) // 2) else None


def _resembles(one: ReturnedCatalog, messages: Sequence[Message]) -> bool:
    """Whether anything in it is of the catalog that it is called after; an empty one may be anything."""
    ids = {message.context for message in messages} - _COMMON
    sources = {message.text for message in messages}
    return not one.texts or any(text.segment in ids or text.source in sources for text in one.texts)


def _with_lost(
    found: Sequence[str | None], segments: Sequence[Collection[str]], known: Mapping[str, Collection[str]]
) -> list[str | None]:
    """What nobody knew yet is one of the catalogs that are still lacking, if its ids say so."""
    lost = Owners({name: ids for name, ids in known.items() if name not in found})
    return [name or lost.owner(ids) for name, ids in zip(found, segments, strict=True)]


def _once(names: Sequence[str], found: Sequence[str | None]) -> list[str | None]:
    """Each catalog at its best place only: where the file is called so, or else the first."""
    places: dict[str | None, int] = {}
    for at in sorted(range(len(found)), key=lambda at: names[at] != found[at]):
        places.setdefault(found[at], at)
    return [name if places[name] == at else None for at, name in enumerate(found)]

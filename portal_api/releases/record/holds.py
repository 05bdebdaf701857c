"""Edition + the orders that texts are not shown -> the edition without what they hold. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from portal_api.articles.article import FIGURE, HEAD
from portal_api.articles.links import lead_of
from portal_api.locales import Locale
from portal_api.releases.editions.canonical import Json, canonical
from portal_api.releases.record.changes import NewEdition, NewHold, body_of, new_edition, sha256
from portal_api.words import HOLDS

_SILENT = ("not-applicable", "withheld")
HOLD_REASONS = tuple(word.id.removeprefix("withheld.") for word in HOLDS)


@dataclass(frozen=True)
class Hold:
    """One order as the store knows it; `section` is empty and `locale` None where all are meant.

    `since` and `until` are releases; `texts` and `sources` are digests, as in NewHold.
    """

    id: int
    article_id: str
    section: str
    locale: Locale | None
    reason: str
    by: str
    note: str
    texts: frozenset[str]
    sources: frozenset[str]
    since: int
    until: int | None

    @property
    def name(self) -> str:
        """What is held, as the command line says it: `ARTICLE[/SECTION] [LOCALE]`."""
        return hold_name(self.article_id, self.section, self.locale)

    def is_on_article(self, article_id: str) -> bool:
        """Whether it names this article as a whole, in one language or all."""
        return not self.section and self.article_id == article_id

    def is_on_edition(self, article_id: str, locale: Locale) -> bool:
        """Whether it names this edition as a whole."""
        return self.is_on_article(article_id) and self.locale in (None, locale)


def hold_name(article_id: str, section: str, locale: Locale | None) -> str:
    """What is held, as the command line says it."""
    return article_id + (f"/{section}" if section else "") + (f" {locale}" if locale else "")


def in_force(order: NewHold, since: int) -> Hold:
    """A new order as it will be from a release on; it has no number yet."""
    digests = {"texts": frozenset(order.texts), "sources": frozenset(order.sources)}
    return Hold(id=0, since=since, until=None, **vars(order) | digests)


@dataclass(frozen=True)
class Holds:
    """The orders that are in force, the oldest first: where several fit, that one gives the reason."""

    orders: tuple[Hold, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.orders)

    def withhold(self, edition: NewEdition) -> NewEdition:
        """The edition without what is held; parked where that is all of it; itself where nothing is."""
        if not self.orders:
            return edition
        body = body_of(edition)
        if self.on_edition(body, edition.origins):
            return replace(edition, parked=True)
        shown = self.withheld(body, edition.origins)
        return edition if shown is body else new_edition(shown, edition.origins, whole=edition.body)

    def on_edition(self, body: Json, origins: Json) -> Hold | None:
        """The order that holds a whole edition: by its name, or because nothing is without title and lead."""
        locale = Locale.parse(body["locale"])
        named = (order for order in self.orders if order.is_on_edition(body["id"], locale))
        return next(named, None) or self._on_part(body["id"], body["head"], origins.get(HEAD))

    def on_parts(self, body: Json, origins: Json) -> dict[str, Hold]:
        """The orders that hold parts of an edition, by part."""
        article_id = body["id"]
        found = {name: self._on_part(article_id, part, origins.get(name)) for name, part in _parts(body)}
        return {name: order for name, order in found.items() if order is not None}

    def withheld(self, body: Json, origins: Json) -> Json:
        """A body with every held section marked and emptied, and without a held figure."""
        held = self.on_parts(body, origins)
        if not held:
            return body
        sections = [_emptied(one, held.get(one["id"]), body["locale"]) for one in body["sections"]]
        figure = None if FIGURE in held else body["figure"]
        extent = {**body["translation"], "complete": False, "translated": _translated(sections, body)}
        return {**body, "sections": sections, "figure": figure, "translation": extent}

    def _on_part(self, article_id: str, part: Json, origin: Json | None) -> Hold | None:
        if part["status"] in _SILENT:
            return None
        texts = text_digests(article_id, part)
        made_from = {(origin or {}).get("source"), *source_digests(article_id, part, origin)}
        fitting = (order for order in self.orders if texts & order.texts or made_from & order.sources)
        return next(fitting, None)


def text_digests(article_id: str, part: Json) -> set[str]:
    """What a hold knows a part by in its language: its words; a picture by its file in any words, too."""
    files = {_file_digest(article_id, part["file"], part["locale"])} if "file" in part else set[str]()
    return {text_digest(part), *files}


def source_digests(article_id: str, part: Json, origin: Json | None) -> set[str]:
    """What a hold in all languages knows a part by: what it was made from, and a picture's file."""
    source = source_digest(part, origin)
    files = {_file_digest(article_id, part["file"], None)} if "file" in part else set[str]()
    return files if source is None else {source, *files}


def text_digest(part: Json) -> str:
    """SHA-256 (hex) of what a published part tells its readers: language, words and where links lead.

    The same for ever, because holds are kept by it. White space and emphasis do not matter, and the heading
    of a section that has a text does not either: another heading makes no wrong dose right. Neither does
    another link to an article of ours, which authors have to change when that article goes.
    """
    segments = [*segments_of(part)]
    rows = [[one["id"], _plain(one["text"]), *_addresses(one)] for one in segments]
    if "summary" in part or not rows:
        rows.append(["", _plain(part["alt"] if "alt" in part else part["title"]), part.get("file", "")])
    return sha256(canonical([part["locale"], rows]))


def source_digest(part: Json, origin: Json | None) -> str | None:
    """What a part was made from, as new orders know it: of a picture the file counts, not just the words.

    So a corrected picture is another one, also where it is still described in the same words. That the same
    picture in other words is no other one is seen to by the digest of its file.
    """
    source: str | None = (origin or {}).get("source")
    return sha256(canonical([source, part["file"]])) if "file" in part else source


def _file_digest(article_id: str, file: str, locale: str | None) -> str:
    """A file in one article: another article that shows it in other words says something else with it."""
    return sha256(canonical(["file", article_id, locale, file]))


def parts_of(body: Json) -> Mapping[str, Json]:
    """The parts of an edition that have a text, by id: the head, its sections and its figure."""
    return {name: part for name, part in _all_parts(body) if part["status"] not in _SILENT}


def _parts(body: Json) -> Iterator[tuple[str, Json]]:
    for section in body["sections"]:
        yield section["id"], section
    if body["figure"]:
        yield FIGURE, body["figure"]


def _all_parts(body: Json) -> Iterator[tuple[str, Json]]:
    yield HEAD, body["head"]
    yield from _parts(body)


def _emptied(section: Json, order: Hold | None, locale: str) -> Json:
    if order is None:
        return section
    mark = {
        "locale": locale,
        "dir": Locale.parse(locale).direction,
        "status": "withheld",
        "reason": order.reason,
    }
    kept = {name: section[name] for name in ("id", "aspect")}
    rest = {name: section[name] for name in ("origin", "reviewed")}
    companions = {"with": section["with"]} if "with" in section else {}
    return kept | {"title": ""} | mark | rest | {"blocks": []} | companions


def _translated(sections: Iterable[Json], body: Json) -> int:
    return sum(one["locale"] == body["locale"] and one["status"] not in _SILENT for one in sections)


def segments_of(part: Json) -> Iterator[Json]:
    """The segments of a published part as they are shown, in their order, its title apart."""
    blocks: list[Json] = part.get("summary") or part.get("blocks") or []
    for block in blocks:
        inner: list[Json] = block.get("items") or block.get("paragraphs") or [block]
        yield from inner


def _addresses(segment: Json) -> list[str]:
    found = (run["href"] for run in segment["runs"] if "href" in run)
    return [href for href in found if lead_of(href) is None]


def _plain(text: str) -> str:
    return " ".join(text.split())

"""The URL map and a release -> every address that answers without a query."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from werkzeug.routing import Map, Rule

from portal_api.errors import PortalError
from portal_api.locales import Locale
from portal_api.releases.editions.canonical import Json
from portal_api.releases.record.snapshot import Snapshot
from portal_api.web.embedding.embedfiles import every_file
from portal_api.web.html.assets import assets
from portal_api.web.problems import PROBLEMS

# What says nothing without a query, by endpoint: no file can stand for it.
NEEDS_A_QUERY = frozenset({"oembed.describe", "search.search_articles", "infobutton.find_by_code"})
_AT_ONCE = 200

Values = Mapping[str, str]


class CannotExport(PortalError):
    """Something of the service has no place in an export; the text says what, and what to do."""


@dataclass(frozen=True)
class Inventory:
    """What addresses can name: languages, the sections of each article, pictures.

    An article that is held or withdrawn is among them: its addresses say so.
    """

    locales: tuple[Locale, ...]
    articles: Mapping[str, tuple[str, ...]]
    figures: tuple[str, ...]


def take_inventory(snapshot: Snapshot) -> Inventory:
    """What the addresses of a release can name."""
    sections: dict[str, dict[str, None]] = {article: {} for article in _not_shown(snapshot)}
    figures: dict[str, None] = {}
    for body in _bodies(snapshot):
        known = sections.setdefault(body["id"], {})
        known.update(dict.fromkeys(section["id"] for section in body["sections"]))
        if body["figure"]:
            figures[body["figure"]["file"]] = None
    articles = {article: tuple(found) for article, found in sorted(sections.items())}
    return Inventory(snapshot.offered, articles, tuple(sorted(figures)))


def addresses(url_map: Map, inventory: Inventory) -> Iterator[str]:
    """The path of every address, each once.

    Raises:
        CannotExport: a route has a variable that nobody has said the values of.
    """
    rules = [rule for rule in url_map.iter_rules() if rule.endpoint not in NEEDS_A_QUERY]
    paths = (_path(rule, values) for rule in rules for values in _every_value(rule, inventory))
    return iter(dict.fromkeys(paths))


def _not_shown(snapshot: Snapshot) -> list[str]:
    held = [order.article_id for order in snapshot.holds.orders if not order.section]
    return [*(article for article, _ in snapshot.withdrawals()), *held]


def _bodies(snapshot: Snapshot) -> Iterator[Json]:
    for locale in snapshot.offered:
        last: str | None = ""
        while last is not None:
            found = snapshot.editions(locale, after=last or None, limit=_AT_ONCE)
            yield from (snapshot.edition(one.article_id, locale).body for one in found)
            last = found[-1].article_id if len(found) == _AT_ONCE else None


def _every_value(rule: Rule, inventory: Inventory) -> Iterator[Values]:
    """Every combination of values that the variables of a rule can have."""
    names = set(rule.arguments)
    columns: list[list[Values]] = []
    if "article" in names:
        columns.append(list(_articles(inventory, with_section="section" in names)))
        names -= {"article", "section"}
    columns += [[{name: value} for value in _values(name, rule, inventory)] for name in sorted(names)]
    for row in product(*columns):
        yield {name: value for values in row for name, value in values.items()}


def _articles(inventory: Inventory, *, with_section: bool) -> Iterator[Values]:
    for article, sections in inventory.articles.items():
        if with_section:
            yield from ({"article": article, "section": section} for section in sections)
        else:
            yield {"article": article}


def _values(name: str, rule: Rule, inventory: Inventory) -> Iterable[str]:
    match name:
        case "locale":
            return map(str, inventory.locales)
        case "name":
            return inventory.figures
        case "code":
            return PROBLEMS
        case "asset":
            return [asset.name for asset in assets().values()]
        case "file":
            return every_file()
    raise CannotExport(f"{rule.rule}: nobody has said which values {name} can have; add them to addresses.py")


def _path(rule: Rule, values: Values) -> str:
    built = rule.build(values, append_unknown=False)
    if built is None:
        raise CannotExport(f"{rule.rule}: no address can be made of {dict(values)}")
    return built[1]

"""The JSON of an edition as it is stored -> its parts, as the schemas in body.py load them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from portal_api.articles.article import FIGURE, HEAD
from portal_api.articles.inline import Run
from portal_api.locales import Locale
from portal_api.releases.editions.beside import accepted_in, approval_in
from portal_api.releases.editions.canonical import Json
from portal_api.releases.editions.edition import ItemList, Notice, Paragraph, Part, ShownBlock, Text


def load_parts(body: Json, origins: Mapping[str, Json]) -> dict[str, Part]:
    """The parts of a stored edition by id; `origins` is what the store keeps beside it (beside.py)."""
    head, figure = body["head"], body["figure"]
    found = [_part(HEAD, head, head["title"], head["summary"], origins)]
    found += [_part(one["id"], one, one["title"], one["blocks"], origins) for one in body["sections"]]
    found += [_part(FIGURE, figure, figure["alt"], (), origins)] if figure else []
    return {part.id: part for part in found}


def _part(name: str, data: Json, title: str, blocks: Iterable[Json], origins: Mapping[str, Json]) -> Part:
    return Part(
        id=name,
        locale=Locale.parse(data["locale"]),
        status=data["status"],
        reason=data.get("reason"),
        origin=data["origin"],
        approval=approval_in(origins[name]),
        title=title,
        blocks=tuple(map(_block, blocks)),
        source_digest=origins[name]["source"],
        aspect=data.get("aspect"),
        companions=tuple(data.get("with", ())),
        accepted=accepted_in(origins[name]),
    )


def _block(data: Json) -> ShownBlock:
    if data["type"] == "list":
        return ItemList(data["ordered"], tuple(map(_text, data["items"])))
    if data["type"] == "callout":
        return Notice(data["kind"], tuple(map(_text, data["paragraphs"])))
    return Paragraph(data["id"], data["text"], _runs(data))


def _text(data: Json) -> Text:
    return Text(data["id"], data["text"], _runs(data))


def _runs(data: Json) -> tuple[Run, ...]:
    return tuple(Run(**run) for run in data["runs"])

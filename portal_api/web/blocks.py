"""The blocks of a text -> blocks that this program shows: of what a later one added no sentence gets lost."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from portal_api.releases.editions.body import BlockField, Json


def understood(body: Json) -> Json:
    """An article whose blocks are all known here; the texts of an unknown one become paragraphs."""
    sections = [{**one, "blocks": known_blocks(one["blocks"])} for one in body["sections"]]
    head = {**body["head"], "summary": known_blocks(body["head"]["summary"])}
    return {**body, "head": head, "sections": sections}


def known_blocks(blocks: list[Json]) -> list[Json]:
    """The same blocks, or the texts of those that are not known here as paragraphs, in their order."""
    return [known for block in blocks for known in _known(block)]


def texts_in(found: Any) -> Iterator[Json]:
    """Every text in one or more blocks, in order: whatever has runs. What is stored is not deep."""
    if isinstance(found, list):
        for item in found:
            yield from texts_in(item)
    elif isinstance(found, dict) and "runs" in found:
        yield found
    elif isinstance(found, dict):
        yield from texts_in(list(found.values()))


def _known(block: Json) -> Iterator[Json]:
    if block["type"] in BlockField.SCHEMAS:
        yield block
        return
    for text in texts_in(block):
        yield {**text, "type": "paragraph"}

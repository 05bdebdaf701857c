"""Edition -> its JSON, word for word what the schemas in body.py dump, at a tenth of their price."""

from __future__ import annotations

from portal_api.articles.article import ClinicalReview
from portal_api.articles.inline import Run
from portal_api.releases.editions.canonical import Json
from portal_api.releases.editions.edition import Edition, FigurePart, ItemList, Notice, Part, ShownBlock, Text


def dump_edition(edition: Edition) -> Json:
    """The body of an edition as it is stored."""
    article, extent = edition.article, edition.extent
    return {
        "id": article.id,
        "kind": article.kind,
        "audience": article.audience,
        "topic": article.topic,
        "source_locale": str(article.language),
        "locale": str(edition.locale),
        "dir": edition.locale.direction,
        "head": _head_json(edition.head),
        "sections": [*map(_section_json, edition.sections)],
        "translation": {
            "complete": extent.complete,
            "translated": extent.translated,
            "sections": extent.sections,
        },
        "figure": _figure_json(edition.figure),
        "review": _review_json(article.review),
        "sources": [{"title": source.title, "url": source.url} for source in article.sources],
        "codes": {system: [*codes] for system, codes in article.codes},
        **({"related": [*article.related]} if article.related else {}),
    }


def dump_disclaimer(disclaimer_id: str, version: str, part: Part, text: str) -> Json:
    """A disclaimer as it is stored: what answers carry, and `blocks`, the same text with its structure."""
    return {
        "id": disclaimer_id,
        "version": version,
        "title": part.title,
        "locale": str(part.locale),
        "dir": part.direction,
        "origin": part.origin,
        "reviewed": part.reviewed,
        "text": text,
        "blocks": [*map(block_json, part.blocks)],
    }


def block_json(block: ShownBlock) -> Json:
    """One block."""
    if isinstance(block, ItemList):
        return {"type": "list", "ordered": block.ordered, "items": [*map(_text_json, block.items)]}
    if isinstance(block, Notice):
        return {"type": "callout", "kind": block.kind, "paragraphs": [*map(_text_json, block.paragraphs)]}
    return {"type": "paragraph", **_text_json(block)}


def _head_json(part: Part) -> Json:
    return _part_json(part) | {"title": part.title, "summary": [*map(block_json, part.blocks)]}


def _section_json(part: Part) -> Json:
    named = {"id": part.id, "aspect": part.aspect, "title": part.title}
    found = named | _part_json(part) | {"blocks": [*map(block_json, part.blocks)]}
    return found | {"with": [*part.companions]} if part.companions else found


def _figure_json(part: Part | None) -> Json | None:
    if part is None:
        return None
    found = _part_json(part)
    if not isinstance(part, FigurePart):
        return found | {"alt": part.title}
    found |= {"file": part.file, "width": part.width, "height": part.height, "alt": part.title}
    return found | _told({"credit": part.credit, "licence": part.licence})


def _part_json(part: Part) -> Json:
    found = {"locale": str(part.locale), "dir": part.direction, "status": part.status}
    if part.reason:
        found["reason"] = part.reason
    return found | {"origin": part.origin, "reviewed": part.reviewed}


def _review_json(review: ClinicalReview) -> Json:
    on, due = (day.isoformat() if day else None for day in (review.on, review.next))
    status = {"status": "reviewed" if review.by else "unreviewed"}
    return status | _told({"by": review.by, "role": review.role, "on": on, "next": due})


def _told(values: Json) -> Json:
    """Those that say something."""
    return {name: value for name, value in values.items() if value}


def _text_json(text: Text) -> Json:
    return {"id": text.id, "text": text.text, "runs": [*map(_run_json, text.runs)]}


def _run_json(run: Run) -> Json:
    found: Json = {"text": run.text}
    if run.strong:
        found["strong"] = True
    if run.emphasis:
        found["emphasis"] = True
    if run.href:
        found["href"] = run.href
    return found

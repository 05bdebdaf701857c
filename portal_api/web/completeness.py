"""How much of the library is in one language, and why not the rest: the answer, its schema, its example."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from marshmallow import Schema, fields

from portal_api.locales import Locale
from portal_api.releases.editions.body import REASONS, STATUSES, Json, LocaleField, TranslationSchema
from portal_api.releases.record.history import parts_by_name
from portal_api.releases.record.snapshot import Snapshot
from portal_api.releases.record.staleness import stale_since
from portal_api.releases.record.stored import EditionSummary
from portal_api.web.answers import extent, rfc3339
from portal_api.web.blocks import texts_in
from portal_api.web.links import Links
from portal_api.web.openapi.envelope import AnswerSchema, links_schema
from portal_api.web.openapi.examplearticle import ATTRIBUTION, BASE, DISCLAIMER


def article_coverage(summary: EditionSummary, snapshot: Snapshot, links: Links) -> Json:
    """One article in one language: each part with its status, and what is still to be translated."""
    edition = snapshot.edition(summary.article_id, summary.locale)
    source = edition.body if summary.complete else snapshot.source_edition(summary.article_id).body
    originals = parts_by_name(source)
    dated = dict(_stale_since(summary, snapshot, edition.body))
    parts = [
        _part(name, part, edition.origins.get(name, {}), originals.get(name), edition.locale)
        | ({"stale_since": dated[name]} if name in dated else {})
        for name, part in parts_by_name(edition.body).items()
    ]
    return {
        "id": summary.article_id,
        "source_locale": edition.body["source_locale"],
        "translation": extent(summary),
        "needs": _sum(part["needs"] for part in parts),
        "parts": parts,
        "links": {"article": links.article(summary.locale, summary.article_id)},
    }


def _stale_since(summary: EditionSummary, snapshot: Snapshot, body: Json) -> Iterator[tuple[str, Json]]:
    if not any(part.get("reason") == "stale" for part in parts_by_name(body).values()):
        return
    for name, number in stale_since(snapshot, summary.article_id, summary.locale).items():
        yield name, {"release": number, "published_at": rfc3339(snapshot.moment_of(number))}


def _part(name: str, part: Json, origin: Json, original: Json | None, locale: Locale) -> Json:
    told: Json = {"section": name, "status": part["status"]}
    told |= {"reason": part["reason"]} if "reason" in part else {}
    told |= {"locale": part["locale"], "origin": part["origin"], "reviewed": part["reviewed"]}
    is_wanted = part["status"] == "fallback" and part["locale"] != str(locale)
    told["needs"] = _amount(original if is_wanted else None)
    accepted = [{"segment": one["segment"], "check": one["check"]} for one in origin.get("accepted", ())]
    return told | {"accepted": accepted}


def _amount(part: Json | None) -> Json:
    """How many texts and words a part has."""
    texts = [*_texts(part)] if part is not None else []
    return {"segments": len(texts), "words": sum(len(text.split()) for text in texts)}


def _texts(part: Json) -> Iterator[str]:
    for name in ("title", "alt"):
        if part.get(name):
            yield part[name]
    for text in texts_in([part.get("summary", []), part.get("blocks", [])]):
        yield text["text"]


def _sum(amounts: Iterable[Json]) -> Json:
    known = list(amounts)
    return {unit: sum(amount[unit] for amount in known) for unit in ("segments", "words")}


def _text(about: str) -> fields.String:
    return fields.String(required=True, metadata={"description": about})


class AmountSchema(Schema):
    """How much text of the original."""

    segments = fields.Integer(required=True, metadata={"description": "Titles, paragraphs, list items."})
    words = fields.Integer(required=True, metadata={"description": "What white space parts in them."})


class StaleSinceSchema(Schema):
    """The release since which readers see the original, because it was changed."""

    release = fields.Integer(required=True)
    published_at = fields.DateTime(required=True)


class AcceptedFindingSchema(Schema):
    """Something a check found, and a person looked at and accepted."""

    segment = _text("The id of the text.")
    check = _text("The stable id of the check.")


class CoveredPartSchema(Schema):
    """One section, and how it stands in the asked language."""

    section = _text("Its id; `head` for title and summary, `figure` for the text of the picture.")
    status = _text(f"One of {', '.join(STATUSES)}. Treat an unknown one as `fallback`.")
    reason = fields.String(
        metadata={"description": f"Why the asked language is not shown, e.g. {', '.join(REASONS)}."}
    )
    locale = LocaleField(required=True, metadata={"description": "The language it is shown in."})
    origin = _text("Who made the text that is shown: `human` or `machine`.")
    reviewed = fields.Boolean(required=True, metadata={"description": "Whether a person approved that text."})
    needs = fields.Nested(AmountSchema, required=True)
    accepted = fields.List(fields.Nested(AcceptedFindingSchema), required=True)
    stale_since = fields.Nested(StaleSinceSchema)


class CoveredArticleSchema(Schema):
    """One article, and how much of it is in the asked language."""

    id = _text("The id of the article.")
    source_locale = LocaleField(required=True, metadata={"description": "The language it was written in."})
    translation = fields.Nested(TranslationSchema, required=True)
    needs = fields.Nested(AmountSchema, required=True)
    parts = fields.List(fields.Nested(CoveredPartSchema), required=True)
    links = fields.Nested(
        links_schema("CoveredArticle", article="The article in this language."), required=True
    )


class CoverageSchema(AnswerSchema):
    """Articles in the order of their ids, and how much of each is in one language."""

    locale = LocaleField(required=True, metadata={"description": "The asked language."})
    dir = _text("Its direction: `ltr` or `rtl`.")
    release = fields.Integer(required=True, metadata={"description": "The release this was read from."})
    articles = fields.List(fields.Nested(CoveredArticleSchema), required=True)
    links = fields.Nested(
        links_schema(
            "Coverage",
            self="This page of the list.",
            next="The next page, of the same release; missing on the last page.",
            locales="The languages of the library.",
        ),
        required=True,
    )


_URL = f"{BASE}/v1/ar"
COVERAGE: Json = {
    "locale": "ar",
    "dir": "rtl",
    "release": 41,
    "articles": [
        {
            "id": "baclofen-pump-child",
            "source_locale": "en",
            "translation": {"complete": False, "translated": 4, "sections": 5},
            "needs": {"segments": 10, "words": 61},
            "parts": [
                {
                    "section": "overview",
                    "status": "translated",
                    "locale": "ar",
                    "origin": "machine",
                    "reviewed": False,
                    "needs": {"segments": 0, "words": 0},
                    "accepted": [{"segment": "p7k2", "check": "numbers"}],
                },
                {
                    "section": "risks",
                    "status": "fallback",
                    "reason": "stale",
                    "locale": "en",
                    "origin": "human",
                    "reviewed": True,
                    "needs": {"segments": 10, "words": 61},
                    "accepted": [],
                    "stale_since": {"release": 40, "published_at": "2026-11-20T09:00:00Z"},
                },
            ],
            "links": {"article": f"{_URL}/articles/baclofen-pump-child"},
        }
    ],
    "attribution": ATTRIBUTION,
    "disclaimer": DISCLAIMER,
    "links": {"self": f"{_URL}/coverage", "locales": f"{BASE}/v1/locales"},
}

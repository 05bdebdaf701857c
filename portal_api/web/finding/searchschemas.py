"""The JSON we promise of a search: its schema, and an example."""

from __future__ import annotations

from marshmallow import Schema, fields

from portal_api.releases.editions.body import Json
from portal_api.web.openapi.envelope import (
    AnswerSchema,
    WordingSchema,
    direction_field,
    links_schema,
    locale_field,
    text_field,
)
from portal_api.web.openapi.examplearticle import AR, AROUND, BASE, EDITION, EXTENT, ID
from portal_api.web.openapi.schemas import ItemSchema, MarkedSchema, TitleSchema


class HitRunSchema(Schema):
    """A piece of a text."""

    text = text_field("The piece; all of them together are the text.")
    hit = fields.Boolean(metadata={"description": "Whether this was found; only where it was."})


class FoundTitleSchema(TitleSchema):
    """A title, how it stands, and what was found in it. It may be in another language: then nothing was."""

    runs = fields.List(fields.Nested(HitRunSchema), required=True)


class ExcerptSchema(MarkedSchema):
    """The text that answers best, whole; the beginning of the summary where only a title or heading does."""

    section = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "The id of its section; null in the summary."},
    )
    heading = fields.String(
        required=True, allow_none=True, metadata={"description": "The title of that section."}
    )
    id = text_field("The id of the text, as in the article.")
    text = text_field("The text, plain.")
    runs = fields.List(fields.Nested(HitRunSchema), required=True)
    links = fields.Nested(
        links_schema(
            "Excerpt", text="The section with its companions, or the article.", page="Its web page."
        ),
        required=True,
    )


class SearchResultSchema(ItemSchema):
    """One article that was found."""

    source_locale = locale_field("The language it was written in.")
    title = fields.Nested(FoundTitleSchema, required=True)
    excerpt = fields.Nested(
        ExcerptSchema,
        required=True,
        allow_none=True,
        metadata={"description": "Null where every text in this language that answers is very long."},
    )
    sections = fields.List(
        fields.String(),
        required=True,
        metadata={"description": "The ids of all sections in which something was found."},
    )
    links = fields.Nested(
        links_schema(
            "SearchResult",
            article="The article in this language.",
            locales="Its languages.",
            page="The same as a web page.",
        ),
        required=True,
    )


class SearchSchema(AnswerSchema):
    """What was found, best first."""

    locale = locale_field("The asked language.")
    dir = direction_field()
    release = fields.Integer(required=True, metadata={"description": "The release this was read from."})
    total = fields.Integer(required=True, metadata={"description": "How many articles answer the question."})
    results = fields.List(fields.Nested(SearchResultSchema), required=True)
    wording = fields.Nested(WordingSchema, required=True)
    links = fields.Nested(
        links_schema("Search", self="This answer.", list="The list of articles in this language."),
        required=True,
    )


_MARKS: Json = {"locale": "ar", "dir": "rtl", "status": "translated", "origin": "machine", "reviewed": False}
SEARCH: Json = {
    "locale": "ar",
    "dir": "rtl",
    "release": 41,
    "total": 1,
    "results": [
        {
            "id": ID,
            "kind": "procedure",
            "audience": "child",
            "topic": "intrathecal-baclofen-therapy",
            "source_locale": "en",
            "title": {
                "text": "مضخة باكلوفين للأطفال",
                **_MARKS,
                "runs": [{"text": "مضخة", "hit": True}, {"text": " باكلوفين للأطفال"}],
            },
            "edition": EDITION,
            "translation": EXTENT,
            "excerpt": {
                "section": "overview",
                "heading": "ما المقصود بذلك؟",
                "id": "p7k2",
                "text": "مضخة صغيرة تحت الجلد.",
                "runs": [{"text": "مضخة", "hit": True}, {"text": " صغيرة تحت الجلد."}],
                **_MARKS,
                "links": {"text": f"{AR}/sections/overview", "page": f"{BASE}/ar/{ID}#overview"},
            },
            "sections": ["overview"],
            "links": {
                "article": AR,
                "locales": f"{BASE}/v1/articles/{ID}/locales",
                "page": f"{BASE}/ar/{ID}",
            },
        }
    ],
    "wording": {
        "locale": "ar",
        "dir": "rtl",
        "texts": {
            "notice.machine": "تُرجم هذا النص آليًا ولم يراجعه أحد. وقد يحتوي على أخطاء.",
            "status.translated": "هذا النص مترجم.",
        },
    },
    **AROUND,
    "links": {"self": f"{BASE}/v1/ar/search?q=pump&limit=10", "list": f"{BASE}/v1/ar/articles"},
}

"""The JSON of an edition that we store and promise: the marshmallow schemas of what is inside an answer.

Publications write and read it by hand, because that is quicker: dump.py and parts.py say the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, get_args

from marshmallow import Schema, ValidationError, fields, post_dump, post_load, validate

from portal_api.articles.article import Audience, Kind
from portal_api.articles.inline import Run
from portal_api.locales import Locale
from portal_api.releases.editions.canonical import Json, canonical
from portal_api.releases.editions.dump import block_json
from portal_api.releases.editions.edition import ItemList, Notice, Paragraph, Text

__all__ = [
    "REASONS",
    "STATUSES",
    "ArticleBodySchema",
    "BlockField",
    "CalloutSchema",
    "ClinicalReviewSchema",
    "DisclaimerSchema",
    "FigureSchema",
    "HeadSchema",
    "Json",
    "ListSchema",
    "LocaleField",
    "ParagraphSchema",
    "PartSchema",
    "Record",
    "RunSchema",
    "SectionSchema",
    "SourceSchema",
    "TextSchema",
    "TranslationSchema",
    "canonical",
]

STATUSES = ("source", "translated", "fallback", "not-applicable", "withheld")
REASONS = ("missing", "stale", "rejected", "unreviewed")


class LocaleField(fields.Field[Locale]):
    """A BCP 47 tag on the wire, a Locale in Python."""

    def _serialize(self, value: Any, *_: Any, **__: Any) -> str | None:
        return None if value is None else str(value)

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> Locale:
        return Locale.parse(str(value))


class Record(Schema):
    """One dataclass; the fields in LEAN are left out of its JSON where they say nothing (None, [])."""

    MAKES: ClassVar[type | None] = None
    LEAN: ClassVar[frozenset[str]] = frozenset()
    FIRST: ClassVar[tuple[str, ...]] = ()

    @post_dump
    def tidy(self, data: Json, **_: Any) -> Json:
        """The JSON without its silent fields, those of FIRST in front, as people read it."""
        ordered = {key: data[key] for key in self.FIRST if key in data} | data
        return {key: value for key, value in ordered.items() if value or key not in self.LEAN}

    @post_load
    def make(self, data: Json, **_: Any) -> Any:
        """The dataclass itself, lists as tuples; a plain dict where there is none."""
        frozen = {key: tuple(value) if isinstance(value, list) else value for key, value in data.items()}
        return self.MAKES(**frozen) if self.MAKES else frozen


class RunSchema(Record):
    """A piece of text with one markup."""

    MAKES = Run
    LEAN = frozenset({"strong", "emphasis", "href", "hreflang", "article", "section"})
    text = fields.String(required=True)
    strong = fields.Boolean()
    emphasis = fields.Boolean()
    href = fields.String(metadata={"description": "An absolute http, https, mailto or tel address."})
    hreflang = fields.String(
        dump_only=True,
        metadata={
            "description": "Only beside `article`: the language of what `href` leads to. It is not the asked "
            "one where that text is not translated yet."
        },
    )
    article = fields.String(
        dump_only=True,
        metadata={
            "description": "The article of this library that `href` leads to, in the language of the answer. "
            "Where readers may not have it, the words are here and the link is not."
        },
    )
    section = fields.String(
        dump_only=True, metadata={"description": "The section of `article`, where it leads to one."}
    )


class TextSchema(Record):
    """One segment: the same text plain, and in runs with its inline markup."""

    MAKES = Text
    id = fields.String(required=True, metadata={"description": "Stable for ever; unique in the article."})
    text = fields.String(required=True)
    runs = fields.List(fields.Nested(RunSchema), required=True)


class ParagraphSchema(TextSchema):
    """A paragraph."""

    MAKES = Paragraph
    FIRST = ("type",)
    type = fields.Constant("paragraph", required=True, dump_only=True)


class ListSchema(Record):
    """A bulleted or numbered list."""

    MAKES = ItemList
    type = fields.Constant("list", required=True, dump_only=True)
    ordered = fields.Boolean(required=True)
    items = fields.List(fields.Nested(TextSchema), required=True)


class CalloutSchema(Record):
    """A note, a warning, or what to do in an emergency."""

    MAKES = Notice
    type = fields.Constant("callout", required=True, dump_only=True)
    kind = fields.String(required=True, validate=validate.OneOf(("note", "warning", "emergency")))
    paragraphs = fields.List(fields.Nested(TextSchema), required=True)


class BlockField(fields.Field[Any]):
    """One of the blocks, told apart by `type`."""

    SCHEMAS: ClassVar[Mapping[str, type[Record]]] = {
        "paragraph": ParagraphSchema,
        "list": ListSchema,
        "callout": CalloutSchema,
    }

    def _serialize(self, value: Any, *_: Any, **__: Any) -> Any:
        return block_json(value)

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> Any:
        schema = self.SCHEMAS.get(str(value.get("type"))) if isinstance(value, dict) else None
        if schema is None:
            raise ValidationError("not a paragraph, list or callout")
        return schema().load({key: item for key, item in value.items() if key != "type"})


class PartSchema(Record):
    """What head, sections and figure have in common: one language, and how it stands."""

    LEAN = frozenset({"reason"})
    locale = LocaleField(required=True, metadata={"description": "The language it is in."})
    dir = fields.String(
        attribute="direction", required=True, dump_only=True, validate=validate.OneOf(("ltr", "rtl"))
    )
    status = fields.String(required=True, validate=validate.OneOf(STATUSES))
    reason = fields.String(
        validate=validate.OneOf(REASONS),
        metadata={"description": "Why the asked language is not shown; only where `status` is `fallback`."},
    )
    origin = fields.String(required=True, validate=validate.OneOf(("human", "machine")))
    reviewed = fields.Boolean(
        required=True, dump_only=True, metadata={"description": "Whether a person approved just this text."}
    )


class HeadSchema(PartSchema):
    """Title and summary of the article."""

    title = fields.String(required=True)
    summary = fields.List(BlockField(), attribute="blocks", required=True)


class SectionSchema(PartSchema):
    """One titled part of the article."""

    LEAN = frozenset({"reason", "with"})
    FIRST = ("id", "aspect", "title")
    id = fields.String(required=True)
    aspect = fields.String(required=True, allow_none=True)
    title = fields.String(required=True)
    blocks = fields.List(BlockField(), required=True)

    class Meta:
        """`with` is a word of Python's own, so that field cannot be an attribute of the class."""

        include: ClassVar[dict[str, fields.Field[Any]]] = {
            "with": fields.List(
                fields.String(),
                attribute="companions",
                metadata={"description": "Sections that travel with this one when it is shown alone."},
            )
        }


class FigureSchema(PartSchema):
    """The picture of the article; `alt` is in the language of `locale`."""

    LEAN = frozenset({"reason", "credit", "licence"})
    file = fields.String(required=True)
    width = fields.Integer(required=True)
    height = fields.Integer(required=True)
    alt = fields.String(attribute="title", required=True)
    credit = fields.String()
    licence = fields.String()


class DisclaimerSchema(Schema):
    """The medical disclaimer in the reader's language, under its own version."""

    id = fields.String(required=True)
    version = fields.String(required=True)
    locale = LocaleField(required=True)
    dir = fields.String(required=True, validate=validate.OneOf(("ltr", "rtl")))
    origin = fields.String(required=True, validate=validate.OneOf(("human", "machine")))
    reviewed = fields.Boolean(
        required=True, metadata={"description": "Whether a person approved just this text."}
    )
    title = fields.String(required=True)
    text = fields.String(
        required=True, metadata={"description": "Plain; paragraphs are two line ends apart."}
    )


class TranslationSchema(Schema):
    """How much of the article is in the asked language."""

    complete = fields.Boolean(required=True)
    translated = fields.Integer(required=True, metadata={"description": "Sections in the asked language."})
    sections = fields.Integer(required=True, metadata={"description": "Sections that can be translated."})


class ClinicalReviewSchema(Record):
    """Who reviewed the source text, and when it is due again."""

    LEAN = frozenset({"by", "role", "on", "next"})
    status = fields.Function(lambda review: "reviewed" if review.by else "unreviewed", required=True)
    by = fields.String()
    role = fields.String()
    on = fields.Date()
    next = fields.Date(
        metadata={
            "description": "The day by which it is to be reviewed again. Where it is past, that is overdue: "
            "show `label.next-review` of `labels` above the text."
        }
    )


class SourceSchema(Schema):
    """Something the article rests on."""

    title = fields.String(required=True)
    url = fields.URL(required=True)


class ArticleBodySchema(Record):
    """One article in one language, as stored: an answer adds edition, attribution, disclaimer and links."""

    LEAN = frozenset({"related"})
    id = fields.String(attribute="article.id", required=True)
    kind = fields.String(attribute="article.kind", required=True, validate=validate.OneOf(get_args(Kind)))
    audience = fields.String(
        attribute="article.audience", required=True, validate=validate.OneOf(get_args(Audience))
    )
    topic = fields.String(attribute="article.topic", required=True, allow_none=True)
    source_locale = LocaleField(attribute="article.language", required=True)
    locale = LocaleField(required=True, metadata={"description": "The asked language."})
    dir = fields.String(attribute="locale.direction", required=True, validate=validate.OneOf(("ltr", "rtl")))
    head = fields.Nested(HeadSchema, required=True)
    sections = fields.List(fields.Nested(SectionSchema), required=True)
    translation = fields.Nested(TranslationSchema, attribute="extent", required=True)
    figure = fields.Nested(FigureSchema, required=True, allow_none=True)
    review = fields.Nested(ClinicalReviewSchema, attribute="article.review", required=True)
    sources = fields.List(fields.Nested(SourceSchema), attribute="article.sources", required=True)
    codes = fields.Dict(keys=fields.String(), values=fields.List(fields.String()), required=True)
    related = fields.List(fields.String(), attribute="article.related")

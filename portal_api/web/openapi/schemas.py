"""The JSON we promise of articles: what an answer adds around the stored bodies of editions/body.py."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from portal_api.releases.editions.body import (
    REASONS,
    STATUSES,
    ArticleBodySchema,
    ClinicalReviewSchema,
    FigureSchema,
    HeadSchema,
    SectionSchema,
    TranslationSchema,
)
from portal_api.releases.record.holds import HOLD_REASONS
from portal_api.web.openapi.envelope import (
    AnswerSchema,
    EditionSchema,
    LabelsSchema,
    WordingSchema,
    direction_field,
    links_schema,
    locale_field,
    text_field,
    url_field,
)


def _reason() -> fields.String:
    about = (
        "Why the asked language is not shown; only where `status` is `fallback` or `withheld`. `incomplete`: "
        "one language throughout was asked for (`fallback=whole`), and not everything is translated. "
        f"Where `status` is `withheld`: {', '.join(f'`{code}`' for code in HOLD_REASONS)}."
    )
    codes = (*REASONS, "incomplete", *HOLD_REASONS)
    return fields.String(validate=validate.OneOf(codes), metadata={"description": about})


class AnswerHeadSchema(HeadSchema):
    """Title and summary of the article."""

    reason = _reason()


class AnswerSectionSchema(SectionSchema):
    """One titled part of the article. Treat an unknown `status` as `fallback`."""

    reason = _reason()


class AnswerFigureSchema(FigureSchema):
    """The picture of the article; `alt` is in the language of `locale`."""

    reason = _reason()
    url = url_field("Where the picture is; the address never means another picture.")


ArticleLinksSchema = links_schema(
    "Article",
    self="This answer.",
    article="The whole article in this language.",
    locales="The languages of this article.",
    list="The list of articles in this language.",
    page="The same as a web page for people.",
    embed="The same as a page that other websites may show in a frame.",
)


class HistoricalSchema(Schema):
    """These are the words of an earlier release. Do not show them as today's advice."""

    release = fields.Integer(required=True, metadata={"description": "The release that was asked for."})
    valid_from = fields.DateTime(
        required=True, metadata={"description": "Since when readers had these words."}
    )
    valid_to = fields.DateTime(
        required=True,
        allow_none=True,
        metadata={"description": "Until when; null while they are still current."},
    )
    current = fields.Boolean(
        required=True, metadata={"description": "Whether readers have these words today."}
    )
    held = fields.Boolean(
        required=True,
        metadata={"description": "Whether something of them is held back today, and therefore left out."},
    )


class MarkedSchema(Schema):
    """How a text stands, as in the article: it may be in the original language, or not reviewed."""

    locale = locale_field("Its language.")
    dir = direction_field()
    status = text_field("As in the article.", validate=validate.OneOf(STATUSES))
    reason = _reason()
    origin = text_field("Who made it.", validate=validate.OneOf(("human", "machine")))
    reviewed = fields.Boolean(required=True, metadata={"description": "Whether a person approved it."})


class RelatedSchema(MarkedSchema):
    """Another article that the author names beside the text; its title stands as it does in that article."""

    id = text_field("The id of the article.")
    title = text_field("Its title.")
    source_locale = locale_field("The language it was written in.")
    links = fields.Nested(
        links_schema(
            "Related",
            article="The article in the language of this answer.",
            page="The same as a web page for people.",
        ),
        required=True,
    )


class ArticleSchema(ArticleBodySchema, AnswerSchema):
    """One article, or one section of it with its companions, in one language."""

    LEAN = frozenset()
    edition = fields.Nested(EditionSchema, required=True)
    head = fields.Nested(AnswerHeadSchema, required=True)
    sections = fields.List(fields.Nested(AnswerSectionSchema), required=True)
    figure = fields.Nested(AnswerFigureSchema, required=True, allow_none=True)
    related = fields.List(
        fields.Nested(RelatedSchema),
        required=True,
        metadata={"description": "What to read next, the most useful first: only what readers may have now."},
    )
    wording = fields.Nested(WordingSchema, required=True)
    historical = fields.Nested(
        HistoricalSchema, metadata={"description": "Only where `release` was asked for."}
    )
    labels = fields.Nested(LabelsSchema, required=True)
    links = fields.Nested(ArticleLinksSchema, required=True)


class TitleSchema(MarkedSchema):
    """A title and how it stands, as in the article: it may be in the original language, or not reviewed."""

    text = text_field("The title.")


class HeadTextSchema(MarkedSchema):
    """The summary of an article as plain text, and how it stands."""

    text = text_field("The summary; its paragraphs are two line ends apart.")


class ItemSchema(Schema):
    """One article among others."""

    id = text_field("The id of the article, part of its address.")
    kind = text_field("What it is about.")
    audience = text_field("For whom it is written.")
    topic = fields.String(required=True, allow_none=True)
    title = fields.Nested(TitleSchema, required=True)
    edition = fields.Nested(EditionSchema, required=True)
    translation = fields.Nested(TranslationSchema, required=True)
    links = fields.Nested(
        links_schema("ListItem", article="The article in this language.", locales="Its languages."),
        required=True,
    )


class ListItemSchema(ItemSchema):
    """One article of a list."""

    summary = fields.Nested(HeadTextSchema, required=True)
    review = fields.Nested(ClinicalReviewSchema, required=True)


class ArticleListSchema(AnswerSchema):
    """Articles in the order of their ids, or the last changed ones first."""

    locale = locale_field("The asked language.")
    dir = direction_field()
    release = fields.Integer(required=True, metadata={"description": "The release this list was read from."})
    articles = fields.List(fields.Nested(ListItemSchema), required=True)
    links = fields.Nested(
        links_schema(
            "ArticleList",
            self="This page of the list.",
            next="The next page, of the same release; missing on the last page.",
            locales="The languages of the library.",
        ),
        required=True,
    )


class GapSchema(Schema):
    """A part of an article that is not shown in the asked language."""

    section = text_field("Its id; `head` for title and summary.")
    status = text_field("`fallback` or `withheld`.")
    reason = fields.String(required=True, allow_none=True)
    locale = locale_field("The language it is shown in instead.")


class ArticleLocaleSchema(Schema):
    """One language of an article."""

    locale = locale_field("The language.")
    own_name = text_field("Its name in itself.")
    dir = direction_field()
    edition = fields.Nested(EditionSchema, required=True)
    translation = fields.Nested(TranslationSchema, required=True)
    gaps = fields.List(
        fields.Nested(GapSchema),
        required=True,
        metadata={"description": "What is not in this language, and why; empty where everything is."},
    )
    links = fields.Nested(
        links_schema("ArticleLocale", article="The article in this language."), required=True
    )


class ArticleLocalesSchema(AnswerSchema):
    """The languages of one article."""

    id = text_field("The id of the article.")
    locales = fields.List(fields.Nested(ArticleLocaleSchema), required=True)
    links = fields.Nested(links_schema("ArticleLocales", self="This answer."), required=True)

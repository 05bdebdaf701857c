"""The JSON we promise: what an answer adds around the stored bodies of releases/body.py."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields, validate

from portal_api.releases.body import (
    REASONS,
    ArticleBodySchema,
    BlockField,
    DisclaimerSchema,
    FigureSchema,
    HeadSchema,
    LocaleField,
    SectionSchema,
    TranslationSchema,
)
from portal_api.web.problems import PROBLEMS


def _text(about: str, **more: Any) -> fields.String:
    return fields.String(required=True, metadata={"description": about}, **more)


def _locale(about: str) -> LocaleField:
    return LocaleField(required=True, metadata={"description": about})


def _direction() -> fields.String:
    return fields.String(required=True, validate=validate.OneOf(("ltr", "rtl")))


def _reason() -> fields.String:
    about = (
        "Why the asked language is not shown; only where `status` is `fallback` or `withheld`. `incomplete`: "
        "one language throughout was asked for (`fallback=whole`), and not everything is translated."
    )
    return fields.String(validate=validate.OneOf((*REASONS, "incomplete")), metadata={"description": about})


def _url(about: str, **more: Any) -> fields.URL:
    return fields.URL(required=True, require_tld=False, metadata={"description": about}, **more)


def links_schema(name: str, **urls: str) -> type[Schema]:
    """A schema of addresses; `next` may be missing, all others are always there."""
    made: dict[str, Any] = {
        key: fields.URL(required=key != "next", require_tld=False, metadata={"description": about})
        for key, about in urls.items()
    }
    return type(f"{name}LinksSchema", (Schema,), made)


class AnswerDisclaimerSchema(DisclaimerSchema):
    """The medical disclaimer in the language of the answer. Show it with every text you take from here."""

    url = _url("Where it stands alone; also in the header `Link` of every response.")


class AttributionSchema(Schema):
    """Whose library this is. Name the publisher where you show a text."""

    publisher = _text("The name of the publisher.")
    url = _url("The publisher's own address.")
    notice = _text("The line to show, with the licence.")


class AnswerSchema(Schema):
    """What every answer carries."""

    attribution = fields.Nested(AttributionSchema, required=True)
    disclaimer = fields.Nested(AnswerDisclaimerSchema, required=True)


class EditionSchema(Schema):
    """Which edition this is, so that a copy can be traced and compared."""

    release = fields.Integer(
        required=True,
        metadata={"description": "The release in which anything of this answer last changed."},
    )
    digest = _text("SHA-256 of the stored text, in hexadecimal digits.")
    updated_at = fields.DateTime(required=True, metadata={"description": "When that release was published."})


class WordingSchema(Schema):
    """The words for the marks in this answer, ready to be shown beside the text."""

    locale = _locale("The language of these words.")
    dir = _direction()
    texts = fields.Dict(keys=fields.String(), values=fields.String(), required=True)


class AnswerHeadSchema(HeadSchema):
    """Title and summary of the article."""

    reason = _reason()


class AnswerSectionSchema(SectionSchema):
    """One titled part of the article. Treat an unknown `status` as `fallback`."""

    reason = _reason()


class AnswerFigureSchema(FigureSchema):
    """The picture of the article; `alt` is in the language of `locale`."""

    reason = _reason()
    url = _url("Where the picture is; the address never means another picture.")


ArticleLinksSchema = links_schema(
    "Article",
    self="This answer.",
    article="The whole article in this language.",
    locales="The languages of this article.",
    list="The list of articles in this language.",
    page="The same as a web page for people.",
)


class ArticleSchema(ArticleBodySchema, AnswerSchema):
    """One article, or one section of it with its companions, in one language."""

    edition = fields.Nested(EditionSchema, required=True)
    head = fields.Nested(AnswerHeadSchema, required=True)
    sections = fields.List(fields.Nested(AnswerSectionSchema), required=True)
    figure = fields.Nested(AnswerFigureSchema, required=True, allow_none=True)
    wording = fields.Nested(WordingSchema, required=True)
    links = fields.Nested(ArticleLinksSchema, required=True)


class TitleSchema(Schema):
    """A title and the language it is in, which may be the original one."""

    text = _text("The title.")
    locale = _locale("Its language.")
    dir = _direction()


class ListItemSchema(Schema):
    """One article of a list."""

    id = _text("The id of the article, part of its address.")
    kind = _text("What it is about.")
    audience = _text("For whom it is written.")
    topic = fields.String(required=True, allow_none=True)
    title = fields.Nested(TitleSchema, required=True)
    edition = fields.Nested(EditionSchema, required=True)
    translation = fields.Nested(TranslationSchema, required=True)
    links = fields.Nested(
        links_schema("ListItem", article="The article in this language.", locales="Its languages."),
        required=True,
    )


class ArticleListSchema(AnswerSchema):
    """Articles in the order of their ids."""

    locale = _locale("The asked language.")
    dir = _direction()
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


class DisclaimerPageSchema(AnswerSchema):
    """The disclaimer alone, also with its structure."""

    locale = _locale("The language it is in.")
    dir = _direction()
    release = fields.Integer(required=True, metadata={"description": "The release in which it last changed."})
    blocks = fields.List(BlockField(), required=True)
    links = fields.Nested(
        links_schema("Disclaimer", self="This answer.", locales="The languages of the library."),
        required=True,
    )


class LibraryLocaleSchema(Schema):
    """One offered language."""

    locale = _locale("The tag, as it stands in addresses (BCP 47).")
    own_name = _text("The language's name in itself, for menus.")
    dir = _direction()
    articles = fields.Integer(required=True)
    complete = fields.Integer(
        required=True, metadata={"description": "Articles that are wholly in this language."}
    )
    sections = fields.Integer(required=True)
    translated = fields.Integer(required=True, metadata={"description": "Sections in this language."})
    links = fields.Nested(
        links_schema(
            "LibraryLocale", articles="The articles in this language.", disclaimer="The disclaimer in it."
        ),
        required=True,
    )


class LocalesSchema(AnswerSchema):
    """The languages of the library, in its own order."""

    default = _locale("The main language.")
    locales = fields.List(fields.Nested(LibraryLocaleSchema), required=True)
    links = fields.Nested(links_schema("Locales", self="This answer."), required=True)


class GapSchema(Schema):
    """A part of an article that is not shown in the asked language."""

    section = _text("Its id; `head` for title and summary.")
    status = _text("`fallback` or `withheld`.")
    reason = fields.String(required=True, allow_none=True)
    locale = _locale("The language it is shown in instead.")


class ArticleLocaleSchema(Schema):
    """One language of an article."""

    locale = _locale("The language.")
    own_name = _text("Its name in itself.")
    dir = _direction()
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

    id = _text("The id of the article.")
    locales = fields.List(fields.Nested(ArticleLocaleSchema), required=True)
    links = fields.Nested(links_schema("ArticleLocales", self="This answer."), required=True)


class ReleaseFieldsSchema(Schema):
    """One publication of the library."""

    id = fields.Integer(required=True, metadata={"description": "Its number; each release adds one."})
    published_at = fields.DateTime(required=True)
    digest = _text("SHA-256 that chains the release before and what changed.")


class ReleaseSchema(AnswerSchema):
    """The current release."""

    release = fields.Nested(ReleaseFieldsSchema, required=True)
    links = fields.Nested(
        links_schema("Release", self="This answer.", releases="All releases."), required=True
    )


class ReleasesSchema(AnswerSchema):
    """Releases, newest first."""

    releases = fields.List(fields.Nested(ReleaseFieldsSchema), required=True)
    links = fields.Nested(
        links_schema(
            "Releases",
            self="This page of the list.",
            next="Older releases; missing on the last page.",
            current="The current release.",
        ),
        required=True,
    )


class OfferExtentSchema(TranslationSchema):
    """How much of the article is in the offered language."""


class OfferSchema(Schema):
    """A language the reader may choose instead."""

    locale = _locale("The language.")
    own_name = _text("Its name in itself.")
    dir = _direction()
    url = _url("The same in this language.")
    translation = fields.Nested(OfferExtentSchema)


class ExplanationSchema(Schema):
    """The words of a reason code."""

    text = _text("One or two sentences for readers.")
    locale = _locale("Their language.")
    dir = _direction()


class RedirectSchema(AnswerSchema):
    """Where the answer is, and why there."""

    requested = fields.List(
        fields.String(), required=True, metadata={"description": "The languages asked for, best first."}
    )
    served = _locale("The language this redirect leads to.")
    reason = _text("A stable code: why this language.")
    explanation = fields.Nested(ExplanationSchema, required=True)
    offers = fields.List(fields.Nested(OfferSchema), required=True)
    links = fields.Nested(links_schema("Redirect", location="Where it leads."), required=True)


class ProblemSchema(Schema):
    """A problem document (RFC 9457). Decide by `code`; show `title`, `detail` and `remedy` to people."""

    type = _url("A page that explains this kind of problem.")
    title = _text("What went wrong, in a few words.")
    status = fields.Integer(required=True, metadata={"description": "The HTTP status."})
    detail = _text("What went wrong this time.")
    code = _text("Stable for ever.", validate=validate.OneOf(tuple(PROBLEMS)))
    remedy = _text("What to do about it.")
    locale = _locale("The language of title, detail and remedy; English where they are not translated.")
    dir = _direction()
    offers = fields.List(
        fields.Nested(OfferSchema), metadata={"description": "The languages that can be had instead."}
    )
    reason = fields.String(metadata={"description": "Why a text was withdrawn, as a code."})
    explanation = fields.Nested(ExplanationSchema)
    successor = fields.URL(
        allow_none=True, require_tld=False, metadata={"description": "What takes the withdrawn text's place."}
    )
    attribution = fields.Nested(AttributionSchema)
    disclaimer = fields.Nested(AnswerDisclaimerSchema, required=True)
    links = fields.Nested(
        links_schema("Problem", docs="The documentation.", locales="The languages of the library."),
        required=True,
    )


class HealthSchema(Schema):
    """What a load balancer wants to know."""

    status = _text("`alive` or `ready`.")
    release = fields.Integer(metadata={"description": "The current release."})

"""The JSON we promise: what an answer adds around the stored bodies of releases/body.py."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from portal_api.releases.body import (
    REASONS,
    STATUSES,
    ArticleBodySchema,
    BlockField,
    FigureSchema,
    HeadSchema,
    SectionSchema,
    TranslationSchema,
)
from portal_api.releases.holds import HOLD_REASONS
from portal_api.web.envelope import (
    AnswerDisclaimerSchema,
    AnswerSchema,
    AttributionSchema,
    EditionSchema,
    LabelsSchema,
    WordingSchema,
    direction_field,
    links_schema,
    locale_field,
    text_field,
    url_field,
)
from portal_api.web.problems import PROBLEMS


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


class ArticleSchema(ArticleBodySchema, AnswerSchema):
    """One article, or one section of it with its companions, in one language."""

    edition = fields.Nested(EditionSchema, required=True)
    head = fields.Nested(AnswerHeadSchema, required=True)
    sections = fields.List(fields.Nested(AnswerSectionSchema), required=True)
    figure = fields.Nested(AnswerFigureSchema, required=True, allow_none=True)
    wording = fields.Nested(WordingSchema, required=True)
    historical = fields.Nested(
        HistoricalSchema, metadata={"description": "Only where `release` was asked for."}
    )
    labels = fields.Nested(LabelsSchema, required=True)
    links = fields.Nested(ArticleLinksSchema, required=True)


class TitleSchema(Schema):
    """A title and how it stands, as in the article: it may be in the original language, or not reviewed."""

    text = text_field("The title.")
    locale = locale_field("Its language.")
    dir = direction_field()
    status = text_field("As in the article.", validate=validate.OneOf(STATUSES))
    reason = _reason()
    origin = text_field("Who made it.", validate=validate.OneOf(("human", "machine")))
    reviewed = fields.Boolean(required=True, metadata={"description": "Whether a person approved it."})


class ListItemSchema(Schema):
    """One article of a list."""

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


class ArticleListSchema(AnswerSchema):
    """Articles in the order of their ids."""

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


class DisclaimerPageSchema(AnswerSchema):
    """The disclaimer alone, also with its structure."""

    locale = locale_field("The language it is in.")
    dir = direction_field()
    release = fields.Integer(required=True, metadata={"description": "The release in which it last changed."})
    blocks = fields.List(BlockField(), required=True)
    links = fields.Nested(
        links_schema("Disclaimer", self="This answer.", locales="The languages of the library."),
        required=True,
    )


class LibraryLocaleSchema(Schema):
    """One offered language."""

    locale = locale_field("The tag, as it stands in addresses (BCP 47).")
    own_name = text_field("The language's name in itself, for menus.")
    dir = direction_field()
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

    default = locale_field("The main language.")
    locales = fields.List(fields.Nested(LibraryLocaleSchema), required=True)
    links = fields.Nested(links_schema("Locales", self="This answer."), required=True)


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


class ReleaseFieldsSchema(Schema):
    """One publication of the library."""

    id = fields.Integer(required=True, metadata={"description": "Its number; each release adds one."})
    published_at = fields.DateTime(required=True)
    digest = text_field("SHA-256 that chains the release before and what changed.")


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

    locale = locale_field("The language.")
    own_name = text_field("Its name in itself.")
    dir = direction_field()
    url = url_field("The same in this language.")
    translation = fields.Nested(OfferExtentSchema)


class ExplanationSchema(Schema):
    """The words of a reason code."""

    text = text_field("One or two sentences for readers.")
    locale = locale_field("Their language.")
    dir = direction_field()


class RedirectSchema(AnswerSchema):
    """Where the answer is, and why there."""

    requested = fields.List(
        fields.String(), required=True, metadata={"description": "The languages asked for, best first."}
    )
    served = locale_field("The language this redirect leads to.")
    reason = text_field("A stable code: why this language.")
    explanation = fields.Nested(ExplanationSchema, required=True)
    offers = fields.List(fields.Nested(OfferSchema), required=True)
    links = fields.Nested(links_schema("Redirect", location="Where it leads."), required=True)


class ProblemSchema(Schema):
    """A problem document (RFC 9457). Decide by `code`; show `title`, `detail` and `remedy` to people."""

    type = url_field("A page that explains this kind of problem.")
    title = text_field("What went wrong, in a few words.")
    status = fields.Integer(required=True, metadata={"description": "The HTTP status."})
    detail = text_field("What went wrong this time.")
    code = text_field("Stable for ever.", validate=validate.OneOf(tuple(PROBLEMS)))
    remedy = text_field("What to do about it.")
    locale = locale_field("The language of title, detail and remedy; English where they are not translated.")
    dir = direction_field()
    offers = fields.List(
        fields.Nested(OfferSchema), metadata={"description": "The languages that can be had instead."}
    )
    reason = fields.String(metadata={"description": "Why a text was withdrawn or is held, as a code."})
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


class EmbedScriptSchema(Schema):
    """The script of `<health-article>`."""

    url = url_field("Always the newest; it is asked for again after a few minutes.")
    pinned = url_field("Just this version, for ever; use it with `integrity`.")
    integrity = text_field("What the browser compares the pinned script with (Subresource Integrity).")


class EmbedSchema(AnswerSchema):
    """How other websites show our texts."""

    script = fields.Nested(EmbedScriptSchema, required=True)
    frame_script = url_field("Gives each of our frames in a page the height of its text.")
    policy = fields.Dict(
        keys=fields.String(),
        values=fields.String(),
        required=True,
        metadata={
            "description": "What a page with a Content-Security-Policy adds to it, by the way it embeds: "
            "`component`, `iframe`, `include`, `oembed`."
        },
    )
    links = fields.Nested(
        links_schema("Embed", self="This answer.", builder="A page that writes the code to copy."),
        required=True,
    )


class OembedSchema(AnswerSchema):
    """A frame to embed (https://oembed.com), and what every answer of ours carries."""

    version = text_field("Always `1.0`.")
    type = text_field("Always `rich`.")
    title = text_field("The title of the text.")
    provider_name = text_field("The publisher.")
    provider_url = url_field("The publisher's own address.")
    cache_age = fields.Integer(required=True, metadata={"description": "Seconds to keep this."})
    html = text_field("The frame, and below it a link and the disclaimer.")
    width = fields.Integer(required=True, metadata={"description": "Of the frame, in pixels."})
    height = fields.Integer(required=True, metadata={"description": "Of the frame, in pixels."})


class HealthSchema(Schema):
    """What a load balancer wants to know."""

    status = text_field("`alive` or `ready`.")
    release = fields.Integer(metadata={"description": "The current release."})

"""The JSON we promise where the text is not: redirects, problems, and the languages they offer."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from portal_api.releases.editions.body import TranslationSchema
from portal_api.web.openapi.envelope import (
    AnswerDisclaimerSchema,
    AnswerSchema,
    AttributionSchema,
    direction_field,
    links_schema,
    locale_field,
    text_field,
    url_field,
)
from portal_api.web.problems import PROBLEMS


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

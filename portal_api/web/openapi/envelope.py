"""The JSON around every answer: disclaimer, attribution, edition, wording, addresses."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields, validate

from portal_api.releases.editions.body import DisclaimerSchema, LocaleField


def text_field(about: str, **more: Any) -> fields.String:
    """A text that is always there."""
    return fields.String(required=True, metadata={"description": about}, **more)


def locale_field(about: str) -> LocaleField:
    """A language tag that is always there."""
    return LocaleField(required=True, metadata={"description": about})


def direction_field() -> fields.String:
    """Which way a text runs."""
    return fields.String(required=True, validate=validate.OneOf(("ltr", "rtl")))


def url_field(about: str, **more: Any) -> fields.URL:
    """An address that is always there."""
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

    url = url_field("Where it stands alone; also in the header `Link` of every response.")


class AttributionSchema(Schema):
    """Whose library this is. Name the publisher where you show a text."""

    publisher = text_field("The name of the publisher.")
    url = url_field("The publisher's own address.")
    notice = text_field("The line to show, with the licence.")


class AnswerSchema(Schema):
    """What every answer carries."""

    attribution = fields.Nested(AttributionSchema, required=True)
    disclaimer = fields.Nested(AnswerDisclaimerSchema, required=True)


class EditionSchema(Schema):
    """Which edition this is, so that a copy can be traced and compared."""

    release = fields.Integer(
        required=True,
        metadata={
            "description": "The release in which anything of this answer last changed, "
            "its disclaimer, our words beside it and the publisher's line included."
        },
    )
    digest = text_field("SHA-256 of the stored text, in hexadecimal digits.")
    updated_at = fields.DateTime(required=True, metadata={"description": "When that release was published."})


class WordLanguageSchema(Schema):
    """The language of one word that is in another one than those around it."""

    locale = locale_field("The language of this word.")
    dir = direction_field()


class WordingSchema(Schema):
    """The words for the marks in this answer, ready to be shown beside the text."""

    locale = locale_field("The language of these words.")
    dir = direction_field()
    texts = fields.Dict(keys=fields.String(), values=fields.String(), required=True)
    others = fields.Dict(
        keys=fields.String(),
        values=fields.Nested(WordLanguageSchema),
        metadata={"description": "The words in `texts` that are in another language than `locale`, by id."},
    )


class LabelsSchema(WordingSchema):
    """Our other words that go with this answer.

    The names of its callouts (`callout.<kind>`), headings of what is withheld (`heading.<aspect>`), the mark
    of the disclaimer's translation, `label.unreviewed` where no clinician has reviewed the article,
    `label.next-review` where one is to do so again, and what stands beside links and dates; `{date}` is
    where a date goes.
    """

"""The JSON we promise of the library as a whole: its languages, its disclaimer, its releases."""

from __future__ import annotations

from marshmallow import Schema, fields

from portal_api.releases.editions.body import BlockField
from portal_api.web.openapi.envelope import (
    AnswerSchema,
    direction_field,
    links_schema,
    locale_field,
    text_field,
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


class LocaleListSchema(AnswerSchema):
    """The languages of the library, in its own order."""

    default = locale_field("The main language.")
    locales = fields.List(fields.Nested(LibraryLocaleSchema), required=True)
    links = fields.Nested(links_schema("LocaleList", self="This answer."), required=True)


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


class ReleaseSchema(Schema):
    """One publication of the library."""

    id = fields.Integer(required=True, metadata={"description": "Its number; each release adds one."})
    published_at = fields.DateTime(required=True)
    digest = text_field("SHA-256 that chains the release before and what changed.")


class CurrentReleaseSchema(AnswerSchema):
    """The current release."""

    release = fields.Nested(ReleaseSchema, required=True)
    links = fields.Nested(
        links_schema("CurrentRelease", self="This answer.", releases="All releases."), required=True
    )


class ReleaseListSchema(AnswerSchema):
    """Releases, newest first."""

    releases = fields.List(fields.Nested(ReleaseSchema), required=True)
    links = fields.Nested(
        links_schema(
            "ReleaseList",
            self="This page of the list.",
            next="Older releases; missing on the last page.",
            current="The current release.",
        ),
        required=True,
    )


class HealthSchema(Schema):
    """What a load balancer wants to know."""

    status = text_field("`alive` or `ready`.")
    release = fields.Integer(metadata={"description": "The current release."})

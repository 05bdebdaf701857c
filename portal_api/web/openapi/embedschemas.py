"""The JSON we promise to websites that show our texts."""

from __future__ import annotations

from marshmallow import Schema, fields

from portal_api.web.openapi.envelope import AnswerSchema, links_schema, text_field, url_field


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

"""What the service is compared with: a bare WSGI callable, and a view as such services are usually written.

Both read what `benchmarks/serving.py` leaves in the folder BENCH_FOLDER: the answer of the service in Spanish
(`article.json`, `headers.txt`) and in the source language (`source.json`).
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from wsgiref.types import StartResponse, WSGIEnvironment

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from flask import Flask, Response, request
from flask_babel import Babel, gettext  # type: ignore[import-untyped]  # it has no types
from marshmallow import Schema, fields

FOLDER = Path(os.environ["BENCH_FOLDER"])
LANGUAGE = "es"
_DATA = (FOLDER / "article.json").read_bytes()
_LINES = (FOLDER / "headers.txt").read_text("utf-8").splitlines()
_HEADERS = [(name, value) for name, _, value in (line.partition(": ") for line in _LINES)]
_SHORT = [(name, value) for name, value in _HEADERS if name.lower() in ("content-type", "content-length")]


def bare(_: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    """The least that a WSGI application can do, with the headers of the service."""
    start_response("200 OK", _HEADERS)
    return [_DATA]


def bare_short(_: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    """The same with two headers."""
    start_response("200 OK", _SHORT)
    return [_DATA]


class Text(fields.String):
    """A text that is translated when it is shown."""

    def _serialize(self, value: Any, *_: Any, **__: Any) -> str | None:
        return str(gettext(value)) if value else None


class DictSchema(Schema):
    """A schema of what lies in dicts, one of whose keys is called `items`."""

    def get_attribute(self, obj: Any, attr: str, default: Any) -> Any:
        """The value under a key."""
        return obj.get(attr, default)


class RunSchema(DictSchema):
    """A piece of a text."""

    text = Text()
    strong = fields.Boolean()
    emphasis = fields.Boolean()
    href = fields.String()


class ItemSchema(DictSchema):
    """An item of a list."""

    id = fields.String()
    text = Text()
    runs = fields.List(fields.Nested(RunSchema))


class BlockSchema(ItemSchema):
    """A block."""

    type = fields.String()
    kind = fields.String()
    ordered = fields.Boolean()
    items = fields.List(fields.Nested(ItemSchema))
    blocks = fields.List(fields.Nested(ItemSchema))


class PartSchema(DictSchema):
    """A section, or the head."""

    id = fields.String()
    aspect = fields.String()
    title = Text()
    locale = fields.String()
    dir = fields.String()
    status = fields.String()
    reason = fields.String()
    origin = fields.String()
    reviewed = fields.Boolean()
    summary = fields.List(fields.Nested(BlockSchema))
    blocks = fields.List(fields.Nested(BlockSchema))


class DisclaimerSchema(PartSchema):
    """The disclaimer."""

    version = fields.String()
    text = Text()
    url = fields.String()


class ArticleSchema(DictSchema):
    """An article."""

    id = fields.String()
    kind = fields.String()
    audience = fields.String()
    topic = fields.String()
    source_locale = fields.String()
    locale = fields.String()
    dir = fields.String()
    edition = fields.Dict()
    head = fields.Nested(PartSchema)
    sections = fields.List(fields.Nested(PartSchema))
    translation = fields.Dict()
    figure = fields.Dict(allow_none=True)
    review = fields.Dict()
    sources = fields.List(fields.Dict())
    codes = fields.Dict()
    wording = fields.Dict()
    attribution = fields.Dict()
    disclaimer = fields.Nested(DisclaimerSchema)
    links = fields.Dict()


def usual() -> Flask:
    """One view that translates the source, which it holds in memory, for each request."""
    source = json.loads((FOLDER / "source.json").read_bytes())
    _compile(source, json.loads(_DATA))
    schema = ArticleSchema()
    app = Flask("usual")
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(FOLDER / "translations")
    Babel(app, locale_selector=lambda: request.view_args["locale"] if request.view_args else LANGUAGE)

    @app.get("/v1/<locale>/articles/<article>")
    def show(locale: str, article: str) -> Response:
        body = schema.dump(source | {"locale": locale, "id": article})
        return Response(json.dumps(body, ensure_ascii=False), content_type="application/json")

    return app


def _compile(source: Any, translated: Any) -> None:
    catalog = Catalog(locale=LANGUAGE)
    for text, translation in _pairs(source, translated):
        if text and text not in catalog:
            catalog.add(text, translation)
    path = FOLDER / "translations" / LANGUAGE / "LC_MESSAGES" / "messages.mo"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_mo(file, catalog)


def _pairs(source: Any, translated: Any) -> Iterator[tuple[str, str]]:
    """Every text of one body beside the text in the same place of the other."""
    if isinstance(source, dict) and isinstance(translated, dict):
        for name in source.keys() & translated.keys():
            if name in ("text", "title") and isinstance(source[name], str):
                yield source[name], translated[name]
            else:
                yield from _pairs(source[name], translated[name])
    elif isinstance(source, list) and isinstance(translated, list):
        for one, other in zip(source, translated, strict=False):
            yield from _pairs(one, other)

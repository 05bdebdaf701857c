"""OpenAPI 3.1, made from the routes, their docstrings and the schemas they answer with."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable, Iterator
from http import HTTPStatus
from typing import Any

from apispec import APISpec
from apispec.ext.marshmallow import MarshmallowPlugin
from flask import Flask
from marshmallow import EXCLUDE, Schema, fields
from werkzeug.routing import Rule

from portal_api import __version__
from portal_api.releases.editions.body import BlockField, Json, LocaleField, canonical
from portal_api.web.language import in_english
from portal_api.web.links import Links
from portal_api.web.openapi import examples
from portal_api.web.openapi.examplearticle import ATTRIBUTION, BASE, DISCLAIMER_EN
from portal_api.web.openapi.leadschemas import ProblemSchema, RedirectSchema
from portal_api.web.openapi.operations import FOR_PEOPLE, HTML, JSON, OPERATIONS, Operation
from portal_api.web.openapi.parameters import (
    ALWAYS,
    CACHED,
    PATH_PARAMETERS,
    REQUEST_HEADERS,
    RESPONSE_HEADERS,
    TAG,
    TAGS,
)
from portal_api.web.openapi.preface import preface
from portal_api.web.problems import PROBLEMS, document, words_of
from portal_api.web.reading import Contract

_MOVED = {
    HTTPStatus.FOUND: "The language is not offered, but a close relative of it is.",
    HTTPStatus.PERMANENT_REDIRECT: "The language tag has another standard spelling.",
}
_ALSO = {
    HTTPStatus.METHOD_NOT_ALLOWED: "Allow",
    HTTPStatus.TOO_MANY_REQUESTS: "Retry-After",
    HTTPStatus.SERVICE_UNAVAILABLE: "Retry-After",
}
_PATH_PART = re.compile(r"<(?:[^:<>]+:)?([^<>]+)>")
PROBLEM = "application/problem+json"


def install(app: Flask, base_url: str) -> None:
    """Write the contract of an app that has all its routes, for a service at `base_url`."""
    document = make_contract(app, base_url)
    app.extensions["portal contract"] = Contract(document, canonical(document))


def make_contract(app: Flask, base_url: str) -> Json:
    """The OpenAPI document of the app, for a service at `base_url`."""
    marshmallow = MarshmallowPlugin(schema_name_resolver=_schema_name)
    spec = APISpec(
        title="Portal API",
        version=__version__,
        openapi_version="3.1.0",
        plugins=[marshmallow],
        info=preface(Links(base_url)),
        servers=[{"url": base_url}],
        security=[],
        externalDocs={"url": Links(base_url).docs(), "description": "This contract, for people."},
        tags=[{"name": name, "description": about} for name, about in TAGS.items()],
    )
    _teach_fields(spec, marshmallow)
    for name, header in RESPONSE_HEADERS.items():
        spec.components.header(name, header)
    for code in PROBLEMS:
        spec.components.example(code, {"summary": code, "value": _problem_example(code)})
    for rule in promised_rules(app):
        spec.path(path_of(rule), operations={"get": _operation(app, rule)})
    made: Json = _open(spec.to_dict())
    return made


def promised_rules(app: Flask) -> Iterator[Rule]:
    """The routes of the contract: all but the pages for people."""
    for rule in app.url_map.iter_rules():
        if rule.endpoint.partition(".")[0] not in FOR_PEOPLE:
            yield rule


def path_of(rule: Rule) -> str:
    """A route's path as OpenAPI writes it: `/v1/{locale}/articles`."""
    return _PATH_PART.sub(r"{\1}", rule.rule)


def _schema_name(schema: Any) -> str:
    made = schema if isinstance(schema, type) else type(schema)
    name = made.__name__.removesuffix("Schema")
    return name.removeprefix("Answer") or name


def _teach_fields(spec: APISpec, plugin: MarshmallowPlugin) -> None:
    """Tell apispec of the fields that are our own."""
    converter: Any = plugin.converter
    named = {name: f"#/components/schemas/{name.capitalize()}Block" for name in BlockField.SCHEMAS}
    blocks = {
        "oneOf": [{"$ref": address} for address in named.values()],
        "discriminator": {"propertyName": "type", "mapping": named},
    }

    def describe(_: Any, field: fields.Field[Any], **__: Any) -> Json:
        if isinstance(field, BlockField):
            return blocks
        if isinstance(field, fields.Constant):
            return {"type": "string", "const": field.constant}
        if isinstance(field, fields.Integer):
            return {"format": "int32"} if field.validators else {"format": "int32", "minimum": 0}
        if isinstance(field, LocaleField):
            return {"type": "string", "pattern": TAG}
        return {"type": "string"} if isinstance(field, fields.Function) else {}

    converter.add_attribute_function(describe)
    for name, schema in BlockField.SCHEMAS.items():
        spec.components.schema(f"{name.capitalize()}Block", schema=schema)


def _operation(app: Flask, rule: Rule) -> Json:
    view = app.view_functions[rule.endpoint]
    promised = OPERATIONS[rule.endpoint]
    summary, _, about = inspect.cleandoc(view.__doc__ or "").partition("\n")
    query: type[Schema] | None = getattr(view, "query", None)
    parameters: list[Json] = [
        {"in": "path", "name": name, "required": True, **PATH_PARAMETERS[name]}
        for name in _PATH_PART.findall(rule.rule)
    ]
    if query is not None:
        parameters.append({"in": "query", "schema": query})
    return {
        "operationId": rule.endpoint.rpartition(".")[2],
        "tags": [promised.tag],
        "summary": summary,
        "description": " ".join(about.split()),
        "parameters": [*parameters, *_request_headers(promised)],
        "responses": dict(_responses(promised, query)),
    }


def _request_headers(promised: Operation) -> Iterator[Json]:
    names = ["If-None-Match"] if promised.cached else []
    if promised.status == HTTPStatus.FOUND or promised.is_page:
        names.append("Accept-Language")
    for name in names:
        yield {"in": "header", "name": name, "required": False, **REQUEST_HEADERS[name]}


def _responses(promised: Operation, query: type[Schema] | None) -> Iterator[tuple[str, Json]]:
    yield _status(promised.status), _success(promised)
    if promised.cached:
        not_modified = {"description": "Your copy is still current.", "headers": _headers(*ALWAYS, *CACHED)}
        yield _status(HTTPStatus.NOT_MODIFIED), not_modified
    if promised.leads_on:
        for status, about in _MOVED.items():
            yield _status(status), _redirect(about)
    by_status: dict[HTTPStatus, list[str]] = {}
    for code in _problems(promised, query):
        by_status.setdefault(PROBLEMS[code], []).append(code)
    for status in sorted(by_status):
        yield _status(status), _failure(status, by_status[status], promised)


def _problems(promised: Operation, query: type[Schema] | None) -> Iterator[str]:
    yield "malformed-request"
    if query is not None:
        yield from () if query().unknown == EXCLUDE else ("unknown-parameter",)
        yield from ("invalid-parameter", "repeated-parameter") if query().fields else ()
    yield "not-found"
    yield from (code for code in promised.problems if code != "not-found")
    yield from ("method-not-allowed", "too-many-requests", "request-too-long", "internal-error")
    if promised.cached:
        yield "precondition-failed"
    if promised.reads:
        yield from ("unavailable", "nothing-published")


def _success(promised: Operation) -> Json:
    names = [*ALWAYS, *(CACHED if promised.cached else ())]
    names += ["Location"] if promised.status == HTTPStatus.FOUND else []
    content: Json = {"schema": promised.schema or ({"type": "object"} if promised.media_type == JSON else {})}
    if promised.example is not None:
        content["example"] = promised.example
    about = (
        "Leads to the best language and says why." if promised.status == HTTPStatus.FOUND else "The answer."
    )
    return {
        "description": about,
        "headers": _headers(*names),
        "content": {promised.media_type: content},
    }


def _redirect(about: str) -> Json:
    content = {"schema": RedirectSchema, "example": examples.REDIRECT}
    return {"description": about, "headers": _headers(*ALWAYS, "Location"), "content": {JSON: content}}


def _failure(status: HTTPStatus, codes: Iterable[str], promised: Operation) -> Json:
    """A problem document; where people read, the same as a page."""
    known = tuple(codes)
    names = [*ALWAYS, *([_ALSO[status]] if status in _ALSO else [])]
    shown = {code: {"$ref": f"#/components/examples/{code}"} for code in known}
    content: Json = {PROBLEM: {"schema": ProblemSchema, "examples": shown}}
    return {
        "description": "A problem document; possible codes: "
        + ", ".join(f"`{code}`" for code in known)
        + ".",
        "headers": _headers(*names),
        "content": {HTML: {"schema": {"type": "string"}}} if promised.is_page else content,
    }


def _headers(*names: str) -> Json:
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}


def _problem_example(code: str) -> Json:
    spoken = in_english(words_of(code), **examples.PROBLEM_VALUES)
    told = document(code, spoken, Links(BASE), **examples.PROBLEM_EXTRAS.get(code, {}))
    links = told.pop("links")
    around = {"attribution": ATTRIBUTION, "disclaimer": DISCLAIMER_EN}
    return told | around | {"links": links}


def _status(status: HTTPStatus) -> str:
    return str(int(status))


def _open(value: Any) -> Any:
    """The document without what marshmallow says of loading: an answer may gain fields at any time."""
    if isinstance(value, list):
        return [_open(item) for item in value]
    if not isinstance(value, dict):
        return value
    closed = value.get("additionalProperties") is False
    left_out = {"readOnly", *(["additionalProperties"] if closed else [])}
    return {name: _open(item) for name, item in value.items() if name not in left_out}

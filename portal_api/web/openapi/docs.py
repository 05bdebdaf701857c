"""The contract and the problems as pages for people: no script, no request to anybody else."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, current_app, render_template
from markdown_it import MarkdownIt
from markupsafe import Markup
from werkzeug.exceptions import NotFound

from portal_api.locales import Locale
from portal_api.releases.editions.body import Json
from portal_api.web.frame import ENGLISH
from portal_api.web.html.htmlpage import shown_disclaimer
from portal_api.web.language import best_offered, in_english, say, say_together, settle
from portal_api.web.problems import PROBLEMS
from portal_api.web.reading import contract, known_frame, links
from portal_api.web.reply import page

docs = Blueprint("docs", __name__)

STYLE = (Path(__file__).parents[1] / "templates" / "plain.css").read_text(encoding="utf-8")


_READER = MarkdownIt("commonmark", {"html": False})


@dataclass(frozen=True)
class ShownOperation:
    """One route as the page shows it."""

    path: str
    summary: str
    about: Markup
    parameters: list[tuple[str, str, Markup]]
    responses: list[tuple[str, Markup]]
    curl: str
    example: str | None


@docs.get("/docs")
def show_docs() -> Response:
    """The documentation of this service, for people.

    The same contract as `/v1/openapi.json`, readable without JavaScript.
    """
    locale = settle(known_frame().default)
    values = current_app.extensions.setdefault("portal docs", {})
    if not values:
        values.update(_shown(contract()))
    return _page("docs.html", locale, language=ENGLISH, skip=in_english(("label.skip",)), **values)


@docs.get("/problems")
def list_problems() -> Response:
    """Every kind of problem, in the reader's language.

    With its code, its status and what to do about it.
    """
    return _problem_page(PROBLEMS)


@docs.get("/problems/<code>")
def show_problem(code: str) -> Response:
    """What one kind of problem means and what to do about it, in the reader's language.

    The `type` of a problem document leads here.
    """
    if code not in PROBLEMS:
        raise NotFound
    return _problem_page([code])


def _problem_page(codes: Iterable[str]) -> Response:
    locale = best_offered(known_frame())
    problems = [_problem(code) for code in codes]
    single = len(problems) == 1
    return _page(
        "problems.html",
        locale,
        language=locale,
        heading=say(f"problem.{problems[0]['code']}.title") if single else say("label.problems"),
        problems=problems,
        single=single,
        skip=say("label.skip"),
        documentation=say("label.documentation"),
    )


def _page(template: str, locale: Locale, **values: Any) -> Response:
    html = render_template(
        template,
        disclaimer=shown_disclaimer(locale),
        attribution=known_frame().attribution,
        style=Markup(STYLE),  # noqa: S704  # our own file, read at start
        links=links(),
        **values,
    )
    return page(html, locale, _policy())


def _policy() -> str:
    """Nothing but the one style sheet in the page may be used."""
    digest = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'"
    )


def _problem(code: str) -> Json:
    spoken = say_together((f"problem.{code}.title", f"problem.{code}.remedy"))
    title, remedy = spoken.texts
    return {
        "code": code,
        "status": int(PROBLEMS[code]),
        "title": title,
        "remedy": remedy,
        "locale": spoken.locale,
        "url": links().problem(code),
    }


def _shown(spec: Json) -> Json:
    """The contract as the page shows it; the same for every request, and slow to make."""
    schemas = sorted(spec["components"]["schemas"].items())
    return {
        "spec": spec,
        "about": _markdown(spec["info"]["description"]),
        "groups": [(tag, list(_operations(spec, tag["name"]))) for tag in spec["tags"]],
        "schemas": [(name, list(_fields(schema))) for name, schema in schemas],
    }


def _operations(spec: Json, tag: str) -> Iterator[ShownOperation]:
    for path, item in spec["paths"].items():
        found = item["get"]
        if tag in found["tags"]:
            yield ShownOperation(
                path,
                found["summary"],
                _markdown(found["description"]),
                [(one["name"], one["in"], _markdown(one["description"])) for one in found["parameters"]],
                [
                    (status, _markdown(one["description"]))
                    for status, one in sorted(found["responses"].items())
                ],
                _curl(spec, path, found),
                _example(found),
            )


def _curl(spec: Json, path: str, operation: Json) -> str:
    filled = path
    for parameter in operation["parameters"]:
        if parameter["in"] == "path":
            filled = filled.replace("{" + parameter["name"] + "}", parameter["example"])
    negotiated = path.startswith("/v1/articles/") and not path.endswith("/locales")
    header = '-iH "Accept-Language: es-MX" ' if negotiated else ""
    return f"curl {header}{spec['servers'][0]['url']}{filled}"


def _example(operation: Json) -> str | None:
    for response in operation["responses"].values():
        for content in response.get("content", {}).values():
            if "example" in content:
                return json.dumps(content["example"], ensure_ascii=False, indent=2)
    return None


def _fields(schema: Json) -> Iterator[Json]:
    required = schema.get("required", [])
    for name, field in schema.get("properties", {}).items():
        yield {
            "name": name,
            "type": _type(field),
            "required": name in required,
            "about": _markdown(field.get("description", "")),
        }


def _type(field: Json) -> str:
    if "$ref" in field:
        return str(field["$ref"]).rpartition("/")[2]
    for several in ("oneOf", "anyOf"):
        if several in field:
            return " | ".join(map(_type, field[several]))
    if "enum" in field:
        return " | ".join(json.dumps(value) for value in field["enum"])
    if field.get("type") == "array":
        return f"[{_type(field.get('items', {}))}]"
    kind = field.get("type", "any")
    return " | ".join(kind) if isinstance(kind, list) else str(kind)


def _markdown(text: str) -> Markup:
    return Markup(_READER.render(text))  # noqa: S704  # HTML is off

"""Query strings -> arguments of a view; what is unknown, repeated or out of range is refused."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache, wraps
from typing import Any, ClassVar, NoReturn, TypeVar, get_args

from flask import Request, request
from marshmallow import EXCLUDE, RAISE, Schema, ValidationError, fields, validate
from webargs.flaskparser import FlaskParser

from portal_api.articles.article import Audience, Kind
from portal_api.articles.metadata import CODE, CODE_SYSTEM
from portal_api.web.finding.codes import SYSTEMS
from portal_api.web.problems import Refused
from portal_api.web.queryfields import any_of, choice, number, several, text

View = TypeVar("View", bound=Callable[..., Any])
Kinds: tuple[str, ...] = get_args(Kind)
Audiences: tuple[str, ...] = get_args(Audience)

PAGE = 50
LONGEST_PAGE = 200
RESULTS = 10
MOST_RESULTS = 50
LONGEST_QUESTION = 200
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,99}")


class NoQuery(Schema):
    """No parameters at all."""


class FallbackQuery(Schema):
    """What to do where the asked language is incomplete."""

    fallback = choice(
        ("section", "whole", "none"),
        "What to do where the text is not fully translated. `section` (the default) shows each section in "
        "the best language it has and marks it; `whole` keeps to one language throughout, the original one "
        "unless everything is translated; `none` answers 404 with the languages that have it all.",
        load_default="section",
    )


class ArticleQuery(FallbackQuery):
    """The same, and which words: those of now or of an earlier release."""

    release = number(
        1,
        999_999_999,
        "The words as this release had them. The answer says in `historical` from when until when they were "
        "shown. What is held back today is not shown here either.",
    )


class HeadedQuery(FallbackQuery):
    """How to fit a text between others."""

    class Meta:
        """The parameter is spelled as the attribute of `<health-article>`, which no Python name can be."""

        include: ClassVar[dict[str, fields.Field[Any]]] = {
            "heading-level": number(
                1,
                6,
                "The level of the first heading; those of the sections are one below it.",
                attribute="level",
                load_default=2,
            )
        }


class OembedQuery(Schema):
    """What oEmbed consumers send (https://oembed.com); what they send besides is ignored."""

    class Meta:
        """The standard adds parameters, and some consumers add their own."""

        unknown = EXCLUDE

    url = fields.String(
        required=True,
        validate=validate.Length(1, 2000),
        metadata={"description": "The address of one of our pages.", "expected": "https://..."},
    )
    format = fields.String(
        load_default="json",
        metadata={
            "description": "Only `json`; anything else is answered 501.",
            "expected": "json",
            "enum": ["json"],
        },
    )
    maxwidth = number(1, 99_999, "The frame is not wider, in pixels.")
    maxheight = number(1, 99_999, "The frame is not higher, in pixels.")


class ListQuery(Schema):
    """Which articles to list, and from where."""

    kind = any_of(Kinds, "Only articles of this kind.")
    audience = any_of(Audiences, "Only articles for these readers.")
    topic = several(_NAME.pattern, 100, "a-z 0-9 -", "Only variants of this topic.")
    code = several(
        f"{CODE_SYSTEM}:{CODE}",
        145,
        "system:value",
        "Only articles with this code, written `system:value`, e.g. `icd10:G80`.",
    )
    complete = fields.Boolean(
        truthy={"true"},
        falsy={"false"},
        metadata={
            "description": "`true`: only articles fully in this language; `false`: only the others.",
            "expected": "true, false",
        },
    )
    order = choice(
        ("id", "updated"),
        "`id` (the default), or `updated`: those first whose text in this language changed last.",
    )
    after = text(_NAME.pattern, 100, "a-z 0-9 -", "Start behind the article with this id.")
    limit = number(1, LONGEST_PAGE, "How many articles at most.", load_default=PAGE)
    release = number(
        1,
        999_999_999,
        "List the library as this release has it. `links.next` sets it, so that a publication between two "
        "pages neither repeats nor skips an article.",
    )


class InfobuttonQuery(Schema):
    """What hospital systems send (HL7 Infobutton, URL-based); what they send besides is ignored."""

    class Meta:
        """The names are the standard's own, which no Python name can be."""

        unknown = EXCLUDE
        include: ClassVar[dict[str, fields.Field[Any]]] = {
            "mainSearchCriteria.v.cs": choice(
                tuple(SYSTEMS),
                "The code system, by its object identifier.",
                required=True,
                attribute="system",
            ),
            "mainSearchCriteria.v.c": text(
                CODE, 64, "A-Z a-z 0-9 . / : _ -", "The code.", required=True, attribute="code"
            ),
            "informationRecipient.languageCode.c": text(
                "[A-Za-z0-9_-]+", 100, "BCP 47, ISO 639", "The reader's language.", attribute="language"
            ),
        }


class SearchQuery(Schema):
    """What to look for."""

    q = fields.String(
        required=True,
        validate=validate.Length(1, LONGEST_QUESTION),
        metadata={
            "description": "What the reader typed, in the language of the address.",
            "expected": f"1-{LONGEST_QUESTION} Unicode",
        },
    )
    limit = number(1, MOST_RESULTS, "How many articles at most.", load_default=RESULTS)


class SinceQuery(Schema):
    """What is known already, and which page of the rest."""

    since = number(
        0,
        999_999_999,
        "The release you know: `release` of the answer that you kept last. Without it you know nothing yet.",
        load_default=0,
    )
    after = text(_NAME.pattern, 100, "a-z 0-9 -", "Start behind the article with this id.")
    limit = number(1, LONGEST_PAGE, "How many articles at most.", load_default=PAGE)
    release = number(
        1,
        999_999_999,
        "What changed up to this release. `links.next` sets it, so that all pages speak of the same one.",
    )


class ReleasesQuery(Schema):
    """Which releases to list."""

    before = number(1, 999_999_999, "Only releases before the one with this number.")
    limit = number(1, LONGEST_PAGE, "How many releases at most.", load_default=PAGE)


def takes(schema: type[Schema]) -> Callable[[View], View]:
    """The view gets exactly these query parameters, as keyword arguments.

    Anything else is a 400, unless the schema says that it is ignored.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def with_query(**path: Any) -> Any:
            return view(**path, **_asked(schema))

        with_query.query = schema  # type: ignore[attr-defined]  # the contract reads it from the view
        return with_query  # type: ignore[return-value]  # the same view, called with less

    return decorate


def is_name(text: str) -> bool:
    """Whether an id of an article or section could look like this."""
    return _NAME.fullmatch(text) is not None


def _asked(schema: type[Schema]) -> Mapping[str, Any]:
    """What the query of this request says. Most requests have none: then it is the same every time."""
    if not request.query_string and (unasked := _unasked(schema)) is not None:
        return unasked
    known = _known(schema)
    _refuse_repeated(known)
    found: dict[str, Any] = _PARSER.parse(known, request, location="query", unknown=known.unknown)
    return found


@cache
def _unasked(schema: type[Schema]) -> Mapping[str, Any] | None:
    """What an empty query says; None where something must be given."""
    known = _known(schema)
    return None if known.validate({}) else dict(known.load({}))


@cache
def _known(schema: type[Schema]) -> Schema:
    return schema()


def _refuse_repeated(schema: Schema) -> None:
    for name, values in request.args.lists():
        if len(values) > 1 and name in schema.fields:
            raise Refused("repeated-parameter", parameter=name)


def _refuse(error: ValidationError, _: Request, schema: Schema, **__: Any) -> NoReturn:
    messages: Any = error.messages
    # What nobody knows may be what is missing, misspelled: so that is told first.
    name = min(messages["query"], key=lambda one: (one in schema.fields, one))
    if name not in schema.fields:
        raise Refused("unknown-parameter", parameter=name, known=", ".join(sorted(schema.fields)) or "-")
    raise Refused("invalid-parameter", parameter=name, expected=schema.fields[name].metadata["expected"])


# Unless told so, webargs shrugs at unknown parameters and answers 422 to bad ones.
_PARSER = FlaskParser(unknown=RAISE, error_handler=_refuse)

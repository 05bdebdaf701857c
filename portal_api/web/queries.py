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

View = TypeVar("View", bound=Callable[..., Any])
Kinds: tuple[str, ...] = get_args(Kind)
Audiences: tuple[str, ...] = get_args(Audience)

PAGE = 50
LONGEST_PAGE = 200
RESULTS = 10
MOST_RESULTS = 50
LONGEST_QUESTION = 200
MOST_VALUES = 20
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,99}")


class WholeNumber(fields.Integer):
    """A number in plain ASCII digits: no sign, space or underscore."""

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> int:
        if not re.fullmatch(r"[0-9]{1,9}", str(value)):
            raise self.make_error("invalid", input=value)
        return int(value)


class Several(fields.String):
    """One value or several, with commas between them: a tuple, each once."""

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> Any:
        found = tuple(dict.fromkeys(str(value).split(",")))
        if len(found) > MOST_VALUES or not all(map(re.compile(self.metadata["one"]).fullmatch, found)):
            raise self.make_error("invalid", input=value)
        return found


def _several(one: str, longest: int, expected: str, about: str) -> Several:
    return Several(
        metadata={
            "description": f"{about} Several with commas between them, at most {MOST_VALUES}: any of these.",
            "expected": expected,
            "one": one,
            "pattern": f"^{one}(,{one}){{0,{MOST_VALUES - 1}}}$",
            "maxLength": MOST_VALUES * (longest + 1) - 1,
        },
    )


def _any_of(names: tuple[str, ...], about: str) -> Several:
    return _several(f"({'|'.join(names)})", max(map(len, names)), ", ".join(names), about)


def _choice(names: tuple[str, ...], about: str, **more: Any) -> fields.String:
    return fields.String(
        validate=validate.OneOf(names), metadata={"description": about, "expected": ", ".join(names)}, **more
    )


def _number(least: int, most: int, about: str, **more: Any) -> fields.Integer:
    return WholeNumber(
        validate=validate.Range(least, most),
        metadata={"description": about, "expected": f"{least}-{most}"},
        **more,
    )


def _text(pattern: str, longest: int, expected: str, about: str, **more: Any) -> fields.String:
    return fields.String(
        validate=validate.Regexp(rf"^{pattern}\Z"),
        metadata={
            "description": about,
            "expected": expected,
            "pattern": f"^{pattern}$",
            "maxLength": longest,
        },
        **more,
    )


class NoQuery(Schema):
    """No parameters at all."""


class FallbackQuery(Schema):
    """What to do where the asked language is incomplete."""

    fallback = _choice(
        ("section", "whole", "none"),
        "What to do where the text is not fully translated. `section` (the default) shows each section in "
        "the best language it has and marks it; `whole` keeps to one language throughout, the original one "
        "unless everything is translated; `none` answers 404 with the languages that have it all.",
        load_default="section",
    )


class ArticleQuery(FallbackQuery):
    """The same, and which words: those of now or of an earlier release."""

    release = _number(
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
            "heading-level": _number(
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
    maxwidth = _number(1, 99_999, "The frame is not wider, in pixels.")
    maxheight = _number(1, 99_999, "The frame is not higher, in pixels.")


class ListQuery(Schema):
    """Which articles to list, and from where."""

    kind = _any_of(Kinds, "Only articles of this kind.")
    audience = _any_of(Audiences, "Only articles for these readers.")
    topic = _several(_NAME.pattern, 100, "a-z 0-9 -", "Only variants of this topic.")
    code = _several(
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
    order = _choice(
        ("id", "updated"),
        "`id` (the default), or `updated`: those first whose text in this language changed last.",
    )
    after = _text(_NAME.pattern, 100, "a-z 0-9 -", "Start behind the article with this id.")
    limit = _number(1, LONGEST_PAGE, "How many articles at most.", load_default=PAGE)
    release = _number(
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
            "mainSearchCriteria.v.cs": _choice(
                tuple(SYSTEMS),
                "The code system, by its object identifier.",
                required=True,
                attribute="system",
            ),
            "mainSearchCriteria.v.c": _text(
                CODE, 64, "A-Z a-z 0-9 . / : _ -", "The code.", required=True, attribute="code"
            ),
            "informationRecipient.languageCode.c": _text(
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
    limit = _number(1, MOST_RESULTS, "How many articles at most.", load_default=RESULTS)


class SinceQuery(Schema):
    """What is known already, and which page of the rest."""

    since = _number(
        0,
        999_999_999,
        "The release you know: `release` of the answer that you kept last. Without it you know nothing yet.",
        load_default=0,
    )
    after = _text(_NAME.pattern, 100, "a-z 0-9 -", "Start behind the article with this id.")
    limit = _number(1, LONGEST_PAGE, "How many articles at most.", load_default=PAGE)
    release = _number(
        1,
        999_999_999,
        "What changed up to this release. `links.next` sets it, so that all pages speak of the same one.",
    )


class ReleasesQuery(Schema):
    """Which releases to list."""

    before = _number(1, 999_999_999, "Only releases before the one with this number.")
    limit = _number(1, LONGEST_PAGE, "How many releases at most.", load_default=PAGE)


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
    name = min(messages["query"])
    if name not in schema.fields:
        raise Refused("unknown-parameter", parameter=name, known=", ".join(sorted(schema.fields)) or "-")
    raise Refused("invalid-parameter", parameter=name, expected=schema.fields[name].metadata["expected"])


# Unless told so, webargs shrugs at unknown parameters and answers 422 to bad ones.
_PARSER = FlaskParser(unknown=RAISE, error_handler=_refuse)

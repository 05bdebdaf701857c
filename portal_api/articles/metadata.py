"""Front matter fields -> Metadata: what an article or the disclaimer says about itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast, get_args

from portal_api.articles.article import FIGURE_ALT, Audience, ClinicalReview, Figure, Kind, Segment, Source
from portal_api.articles.frontmatter import Fields
from portal_api.articles.inline import MarkupError, Run, runs
from portal_api.articles.links import Lead, lead_of, web_address_fault
from portal_api.errors import InvalidTag
from portal_api.locales import Locale
from portal_api.locales.likely import UNKNOWN_SCRIPT

ARTICLE_KEYS = ("language", "kind", "audience", "topic", "codes", "review", "sources", "figure", "related")
DISCLAIMER_KEYS = ("id", "version", "language", "supersedes")
AT_ONCE = "at-once"
MAX_RELATED = 10

# How a code and its system look, wherever one is written or asked for.
CODE_SYSTEM = "[a-z0-9][a-z0-9-]{0,79}"
CODE = "[A-Za-z0-9][A-Za-z0-9./:_-]{0,63}"

_NAME = re.compile(CODE_SYSTEM)
_CODE = re.compile(CODE)
_VERSION = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]{0,39}")
_FILE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]+)*\.(?i:svg|png|jpe?g)")


@dataclass(frozen=True)
class Metadata:
    """The front matter of an article."""

    language: Locale
    kind: Kind
    audience: Audience
    topic: str | None
    codes: tuple[tuple[str, tuple[str, ...]], ...]
    review: ClinicalReview
    sources: tuple[Source, ...]
    figure: Figure | None
    related: tuple[str, ...] = ()
    related_line: int = 0


@dataclass(frozen=True)
class DisclaimerMetadata:
    """The front matter of the disclaimer."""

    id: str
    version: str
    language: Locale
    supersedes_at_once: bool


def article_metadata(fields: Fields) -> Metadata | None:
    """What the front matter of an article says; None, and noted, where a required key cannot be used."""
    language = _language(fields)
    kind = fields.choice("kind", get_args(Kind))
    audience = fields.choice("audience", get_args(Audience))
    topic = _matching(fields, "topic", _NAME, "small letters, digits and hyphens: knee-replacement")
    codes = tuple(_codes(fields))
    review = _review(fields)
    sources = tuple(_sources(fields))
    figure = _figure(fields)
    related = tuple(_related(fields))
    if language is None or kind is None or audience is None:
        return None
    return Metadata(
        language=language,
        kind=cast("Kind", kind),
        audience=cast("Audience", audience),
        topic=topic,
        codes=codes,
        review=review,
        sources=sources,
        figure=figure,
        related=related,
        related_line=fields.line_of("related"),
    )


def disclaimer_metadata(fields: Fields) -> DisclaimerMetadata | None:
    """What the front matter of the disclaimer says; None, and noted, where a required key cannot be used."""
    name = _matching(fields, "id", _NAME, "small letters, digits and hyphens: general", required=True)
    version = _matching(fields, "version", _VERSION, 'letters, digits, dots and hyphens: "2"', required=True)
    language = _language(fields)
    at_once = "supersedes" in fields and fields.choice("supersedes", (AT_ONCE,)) == AT_ONCE
    if name is None or version is None or language is None:
        return None
    return DisclaimerMetadata(name, version, language, at_once)


def _language(fields: Fields) -> Locale | None:
    value = fields.text("language", required=True)
    if value is None:
        return None
    try:
        locale = Locale.parse(value)
    except InvalidTag:
        what = f"`language: {value[:40]}` is no language tag"
        fields.complain("language", what, "write a BCP 47 tag, e.g. en, pt-BR or zh-Hans")
        return None
    if locale.script == UNKNOWN_SCRIPT:
        what = f"`language: {value[:40]}` does not tell in which script the text is"
        fields.complain("language", what, "write a language, and its script where nobody knows it: xyz-Latn")
    return locale


def _matching(
    fields: Fields, key: str, pattern: re.Pattern[str], remedy: str, *, required: bool = False
) -> str | None:
    value = fields.text(key, required=required)
    if value is None or pattern.fullmatch(value):
        return value
    fields.complain(key, f"`{key}: {value[:40]}` cannot be used", f"write {remedy}")
    return None


def _codes(fields: Fields) -> Iterator[tuple[str, tuple[str, ...]]]:
    systems = fields.fields("codes", None)
    for system in systems.names() if systems is not None else ():
        if systems is None or not _NAME.fullmatch(system):
            fields.complain(
                "codes", f"the code system `{system[:40]}` cannot be used", "write e.g. snomed, icd10, mesh"
            )
            continue
        codes = tuple(systems.texts(system))
        for code in codes:
            if not _CODE.fullmatch(code):
                systems.complain(
                    system, f"`{code[:40]}` is no {system} code", "write letters, digits and . / : _ -"
                )
        yield system, codes


def _review(fields: Fields) -> ClinicalReview:
    review = fields.fields("review", ("status", "by", "role", "on", "next"))
    if review is None:
        return ClinicalReview()
    if "status" in review:
        _unreviewed(review)
        return ClinicalReview()
    by, role = review.text("by", required=True), review.text("role")
    on, again = review.date("on", required=True), review.date("next")
    if on is not None and again is not None and again <= on:
        review.complain("next", "review: `next` is not later than `on`", "write when the review is due again")
    return ClinicalReview(by, role, on, again, review.line)


def _unreviewed(review: Fields) -> None:
    review.choice("status", ("unreviewed",))
    for key in review.names():
        if key != "status":
            remedy = "take out `status` if a person has reviewed the text, or this key if nobody has"
            review.complain(key, f"review: `{key}` stands beside `status: unreviewed`", remedy)


def _sources(fields: Fields) -> Iterator[Source]:
    for row in fields.rows("sources", ("title", "url")):
        title, url = row.text("title", required=True), row.text("url", required=True)
        fault = None if url is None else web_address_fault(url)
        if fault is not None:
            row.complain("url", f"sources: the url {(url or '')[:60]} cannot be used", fault)
        elif title is not None and url is not None:
            yield Source(title, url)


def _related(fields: Fields) -> Iterator[str]:
    seen: set[str] = set()
    for name in fields.texts("related"):
        if lead_of(f"article:{name}") != Lead(name):
            what = f"related: `{name[:40]}` is no article"
            fields.complain("related", what, "write its file name without .md: fever-in-children")
        elif name in seen:
            fields.complain("related", f"related: `{name}` stands twice", "keep one")
        elif len(seen) == MAX_RELATED:
            fields.complain(
                "related", f"related: there are more than {MAX_RELATED}", "keep those that help most"
            )
            return
        else:
            seen.add(name)
            yield name


def _figure(fields: Fields) -> Figure | None:
    figure = fields.fields("figure", ("file", "alt", "credit", "licence"))
    if figure is None:
        return None
    file = _matching(figure, "file", _FILE, "the bare file name of an SVG, PNG or JPEG: pump.svg")
    alt = figure.text("alt", required="file" in figure)
    if alt is not None:
        _check_alt(figure, alt)
    segment = None if alt is None else Segment(FIGURE_ALT, alt, "alternative text", figure.line)
    return Figure(file, segment, figure.text("credit"), figure.text("licence"))


def _check_alt(figure: Fields, alt: str) -> None:
    try:
        pieces = runs(alt)
    except MarkupError as error:
        what, _, remedy = str(error).partition("; ")
        figure.complain("alt", f"figure: {what}", remedy)
        return
    if any(piece != Run(piece.text) for piece in pieces):
        figure.complain(
            "alt", "figure: the alternative text has markup", "write plain words; a picture has no links"
        )

"""Markdown file -> Article or Disclaimer, or every problem in it as `path:line: problem; remedy`."""

from __future__ import annotations

import re
from pathlib import Path

from portal_api.articles.article import Article, Disclaimer, Section
from portal_api.articles.complaints import Complaints
from portal_api.articles.document import MAX_BYTES, Text, read_text
from portal_api.articles.draft import Draft, read_draft
from portal_api.articles.frontmatter import Fields, read_front_matter
from portal_api.articles.headings import ENGLISH_HEADINGS, Headings
from portal_api.articles.metadata import (
    ARTICLE_KEYS,
    DISCLAIMER_KEYS,
    DisclaimerMetadata,
    Metadata,
    article_metadata,
    disclaimer_metadata,
)
from portal_api.errors import Problem, SourceErrors

DISCLAIMER = "disclaimer"
RESERVED_ARTICLES = frozenset({"portal", DISCLAIMER})

_ARTICLE_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,79}")


def read_article(path: Path, *, ids_required: bool = True) -> Article:
    """The article that the file says; its name without `.md` is the article's id.

    Raises:
        SourceErrors: every mistake in the file, or that it cannot be read.
    """
    return parse_article(read_bytes(path), path, ids_required=ids_required)


def read_disclaimer(path: Path, *, ids_required: bool = True) -> Disclaimer:
    """The disclaimer that the file says. Raises SourceErrors as `read_article` does."""
    return parse_disclaimer(read_bytes(path), path, ids_required=ids_required)


def read_bytes(path: Path) -> bytes:
    """The bytes of a source file, one more than allowed at most.

    Raises:
        SourceErrors: the file cannot be read, or is a pipe or device, which might never end.
    """
    if path.exists() and not path.is_file():
        raise SourceErrors([Problem(path, 1, "this is not an ordinary file", "put an ordinary file there")])
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        reason = error.strerror or "unknown reason"
        raise SourceErrors(
            [Problem(path, 1, f"the file cannot be read ({reason})", "check the path")]
        ) from error


def parse_article(data: bytes, path: Path, *, ids_required: bool = True) -> Article:
    """The article that the bytes of the file `path` say. Raises SourceErrors as `read_article` does."""
    return draft_article(data, path, ids_required=ids_required)[0]


def parse_disclaimer(data: bytes, path: Path, *, ids_required: bool = True) -> Disclaimer:
    """The disclaimer that the bytes of the file `path` say. Raises SourceErrors as `read_article` does."""
    return draft_disclaimer(data, path, ids_required=ids_required)[0]


def draft_article(
    data: bytes, path: Path, headings: Headings = ENGLISH_HEADINGS, *, ids_required: bool
) -> tuple[Article, Draft]:
    """The article and where its ids stand or belong. Raises SourceErrors as `read_article` does."""
    complaints = Complaints(path)
    if (fault := name_fault(path)) is not None:
        what, _, remedy = fault.partition("; ")
        complaints.add(1, what, remedy)
    text = read_text(data, complaints)
    draft = _draft(text, complaints, headings, ids_required=ids_required, sections_allowed=True)
    fields = _fields(text, ARTICLE_KEYS, complaints)
    metadata = None if fields is None else article_metadata(fields)
    complaints.raise_if_any()
    if draft is None or metadata is None:
        raise AssertionError("what could not be read was not reported")
    return _article(path, metadata, draft), draft


def draft_disclaimer(data: bytes, path: Path, *, ids_required: bool) -> tuple[Disclaimer, Draft]:
    """The disclaimer and where its ids stand or belong. Raises SourceErrors as `read_article` does."""
    complaints = Complaints(path)
    text = read_text(data, complaints)
    draft = _draft(text, complaints, ENGLISH_HEADINGS, ids_required=ids_required, sections_allowed=False)
    fields = _fields(text, DISCLAIMER_KEYS, complaints)
    metadata = None if fields is None else disclaimer_metadata(fields)
    if draft is not None:
        _refuse_leads(draft.head, complaints)
    complaints.raise_if_any()
    if draft is None or metadata is None:
        raise AssertionError("what could not be read was not reported")
    return _disclaimer(path, metadata, draft), draft


def name_fault(path: Path) -> str | None:
    """Why the name of a file cannot be an article's, and what to do; or None."""
    if path.stem in RESERVED_ARTICLES:
        return f"`{path.stem}` is a name that the portal itself uses; give the file another name"
    if not _ARTICLE_ID.fullmatch(path.stem) or path.suffix != ".md":
        remedy = "use small letters a-z, digits and hyphens, and end it with .md: knee-replacement.md"
        return f"the name of the file cannot be an article's id; {remedy}"
    return None


def _draft(
    text: Text | None,
    complaints: Complaints,
    headings: Headings,
    *,
    ids_required: bool,
    sections_allowed: bool,
) -> Draft | None:
    if text is None:
        return None
    return read_draft(
        text, complaints, headings, ids_required=ids_required, sections_allowed=sections_allowed
    )


def _fields(text: Text | None, known: tuple[str, ...], complaints: Complaints) -> Fields | None:
    if text is None or text.front is None:
        return None
    return read_front_matter(text.front, known, complaints)


def _article(path: Path, metadata: Metadata, draft: Draft) -> Article:
    return Article(
        id=path.stem,
        language=metadata.language,
        kind=metadata.kind,
        audience=metadata.audience,
        topic=metadata.topic,
        codes=metadata.codes,
        review=metadata.review,
        sources=metadata.sources,
        figure=metadata.figure,
        head=draft.head,
        sections=draft.sections,
        path=path,
        related=metadata.related,
        related_line=metadata.related_line,
    )


def _refuse_leads(head: Section, complaints: Complaints) -> None:
    """The disclaimer is shown beside every article, also where the one that it led to is withdrawn."""
    for segment in head.segments():
        if "](article:" in segment.text:
            remedy = "say it in the text itself, or give the whole address, https://..."
            complaints.add(segment.line, "the disclaimer cannot lead to an article", remedy)


def _disclaimer(path: Path, metadata: DisclaimerMetadata, draft: Draft) -> Disclaimer:
    return Disclaimer(
        metadata.id, metadata.version, metadata.language, draft.head, metadata.supersedes_at_once, path
    )

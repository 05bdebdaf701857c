"""An answer takes a stored article as it was written: every byte as if it had been read and written again."""

from __future__ import annotations

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from portal_api.releases.editions.body import (
    STATUSES,
    ArticleBodySchema,
    FigureSchema,
    HeadSchema,
    PartSchema,
    SectionSchema,
    canonical,
)
from portal_api.web.shown import Chosen
from portal_api.web.written import members, outline, read, spliced

# What a text could be taken for, were its quotation marks not escaped.
NAMES = (
    ',"head":',
    ',"figure":{',
    ',"translation":{',
    '"status":"translated"',
    '"type":"callout","kind":"note"',
    '"locale":"en","dir":"ltr","status":"source","origin":"human","reviewed":true',
    "\\",
    '"',
    "}",
)
TEXTS = st.lists(st.sampled_from(NAMES) | st.text(max_size=5), max_size=4).map("".join)
TAGS = st.sampled_from(["en", "es", "ar", "zh-Hans"])
NO_REASON = {
    "locale": TAGS,
    "dir": st.sampled_from(["ltr", "rtl"]),
    "origin": st.sampled_from(["human", "machine"]),
}
NO_REASON |= {"reviewed": st.booleans(), "status": st.sampled_from(STATUSES)}
SEGMENT = {"id": TEXTS, "text": TEXTS, "runs": st.just([])}
SEGMENTS = st.lists(st.fixed_dictionaries(SEGMENT), max_size=2)
PARAGRAPHS = st.fixed_dictionaries({"type": st.just("paragraph"), **SEGMENT})
LISTS = st.fixed_dictionaries({"type": st.just("list"), "ordered": st.booleans(), "items": SEGMENTS})
KINDS = st.sampled_from(["note", "warning", "emergency"])
BLOCKS = st.lists(
    PARAGRAPHS | LISTS | SEGMENTS.flatmap(lambda inner: KINDS.map(lambda kind: callout(kind, inner)))
)


def callout(kind, paragraphs):
    """A callout as it is stored."""
    return {"type": "callout", "kind": kind, "paragraphs": paragraphs}


def stored(schema, **strategies):
    """What a schema writes, in its order; a reason only now and then."""
    names = dict.fromkeys((*getattr(schema, "FIRST", ()), *schema().fields))
    is_part = issubclass(schema, PartSchema)
    known = {**(NO_REASON if is_part else {}), **strategies}
    reasons = {"reason": st.sampled_from(["missing", "stale", "unsafe"])} if is_part else {}
    made = st.fixed_dictionaries(known, optional=reasons)
    return made.map(lambda data: {name: data[name] for name in names if name in data})


ARTICLES = stored(
    ArticleBodySchema,
    **dict.fromkeys(("id", "kind", "audience", "topic"), TEXTS),
    **dict.fromkeys(("source_locale", "locale"), TAGS),
    dir=st.just("ltr"),
    head=stored(HeadSchema, title=TEXTS, summary=BLOCKS),
    sections=st.lists(stored(SectionSchema, id=TEXTS, aspect=TEXTS, title=TEXTS, blocks=BLOCKS), max_size=3),
    translation=st.just({"complete": False, "translated": 1, "sections": 2}),
    figure=st.none() | stored(FigureSchema, file=TEXTS, alt=TEXTS, credit=TEXTS),
    review=st.sampled_from([{"status": "unreviewed"}, {"status": "reviewed", "by": "Ana"}]),
    sources=st.lists(st.fixed_dictionaries({"title": TEXTS}), max_size=1),
    codes=st.dictionaries(st.sampled_from(["head", "figure", "translation", "status"]), st.just(["x"])),
)
EDITION = {"release": 41, "digest": "7f3a", "updated_at": "2026-11-22T09:00:00Z"}
OPENING = ("id", "kind", "audience", "topic", "source_locale", "locale", "dir")


@settings(max_examples=60, deadline=None)
@given(ARTICLES)
def test_an_answer_is_what_reading_and_writing_it_would_give(article):
    picture = {"url": "https://portal.example/x.svg"} if article["figure"] else None
    figure = picture and {**picture, **article["figure"]}
    opening = {name: article[name] for name in OPENING}
    expected = opening | {"edition": EDITION} | article | {"figure": figure}
    written = spliced(canonical(article), EDITION, picture)
    assert b"{%b}" % written == canonical({name: expected[name] for name in (*opening, "edition", *expected)})
    assert read(written) == expected


@settings(max_examples=60, deadline=None)
@given(ARTICLES)
def test_an_outline_needs_the_same_marks_as_the_whole(article):
    told = outline(canonical(article))
    short, long = Chosen(told, b""), Chosen(article, b"")
    assert short.wording == long.wording
    assert (short.falls_back, short.has_withheld) == (long.falls_back, long.has_withheld)
    assert long.has_withheld or short.labels == long.labels
    for name in (*OPENING, "figure", "review"):
        assert told[name] == article[name]


def test_a_part_that_is_written_in_another_order_is_not_overlooked():
    part = {"status": "fallback", "reason": "stale", "locale": "en", "dir": "ltr", "origin": "human"}
    article = {
        "id": "pump",
        "source_locale": "en",
        "locale": "es",
        "head": {"locale": "es", "dir": "ltr", "status": "translated", "origin": "human", "reviewed": True},
        "sections": [{"id": "overview", **part, "reviewed": True, "blocks": []}],
        "translation": {"complete": False},
        "figure": None,
    }
    assert outline(canonical(article)) == article


def test_members_are_an_object_without_its_braces():
    assert members({}) == b""
    assert json.loads(b"{%b}" % members({"a": [1], "b": "ü"})) == {"a": [1], "b": "ü"}

"""What is stored of an edition is, to the byte, what the schemas that we promise would dump."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from marshmallow import EXCLUDE

from portal_api.articles.article import Article, ClinicalReview, Section, Source
from portal_api.articles.inline import Run
from portal_api.catalogs.reviews import Approval
from portal_api.catalogs.verdicts import AcceptedFinding
from portal_api.locales import Locale
from portal_api.releases.editions.beside import accepted_in, approval_in, origin_of, origins_of
from portal_api.releases.editions.body import (
    REASONS,
    STATUSES,
    ArticleBodySchema,
    FigureSchema,
    HeadSchema,
    Json,
    Record,
    SectionSchema,
    canonical,
)
from portal_api.releases.editions.body import BlockField as Blocks
from portal_api.releases.editions.dump import block_json, dump_disclaimer, dump_edition
from portal_api.releases.editions.edition import (
    Edition,
    FigurePart,
    ItemList,
    Notice,
    Paragraph,
    Part,
    ShownBlock,
    Text,
)
from portal_api.releases.editions.parts import load_parts

WORDS = st.text(max_size=5)
MAYBE = st.none() | WORDS
DAYS = st.none() | st.dates(max_value=datetime.date(2100, 1, 1))
LOCALES = st.sampled_from([Locale("en"), Locale("ar"), Locale("zh-Hans"), Locale("pt-BR")])
RUNS = st.lists(st.builds(Run, WORDS, st.booleans(), st.booleans(), MAYBE), max_size=2).map(tuple)
TEXTS = st.lists(st.builds(Text, WORDS, WORDS, RUNS), max_size=2).map(tuple)
BLOCKS = st.one_of(
    st.builds(Paragraph, WORDS, WORDS, RUNS),
    st.builds(ItemList, st.booleans(), TEXTS),
    st.builds(Notice, st.sampled_from(["note", "warning", "emergency"]), TEXTS),
)
APPROVALS = st.none() | st.just(Approval("Ana", "nurse", datetime.date(2026, 1, 1)))
LEFT_OUT = ("reason", "aspect", "companions")
ACCEPTED = st.builds(AcceptedFinding, WORDS, WORDS, MAYBE, WORDS)
PART = {
    "locale": LOCALES,
    "status": st.sampled_from(STATUSES),
    "reason": st.none() | st.sampled_from(REASONS),
    "origin": st.sampled_from(["human", "machine"]),
    "approval": APPROVALS,
    "title": WORDS,
    "blocks": st.lists(BLOCKS, max_size=3).map(tuple),
    "source_digest": st.just("0"),
    "aspect": MAYBE,
    "companions": st.lists(WORDS, max_size=2).map(tuple),
}
SIZES = {
    "file": WORDS,
    "width": st.integers(0, 9),
    "height": st.integers(0, 9),
    "credit": MAYBE,
    "licence": MAYBE,
}
FIGURES = st.builds(FigurePart, st.just("figure"), **PART, **SIZES) | st.builds(
    Part, st.just("figure"), **PART
)
PARTS = st.tuples(
    st.builds(Part, st.just("head"), **PART).map(lambda part: (part,)),
    st.lists(st.builds(Part, st.sampled_from("abc"), **PART), max_size=3).map(tuple),
    FIGURES.map(lambda part: (part,)) | st.just(()),
).map(lambda found: sum(found, ()))
ARTICLES = st.builds(
    Article,
    WORDS,
    LOCALES,
    st.sampled_from(["procedure", "test"]),
    st.sampled_from(["child", "adult"]),
    MAYBE,
    st.lists(
        st.tuples(st.sampled_from(["icd10", "mesh"]), st.lists(WORDS).map(tuple)),
        unique_by=lambda one: one[0],
    ),
    st.builds(ClinicalReview, MAYBE, MAYBE, DAYS, DAYS),
    st.lists(st.builds(Source, WORDS, WORDS), max_size=2).map(tuple),
    st.none(),
    st.just(Section("head", None, None, ())),
    st.just(()),
    st.just(Path("a.md")),
)


@given(st.builds(Edition, ARTICLES, LOCALES, PARTS))
@settings(max_examples=200, deadline=None)
def test_an_edition_is_stored_as_the_schemas_dump_it(edition: Edition) -> None:
    assert canonical(dump_edition(edition)) == canonical(ArticleBodySchema().dump(edition))


@given(BLOCKS)
def test_so_is_each_block(block: ShownBlock) -> None:
    found = block_json(block)
    schema: type[Record] = Blocks.SCHEMAS[found["type"]]
    assert canonical(found) == canonical(schema().dump(block))


@given(st.builds(Edition, ARTICLES, LOCALES, PARTS))
@settings(max_examples=50, deadline=None)
def test_the_parts_of_what_is_stored_are_read_as_the_schemas_load_them(edition: Edition) -> None:
    assume(edition.figure is None or isinstance(edition.figure, FigurePart))
    body: Json = json.loads(canonical(dump_edition(edition)))
    found = load_parts(body, origins_of(edition))
    stored = {"head": (HeadSchema(), body["head"])}
    stored |= {one["id"]: (SectionSchema(), one) for one in body["sections"]}
    stored |= {"figure": (FigureSchema(), body["figure"])} if body["figure"] else {}
    assert list(found) == list(stored)
    for name, (schema, data) in stored.items():
        by_schema = {key: value for key, value in schema.load(data, unknown=EXCLUDE).items() if key in PART}
        by_hand = vars(found[name])
        assert by_hand | by_schema == by_hand
        assert not any(by_hand[key] for key in LEFT_OUT if key not in by_schema)


@settings(deadline=None, max_examples=50)
@given(st.builds(Part, st.just("a"), accepted=st.lists(ACCEPTED, max_size=2).map(tuple), **PART), LOCALES)
def test_what_is_kept_beside_a_part_comes_back(part: Part, locale: Locale) -> None:
    origin: Json = json.loads(canonical(origin_of(part)))
    assert (approval_in(origin), accepted_in(origin)) == (part.approval, part.accepted)


@settings(deadline=None, max_examples=50)
@given(st.builds(Part, st.just("a"), **PART))
def test_a_disclaimer_is_stored_as_the_schema_dumps_it(part: Part) -> None:
    names = ("locale", "dir", "origin", "reviewed", "title", "blocks")
    shown = dict(SectionSchema(only=names).dump(part))
    blocks = shown.pop("blocks")
    by_schema = {"id": "general", "version": "1", **shown, "text": "Text.", "blocks": blocks}
    assert canonical(dump_disclaimer("general", "1", part, "Text.")) == canonical(by_schema)

"""What is stored of an edition is, to the byte, what the schemas that we promise would dump."""

from __future__ import annotations

import datetime
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from portal_api.articles.article import Article, ClinicalReview, Section, Source
from portal_api.articles.inline import Run
from portal_api.catalogs.reviews import Approval
from portal_api.locales import Locale
from portal_api.releases.body import REASONS, STATUSES, ArticleBodySchema, Record, canonical, dump_edition
from portal_api.releases.body import BlockField as Blocks
from portal_api.releases.dump import block_json
from portal_api.releases.edition import (
    Edition,
    FigurePart,
    ItemList,
    Notice,
    Paragraph,
    Part,
    ShownBlock,
    Text,
)

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

"""A finding can be accepted: by a person, for exactly these texts, or, if it only warns, by a comment."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from portal_api.articles.article import Article, Block, ClinicalReview, Section, Segment
from portal_api.articles.library import Policy
from portal_api.catalogs.checks import CHECKS, SHIFTED
from portal_api.catalogs.coverage import PartTranslation, translate
from portal_api.catalogs.gettext.po import PoFile, parse_po
from portal_api.catalogs.marks import read_marks
from portal_api.catalogs.messages import messages
from portal_api.catalogs.reviews import Accepted, Reviews
from portal_api.catalogs.update import update
from portal_api.locales import Locale

EN, DE = Locale("en"), Locale("de")
ROOT = Path("/library")
OPEN = Policy("publish", "publish", ())
HUMAN = Reviews(Path("pump.toml"), "human")
SOURCES = {"title": "Pump", **{f"p{n}": f"Take {n} mg a day." for n in range(1, 7)}}


def article(sources: dict[str, str]) -> Article:
    paragraphs = tuple(Segment(name, text, "paragraph") for name, text in sources.items() if name != "title")
    head = Section("head", None, Segment("title", sources["title"], "title"), (Block("list", paragraphs),))
    path = ROOT / "content/articles/pump.md"
    return Article("pump", EN, "procedure", "child", None, (), ClinicalReview(), (), None, head, (), path)


def catalog(texts: dict[str, str], comments: dict[str, tuple[str, ...]] | None = None) -> PoFile:
    """The German catalog with these texts, and these comments by segment."""
    empty = update(messages(article(SOURCES), ROOT), None, DE).po
    entries = (
        replace(
            entry,
            texts=(texts.get(entry.context or "", ""),),
            comments=(comments or {}).get(entry.context or "", ()),
        )
        for entry in empty.entries
    )
    return parse_po(replace(empty, entries=tuple(entries)).to_bytes(), Path("pump.po"))


def judged(po: PoFile, reviews: Reviews = HUMAN) -> PartTranslation:
    (part,) = translate(article(SOURCES), po, None, reviews, OPEN, (), DE)
    return part


RIGHT = {"title": "Pumpe", **{f"p{n}": f"Nehmen Sie {n} mg am Tag." for n in range(1, 7)}}
ASKS = {**RIGHT, "p1": "Nehmen Sie 1 mg am Tag?"}


def test_a_comment_accepts_a_warning_and_says_why() -> None:
    (found,) = judged(catalog(ASKS)).findings
    assert found.finding.check == "end-punctuation"
    assert not found.accepted
    marked = catalog(ASKS, {"p1": ("accept: end-punctuation because it is a question here",)})
    part = judged(marked)
    assert [(one.check, one.by, one.because) for one in part.accepted] == [
        ("end-punctuation", None, "it is a question here")
    ]


def test_a_mark_survives_an_update_of_its_text() -> None:
    marked = catalog(ASKS, {"p1": ("accept: end-punctuation because it is a question here",)})
    changed = article({**SOURCES, "p1": "Take 1 mg every day."})
    po = update(messages(changed, ROOT), marked, DE).po
    comments = next(entry.comments for entry in po.live() if entry.context == "p1")
    assert "end-punctuation" in read_marks(comments)


@pytest.mark.parametrize("check", sorted(one.id for one in CHECKS if one.severity == "error"))
def test_no_comment_accepts_an_error(check: str) -> None:
    wrong = {**RIGHT, "p1": "Nehmen Sie 100 mg am Tag."}
    part = judged(catalog(wrong, {"p1": (f"accept: {check} because we want it so",)}))
    assert part.status == "rejected"
    assert not part.accepted
    assert any(one.finding.check == "mark" and check in one.finding.what for one in part.findings)


@pytest.mark.parametrize(
    ("comment", "what"),
    [
        ("accept: end-punctuation", "does not say why"),
        ("accept: end-punctuation because", "does not say why"),
        ("Accept:  no-such-check because I like it", "no check called 'no-such-check'"),
    ],
)
def test_a_mark_that_answers_nothing_is_told(comment: str, what: str) -> None:
    part = judged(catalog(ASKS, {"p1": (comment,)}))
    assert any(what in one.finding.what for one in part.findings)
    assert not part.accepted


@pytest.mark.parametrize("comment", ["accepted by Ana", "I accept: this because", "accept", "# accept"])
def test_an_ordinary_comment_is_no_mark(comment: str) -> None:
    assert not read_marks([comment])


def test_a_record_names_the_person_and_holds_for_exactly_these_words() -> None:
    wrong = {**RIGHT, "p1": "Nehmen Sie 100 mg am Tag."}
    records = tuple(
        Accepted("p1", one.finding.check, "Ana", "as ordered", one.digests)
        for one in judged(catalog(wrong)).findings
        if one.blocks and one.digests
    )
    assert "numbers" in {one.check for one in records}
    reviews = replace(HUMAN, accepted=records)
    part = judged(catalog(wrong), reviews)
    assert (part.status, part.accepted[0].by) == ("translated", "Ana")
    other = {**RIGHT, "p1": "Nehmen Sie 1000 mg am Tag."}
    assert judged(catalog(other), reviews).status == "rejected"


def test_numbers_that_a_person_accepted_do_not_make_a_catalog_shifted() -> None:
    wrong = {**RIGHT, **{f"p{n}": f"Nehmen Sie {n + 10} mg am Tag." for n in range(1, 6)}}
    before = judged(catalog(wrong))
    assert any(one.finding.check == SHIFTED for one in before.findings)
    records = tuple(
        Accepted(one.segment, "numbers", "Ana", "as ordered", one.digests)
        for one in before.findings
        if one.finding.check == "numbers" and one.segment and one.digests
    )
    after = judged(catalog(wrong), replace(HUMAN, accepted=records))
    assert not any(one.finding.check == SHIFTED for one in after.findings)
    assert after.status == "translated"

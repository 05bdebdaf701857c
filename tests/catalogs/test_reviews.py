"""Reviews are bound to exact texts, read strictly, and written by appending only."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from effort import assert_cheap

from portal_api.articles.characters import joined
from portal_api.articles.library import Harmless
from portal_api.catalogs.digests import digests_of
from portal_api.catalogs.meaning import Lineage, text_digest
from portal_api.catalogs.reviews import (
    Accepted,
    Approval,
    ApprovedSection,
    Reviews,
    accept,
    approve,
    parse_reviews,
    read_reviews,
)
from portal_api.errors import SourceErrors

PATH = Path("a.toml")
DAY = datetime.date(2026, 10, 1)
NO_CHANGES = Lineage.of([])
DIGESTS = digests_of([("p1", "Take 5 mg.", "Tome 5 mg.")], NO_CHANGES)
APPROVED = ApprovedSection("risks", "human", Approval('Dr. "A" \\ Ñandú', "paediatrician", DAY), DIGESTS)
ACCEPTED = Accepted("p1", "numbers", "An Editor", "the number is\npart of a name", DIGESTS)

FILE = f"""# who wrote this
origin = "machine"   # all of it

[[section]]
id = "risks"
origin = "human"

[[approval]]
section = "risks"
origin = "human"
by = "A"
role = "nurse"
on = 2026-09-01
digest = "{DIGESTS.digest}"
"""


def harmless(old: str, new: str) -> Lineage:
    return Lineage.of([Harmless("a", "p1", text_digest(old), text_digest(new), "An Editor", "a typo")])


def test_a_file_says_who_wrote_and_who_approved_what() -> None:
    reviews = parse_reviews(FILE.encode(), PATH)
    assert (reviews.origin("risks"), reviews.origin("overview"), reviews.origin_known) == (
        "human",
        "machine",
        True,
    )
    approved = reviews.approval("risks", DIGESTS)
    assert approved is not None
    assert approved.approval == Approval("A", "nurse", datetime.date(2026, 9, 1))
    assert reviews.approval("overview", DIGESTS) is None


@pytest.mark.parametrize("text", ["", "# nothing\n"])
def test_texts_of_unknown_origin_count_as_machine_made(text: str, tmp_path: Path) -> None:
    for reviews in (parse_reviews(text.encode(), PATH), read_reviews(tmp_path / "none.toml")):
        assert (reviews.origin("risks"), reviews.origin_known) == ("machine", False)


@pytest.mark.parametrize(
    "text",
    ["", FILE, FILE.rstrip("\n"), FILE.replace("\n", "\r\n"), 'origin = "human"\n\n\n', "# last words"],
)
def test_an_approval_is_appended_and_nothing_else_changes(text: str) -> None:
    longer = approve(text, APPROVED, PATH)
    assert longer.startswith(text)
    assert parse_reviews(longer.encode(), PATH).approvals[-1] == APPROVED
    both = accept(longer, ACCEPTED, PATH)
    assert both.startswith(longer)
    reviews = parse_reviews(both.encode(), PATH)
    assert reviews.accepted == (ACCEPTED,)
    assert reviews.acceptance("p1", "numbers", DIGESTS) == ACCEPTED
    assert reviews.acceptance("p1", "links", DIGESTS) is None
    assert ("\r\n" in text) == ("\r\n" in longer.replace(text, ""))


def test_of_several_approvals_the_latest_that_fits_counts() -> None:
    other = digests_of([("p1", "Take 6 mg.", "Tome 6 mg.")], NO_CHANGES)
    later = ApprovedSection("risks", "human", Approval("B", "doctor", datetime.date(2027, 1, 1)), other)
    reviews = parse_reviews(approve(approve(FILE, later, PATH), APPROVED, PATH).encode(), PATH)
    assert reviews.approval("risks", DIGESTS) == APPROVED
    assert reviews.approval("risks", other) == later


@pytest.mark.parametrize(
    "texts",
    [
        [("p1", "Take 5 mg.", "Tome 50 mg.")],
        [("p1", "Take 50 mg.", "Tome 5 mg.")],
        [("p2", "Take 5 mg.", "Tome 5 mg.")],
        [("p1", "Take 5 mg.", "Tome 5 mg. ")],
        [("p1", "Take 5 mg.", "Tome 5 mg."), ("p2", "", "")],
        [],
    ],
)
def test_one_changed_word_is_another_digest(texts: list[tuple[str, str, str]]) -> None:
    assert not digests_of(texts, NO_CHANGES).fit(DIGESTS)


def test_digests_are_the_same_in_every_release() -> None:
    assert [DIGESTS.digest, DIGESTS.exact] == [
        "sha256:8af612f9de1980e1530df298176cca9f0ded6b8e12e2313fe65532b1df71fb54",
        "sha256:db717cdaf61679d11ac8a0ebdcf87d21bb07c4a65c667c124f08d1c2d9e0698d",
    ]


@pytest.mark.parametrize("source", ["Take 5 mg", "Take  5\u00a0mg!", "Take 5 mg ."])
def test_an_approval_carries_over_an_automatic_harmless_change(source: str) -> None:
    assert digests_of([("p1", source, "Tome 5 mg.")], NO_CHANGES).fit(DIGESTS)


def test_an_approval_carries_over_declared_harmless_changes() -> None:
    first = digests_of([("p1", "The alerm.", "x")], NO_CHANGES)
    second = digests_of([("p1", "The alarm.", "x")], harmless("The alerm.", "The alarm."))
    assert second.fit(first)
    assert first.fit(second)
    assert not digests_of([("p1", "The alarm.", "x")], NO_CHANGES).fit(first)
    assert not digests_of([("p1", "The alarm.", "y")], harmless("The alerm.", "The alarm.")).fit(first)


@pytest.mark.parametrize(
    "parts",
    [
        (
            "每次",
            "服用",
            "500 mg",
            "，",
            "每天",
            "3",
            "次",
            "，",
            "共",
            "10",
            "万",
            "单位",
            "。",
            "请",
            "就医",
            "！",
        ),
        ("食後", "に", "、", "5", "錠", "。", "三", "十", "滴", "。", "ビタミン", "Ｄ", "を", "飲む", "。"),
    ],
    ids=["Chinese", "Japanese"],
)
def test_where_the_lines_of_a_source_end_is_nothing_that_an_approval_hangs_on(parts: tuple[str, ...]) -> None:
    text = "".join(parts)
    approved = digests_of([("p1", text, "Take it.")], NO_CHANGES)
    for at in range(1, len(parts)):
        wrapped = joined(["".join(parts[:at]), "".join(parts[at:])])
        assert digests_of([("p1", wrapped, "Take it.")], NO_CHANGES).fit(approved), wrapped


def test_declarations_of_plain_forms_and_automatic_changes_go_together() -> None:
    first = digests_of([("p1", "The alerm.", "x")], NO_CHANGES)
    assert digests_of([("p1", "The alarm!", "x")], harmless("The alerm", "The alarm")).fit(first)


@pytest.mark.parametrize("steps", [[("a", "b"), ("b", "a")], [("a", "a")]])
def test_declarations_in_a_circle_end(steps: list[tuple[str, str]]) -> None:
    changes = [Harmless("a", "p1", text_digest(old), text_digest(new), "x", "y") for old, new in steps]
    assert digests_of([("p1", "a", "x")], Lineage.of(changes)).digest


@pytest.mark.parametrize(
    ("old", "new", "line", "what"),
    [
        ('origin = "machine"', 'origni = "machine"', 2, "did you mean `origin`?"),
        ('origin = "machine"', 'origin = "robot"', 2, "it must be one of 'human', 'machine'"),
        ('by = "A"', "", 8, "'by' is missing"),
        ('by = "A"', 'by = " "', 11, "'by' is empty"),
        ('by = "A"', "by = 5", 11, "'by' is not a text"),
        ("on = 2026-09-01", 'on = "2026-09-01"', 13, "not a date"),
        ("on = 2026-09-01", "on = 2026-09-01T10:00:00", 13, "not a date"),
        ("sha256:", "md5:", 14, "not a SHA-256 digest"),
        ('role = "nurse"', 'rolle = "nurse"', 12, "did you mean `role`?"),
        ("[[approval]]", "[[aproval]]", 8, "did you mean `approval`?"),
        ("[[section]]", "[section]", 4, "is not a list"),
        ("[[approval]]", '[[section]]\nid = "risks"\norigin = "human"\n[[approval]]', 9, "stands here twice"),
        ('by = "A"', "by = ", 11, "not valid TOML"),
        ('by = "A"', "by = " + "[" * 5000, 1, "not valid TOML"),
        ('by = "A"', 'by = "' + "x" * 20_000 + '"', 11, "longer than"),
    ],
)
def test_a_mistake_is_named_with_its_line(old: str, new: str, line: int, what: str) -> None:
    assert old in FILE
    with pytest.raises(SourceErrors) as refused:
        parse_reviews(FILE.replace(old, new, 1).encode(), PATH)
    assert any(problem.line == line and what in str(problem) for problem in refused.value.problems)


@pytest.mark.parametrize(
    "text", ["section = [1]", "approval = 5", "accepted = {}", "origin = 5", "section = [{}]"]
)
def test_values_of_other_types_are_refused(text: str) -> None:
    with pytest.raises(SourceErrors):
        parse_reviews(text.encode(), PATH)


def test_nothing_is_appended_to_a_file_with_mistakes() -> None:
    with pytest.raises(SourceErrors):
        approve("origni = 'human'\n", APPROVED, PATH)
    with pytest.raises(SourceErrors):
        approve("approval = []\n", APPROVED, PATH)
    with pytest.raises(SourceErrors):
        approve("", ApprovedSection("risks", "human", Approval(" ", "nurse", DAY), DIGESTS), PATH)


def test_links_and_large_files_are_refused(tmp_path: Path) -> None:
    real, link, dangling, large = (tmp_path / name for name in ("a.toml", "b.toml", "c.toml", "d.toml"))
    real.write_text(FILE)
    link.symlink_to(real)
    dangling.symlink_to(tmp_path / "none")
    large.write_text("# x\n" * 300_000)
    assert read_reviews(real).path == real
    for path in (link, dangling, large, tmp_path):
        with pytest.raises(SourceErrors):
            read_reviews(path)


@pytest.mark.parametrize(
    "text",
    [
        "[[approval]]\n" * 19_000,
        ("[" + "a." * 4000 + "a]\n") * 100,
        "a = [\n" * 100_000,
        "\n".join(f"k{n} = {n}" for n in range(19_000)),
    ],
)
def test_a_hostile_file_is_refused_quickly(text: str) -> None:
    def refused() -> None:
        with pytest.raises(SourceErrors):
            parse_reviews(text.encode(), PATH)

    assert_cheap(refused, seconds=3)


def test_nobody_has_reviewed_what_has_no_reviews() -> None:
    assert Reviews(PATH).approval("risks", DIGESTS) is None

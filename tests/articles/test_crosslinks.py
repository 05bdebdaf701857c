"""A link to another article is refused where the library has no such place, with the line and the remedy."""

from __future__ import annotations

from pathlib import Path

import pytest
from effort import assert_cheap
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from portal_api.articles.crosslinks import MAX_LEADS, Neighbours, broken_leads, leads_of
from portal_api.articles.inline import MarkupError, Run, markdown, runs
from portal_api.articles.library import read_library
from portal_api.articles.links import Lead, lead_of, link_fault
from portal_api.articles.metadata import MAX_RELATED
from portal_api.articles.reader import parse_article

HEAD = "---\nlanguage: en\nkind: condition\naudience: adult\nreview: {status: unreviewed}\n"
TEXT = "# Title\n\nA text. {#lead}\n\n## What is it? {#overview}\n\n"
SETTINGS = """\
default_locale = "en"
locales = ["en"]
[publisher]
name = "Tiny"
url = "https://tiny.example.org"
notice = "Tiny"
[policy]
machine = "publish"
human = "publish"
"""
DISCLAIMER = '---\nid: general\nversion: "1"\nlanguage: en\n---\n# About\n\nFor education only. {#d1}\n'
WITHDRAWN = '[[withdrawn]]\narticle = "%s"\nreason = "superseded"\n%son = 2026-11-22\n'


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A library with the article fever-in-children, which has the sections overview and risks."""
    write(tmp_path / "content/library.toml", SETTINGS)
    write(tmp_path / "content/disclaimer.md", DISCLAIMER)
    fever = TEXT + "Hot. {#p1}\n\n## Which risks? {#risks aspect=risks-or-complications}\n\nFew. {#p2}\n"
    article(tmp_path, "fever-in-children", fever)
    return tmp_path


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def article(root: Path, name: str, text: str, front: str = "") -> None:
    write(root / f"content/articles/{name}.md", f"{HEAD}{front}---\n{text}")


def told(root: Path, text: str, front: str = "") -> list[str]:
    """What is said of the article `cold` with this paragraph in line 13."""
    article(root, "cold", f"{TEXT}{text} {{#p1}}\n", front)
    return [str(one).partition("articles/")[2] for one in read_library(root).problems.get("cold", ())]


@pytest.mark.parametrize(
    "link",
    ["article:fever-in-children", "article:fever-in-children#risks", "article:cold", "article:cold#overview"],
)
def test_a_link_to_what_the_library_has_is_accepted(root, link):
    assert told(root, f"See [this]({link}).") == []


NAMED = {
    "article:fevr-in-children": "the library has no article `fevr-in-children`; "
    "did you mean `fever-in-children`?",
    "article:gout": "the library has no article `gout`; write the name of its file in content/articles",
    "article:fever-in-children#risk": "the article `fever-in-children` has no section `risk`; "
    "did you mean `risks`?",
    "article:cold#risks": "the article `cold` has no section `risks`; write one of: overview",
}


@pytest.mark.parametrize(("link", "problem"), NAMED.items())
def test_a_link_to_what_is_not_there_names_line_and_remedy(root, link, problem):
    assert told(root, f"See [this]({link}).") == [f"cold.md:13: `{link}` leads nowhere: {problem}"]


@pytest.mark.parametrize(
    ("successor", "remedy"),
    [
        ('successor = "fever-in-children"\n', "lead to article:fever-in-children, its successor"),
        ("", "take the link out"),
    ],
)
def test_a_link_to_a_withdrawn_article_names_its_successor(root, successor, remedy):
    article(root, "heat", TEXT + "Hot. {#p1}\n")
    write(root / "content/withdrawn.toml", WITHDRAWN % ("heat", successor))
    what = "`article:heat` leads nowhere: the article `heat` is withdrawn (superseded)"
    assert told(root, "See [this](article:heat).") == [f"cold.md:13: {what}; {remedy}"]


def test_what_is_withdrawn_in_one_language_can_still_be_led_to(root):
    write(root / "content/withdrawn.toml", WITHDRAWN % ("fever-in-children", 'locale = "es"\n'))
    assert told(root, "See [this](article:fever-in-children).") == []


def test_a_withdrawn_article_is_not_asked_where_it_leads(root):
    write(root / "content/withdrawn.toml", WITHDRAWN % ("cold", ""))
    assert told(root, "See [this](article:nowhere).") == []


def test_one_bad_link_stops_no_other_article(root):
    assert told(root, "See [this](article:nowhere).")
    assert [one.id for one in read_library(root).articles] == ["fever-in-children"]


def test_a_mistake_in_an_article_is_none_of_those_that_lead_to_it(root):
    article(root, "broken", TEXT + "<b>No.</b> {#p1}\n")
    assert told(root, "See [this](article:broken#overview).") == []


def test_each_bad_link_is_told_and_in_its_own_line(root):
    assert [line.split(":")[1] for line in told(root, "[a](article:one), [b](article:two)")] == ["13", "13"]
    assert [line.split(":")[1] for line in told(root, "Text.", "related: [one, two]\n")] == ["6", "6"]


@pytest.mark.parametrize(
    ("related", "problem"),
    [
        ("[Fever]", "related: `Fever` is no article; write its file name without .md: fever-in-children"),
        ("[fever-in-children.md]", "related: `fever-in-children.md` is no article; "),
        ("[fever-in-children#risks]", "related: `fever-in-children#risks` is no article; "),
        ("[fever-in-children, fever-in-children]", "related: `fever-in-children` stands twice; keep one"),
        ("[cold]", "related: it names the article itself; take it out"),
        ("fever-in-children", "`related` is not a list; "),
        ("[[fever-in-children]]", "`related` is not a single text; "),
        (f"[{', '.join(f'a{n}' for n in range(MAX_RELATED + 1))}]", "related: there are more than 10; "),
    ],
)
def test_what_cannot_be_related_is_refused_at_its_line(root, related, problem):
    assert any(
        line.startswith(f"cold.md:6: {problem}") for line in told(root, "Text.", f"related: {related}\n")
    )


def test_related_articles_keep_their_order(root):
    for name in ("zinc", "asthma"):
        article(root, name, TEXT + "Text. {#p1}\n")
    assert told(root, "Text.", "related: [zinc, fever-in-children, asthma]\n") == []
    found = {one.id: one for one in read_library(root).articles}["cold"]
    assert found.related == ("zinc", "fever-in-children", "asthma")
    assert [lead for lead, _ in leads_of(found)] == [Lead(name) for name in found.related]


def test_an_article_leads_to_a_bounded_number_of_others(root):
    for number in range(MAX_LEADS + 1):
        article(root, f"other-{number}", TEXT + "Text. {#p1}\n")
    several = " ".join(f"[x](article:other-{number})" for number in range(MAX_LEADS))
    assert told(root, several) == []
    (line,) = told(root, f"{several} [y](article:other-{MAX_LEADS})")
    assert "leads to more than 50 places; keep the links that help most" in line


def test_the_disclaimer_leads_to_no_article(root):
    write(root / "content/disclaimer.md", DISCLAIMER.replace("only", "[only](article:fever-in-children)"))
    (problem,) = read_library(root).problems["disclaimer"]
    assert "the disclaimer cannot lead to an article; say it in the text itself" in str(problem)


@pytest.mark.parametrize(
    "address",
    ["article:", "article:Fever", "article:a b", "article:a#", "article:a#B", "article:../a", "ARTICLE:a"],
)
def test_an_address_that_is_no_name_of_an_article_is_refused(address):
    assert lead_of(address) is None
    assert link_fault(address) is not None


def test_a_link_without_its_scheme_says_how_to_lead_to_an_article():
    with pytest.raises(
        MarkupError, match=r"begin it with https://, or with article: if it is one of our own"
    ):
        runs("[fever](fever-in-children)")


def test_a_space_before_the_address_is_told():
    with pytest.raises(MarkupError, match="a link has a space between"):
        runs("[fever] (article:fever)")


def test_any_markdown_reader_shows_such_a_link_as_a_harmless_one():
    html = MarkdownIt("commonmark").renderInline("See [*fever*](article:fever-in-children#risks).")
    assert html == 'See <a href="article:fever-in-children#risks"><em>fever</em></a>.'


_NAMES = st.from_regex(r"[a-z0-9][a-z0-9-]{0,20}", fullmatch=True)


@settings(max_examples=100, deadline=None)
@given(_NAMES, st.none() | _NAMES)
def test_every_lead_is_read_as_it_is_written(name, section):
    lead = Lead(name, section)
    assert lead_of(str(lead)) == lead
    pieces = (Run("See "), Run("this", href=str(lead)), Run(" or "), Run("that", strong=True, href=str(lead)))
    assert runs(markdown(pieces)) == pieces


def test_to_guess_what_was_meant_costs_little_in_a_large_library(tmp_path):
    for number in range(2_000):
        write(tmp_path / f"knee-pain-after-sport-{number}.md", "")
    near = Neighbours(tmp_path, {})
    near.fault(Lead("knee-pain-after-sprt-7"))  # whoever comes first reads the names

    def guess(number: int) -> None:
        assert near.fault(Lead(f"knee-pain-after-sprt-{number}")) is not None

    assert_cheap(lambda: [guess(number) for number in range(20)], seconds=1)


def test_very_many_wrong_links_are_refused_quickly(root):
    sections = "".join(
        f"## Part {n} {{#part-{n} aspect=overview}}\n\nText. {{#q{n}}}\n\n" for n in range(2_000)
    )
    article(root, "long", TEXT + "Text. {#p1}\n\n" + sections)
    links = "".join(f"[a](article:long#prt-{n}) {{#r{n}}}\n\n" for n in range(1_000))
    article(root, "cold", TEXT + "Text. {#p1}\n\n" + links)
    near = Neighbours(root / "content/articles", {})
    cold = parse_article((root / "content/articles/cold.md").read_bytes(), root / "content/articles/cold.md")
    assert_cheap(lambda: list(broken_leads(cold, near)), seconds=1)
    assert len(list(broken_leads(cold, near))) == MAX_LEADS + 1

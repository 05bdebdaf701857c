"""The stamp: ids for texts that have none, no other byte touched, no id of another text taken."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from effort import assert_cheap

from portal_api.articles import stamp as stamping
from portal_api.articles.reader import parse_article, parse_disclaimer
from portal_api.articles.stamp import all_new, stamp
from portal_api.errors import SourceErrors

PATH = Path("knee.md")
FRONT = "---\nlanguage: en\nkind: procedure\naudience: child\n---\n"
BARE = (
    FRONT
    + """# Knee

A lead
of two lines.

## What is it?

> [!NOTE]
> One.
>
> Two.

## Dangers {aspect=risks-or-complications with=symptoms}

- One
- Two
  goes on {#kept}

## What are the symptoms?  {#symptoms}

Text with spaces behind it.\x20\x20

1. First
2. Second

## What are the other symptoms?

The last."""
)


def stamped(text: str, **options: object) -> str:
    return stamp(text.encode(), PATH, **options).data.decode()  # type: ignore[arg-type]  # options as given


def test_every_text_gets_an_id_and_nothing_else_changes() -> None:
    after = stamped(BARE)
    assert all(segment.id for segment in parse_article(after.encode(), PATH).segments())
    inserted = [
        after[b1:b2]
        for tag, _, _, b1, b2 in difflib.SequenceMatcher(a=BARE, b=after, autojunk=False).get_opcodes()
        if tag != "equal"
    ]
    assert all(re.fullmatch(r"(?: ?\{?#[a-z0-9-]+(?: aspect=[a-z-]+)?\}? ?)", text) for text in inserted), (
        inserted
    )
    assert len(inserted) == 11


def test_a_section_takes_its_aspects_name_and_a_second_one_a_number() -> None:
    article = parse_article(stamped(BARE).encode(), PATH)
    assert [(section.id, section.aspect) for section in article.sections] == [
        ("overview", "overview"),
        ("risks-or-complications", "risks-or-complications"),
        ("symptoms", "symptoms"),
        ("symptoms-2", "symptoms"),
    ]


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text,
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text + "\n\n\n",
        lambda text: text.replace("\n\n", "\n  \n"),
    ],
    ids=["as it is", "Windows line ends", "empty lines at the end", "spaces in empty lines"],
)
def test_taking_the_new_ids_out_again_gives_the_same_bytes(change: Callable[[str], str]) -> None:
    before = change(BARE).encode()
    result = stamp(before, PATH)
    after = result.data
    for added in result.added:
        for form in (f" {{#{added.id}}}", f" {{#{added.id} aspect=symptoms}}", f"#{added.id} "):
            after = after.replace(form.encode(), b"", 1)
    assert after == before
    assert len(result.added) == 11


def test_stamping_twice_changes_nothing_the_second_time() -> None:
    once = stamp(BARE.encode(), PATH)
    again = stamp(once.data, PATH)
    assert (again.data, again.added, again.lost) == (once.data, (), ())


def test_the_same_document_gets_the_same_ids_everywhere() -> None:
    assert stamped(BARE) == stamped(BARE)
    assert stamped(BARE) != stamp(BARE.encode(), Path("hip.md")).data.decode()


def test_thousands_of_sections_and_equal_texts_are_stamped_in_seconds() -> None:
    document = (FRONT + "# Knee\n\n" + "## Risks\nSame\n" * 3_000).encode()
    assert len({added.id for added in stamp(document, PATH).added}) == 6_000
    assert_cheap(lambda: stamp(document, PATH), seconds=8)


def test_equal_texts_get_different_ids() -> None:
    result = stamp((FRONT + "# Knee\n\n- Same\n- Same\n- Same\n").encode(), PATH)
    assert len({added.id for added in result.added}) == 3


def test_an_id_that_a_catalog_knows_is_never_given_to_another_text() -> None:
    first = stamp((FRONT + "# Knee\n\nText.\n").encode(), PATH).added[0].id
    known = {first: "Something completely different, said at length"}
    assert stamp((FRONT + "# Knee\n\nText.\n").encode(), PATH, known).added[0].id != first
    section = FRONT + "# Knee\n\n## What is it?\n\nText. {#a}\n"
    assert stamp(section.encode(), PATH, {"overview": "Zzz"}).added[0].id == "overview-2"


LOST = FRONT + "# Knee\n\nTake two tablets every day. {#a}\n\nTake one tablet every morning with water.\n"


def test_a_text_that_looks_like_a_lost_one_is_asked_about() -> None:
    with pytest.raises(SourceErrors) as question:
        stamp(LOST.encode(), PATH, {"p7k2": "Take one tablet every morning.", "a": "Take two tablets."})
    asked = "\n".join(str(problem) for problem in question.value.problems)
    assert asked.startswith("knee.md:10: this text has no id and looks like the lost {#p7k2}; ")
    assert asked.endswith("; keep it by writing {#p7k2}, or run: portal stamp --new")


def test_a_text_declared_new_gets_an_id_of_its_own() -> None:
    result = stamp(LOST.encode(), PATH, {"p7k2": "Take one tablet every morning."}, all_new)
    assert [(lost.line, lost.id) for lost in result.lost] == [(10, "p7k2")]
    assert result.added[0].id != "p7k2"


def test_a_text_that_is_the_same_gets_its_id_back() -> None:
    known = {"p7k2": "Take one tablet every morning."}
    result = stamp(LOST.encode(), PATH, known, lambda lost: lost.old == known[lost.id])
    assert [added.id for added in result.added] == ["p7k2"]
    assert result.lost == ()
    assert b"with water. {#p7k2}\n" in result.data


def test_a_heading_gets_its_id_back_with_the_aspect_that_it_needs() -> None:
    document = FRONT + "# Knee\n\n## What are the risks?\n\nText. {#a}\n"
    result = stamp(document.encode(), PATH, {"danger": "What are the risks?"}, lambda _: True)
    assert b"## What are the risks? {#danger aspect=risks-or-complications}\n" in result.data


def test_a_lost_text_that_nothing_resembles_is_not_asked_about() -> None:
    assert stamp(LOST.encode(), PATH, {"p7k2": "Zebras: xylophone!", "title": "Knee"}).lost == ()


def test_many_lost_texts_are_compared_exactly() -> None:
    known = {f"k{number}": f"Text number {number}." for number in range(25_000)}
    with pytest.raises(SourceErrors, match=r"looks like the lost \{#k24999\}"):
        stamp((FRONT + "# Knee\n\nText number 24999.\n").encode(), PATH, known)


def test_a_document_with_mistakes_is_not_stamped() -> None:
    with pytest.raises(SourceErrors, match=r"knee\.md:8: there is a table"):
        stamp((FRONT + "# Knee\n\n| a |\n").encode(), PATH)


def test_a_disclaimer_is_stamped_too() -> None:
    path = Path("disclaimer.md")
    text = "---\nid: a\nversion: 1\nlanguage: en\n---\n# About\n\nText.\n"
    assert parse_disclaimer(stamp(text.encode(), path).data, path).head.blocks[0].segments[0].id


def test_a_stamp_that_would_change_more_than_ids_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    insert = stamping._with_id
    monkeypatch.setattr(stamping, "_with_id", lambda line, new: insert(line, new).replace(b"lines", b"lanes"))
    with pytest.raises(SourceErrors, match="would change more than ids"):
        stamp(BARE.encode(), PATH)


def test_a_stamp_that_would_break_the_document_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    insert = stamping._with_id
    monkeypatch.setattr(stamping, "_with_id", lambda line, new: insert(line, new).replace(b" {", b"{"))
    with pytest.raises(SourceErrors, match="stamping would break this"):
        stamp(BARE.encode(), PATH)

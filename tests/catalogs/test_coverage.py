"""Each section's status follows from the files as they lie, and no doubtful text counts as translated."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from portal_api.articles.article import Article, Block, ClinicalReview, Disclaimer, Figure, Section, Segment
from portal_api.articles.library import Harmless, Policy, PolicyException
from portal_api.catalogs.coverage import PartTranslation, translate, translate_words
from portal_api.catalogs.digests import Digests, digests_of
from portal_api.catalogs.gettext.po import Entry, PoFile, new_po, parse_po
from portal_api.catalogs.meaning import Lineage, text_digest
from portal_api.catalogs.messages import Message, messages, own_segments, shared_heading, word_messages
from portal_api.catalogs.needs import Amount, needs_of
from portal_api.catalogs.reviews import Accepted, Approval, ApprovedSection, Reviews
from portal_api.catalogs.update import update
from portal_api.errors import SourceErrors
from portal_api.locales import Locale
from portal_api.words import HEADINGS, Word

EN, ES = Locale.parse("en"), Locale.parse("es")
ROOT = Path("/library")
OPEN = Policy("publish", "publish", ())
STRICT = Policy("reviewed-only", "publish", ())
HUMAN = Reviews(Path("a.toml"), "human")
MACHINE = Reviews(Path("a.toml"), "machine")
OVERVIEW = next(word for word in HEADINGS if word.id == "heading.overview")
BY = Approval("Dr. A", "nurse", datetime.date(2026, 10, 1))

SPANISH = {
    "title": "Bomba",
    "lead": "Una bomba.",
    "p1": "Tome 5 mg al día.",
    "risks": "Qué puede pasar",
    "q1": "Sueño",
    "q2": "Fiebre",
    "figure.alt": "Una bomba",
}


def section(name: str, aspect: str | None, title: str, *texts: tuple[str, str]) -> Section:
    segments = tuple(Segment(key, text, "paragraph") for key, text in texts)
    return Section(name, aspect, Segment(name, title, "heading"), (Block("paragraph", segments),))


def article(**changes: str) -> Article:
    """A small article; `changes` are texts by segment id."""
    text = {
        "title": "Pump",
        "lead": "A pump.",
        "p1": "Take 5 mg a day.",
        "q1": "Feeling sleepy",
        "q2": "Fever",
    } | changes
    lead = Block("paragraph", (Segment("lead", text["lead"], "summary"),))
    return Article(
        "pump",
        EN,
        "procedure",
        "child",
        None,
        (),
        ClinicalReview(),
        (),
        Figure("pump.svg", Segment("figure.alt", "A pump", "alternative text"), None, None),
        Section("head", None, Segment("title", text["title"], "title"), (lead,)),
        (
            section("overview", "overview", OVERVIEW.text, ("p1", text["p1"])),
            section(
                "risks", "risks-or-complications", "What may happen", ("q1", text["q1"]), ("q2", text["q2"])
            ),
        ),
        ROOT / "content/articles/pump.md",
    )


def catalog(source: Article, texts: Mapping[str, str] = SPANISH, fuzzy: Iterable[str] = ()) -> PoFile:
    """The Spanish catalog of an article as it lies on disk."""
    empty = update(messages(source, ROOT), None, ES).po
    entries = (
        replace(
            entry,
            texts=(texts.get(entry.context or "", ""),),
            flags=("fuzzy",) if entry.context in fuzzy else (),
        )
        for entry in empty.entries
    )
    return parse_po(replace(empty, entries=tuple(entries)).to_bytes(), Path("pump.po"))


def words(text: str = "¿Qué es?") -> PoFile:
    return new_po(ES, [Entry(OVERVIEW.id, OVERVIEW.text, (text,))])


def parts(
    source: Article,
    po: PoFile | None,
    *,
    words_po: PoFile | None = None,
    reviews: Reviews = HUMAN,
    policy: Policy = OPEN,
    harmless: Sequence[Harmless] = (),
) -> dict[str, PartTranslation]:
    found = translate(source, po, words_po or words(), reviews, policy, harmless, ES)
    return {part.part_id: part for part in found}


def statuses(found: Mapping[str, PartTranslation]) -> dict[str, str]:
    return {name: part.status for name, part in found.items()}


ALL = {"head": "translated", "overview": "translated", "risks": "translated", "figure": "translated"}


def test_a_complete_catalog_translates_every_part() -> None:
    found = parts(article(), catalog(article()))
    assert statuses(found) == ALL
    assert found["overview"].texts == {"overview": "¿Qué es?", "p1": SPANISH["p1"]}
    assert found["figure"].texts == {"figure.alt": "Una bomba"}
    assert not any(part.doubts or part.reviewed for part in found.values())


def test_without_a_catalog_everything_is_missing() -> None:
    found = translate(article(), None, None, Reviews(Path("x")), OPEN, (), ES)
    assert {part.status for part in found} == {"missing"}
    assert {part.origin for part in found} == {"machine"}


@pytest.mark.parametrize("text", ["", "  "])
def test_one_missing_segment_makes_its_section_missing_and_no_other(text: str) -> None:
    found = parts(article(), catalog(article(), {**SPANISH, "q2": text}))
    assert statuses(found) == {**ALL, "risks": "missing"}
    assert found["risks"].doubts == {"q2": "missing"}
    assert "q2" not in found["risks"].texts


def test_a_missing_shared_heading_makes_its_section_missing() -> None:
    assert statuses(parts(article(), catalog(article()), words_po=new_po(ES))) == {
        **ALL,
        "overview": "missing",
    }


def test_a_changed_number_makes_its_section_stale_before_and_after_the_update() -> None:
    old, changed = catalog(article()), article(p1="Take 50 mg a day.")
    assert statuses(parts(changed, old)) == {**ALL, "overview": "stale"}
    later = update(messages(changed, ROOT), old, ES).po
    found = parts(changed, later)
    assert statuses(found) == {**ALL, "overview": "stale"}
    assert "p1" not in found["overview"].texts


def test_changed_end_punctuation_changes_no_status_before_and_after_the_update() -> None:
    old, changed = catalog(article()), article(p1="Take 5 mg a day")
    assert statuses(parts(changed, old)) == ALL
    assert statuses(parts(changed, update(messages(changed, ROOT), old, ES).po)) == ALL


def test_a_typo_declared_harmless_changes_no_status() -> None:
    old, changed = catalog(article(q1="Feelin sleepy")), article()
    declared = Harmless("pump", "q1", text_digest("Feelin sleepy"), text_digest("Feeling sleepy"), "x", "y")
    assert statuses(parts(changed, old))["risks"] == "stale"
    assert statuses(parts(changed, old, harmless=[declared])) == ALL
    assert statuses(parts(changed, old, harmless=[replace(declared, article="other")]))["risks"] == "stale"


def test_a_number_declared_harmless_is_stale_all_the_same() -> None:
    old, changed = catalog(article()), article(p1="Take 50 mg a day.")
    declared = Harmless(
        "pump", "p1", text_digest("Take 5 mg a day."), text_digest("Take 50 mg a day."), "x", "y"
    )
    assert statuses(parts(changed, old, harmless=[declared]))["overview"] == "stale"


def test_a_text_that_comes_back_is_translated_again() -> None:
    fuzzy = update(messages(article(p1="Take 50 mg a day."), ROOT), catalog(article()), ES).po
    assert statuses(parts(article(), fuzzy)) == ALL


def test_a_wrong_number_is_rejected_until_a_person_accepts_it() -> None:
    po = catalog(article(), {**SPANISH, "p1": "Tome 50 mg al día."})
    found = parts(article(), po)
    assert statuses(found) == {**ALL, "overview": "rejected"}
    blocking = {(one.segment, one.finding.check) for one in found["overview"].findings if one.blocks}
    assert blocking == {("p1", "numbers")}
    accepted = Accepted("p1", "numbers", "Editor", "on purpose", finding_digests(po))
    reviews = replace(HUMAN, accepted=(accepted,))
    assert statuses(parts(article(), po, reviews=reviews)) == ALL
    worse = catalog(article(), {**SPANISH, "p1": "Tome 500 mg al día."})
    assert statuses(parts(article(), worse, reviews=reviews))["overview"] == "rejected"


def finding_digests(po: PoFile) -> Digests:
    target = next(entry.texts[0] for entry in po.entries if entry.context == "p1")
    return digests_of([("p1", "Take 5 mg a day.", target)], Lineage.of([]))


def test_a_shifted_catalog_is_rejected_throughout() -> None:
    texts = [(f"n{n}", f"Take {n} mg.", f"Tome {n + 1} mg.") for n in range(2, 12)]
    source = replace(
        article(), sections=(section("other", None, "Other", *((key, text) for key, text, _ in texts)),)
    )
    po = catalog(source, {**SPANISH, "other": "Otro", **{key: target for key, _, target in texts}})
    assert set(statuses(parts(source, po)).values()) == {"rejected"}


def test_a_translation_marked_as_unsure_is_unreviewed() -> None:
    found = parts(article(), catalog(article(), fuzzy=["q1"]))
    assert statuses(found) == {**ALL, "risks": "unreviewed"}
    assert "q1" not in found["risks"].texts


def test_machine_made_text_waits_for_approval_where_the_policy_says_so() -> None:
    po = catalog(article())
    waiting = dict.fromkeys(ALL, "unreviewed")
    assert statuses(parts(article(), po, reviews=MACHINE, policy=STRICT)) == waiting
    assert statuses(parts(article(), po, reviews=Reviews(Path("x")), policy=STRICT)) == waiting
    assert statuses(parts(article(), po, reviews=HUMAN, policy=STRICT)) == ALL
    exception = PolicyException(frozenset(["procedure"]), frozenset([ES]), "publish", None)
    lenient = replace(STRICT, exceptions=(exception,))
    assert statuses(parts(article(), po, reviews=MACHINE, policy=lenient)) == ALL


def test_the_origin_of_a_section_overrides_the_file_s() -> None:
    reviews = replace(MACHINE, origins={"risks": "human"})
    found = parts(article(), catalog(article()), reviews=reviews, policy=STRICT)
    assert statuses(found) == {**dict.fromkeys(ALL, "unreviewed"), "risks": "translated"}
    assert found["risks"].origin == "human"


def approved(found: PartTranslation) -> Reviews:
    return replace(MACHINE, approvals=(ApprovedSection(found.part_id, "machine", BY, found.digests),))


def test_an_approval_holds_for_exactly_the_text_that_was_approved() -> None:
    po = catalog(article())
    reviews = approved(parts(article(), po)["overview"])
    found = parts(article(), po, reviews=reviews, policy=STRICT)
    assert (found["overview"].status, found["overview"].approval) == ("translated", BY)
    assert found["risks"].status == "unreviewed"
    changed = catalog(article(), {**SPANISH, "p1": "Tome 5 mg cada día."})
    assert parts(article(), changed, reviews=reviews, policy=STRICT)["overview"].status == "unreviewed"


def test_an_approval_covers_the_shared_heading() -> None:
    po = catalog(article())
    reviews = approved(parts(article(), po)["overview"])
    found = parts(article(), po, words_po=words("¿Qué?"), reviews=reviews, policy=STRICT)
    assert found["overview"].status == "unreviewed"


def test_an_approval_carries_over_harmless_changes_only() -> None:
    po = catalog(article(q1="Feelin sleepy"))
    reviews = approved(parts(article(q1="Feelin sleepy"), po)["risks"])
    declared = Harmless("pump", "q1", text_digest("Feelin sleepy"), text_digest("Feeling sleepy"), "x", "y")
    for changed, harmless in [(article(q1="Feelin sleepy."), ()), (article(), (declared,))]:
        later = update(messages(changed, ROOT), po, ES, harmless).po
        found = parts(changed, later, reviews=reviews, policy=STRICT, harmless=harmless)
        assert (found["risks"].status, found["risks"].reviewed) == ("translated", True)


def test_the_worst_doubt_names_the_section() -> None:
    texts = {**SPANISH, "q1": ""}
    found = parts(article(q2="Ill"), catalog(article(), texts), reviews=MACHINE, policy=STRICT)["risks"]
    assert found.status == "missing"
    assert found.doubts == {"risks": "unreviewed", "q1": "missing", "q2": "stale"}


def test_an_article_that_is_not_stamped_is_missing() -> None:
    source = replace(article(), sections=(section("other", None, "Other", ("", "One"), ("", "Two")),))
    assert statuses(parts(source, catalog(source)))["other"] == "missing"


def test_a_catalog_in_another_language_is_refused() -> None:
    with pytest.raises(SourceErrors, match="says it is in es"):
        translate(article(), catalog(article()), None, HUMAN, OPEN, (), Locale.parse("fr"))


def test_the_disclaimer_is_one_part_of_its_own_kind() -> None:
    body = Block("paragraph", (Segment("d1", "Call 112.", "paragraph"),))
    head = Section("head", None, Segment("title", "Please note", "title"), (body,))
    source = Disclaimer("general", "1", EN, head, False, ROOT / "content/disclaimer.md")
    po = new_po(ES, [Entry("title", "Please note", ("Aviso",)), Entry("d1", "Call 112.", ("Llame al 112.",))])
    policy = replace(
        STRICT, exceptions=(PolicyException(frozenset(["disclaimer"]), frozenset(), "publish", None),)
    )
    (part,) = translate(source, po, None, MACHINE, policy, (), ES)
    assert (part.part_id, part.status) == ("head", "translated")
    assert messages(source, ROOT)[1].note.startswith("Disclaimer: Please note\nSection: beginning; paragraph")


def test_our_own_words_are_parts_of_one_segment() -> None:
    known = (Word("a", "Back to {title}", "A link."), Word("b", "Next", "A link."))
    po = new_po(
        ES, [Entry("a", "Back to {title}", ("Volver a {titulo}",)), Entry("b", "Next", ("Siguiente",))]
    )
    found = translate_words(known, po, HUMAN, OPEN, (), ES)
    assert [(part.part_id, part.status) for part in found] == [("a", "rejected"), ("b", "translated")]
    assert found[1].texts == {"b": "Siguiente"}


def test_needs_count_segments_and_words_by_status() -> None:
    source = article(p1="Take 50 mg a day.")
    found = parts(source, catalog(article(), {**SPANISH, "q1": "", "title": ""}))
    amounts = needs_of(
        (segment.text, found[part.id].doubts.get(segment.id, "translated"))
        for part in source.parts()
        for segment in own_segments(part, source.language)
    )
    assert amounts["missing"] == Amount(2, 3)
    assert amounts["stale"] == Amount(1, 5)
    assert amounts["rejected"] == amounts["unreviewed"] == Amount(0, 0)
    assert amounts["translated"].segments == len(messages(source, ROOT)) - 3


def test_a_standard_heading_is_translated_once_for_all_articles() -> None:
    overview, risks = article().sections
    assert shared_heading(overview) == OVERVIEW
    assert shared_heading(risks) is None
    assert shared_heading(overview, ES) is None
    assert [message.context for message in messages(article(), ROOT)] == [
        *("title", "lead", "p1", "risks", "q1", "q2", "figure.alt")
    ]


def test_a_message_says_where_it_stands_and_what_to_leave_alone() -> None:
    source = article(p1="Ask the NHS **team** about [MRI](https://example.org/CT1) in 5 days, {name}.")
    message = next(one for one in messages(source, ROOT) if one.context == "p1")
    assert message.reference == "content/articles/pump.md"
    assert message.note.split("\n") == [
        "Article: Pump",
        f"Section: {OVERVIEW.text}; paragraph",
        "Links: translate the words in [ ], keep the address in ( ) as it is.",
        "Markup: keep the asterisks around the words that say the same.",
        "Placeholders: keep as they are: {name}",
        "Names: keep, or write as is usual in your language: NHS, MRI",
        "Numbers and units: the same amounts, written as is usual in your language.",
    ]


def test_our_own_words_become_messages_with_their_notes() -> None:
    assert word_messages([OVERVIEW]) == (Message(OVERVIEW.id, OVERVIEW.text, OVERVIEW.note),)

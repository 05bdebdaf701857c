"""What a publication promises: nothing doubtful unmarked, nothing lost, nothing mixed."""

from __future__ import annotations

import hashlib
import shutil

import pytest
from tiny import DISCLAIMER, TinyLibrary

from portal_api.errors import PublishRefused, UnknownArticle, UnknownLocale, Withdrawn
from portal_api.locales import Locale
from portal_api.releases.publishing.publish import Consent

ALL_TRANSLATED = dict.fromkeys(("head", "overview", "risks", "when-to-get-help"), "translated")


@pytest.fixture
def offered(tiny: TinyLibrary) -> TinyLibrary:
    """Spanish and Arabic completely translated, and published."""
    tiny.offer("es")
    tiny.offer("ar")
    tiny.publish()
    return tiny


def test_an_article_of_which_nothing_is_translated_is_there_whole_and_marked(tiny):
    tiny.translate("es", "disclaimer")
    tiny.publish()
    assert tiny.statuses("es") == dict.fromkeys(ALL_TRANSLATED, "fallback missing")
    body = tiny.edition("es").body
    assert (body["locale"], body["sections"][0]["locale"]) == ("es", "en")
    assert body["translation"] == {"complete": False, "translated": 0, "sections": 3}


def test_an_article_of_which_nothing_is_translated_is_not_counted_as_begun(tiny):
    tiny.translate("es", "disclaimer")
    (report,) = [one for one in tiny.publish().locales if one.locale == Locale("es")]
    assert (report.complete, report.partial, report.untranslated) == (0, 0, 1)
    tiny.translate("es", texts={"lead": "Una bomba.", "title": "Bomba"})
    tiny.origin("es", "pump", "human")
    (report,) = [one for one in tiny.publish().locales if one.locale == Locale("es")]
    assert (report.complete, report.partial, report.untranslated) == (0, 1, 0)


def test_an_article_that_says_another_language_all_of_a_sudden_is_asked_about(offered):
    offered.change("content/articles/pump.md", "language: en", "language: es")
    with pytest.raises(PublishRefused, match=r"pump in es \(the article says that it is written in it\)"):
        offered.publish()


def test_a_complete_translation_is_complete(offered):
    assert offered.statuses("ar") == ALL_TRANSLATED
    body = offered.edition("ar").body
    assert (body["dir"], body["sections"][0]["dir"]) == ("rtl", "rtl")
    assert body["translation"] == {"complete": True, "translated": 3, "sections": 3}
    assert body["sections"][0]["title"] == "ar: What is it?"


def test_publishing_twice_makes_one_release(offered):
    again = offered.publish()
    assert again.release is None
    assert again.nothing_changed
    assert offered.store.current() == 1


def test_a_language_without_its_disclaimer_is_not_offered(tiny):
    tiny.translate("es", "pump")
    summary = tiny.publish()
    (report,) = [report for report in summary.locales if report.locale == Locale("es")]
    assert report.refused == "its disclaimer is missing"
    with pytest.raises(UnknownLocale):
        tiny.edition("es")


@pytest.mark.parametrize("number", ["50 mg", "6 mg", "0.5 mg", "mg"])
def test_a_changed_number_in_a_source_makes_that_section_stale_everywhere_and_nothing_else(offered, number):
    offered.change("content/articles/pump.md", "5 mg", number)
    offered.publish()
    for tag in ("es", "ar"):
        assert offered.statuses(tag) == ALL_TRANSLATED | {"overview": "fallback stale"}
        assert number in str(offered.edition(tag).body["sections"][0]["blocks"])


def test_a_changed_end_punctuation_keeps_the_translation(offered):
    offered.change("content/articles/pump.md", "A small pump.", "A small pump")
    offered.publish()
    assert offered.statuses("es") == ALL_TRANSLATED


def test_a_typo_declared_harmless_keeps_the_translation(offered):
    old, new = "A small pump.", "A smal pump."
    offered.change("content/articles/pump.md", old, new)
    offered.write("content/harmless.toml", declared("lead", old, new))
    offered.publish()
    assert offered.statuses("es") == offered.statuses("ar") == ALL_TRANSLATED


def test_a_changed_number_cannot_be_declared_harmless(offered):
    old = "It gives **5 mg** a day, see [more](https://www.example.org/more)."
    offered.change("content/articles/pump.md", "5 mg", "50 mg")
    offered.write("content/harmless.toml", declared("p1", old, old.replace("5 mg", "50 mg")))
    offered.publish()
    assert offered.statuses("es")["overview"] == "fallback stale"


def test_a_wrong_number_in_a_translation_is_not_shown(offered):
    offered.change(
        "translations/es/LC_MESSAGES/pump.po",
        'msgstr "es: It gives **5 mg**',
        'msgstr "es: It gives **50 mg**',
    )
    offered.publish(Consent(loss=True))
    assert offered.statuses("es") == ALL_TRANSLATED | {"overview": "fallback rejected"}


def test_one_broken_catalog_changes_no_answer(offered):
    before = offered.edition("es"), offered.edition("ar")
    offered.catalog("es", "pump").write_bytes(b'msgid "half a')
    summary = offered.publish()
    assert (offered.edition("es"), offered.edition("ar")) == before
    assert any(problem.path.name == "pump.po" for problem in summary.problems)


def test_a_broken_catalog_does_not_keep_a_wrong_dose_alive(offered):
    offered.catalog("es", "pump").write_bytes(b'msgid "half a')
    offered.change("content/articles/pump.md", "5 mg", "6 mg")
    offered.publish()
    assert offered.statuses("es") == ALL_TRANSLATED | {"overview": "fallback stale"}


def test_one_broken_article_changes_no_answer(offered):
    offered.article("second", ARTICLE_TWO)
    offered.publish()
    before = offered.edition("es")
    offered.article("pump", "# no front matter")
    summary = offered.publish()
    assert summary.problems
    assert offered.edition("es") == before


def test_deleting_all_translations_changes_no_answer(offered):
    before = [offered.edition(tag) for tag in ("en", "es", "ar")]
    shutil.rmtree(offered.root / "translations")
    summary = offered.publish()
    assert [offered.edition(tag) for tag in ("en", "es", "ar")] == before
    assert summary.notes
    assert summary.release is None


def test_deleting_all_articles_changes_no_answer(offered):
    before = [offered.edition(tag) for tag in ("en", "es", "ar")]
    shutil.rmtree(offered.root / "content/articles")
    assert offered.publish().notes
    assert [offered.edition(tag) for tag in ("en", "es", "ar")] == before


def test_an_article_named_as_withdrawn_is_gone_and_says_why(offered):
    offered.article("second", ARTICLE_TWO)
    offered.write("content/withdrawn.toml", WITHDRAWN)
    summary = offered.publish()
    assert ("pump", Locale("es")) in summary.withdrawn
    with pytest.raises(Withdrawn) as found:
        offered.edition("es")
    assert (found.value.reason, found.value.successor) == ("superseded", "second")
    offered.write("content/withdrawn.toml", "")
    offered.publish()
    assert offered.statuses("es") == ALL_TRANSLATED


def test_one_language_of_an_article_can_be_withdrawn(offered):
    offered.write("content/withdrawn.toml", WITHDRAWN.replace("successor", 'locale = "es"\nsuccessor'))
    offered.publish()
    with pytest.raises(Withdrawn):
        offered.edition("es")
    assert offered.statuses("ar") == ALL_TRANSLATED


def test_an_article_nobody_published_is_unknown(offered):
    with pytest.raises(UnknownArticle):
        offered.edition("en", "nothing")


def test_a_great_loss_of_translations_asks_for_consent(offered):
    offered.settings(human="reviewed-only")
    rules = (offered.root / "content/library.toml").read_text("utf-8")
    but = '\n[[policy.except]]\nkinds = ["disclaimer"]\nhuman = "publish"\n'
    offered.write("content/library.toml", rules + but)
    with pytest.raises(PublishRefused, match="--accept-loss"):
        offered.publish()
    assert offered.statuses("es") == ALL_TRANSLATED
    offered.publish(Consent(loss=True))
    assert offered.statuses("es") == dict.fromkeys(ALL_TRANSLATED, "fallback unreviewed")


def test_a_language_goes_only_when_it_is_named(offered):
    offered.settings("en", "ar")
    with pytest.raises(PublishRefused, match="es would not be offered any more"):
        offered.publish()
    offered.publish(Consent(dropped=frozenset({Locale("es")})))
    with pytest.raises(UnknownLocale):
        offered.edition("es")
    assert offered.statuses("ar") == ALL_TRANSLATED


def test_a_new_disclaimer_waits_for_its_translation_under_the_old_version(offered):
    offered.write("content/disclaimer.md", DISCLAIMER.replace('"1"', '"2"').replace("education", "teaching"))
    summary = offered.publish()
    with offered.store.snapshot() as snapshot:
        versions = {tag: snapshot.notice(Locale(tag)).body["version"] for tag in ("en", "es")}
    assert versions == {"en": "2", "es": "1"}
    assert any(report.note and "keeps version 1" in report.note for report in summary.locales)
    offered.translate("es", "disclaimer")
    offered.publish()
    with offered.store.snapshot() as snapshot:
        assert snapshot.notice(Locale("es")).body["version"] == "2"


def test_a_disclaimer_that_supersedes_at_once_names_the_languages_that_go(offered):
    new = DISCLAIMER.replace('"1"', '"2"\nsupersedes: at-once').replace("education", "teaching")
    offered.write("content/disclaimer.md", new)
    with pytest.raises(PublishRefused, match="es would not be offered"):
        offered.publish()
    offered.publish(Consent(dropped=frozenset({Locale("es"), Locale("ar")})))
    with pytest.raises(UnknownLocale):
        offered.edition("es")


def test_a_disclaimer_changed_under_its_old_version_is_reported_and_not_published(offered):
    offered.change("content/disclaimer.md", "education", "teaching")
    summary = offered.publish()
    assert [problem.what for problem in summary.problems] == [
        "the text differs from the published version '1'"
    ]
    with offered.store.snapshot() as snapshot:
        assert "education" in snapshot.notice(Locale("en")).body["text"]


def test_unreviewed_machine_text_falls_back_where_the_policy_asks_for_a_review(tiny):
    tiny.offer("es")
    tiny.origin("es", "pump", "machine")
    tiny.settings(machine="reviewed-only")
    tiny.publish()
    assert tiny.statuses("es") == dict.fromkeys(ALL_TRANSLATED, "fallback unreviewed")


def test_a_translation_that_nobody_signed_waits_as_a_machines_and_the_summary_says_so(tiny):
    tiny.offer("es")
    (tiny.root / "translations/es/reviews/pump.toml").unlink()
    tiny.settings(machine="reviewed-only")
    summary = tiny.publish()
    assert tiny.statuses("es") == dict.fromkeys(ALL_TRANSLATED, "fallback unreviewed")
    assert any('origin = "human" in translations/es/reviews/pump.toml' in note for note in summary.notes)


def test_a_child_language_falls_back_to_its_parent_and_says_so(offered):
    offered.settings("en", "es", "es-MX", "ar")
    for name in ("disclaimer", "portal"):
        offered.translate("es-MX", name)
        offered.origin("es-MX", name, "human")
    offered.publish()
    section = offered.edition("es-MX").body["sections"][0]
    assert (section["status"], section["reason"], section["locale"]) == ("fallback", "missing", "es")
    offered.catalog("es", "pump").write_bytes(b"broken")
    before = offered.edition("es-MX")
    offered.publish()
    assert offered.edition("es-MX") == before


def test_a_dry_run_writes_nothing(tiny):
    summary = tiny.publish(dry_run=True)
    assert summary.new
    assert summary.release is None
    assert tiny.store.current() is None


def test_a_missing_disclaimer_refuses_the_first_publication(tiny):
    (tiny.root / "content/disclaimer.md").unlink()
    with pytest.raises(PublishRefused, match="the default language en cannot be offered"):
        tiny.publish()


def test_an_intended_gap_is_no_missing_translation(offered):
    offered.change("content/articles/pump.md", "{#risks aspect", "{#risks .not-applicable aspect")
    text = (offered.root / "content/articles/pump.md").read_text()
    start, end = text.index("- Feeling"), text.index("## When")
    offered.article("pump", text[:start] + text[end:])
    offered.publish()
    assert offered.statuses("es")["risks"] == "not-applicable"
    assert offered.edition("es").body["translation"]["sections"] == 2


def test_a_withdrawal_of_what_nobody_has_is_told(offered):
    entry = '[[withdrawn]]\narticle = "{}"\nreason = "incorrect"\non = 2026-11-01\n'
    offered.write("content/withdrawn.toml", entry.format("pmup"))
    assert "takes back pmup, which is not published" in offered.publish().notes[-1]
    offered.write("content/withdrawn.toml", entry.format("pump"))
    assert not any("takes back" in note for note in offered.publish().notes)


@pytest.mark.parametrize(
    ("day", "is_told"), [("2026-11-22", False), ("2026-11-23", False), ("2027-01-01", True)]
)
@pytest.mark.parametrize("locale", ["", 'locale = "es"\n'])
def test_a_withdrawal_on_a_day_to_come_takes_effect_at_once_and_says_so(offered, day, is_told, locale):
    entry = f'[[withdrawn]]\narticle = "pump"\n{locale}reason = "incorrect"\non = {day}\n'
    offered.write("content/withdrawn.toml", entry)
    notes = offered.publish().notes
    with pytest.raises(Withdrawn):
        offered.edition("es")
    assert any(f"on {day}, which is yet to come: it is taken back now" in note for note in notes) == is_told
    assert not any("yet to come" in note for note in offered.publish().notes)


def declared(segment: str, old: str, new: str) -> str:
    """content/harmless.toml with one declaration."""
    before, after = (hashlib.sha256(text.encode()).hexdigest() for text in (old, new))
    return (
        f'[[harmless]]\narticle = "pump"\nsegment = "{segment}"\nold = "{before}"\nnew = "{after}"\n'
        'by = "An Editor"\nwhy = "a typing mistake"\n'
    )


ARTICLE_TWO = """\
---
language: en
kind: condition
audience: everyone
review: {status: unreviewed}
sources: []
---
# Second

Another article. {#s1}

## What is it? {#overview}

A text. {#s2}
"""

WITHDRAWN = """\
[[withdrawn]]
article = "pump"
reason = "superseded"
successor = "second"
on = 2026-11-01
"""


def test_what_is_misplaced_is_told_with_every_publication_and_hinders_none(tiny: TinyLibrary) -> None:
    tiny.write("content/articles/asthma.docx", b"PK")
    tiny.write("content/articles/asthma.MD", "# Asthma")
    for _ in range(2):
        told = [str(problem) for problem in tiny.publish().problems]
        assert [line.partition(":1: ")[0].rpartition("/")[2] for line in told] == ["asthma.MD", "asthma.docx"]
        assert all("rename it, or move it out of content/articles" in line for line in told)
    assert tiny.edition("en").title == "Pump"

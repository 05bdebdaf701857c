"""A disclaimer stays while its catalog is broken, is told each time, and obeys the policy."""

from __future__ import annotations

import pytest
from click.testing import CliRunner
from tiny import DISCLAIMER, TinyLibrary

from portal_api.cli import portal
from portal_api.errors import PublishRefused, UnknownLocale
from portal_api.locales import Locale
from portal_api.releases.publishing.publish import Consent
from portal_api.releases.summary import Summary

CATALOG = "translations/es/LC_MESSAGES/disclaimer.po"
TEXT = 'msgstr "es: Call for help right away in an emergency."'
FUZZY = '#, fuzzy\nmsgctxt "d2"'
ACCEPT_LOSS = Consent(loss=True)


@pytest.fixture
def offered(tiny: TinyLibrary) -> TinyLibrary:
    """Spanish completely translated by a person, and published."""
    tiny.settings("en", "es")
    tiny.offer("es")
    tiny.publish()
    return tiny


def told_text(library: TinyLibrary) -> str:
    """The Spanish disclaimer that readers have."""
    with library.store.snapshot() as snapshot:
        return str(snapshot.notice(Locale("es")).body["text"])


def line_of(library: TinyLibrary, text: str) -> int:
    """The line of the catalog where this text begins."""
    before, _, _ = (library.root / CATALOG).read_text("utf-8").partition(text)
    return before.count("\n") + 1


def note_of(summary: Summary) -> str:
    """What the table says of Spanish."""
    (report,) = [one for one in summary.locales if one.locale == Locale("es")]
    return report.note or ""


def approve(library: TinyLibrary, tag: str) -> None:
    """Approve the disclaimer as its catalog has it now."""
    command = ["review", "approve", tag, "disclaimer", "--by", "A. Ruiz", "--role", "nurse", "--yes"]
    result = CliRunner().invoke(portal, [*command, "--library", str(library.root)])
    assert result.exit_code == 0, result.output


@pytest.mark.parametrize(
    ("old", "new", "why", "remedy"),
    [
        ('msgctxt "d2"', FUZZY, "is marked as unsure (fuzzy)", "take the mark fuzzy away"),
        (TEXT, 'msgstr ""', "is not translated", "translate it"),
        (TEXT, 'msgstr "es: Call 911 right away in an emergency."', "is rejected by a check", "mend it"),
        (
            'msgctxt "d2"',
            '#, fuzzy\n#| msgid "Call."\nmsgctxt "d2"',
            "was made from another source text",
            "correct it",
        ),
    ],
)
def test_a_disclaimer_broken_in_its_catalog_stays_and_is_told_each_time(offered, old, new, why, remedy):
    before, sound = told_text(offered), (offered.root / CATALOG).read_bytes()
    offered.change(CATALOG, old, new)
    for _ in range(3):
        summary = offered.publish()
        assert summary.nothing_changed
        (problem,) = summary.problems
        assert problem.path == offered.root / CATALOG
        assert problem.line == line_of(offered, 'msgctxt "d2"')
        assert (
            problem.what
            == f"this text of the disclaimer {why}, so readers of es keep version 1 as it was published"
        )
        assert problem.remedy.startswith(remedy)
        assert note_of(summary).startswith("keeps version 1 of the disclaimer: its catalog is ")
    assert told_text(offered) == before
    offered.write(CATALOG, sound)
    mended = offered.publish()
    assert (mended.problems, mended.rejected, note_of(mended)) == ((), (), "")


def test_a_catalog_of_the_disclaimer_that_is_gone_is_told_each_time(offered):
    (offered.root / CATALOG).unlink()
    for _ in range(2):
        (problem,) = offered.publish().problems
        assert "is not there, so readers of es keep version 1" in problem.what
        assert problem.remedy.endswith("portal catalogs update es disclaimer")
    assert "es: Call" in told_text(offered)


def test_our_own_words_that_are_gone_are_told_and_stay(offered):
    offered.catalog("es", "portal").unlink()
    for _ in range(2):
        summary = offered.publish()
        assert summary.nothing_changed
        assert [note for note in summary.notes if "LC_MESSAGES/portal.po is not there" in note]
    with offered.store.snapshot() as snapshot:
        assert snapshot.words(Locale("es"))["label.updated"].startswith("es: ")


def test_a_correction_that_waits_for_approval_is_told_and_the_approved_one_stays(tiny):
    tiny.settings("en", "es", human="reviewed-only")
    tiny.offer("es")
    approve(tiny, "es")
    tiny.publish()
    before = told_text(tiny)
    tiny.change(CATALOG, TEXT, TEXT.replace("right away", "at that very moment"))
    for _ in range(2):
        summary = tiny.publish()
        (note,) = [note for note in summary.notes if "disclaimer" in note]
        assert note.startswith(f"{CATALOG}:")
        assert "waits for an approval, so readers of es keep version 1" in note
        assert "portal review approve es disclaimer" in note
        assert summary.to_mend == 0
    assert told_text(tiny) == before
    approve(tiny, "es")
    assert not [note for note in tiny.publish().notes if "disclaimer" in note]
    assert "at that very moment" in told_text(tiny)


@pytest.mark.parametrize("is_broken", [False, True])
def test_a_disclaimer_that_nobody_approved_goes_when_the_policy_asks_for_an_approval(offered, is_broken):
    offered.settings("en", "es", human="reviewed-only")
    if is_broken:
        offered.change(CATALOG, TEXT, 'msgstr ""')
    with pytest.raises(
        PublishRefused, match=r"es would not be offered any more \(nobody approved its disclaimer"
    ):
        offered.publish()
    assert "es: Call" in told_text(offered)
    summary = offered.publish(ACCEPT_LOSS)
    assert Locale("es") in {locale for _, locale in summary.withdrawn}
    with pytest.raises(UnknownLocale):
        offered.edition("es")


def test_a_disclaimer_that_somebody_approved_stays_when_the_policy_is_tightened(offered):
    approve(offered, "es")
    offered.publish()
    offered.settings("en", "es", human="reviewed-only")
    offered.change(CATALOG, TEXT, 'msgstr ""')
    offered.publish(ACCEPT_LOSS)
    assert "es: Call" in told_text(offered)


def test_a_disclaimer_that_turns_out_to_be_a_machines_goes_by_the_policy(offered):
    offered.settings("en", "es", machine="reviewed-only")
    assert offered.publish().nothing_changed
    offered.origin("es", "disclaimer", "machine")
    with pytest.raises(
        PublishRefused, match=r"es would not be offered any more \(nobody approved its disclaimer"
    ):
        offered.publish()


def test_consent_to_a_loss_drops_no_language_but_by_the_policy(offered):
    offered.settings("en")
    with pytest.raises(PublishRefused, match="--drop es"):
        offered.publish(ACCEPT_LOSS)


def test_a_source_that_cannot_be_read_takes_its_own_language_from_nobody(offered):
    offered.settings("en", "es", human="reviewed-only")
    approve(offered, "es")
    offered.publish(ACCEPT_LOSS)
    offered.write("content/disclaimer.md", "broken")
    assert offered.publish(ACCEPT_LOSS).problems
    with offered.store.snapshot() as snapshot:
        assert {*snapshot.offered} == {Locale("en"), Locale("es")}


def test_a_translation_that_has_to_follow_a_new_version_is_a_note_and_nothing_to_mend(offered):
    offered.write("content/disclaimer.md", DISCLAIMER.replace('"1"', '"2"').replace("education", "teaching"))
    summary = offered.publish()
    assert [note for note in summary.notes if note.startswith(CATALOG) and "keep version 1" in note]
    assert summary.to_mend == 0

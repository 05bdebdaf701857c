"""What waiting promises: a changed article waits for its translations, but never an urgent change."""

from __future__ import annotations

import datetime

import pytest
from tiny import ARTICLE, NOW, TinyLibrary

from portal_api.errors import SourceErrors
from portal_api.locales import Locale
from portal_api.releases.publishing.publish import Consent, publish
from portal_api.releases.record.store import Imprint
from portal_api.releases.summary import Summary

DAY = datetime.timedelta(days=1)
PUMP = "content/articles/pump.md"


@pytest.fixture
def patient(tiny: TinyLibrary) -> TinyLibrary:
    """Published in Spanish and Arabic; changes wait for Spanish, three days at most."""
    for tag in ("es", "ar"):
        tiny.offer(tag)
    settings(tiny, 'wait_for = ["es"]\nat_most = "3d"\n')
    on_day(tiny, 0)
    return tiny


def settings(tiny: TinyLibrary, table: str) -> None:
    """Write library.toml with this [publish] table."""
    tiny.settings()
    path = tiny.root / "content/library.toml"
    path.write_text(f"{path.read_text()}\n[publish]\n{table}")


def on_day(tiny: TinyLibrary, day: float, *urgent: str, dry_run: bool = False) -> Summary:
    """Publish some days later."""
    imprint = Imprint(NOW + day * DAY, "tester", "portal-api test")
    consent = Consent(urgent=frozenset(urgent), loss=True)
    return publish(tiny.root, tiny.store, imprint, consent, dry_run=dry_run)


def reword(tiny: TinyLibrary, old: str = "Feeling sleepy", new: str = "Feeling quite sleepy") -> None:
    """Change the English text."""
    tiny.change(PUMP, old, new)


def shown(tiny: TinyLibrary, tag: str = "en") -> str:
    """What readers of a language get."""
    return str(tiny.edition(tag).body)


def test_a_change_waits_in_every_language_and_the_summary_says_for_whom_until_when(patient):
    reword(patient)
    summary = on_day(patient, 1)
    (wait,) = summary.waits
    assert (wait.article_id, wait.locales) == ("pump", (Locale("es"),))
    assert (wait.since, wait.until) == (NOW + DAY, NOW + 4 * DAY)
    assert summary.release is None
    assert "quite" not in shown(patient)
    assert patient.statuses("ar")["risks"] == "translated"


def test_it_is_published_when_the_translation_has_followed(patient):
    reword(patient)
    on_day(patient, 1)
    patient.translate("es")
    summary = on_day(patient, 2)
    assert summary.waits == ()
    assert "quite" in shown(patient)
    assert patient.statuses("es")["risks"] == "translated"
    assert patient.statuses("ar")["risks"] == "fallback stale"
    assert patient.store.waiting() == {}


def test_it_is_published_when_its_time_is_up_however_often_it_was_changed(patient):
    reword(patient)
    on_day(patient, 1)
    reword(patient, "quite sleepy", "rather sleepy")
    assert on_day(patient, 3.9).waits[0].until == NOW + 4 * DAY
    assert on_day(patient, 4).waits == ()
    assert "rather" in shown(patient)
    assert patient.statuses("es")["risks"] == "fallback stale"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("5 mg", "50 mg"),
        ("5 mg", "5 g"),
        ("Infection", "No infection"),
        ("It gives **5 mg** a day", "It gives **5 mg** twice a day"),
        ("- Infection {#r2}", "- Infection {#r2}\n- Sleep for 10 hours {#r3}"),
        (
            "> Call right away if it beeps. {#p2}",
            "> Call right away if it beeps. {#p2}\n>\n> Do so soon. {#p3}",
        ),
        ("https://www.example.org/more", "https://www.example.org/here"),
    ],
)
def test_an_urgent_change_goes_at_once(patient, old, new):
    patient.change(PUMP, old, new)
    summary = on_day(patient, 1)
    assert summary.waits == ()
    assert summary.release == 2
    assert patient.statuses("es") != patient.statuses("en")


def test_a_change_that_is_declared_urgent_goes_at_once(patient):
    reword(patient)
    assert on_day(patient, 1, "pump").waits == ()
    assert "quite" in shown(patient)


def test_a_corrected_translation_does_not_wait_for_another_one(patient):
    reword(patient)
    on_day(patient, 1)
    patient.change("translations/ar/LC_MESSAGES/pump.po", 'msgstr "ar: A small', 'msgstr "ar: not: A small')
    assert on_day(patient, 2).waits == ()


def test_a_text_that_is_not_approved_any_more_does_not_wait(patient):
    reword(patient)
    on_day(patient, 1)
    settings(patient, 'wait_for = ["es"]\nat_most = "3d"\n')
    path = patient.root / "content/library.toml"
    path.write_text(path.read_text().replace('human = "publish"', 'human = "reviewed-only"'))
    patient.write("translations/ar/reviews/disclaimer.toml", 'origin = "human"\n')
    path.write_text(
        path.read_text() + '[[policy.except]]\nkinds = ["disclaimer", "portal"]\nhuman = "publish"\n'
    )
    assert on_day(patient, 2).waits == ()
    assert patient.statuses("ar")["overview"] == "fallback unreviewed"


def test_new_articles_and_other_articles_do_not_wait(patient):
    reword(patient)
    patient.article("second", ARTICLE.replace("# Pump", "# Second"))
    summary = on_day(patient, 1)
    assert [wait.article_id for wait in summary.waits] == ["pump"]
    assert ("second", Locale("en")) in summary.new
    assert "quite" not in shown(patient)


def test_a_dry_run_starts_no_clock(patient):
    reword(patient)
    assert on_day(patient, 1, dry_run=True).waits
    assert patient.store.waiting() == {}
    assert on_day(patient, 2).waits[0].until == NOW + 5 * DAY


def test_without_the_setting_nothing_waits(patient):
    patient.settings()
    reword(patient)
    assert on_day(patient, 1).waits == ()
    assert "quite" in shown(patient)


def test_a_language_that_is_not_offered_is_not_waited_for(patient):
    settings(patient, 'wait_for = ["fr"]\n')
    reword(patient)
    assert on_day(patient, 1).waits == ()


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ('at_most = "soon"', "'soon' is not a time to wait"),
        ('at_most = "0d"', "'0d' is not a time to wait"),
        ('at_most = "99999d"', "at most 90 days"),
        ("at_most = 7", "'at_most' is not a text"),
        ('wait_for = "es"', "'wait_for' is not a list"),
        ('wait_for = ["not a tag"]', "'not a tag' is not a language tag"),
        ("wait_for = [[]]", "is not a language tag"),
        ('wait = ["es"]', "unknown key 'wait'"),
    ],
)
def test_a_mistake_in_the_setting_is_told_with_its_line(patient, table, told):
    settings(patient, table + "\n")
    with pytest.raises(SourceErrors, match=r"library\.toml:1\d: ") as error:
        on_day(patient, 1)
    assert told in str(error.value)


def test_publishing_a_path_neither_forgets_nor_publishes_what_waits(patient):
    reword(patient)
    on_day(patient, 1)
    second = patient.root / "content/articles/second.md"
    patient.article("second", ARTICLE.replace("# Pump", "# Second"))
    patient.change(
        "translations/ar/LC_MESSAGES/pump.po", 'msgstr "ar: Infection"', 'msgstr "ar: An infection"'
    )
    imprint = Imprint(NOW + 2 * DAY, "tester", "portal-api test")
    for path in (second, patient.catalog("ar", "pump")):
        publish(patient.root, patient.store, imprint, Consent(loss=True), paths=[path])
        assert "quite" not in shown(patient)
        assert patient.statuses("ar")["risks"] == "translated"
        assert patient.store.waiting() == {"pump": NOW + DAY}
    assert on_day(patient, 4).waits == ()
    assert "quite" in shown(patient)


def test_an_article_that_waits_is_counted_as_one_that_stays_as_it_was_published(patient):
    reword(patient)
    assert {one.locale.tag: one.kept for one in on_day(patient, 1).locales} == {"en": 1, "es": 1, "ar": 1}
    assert {one.kept for one in on_day(patient, 5).locales} == {0}

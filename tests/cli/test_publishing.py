"""publish and locales: what is told, and how the command ends."""

from __future__ import annotations

import subprocess

from tiny import TinyLibrary

from portal_api.cli import listing
from portal_api.cli.provenance import revision


def test_a_publication_tells_what_is_new_and_how_complete_each_language_is(run, tiny: TinyLibrary) -> None:
    tiny.offer("ar")
    result = run("publish")
    assert result.exit_code == 0, result.output
    assert "new: pump (ar, en)" in result.output
    assert "العربية" in result.output
    assert "not offered: its disclaimer is missing" in result.output
    assert "Published as release 1." in result.output


def test_publishing_again_makes_no_release(run, tiny: TinyLibrary) -> None:
    run("publish")
    assert "Nothing changed; no release was made." in run("publish").output
    assert tiny.store.current() == 1


def test_a_release_that_only_records_a_withdrawal_is_not_called_none(run, tiny: TinyLibrary) -> None:
    run("publish")
    tiny.write(
        "content/withdrawn.toml", '[[withdrawn]]\narticle = "pmup"\nreason = "outdated"\non = 2026-11-22\n'
    )
    output = run("publish").output
    assert "takes back pmup, which is not published; is the name right?" in output
    assert "Published as release 2." in output
    assert "no release was made" in run("publish").output


def test_a_dry_run_tells_and_writes_nothing(run, tiny: TinyLibrary) -> None:
    result = run("publish", "--dry-run")
    assert "new: pump" in result.output
    assert "dry run" in result.output
    assert tiny.store.current() is None


def test_who_and_why_stand_in_the_release(run, tiny: TinyLibrary) -> None:
    run("publish", "--by", "Ana Ruiz", "--note", "New leaflet")
    with tiny.store.snapshot() as snapshot:
        assert (snapshot.release.published_by, snapshot.release.note) == ("Ana Ruiz", "New leaflet")
        assert snapshot.release.tool.startswith("portal-api ")


def test_a_mistake_is_told_the_rest_is_published_and_the_exit_code_is_1(run, tiny: TinyLibrary) -> None:
    tiny.article("broken", "nothing\n")
    result = run("publish")
    assert result.exit_code == 1
    assert "content/articles/broken.md:1:" in result.output
    assert "Published as release 1." in result.output


def test_a_loss_is_refused_with_its_reasons_until_it_is_accepted(run, tiny: TinyLibrary) -> None:
    tiny.offer("es")
    run("publish")
    tiny.change("translations/es/LC_MESSAGES/pump.po", 'msgstr "es: Infection"', 'msgstr ""')
    refused = run("publish")
    assert refused.exit_code == 1
    assert "Nothing was published." in refused.output
    assert "--accept-loss" in refused.output
    assert run("publish", "--accept-loss").exit_code == 0


def test_a_language_goes_only_when_it_is_named(run, tiny: TinyLibrary) -> None:
    tiny.offer("es")
    run("publish")
    tiny.settings("en", "ar")
    assert "--drop es" in run("publish", "--accept-loss").output
    assert run("publish", "--accept-loss", "--drop", "es").exit_code == 0


def test_a_long_list_ends_with_a_number(run, tiny: TinyLibrary) -> None:
    text = (tiny.root / "content/articles/pump.md").read_text("utf-8")
    for number in range(listing.MOST_LISTED + 2):
        tiny.article(f"pump-{number}", text)
    result = run("publish")
    assert "new: 3 more articles" in result.output


def test_a_release_names_the_commit_it_was_made_from(tiny: TinyLibrary) -> None:
    def git(*arguments: str) -> None:
        command = ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", *arguments]
        subprocess.run(command, cwd=tiny.root, check=True, capture_output=True)

    assert revision(tiny.root).commit is None
    git("init", "--quiet")
    git("add", ".")
    git("commit", "--quiet", "--message", "first")
    clean = revision(tiny.root)
    assert len(clean.commit or "") == 40
    assert not clean.dirty
    tiny.change("content/articles/pump.md", "Infection", "An infection")
    assert revision(tiny.root).dirty


def test_languages_are_listed_with_what_they_lack(run, tiny: TinyLibrary) -> None:
    before = run("locales")
    assert before.exit_code == 0, before.output
    assert "from next publication" in before.output
    tiny.offer("ar")
    run("publish")
    after = run("locales").output
    rows = {line.split()[0]: line.split() for line in after.splitlines()[1:4]}
    assert "rtl" in rows["ar"]
    assert rows["ar"][-1] == "now"
    assert rows["es"][-1] == "no"
    assert (
        "es is not offered: its disclaimer is missing\n  translate translations/es/LC_MESSAGES/disclaimer.po"
        in after
    )


def test_a_language_that_waits_for_a_person_is_told_with_the_command(run, tiny: TinyLibrary) -> None:
    tiny.settings("en", "es", machine="reviewed-only")
    tiny.offer("es")
    tiny.origin("es", "disclaimer", "machine")
    assert "unreviewed\n  portal review approve es disclaimer --by NAME --role ROLE" in run("locales").output

"""hold, releases, verify, backup and restore as operators type them."""

from __future__ import annotations

import datetime
import json
import shutil

import pytest
from tiny import NOW, TinyLibrary

from portal_api.releases.holding import Named, hold
from portal_api.releases.record.store import Imprint

HOLD = ("hold", "pump/overview", "--reason", "incorrect", "--by", "Ana Ruiz", "--note", "wrong dose")


@pytest.fixture
def published(run, tiny: TinyLibrary) -> TinyLibrary:
    """Two releases, the second with another dose."""
    tiny.offer("es")
    run("publish", "--by", "Ben")
    tiny.change("content/articles/pump.md", "5 mg", "50 mg")
    run("publish", "--by", "Ben", "--note", "new dose")
    return tiny


def test_a_hold_needs_no_library_and_says_how_to_end_it(run, published: TinyLibrary) -> None:
    shutil.rmtree(published.root / "content")
    result = run(*HOLD)
    assert result.exit_code == 0, result.output
    assert "withheld: pump (en, es)" in result.output
    assert "portal unhold pump/overview --by NAME" in result.output
    assert published.statuses("es")["overview"] == "withheld incorrect"
    released = run("unhold", "pump/overview", "--by", "Ben")
    assert "shown again: pump (en, es)" in released.output
    assert published.statuses("en")["overview"] == "source"


def test_a_hold_tells_which_articles_link_there(run, published: TinyLibrary) -> None:
    text = (published.root / "content/articles/pump.md").read_text("utf-8")
    for name in ("other", "another"):
        linked = text.replace("# Pump", f"# {name}").replace(
            "https://www.example.org/more", "article:pump#overview"
        )
        published.article(name, linked)
    run("publish", "--by", "Ben")
    told = "pump is linked to by: another, other (no link leads to what is held; its words stay)"
    assert told in run(*HOLD).output
    assert "linked to" not in run("hold", "other", "--reason", "unsafe", "--by", "A").output


def test_what_is_held_is_listed_with_who_and_why(run, published: TinyLibrary) -> None:
    assert run("holds").output == "Nothing is held.\n"
    run(*HOLD)
    output = run("holds").output
    for told in ("pump/overview", "incorrect", "Ana Ruiz", "wrong dose", "3"):
        assert told in output
    (row,) = json.loads(run("holds", "--json").output)
    assert (row["article"], row["section"], row["locale"], row["release"]) == ("pump", "overview", None, 3)


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("hold", "pump", "--reason", "incorrect"), 2, "--by"),
        (("hold", "pump", "--reason", "why-not", "--by", "A"), 2, "incorrect"),
        (("hold", "pump/a/b", "--reason", "other", "--by", "A"), 2, "write ARTICLE, or ARTICLE/SECTION"),
        (("hold", "pump", "not a tag", "--reason", "other", "--by", "A"), 2, "not a tag"),
        (("hold", "nothing", "--reason", "other", "--by", "A"), 1, "no such article"),
        (("unhold", "pump", "--by", "A"), 1, "nothing is held now"),
        (("releases", "show", "99"), 1, "there is no release 99"),
        (("releases", "show", "es", "pump"), 2, "name one release"),
        (("releases", "show", "--at", "2099-01-01", "es"), 2, "needs a language and an article"),
        (("releases", "show", "--at", "yesterday", "es", "pump"), 2, "is no date"),
        (("releases", "show", "--at", "2000-01-01", "es", "pump"), 1, "nothing was published yet"),
        (("releases", "diff", "1", "99"), 1, "there is no release 99"),
        (("releases", "rollback", "99", "--by", "A"), 1, "there is no release 99"),
    ],
)
def test_a_mistake_is_told(run, published: TinyLibrary, words, code, told) -> None:
    result = run(*words)
    assert (result.exit_code, told in result.output) == (code, True), result.output
    assert published.store.current() == 2


def test_releases_are_listed_newest_first(run, published: TinyLibrary) -> None:
    lines = run("releases", "list").output.splitlines()
    assert [line.split()[0] for line in lines] == ["release", "2", "1"]
    assert "new dose" in lines[1]
    newest, oldest = json.loads(run("releases", "list", "--json").output)
    assert (newest["id"], newest["published_by"], oldest["id"]) == (2, "Ben", 1)


def test_a_release_is_shown_with_who_made_it_and_what_it_changed(run, published: TinyLibrary) -> None:
    output = run("releases", "show", "2").output
    for told in ("Release 2", "by Ben", "portal-api 0", "new dose", "changed: pump (en, es)", "digest:"):
        assert told in output
    told = json.loads(run("releases", "show", "2", "--json").output)
    assert told["changed"] == [["pump", "en"], ["pump", "es"]]


def test_the_words_of_a_day_are_shown_with_their_marks(run, published: TinyLibrary) -> None:
    run(*HOLD)
    output = run("releases", "show", "--at", "2099-01-01", "es", "pump").output
    assert "[overview] es, withheld (incorrect)" in output
    assert "[risks] es, translated; approved by nobody" in output
    told = json.loads(run("releases", "show", "--at", "2099-01-01", "es", "pump", "--json").output)
    assert told["valid_to"] is None
    assert {part["part"]: part["status"] for part in told["parts"]}["overview"] == "withheld"


def test_a_text_held_today_is_shown_to_operators_and_marked(run, tiny: TinyLibrary) -> None:
    tiny.publish()
    later = Imprint(NOW + datetime.timedelta(days=1), "Ana", "portal-api test")
    hold(tiny.store, Named("pump", "overview"), "incorrect", later)
    output = run("releases", "show", "--at", "2026-11-22", "en", "pump").output
    assert "as release 1 showed it" in output
    assert "HELD TODAY: incorrect" in output
    assert "It gives 5 mg a day" in output


def test_a_difference_is_shown_in_words(run, published: TinyLibrary) -> None:
    output = run("releases", "diff", "1", "2").output
    assert "- It gives 5 mg a day" in output
    assert "+ It gives 50 mg a day" in output
    assert "2 editions differ." in output
    assert json.loads(run("releases", "diff", "1", "2", "--json").output)[0]["kind"] == "changed"


def test_a_rollback_says_what_it_repeats_and_that_the_files_stay(run, published: TinyLibrary) -> None:
    output = run("releases", "rollback", "1", "--by", "Ana").output
    assert "as in that release: pump (en, es)" in output
    assert "release 3, which repeats release 1" in output
    assert "the next portal publish publishes them again" in output
    assert "5 mg" in str(published.edition("en").body)
    assert "no release was made" in run("releases", "rollback", "1", "--by", "Ana").output


def test_a_sound_record_is_verified_and_a_damaged_one_is_not(run, published: TinyLibrary) -> None:
    assert "The record is sound: 2 releases." in run("verify").output
    with published.store.database.writing() as connection:
        connection.exec_driver_sql("UPDATE edition SET locale = 'ar' WHERE locale = 'es'")
    result = run("verify")
    assert result.exit_code == 1
    assert "edition pump ar since release 2: its body is that of pump es" in result.output
    assert "flaws in the record" in result.output


def test_a_backup_is_restored_whole(run, published: TinyLibrary, monkeypatch) -> None:
    assert "2 releases, 4 editions" in run("backup", "record.zip").output
    assert "2 releases, 4 editions" in run("releases", "archive", "archive.zip").output
    assert (published.root / "record.zip").read_bytes() == (published.root / "archive.zip").read_bytes()
    assert "sound" in run("verify", "--file", "record.zip").output
    refused = run("restore", "record.zip")
    assert (refused.exit_code, "holds releases already" in refused.output) == (1, True)
    monkeypatch.setenv("PORTAL_DATABASE_URL", f"sqlite:///{published.root}/new.db")
    assert "Restored 2 releases" in run("restore", "record.zip").output
    assert "sound" in run("verify").output
    assert run("releases", "list").output.count("Ben") == 2


def test_a_backup_that_fails_leaves_no_file(run, tiny: TinyLibrary) -> None:
    result = run("backup", "record.zip")
    assert result.exit_code == 1
    assert "portal publish" in result.output
    assert not [path for path in tiny.root.iterdir() if "record" in path.name]


def test_a_file_that_is_no_record_is_refused(run, tiny: TinyLibrary) -> None:
    tiny.write("record.zip", "not a zip")
    for words in (("restore", "record.zip"), ("verify", "--file", "record.zip")):
        result = run(*words)
        assert (result.exit_code, "this file is no record" in result.output) == (1, True), result.output


def test_what_waits_is_told_with_the_way_to_publish_it(run, tiny: TinyLibrary) -> None:
    tiny.offer("es")
    path = tiny.root / "content/library.toml"
    path.write_text(path.read_text("utf-8") + '\n[publish]\nwait_for = ["es"]\nat_most = "36h"\n', "utf-8")
    run("publish")
    tiny.change("content/articles/pump.md", "Feeling sleepy", "Feeling quite sleepy")
    output = run("publish").output
    assert "waits: pump for es; published as it is from 20" in output
    assert "Nothing changed; no release was made." in output
    assert "Published as release 2." in run("publish", "--urgent", "pump", "--accept-loss").output

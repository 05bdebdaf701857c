"""catalogs update, catalogs check, review approve, harmless: on files as they lie."""

from __future__ import annotations

import pytest
from tiny import TinyLibrary

from portal_api.catalogs.gettext.po import read_po
from portal_api.cli.wanted import catalog_path
from portal_api.locales import Locale

ES = Locale.parse("es")


def test_an_update_writes_every_catalog_the_library_wants_and_then_none(run, tiny: TinyLibrary) -> None:
    tiny.settings("en", "es")
    first = run("catalogs", "update")
    assert first.exit_code == 0, first.output
    assert first.output.count("written") == 3
    for name in ("portal", "disclaimer", "pump"):
        assert list(read_po(catalog_path(tiny.root, ES, name), ES).live())
    before = {path: path.stat().st_mtime_ns for path in tiny.root.rglob("*.po")}
    second = run("catalogs", "update")
    assert second.output.count("unchanged") == 3
    assert before == {path: path.stat().st_mtime_ns for path in tiny.root.rglob("*.po")}


def test_an_update_names_what_is_news_and_counts_the_rest(run, tiny: TinyLibrary) -> None:
    tiny.settings("en", "es", "ar")
    tiny.offer("es")
    tiny.offer("ar")
    run("catalogs", "update")
    assert run("catalogs", "update").output == "Unchanged, with nothing left to translate: 6 catalogs.\n"
    tiny.change("content/articles/pump.md", "**5 mg**", "**6 mg**")
    changed, *_ = run("catalogs", "update", "es").output.splitlines()[1:]
    assert changed.split() == ["translations/es/LC_MESSAGES/pump.po", "written", "8", "0", "1"]
    waiting = run("catalogs", "update").output
    assert "translations/es/LC_MESSAGES/pump.po  unchanged" in waiting
    assert waiting.endswith("Unchanged, with nothing left to translate: 4 catalogs.\n")


def test_an_update_can_be_limited_to_a_language_and_an_article(run, tiny: TinyLibrary) -> None:
    assert run("catalogs", "update", "es", "pump").exit_code == 0
    assert [path.name for path in tiny.root.rglob("*.po")] == ["pump.po"]


def test_an_update_keeps_a_translation_and_marks_what_changed(run, tiny: TinyLibrary) -> None:
    tiny.offer("es")
    tiny.change("content/articles/pump.md", "**5 mg**", "**6 mg**")
    assert run("catalogs", "update", "es", "pump").exit_code == 0
    entry = next(e for e in read_po(tiny.catalog("es", "pump"), ES).live() if e.context == "p1")
    assert entry.fuzzy
    assert entry.previous_id == "It gives **5 mg** a day, see [more](https://www.example.org/more)."


def test_an_update_says_each_change_it_took_for_harmless(run, tiny: TinyLibrary) -> None:
    tiny.offer("es")
    tiny.change("content/articles/pump.md", "if it beeps.", "if it  beeps!")
    result = run("catalogs", "update", "es", "pump")
    assert "the translation stays as it is" in result.output


def test_a_catalog_that_cannot_be_read_is_told_with_its_line_and_left_alone(run, tiny: TinyLibrary) -> None:
    tiny.offer("es")
    path = tiny.catalog("es", "pump")
    broken = path.read_bytes().replace(b'msgid "Feeling sleepy"', b'msgid "Feeling sleepy', 1)
    path.write_bytes(broken)
    for command in ("update", "check"):
        result = run("catalogs", command, "es")
        assert result.exit_code == 1
        assert "translations/es/LC_MESSAGES/pump.po:" in result.output
        assert ("2 catalogs" if command == "update" else "disclaimer.po") in result.output
    assert path.read_bytes() == broken


def test_a_broken_article_is_told_and_the_others_are_updated(run, tiny: TinyLibrary) -> None:
    tiny.article("broken", "no front matter\n")
    result = run("catalogs", "update", "es")
    assert result.exit_code == 1
    assert "content/articles/broken.md:1:" in result.output
    assert tiny.catalog("es", "pump").exists()


@pytest.mark.parametrize("command", ["update", "check"])
def test_an_unknown_language_or_article_is_a_question_of_usage(run, command: str) -> None:
    assert run("catalogs", command, "sv").exit_code == 2
    assert "portal locales add sv" in run("catalogs", command, "sv").output
    assert run("catalogs", command, "no-language-at-all-x").exit_code == 2
    unknown = run("catalogs", command, "es", "pumpe")
    assert unknown.exit_code == 2
    assert "there are: portal, disclaimer, pump" in unknown.output


def test_a_check_finds_nothing_in_sound_catalogs(run, tiny: TinyLibrary) -> None:
    tiny.offer("es")
    result = run("catalogs", "check", "es")
    assert result.exit_code == 0, result.output
    assert "0 errors" in result.output


def test_a_check_tells_a_wrong_number_with_file_line_and_check(run, tiny: TinyLibrary) -> None:
    tiny.offer("es")
    tiny.translate("es", "pump", {"p1": "Da **50 mg** al día, vea [más](https://www.example.org/more)."})
    entry = next(e for e in read_po(tiny.catalog("es", "pump"), ES).live() if e.context == "p1")
    result = run("catalogs", "check", "es", "pump")
    assert result.exit_code == 1
    assert f"translations/es/LC_MESSAGES/pump.po:{entry.line}: error[numbers]: " in result.output


def test_a_check_tells_which_translations_are_outdated_before_any_update(run, tiny: TinyLibrary) -> None:
    tiny.offer("es")
    tiny.change("content/articles/pump.md", "**5 mg**", "**6 mg**")
    result = run("catalogs", "check", "es", "pump")
    assert "warning[stale]" in result.output


def test_an_approval_lets_a_held_back_text_through_until_a_word_changes(run, tiny: TinyLibrary) -> None:
    tiny.settings("en", "es", human="reviewed-only")
    tiny.offer("es")
    for name in ("disclaimer", "portal", "pump"):
        result = run("review", "approve", "es", name, "--by", "Ana", "--role", "nurse", "--yes")
        assert result.exit_code == 0, result.output
    assert run("publish").exit_code == 0
    assert set(tiny.statuses("es").values()) == {"translated"}
    tiny.change("translations/es/LC_MESSAGES/pump.po", 'msgstr "es: Infection"', 'msgstr "es: Contagion"')
    run("publish", "--accept-loss")
    assert tiny.statuses("es")["risks"] == "fallback unreviewed"
    assert tiny.statuses("es")["overview"] == "translated"


def test_an_approval_shows_the_texts_and_asks(run, tiny: TinyLibrary) -> None:
    tiny.offer("es")
    reviews = tiny.root / "translations/es/reviews/pump.toml"
    before = reviews.read_bytes()
    options = ("review", "approve", "es", "pump", "risks", "--by", "Ana", "--role", "nurse")
    declined = run(*options, answer="n\n")
    assert "es: Infection" in declined.output
    assert reviews.read_bytes() == before
    assert "1 approval recorded" in run(*options, answer="y\n").output
    assert "approved already, by Ana" in run(*options).output


def test_what_is_doubtful_cannot_be_approved(run, tiny: TinyLibrary) -> None:
    tiny.offer("es")
    tiny.change("content/articles/pump.md", "**5 mg**", "**6 mg**")
    result = run("review", "approve", "es", "pump", "overview", "--by", "Ana", "--role", "nurse", "--yes")
    assert result.exit_code == 1
    assert "overview: cannot be approved, because a text is stale" in result.output


@pytest.mark.parametrize("arguments", [("en", "pump"), ("es", "pump", "nothing"), ("es", "nothing")])
def test_approving_what_does_not_exist_is_a_question_of_usage(run, arguments: tuple[str, ...]) -> None:
    assert run("review", "approve", *arguments, "--by", "Ana", "--role", "nurse").exit_code == 2


def test_a_typo_declared_harmless_keeps_every_translation(run, tiny: TinyLibrary) -> None:
    tiny.change("content/articles/pump.md", "Feeling sleepy", "Feeling slepy")
    tiny.offer("es")
    run("publish")
    tiny.change("content/articles/pump.md", "Feeling slepy", "Feeling sleepy")
    options = ("harmless", "pump", "r1", "--by", "Ana", "--why", "typing mistake")
    result = run(*options)
    assert result.exit_code == 0, result.output
    assert "was Feeling slepy" in result.output
    run("publish")
    assert tiny.statuses("es")["risks"] == "translated"
    assert "nothing was written" in run(*options).output


def test_several_older_texts_are_declared_as_one_chain(run, tiny: TinyLibrary) -> None:
    tiny.change("content/articles/pump.md", "Feeling sleepy", "Feelin slepy")
    tiny.offer("es")
    tiny.change("content/articles/pump.md", "Feelin slepy", "Feeling slepy")
    tiny.offer("ar")
    tiny.change("content/articles/pump.md", "Feeling slepy", "Feeling sleepy")
    assert run("harmless", "pump", "r1", "--by", "Ana", "--why", "typing mistake").exit_code == 0
    run("publish")
    assert tiny.statuses("es")["risks"] == tiny.statuses("ar")["risks"] == "translated"


def test_a_changed_number_is_never_harmless(run, tiny: TinyLibrary) -> None:
    tiny.offer("es")
    tiny.change("content/articles/pump.md", "**5 mg**", "**6 mg**")
    result = run("harmless", "pump", "p1", "--by", "Ana", "--why", "it is the same")
    assert result.exit_code == 1
    assert "Refused, because the numbers differ" in result.output
    assert not (tiny.root / "content/harmless.toml").exists()


def test_what_stands_in_the_file_of_declarations_stays(run, tiny: TinyLibrary) -> None:
    path = tiny.write("content/harmless.toml", "# ours\n# no line end")
    tiny.offer("es")
    tiny.change("content/articles/pump.md", "Feeling sleepy", "Feeling very sleepy indeed")
    run("harmless", "pump", "r1", "--by", 'A "quoted" name', "--why", "two\nlines")
    assert path.read_text("utf-8").startswith("# ours\n# no line end\n\n[[harmless]]\n")
    assert run("catalogs", "update").exit_code == 0


def test_an_unknown_segment_is_a_question_of_usage(run) -> None:
    assert run("harmless", "pump", "zz9", "--by", "Ana", "--why", "-").exit_code == 2


def test_a_file_that_could_not_be_read_is_counted_apart_from_errors_in_texts(run, tiny: TinyLibrary) -> None:
    tiny.translate("es")
    tiny.catalog("es", "pump").write_text("nothing of the kind\n", "utf-8")
    result = run("catalogs", "check", "es", "pump")
    assert result.exit_code == 1
    assert "0 errors, 0 warnings, 1 file could not be read." in result.output
    assert "unreviewed" not in result.output, "no table of nothing"

"""What a check keeps from readers is told by `portal publish`, by line and each time, and ends it with 1."""

from __future__ import annotations

from tiny import TinyLibrary

from portal_api.releases.publishing.reports import MOST_REJECTED

CATALOG = "translations/es/LC_MESSAGES/pump.po"
DOSE = 'msgstr "es: It gives **5 mg** a day'
MORE = "more that a check rejects: portal catalogs check"


def broken(library: TinyLibrary, name: str = "pump") -> str:
    """Write fifty for five into a Spanish catalog; gives its line as it should be told."""
    path = library.catalog("es", name)
    text = path.read_text("utf-8")
    path.write_text(text.replace(DOSE, DOSE.replace("5 mg", "50 mg")), "utf-8")
    line = text[: text.index('msgctxt "p1"')].count("\n") + 1
    return f"translations/es/LC_MESSAGES/{name}.po:{line}: error[numbers]: "


def test_a_wrong_number_is_told_by_line_and_ends_with_1_until_it_is_mended(run, tiny: TinyLibrary) -> None:
    tiny.offer("es")
    assert run("publish").exit_code == 0
    sound = (tiny.root / CATALOG).read_bytes()
    line = broken(tiny)
    for arguments in (("--accept-loss", "--dry-run"), ("--accept-loss",), (), (CATALOG,)):
        result = run("publish", *arguments)
        assert result.exit_code == 1, result.output
        assert result.output.count(line) == 1, result.output
        assert "1 problem to mend; the lines above say where." in result.output
        assert MORE not in result.output
    tiny.write(CATALOG, sound)
    mended = run("publish")
    assert mended.exit_code == 0, mended.output
    assert "error[" not in mended.output


def test_an_accepted_finding_is_nothing_to_mend(run, tiny: TinyLibrary) -> None:
    tiny.offer("es")
    run("publish")
    broken(tiny)
    who = ("--by", "Ana Ruiz", "--because", "the pump for adults")
    accepted = run("review", "accept", "es", "pump", "p1", "numbers", *who)
    assert accepted.exit_code == 0, accepted.output
    assert run("publish").exit_code == 0


def test_of_many_wrong_numbers_a_handful_is_told_and_the_rest_counted(run, tiny: TinyLibrary) -> None:
    article = (tiny.root / "content/articles/pump.md").read_text("utf-8")
    for tag in ("disclaimer", "portal"):
        tiny.translate("es", tag)
    names = [f"pump-{number}" for number in range(MOST_REJECTED + 3)]
    for name in names:
        tiny.article(name, article)
        tiny.translate("es", name)
        broken(tiny, name)
    result = run("publish")
    assert result.exit_code == 1
    assert result.output.count("error[numbers]") == MOST_REJECTED
    assert f"and 3 {MORE}" in result.output
    assert f"{len(names)} problems to mend" in result.output


def test_of_many_wrong_texts_in_one_catalog_a_handful_is_told(run, tiny: TinyLibrary) -> None:
    tiny.offer("es")
    path = tiny.catalog("es", "portal")
    texts = path.read_text("utf-8").replace('msgstr "es: ', 'msgstr "es: 7 ')
    path.write_text(texts, "utf-8")
    result = run("publish")
    assert result.exit_code == 1
    assert result.output.count("/portal.po:") - result.output.count("Note: ") == MOST_REJECTED
    assert MORE in result.output


def test_a_word_that_readers_get_in_english_is_named(run, tiny: TinyLibrary) -> None:
    tiny.offer("es")
    assert run("publish").exit_code == 0
    tiny.change(
        "translations/es/LC_MESSAGES/portal.po", 'msgstr "es: Last changed: {date}"', 'msgstr "es: changed"'
    )
    for _ in range(2):
        result = run("publish")
        assert result.exit_code == 1
        assert "portal.po: readers of es get 1 of our own" in result.output
        assert "texts in English (1 rejected): label.updated;" in result.output
        assert "error[placeholders]" in result.output


def test_languages_tell_that_they_keep_an_older_disclaimer(run, tiny: TinyLibrary) -> None:
    tiny.offer("es")
    run("publish")
    tiny.catalog("es", "disclaimer").unlink()
    assert "es keeps version 1 of the disclaimer: its catalog is missing" in run("locales").output


def test_a_policy_that_would_take_a_language_names_both_ways_out(run, tiny: TinyLibrary) -> None:
    tiny.offer("es")
    run("publish")
    tiny.settings(human="reviewed-only")
    refused = run("publish")
    assert refused.exit_code == 1
    assert "portal review approve es disclaimer, or if that is meant, add: --accept-loss" in refused.output
    listed = run("locales").output
    assert "es would go with the next publication: nobody approved its disclaimer" in listed
    assert "\n  portal review approve es disclaimer --by NAME --role ROLE" in listed
    assert max(map(len, listed.splitlines())) <= 90


def test_articles_that_stay_as_they_were_published_are_counted_in_each_language(
    run, tiny: TinyLibrary
) -> None:
    article = (tiny.root / "content/articles/pump.md").read_text("utf-8")
    for name in ("second", "third"):
        tiny.article(name, article)
    tiny.offer("es")
    assert "published" not in languages(run("publish").output)
    tiny.article("second", "nothing\n")
    told = languages(run("publish").output)
    assert told.count("1 article stays as it was published") == 2
    tiny.article("third", "nothing\n")
    assert languages(run("publish").output).count("2 articles stay as they were published") == 2


def languages(output: str) -> str:
    """The table of the languages."""
    return output.partition("language")[2].partition("\n\n")[0]

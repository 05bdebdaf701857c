"""A word of ours that is not sound is in English alone: those beside it stay, and the answer says which."""

from __future__ import annotations

import pytest
from small_portal import client_of
from tiny import TinyLibrary

from portal_api.releases.publishing.publish import Consent

PORTAL = "translations/ar/LC_MESSAGES/portal.po"
UPDATED = 'msgstr "ar: Last changed: {date}"'
ENGLISH = {"locale": "en", "dir": "ltr"}


def answered(library: TinyLibrary) -> dict[str, object]:
    """The Arabic article of what is published now."""
    library.publish(Consent(loss=True))
    return client_of(library.store).get("/v1/ar/articles/pump").json


@pytest.mark.parametrize("broken", ['msgstr ""', 'msgstr "ar: Last changed: date"'])
def test_a_broken_word_alone_is_in_english_and_says_so(own_library: TinyLibrary, broken: str) -> None:
    own_library.change(PORTAL, UPDATED, broken)
    labels = answered(own_library)["labels"]
    assert (labels["locale"], labels["dir"]) == ("ar", "rtl")
    assert labels["texts"]["label.updated"] == "Last changed: {date}"
    assert labels["others"] == {"label.updated": ENGLISH}
    others = {name: text for name, text in labels["texts"].items() if name != "label.updated"}
    assert others
    assert all(text.startswith("ar: ") for text in others.values())


def test_a_mark_without_a_translation_is_shown_in_english(own_library: TinyLibrary) -> None:
    (own_library.root / "translations/ar/LC_MESSAGES/pump.po").unlink()
    own_library.write("content/articles/new.md", (own_library.root / "content/articles/pump.md").read_bytes())
    text = (own_library.root / PORTAL).read_text("utf-8")
    before, mark, after = text.partition('msgctxt "reason.missing"')
    head, _, rest = after.partition("\nmsgstr ")
    own_library.write(PORTAL, f'{before}{mark}{head}\nmsgstr ""{rest[rest.index(chr(10)) :]}')
    own_library.publish()
    wording = client_of(own_library.store).get("/v1/ar/articles/new").json["wording"]
    assert wording["others"] == {"reason.missing": ENGLISH}
    assert wording["texts"]["status.fallback"].startswith("ar: ")
    assert not wording["texts"]["reason.missing"].startswith("ar: ")


def test_words_that_are_all_translated_have_no_others(own_library: TinyLibrary) -> None:
    answer = answered(own_library)
    assert "others" not in answer["labels"]
    assert "others" not in answer["wording"]


def test_words_of_which_none_is_translated_are_english_as_a_whole(own_library: TinyLibrary) -> None:
    text = (own_library.root / PORTAL).read_text("utf-8")
    own_library.write(PORTAL, text.replace('"ar: ', '"77 '))
    labels = answered(own_library)["labels"]
    assert (labels["locale"], labels["dir"]) == ("en", "ltr")
    assert "others" not in labels

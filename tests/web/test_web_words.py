"""Our own words: complete, translatable, and spoken in the language of the answer."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from typing import get_args

import pytest
from flask import Flask, g
from flask_babel import format_date, get_locale, gettext, pgettext
from small_portal import client_of
from tiny import NOW, TinyLibrary

from portal_api import words
from portal_api.articles.article import Audience, Callout, Kind
from portal_api.articles.library import WITHDRAWAL_REASONS
from portal_api.locales import Locale
from portal_api.releases.editions.body import REASONS, STATUSES
from portal_api.releases.record.holds import HOLD_REASONS
from portal_api.web import negotiation
from portal_api.web.labels import labels
from portal_api.web.language import babel_locale, say, say_together, settle
from portal_api.web.marks import disclaimer_mark, part_marks


@pytest.fixture
def speaking(app: Flask) -> Iterator[Flask]:
    """The app inside a request."""
    with app.test_request_context("/"):
        yield app


def test_every_word_has_its_own_id_a_text_and_a_note() -> None:
    assert len({word.id for word in words.WORDS}) == len(words.WORDS)
    for word in words.WORDS:
        assert re.fullmatch(r"[a-z]+(\.[a-z0-9-]+)+", word.id)
        assert word.text.strip() == word.text != ""
        assert word.note


def test_every_word_that_an_articles_answer_may_have_is_among_those_that_change_it(speaking: Flask) -> None:
    """Else a changed word would not be told to apps that keep the article."""
    reasons = (None, *REASONS, "incomplete", *HOLD_REASONS)
    parts = [
        {"locale": "es", "status": status, "origin": origin, "reviewed": reviewed, "aspect": aspect}
        | ({"reason": reason} if reason else {})
        for status, reason in itertools.product((*STATUSES, "later"), reasons)
        for origin, reviewed in itertools.product(("human", "machine"), (True, False))
        for aspect in (word.id.removeprefix("heading.") for word in words.HEADINGS)
    ]
    callouts = [{"type": "callout", "kind": kind} for kind in get_args(Callout)]
    sections = [part | {"blocks": callouts} for part in parts]
    reviews = ({"status": "unreviewed"}, {"status": "reviewed", "next": "2026-01-01"})
    bodies = [{"review": review, "head": {"summary": []}, "sections": sections} for review in reviews]
    said = {name for part in parts for name in part_marks(part, "en")}
    said |= {name for body in bodies for name in labels(body)}
    said |= {disclaimer_mark(part) for part in parts} - {None}
    known = {word.id for word in words.WORDS}
    assert said & known <= words.BESIDE_ARTICLES
    assert len(said & known) > 20


def test_sentences_for_readers_are_whole_sentences() -> None:
    for word in words.FALLBACKS + words.HOLDS + words.WITHDRAWALS + words.CHOICES + words.STATUSES:
        assert word.text[0].isupper()
        assert word.text.endswith(".")


def test_placeholders_are_plain_names() -> None:
    for word in words.WORDS:
        without = re.sub(r"\{[a-z_]+\}", "", word.text)
        assert not set("{}%<>") & set(without), word


@pytest.mark.parametrize(
    ("group", "prefix", "codes"),
    [
        (words.STATUSES, "status", STATUSES),
        (words.FALLBACKS, "reason", (*REASONS, "incomplete")),
        (words.WITHDRAWALS, "withdrawn", (*WITHDRAWAL_REASONS, "other")),
        (words.CHOICES, "choice", (*get_args(negotiation.Reason), "other-spelling")),
        (words.KINDS, "kind", get_args(Kind)),
        (words.AUDIENCES, "audience", get_args(Audience)),
        (words.CALLOUTS, "callout", get_args(Callout)),
    ],
)
def test_every_code_a_reader_may_meet_has_its_words(
    group: tuple[words.Word, ...], prefix: str, codes: tuple[str, ...]
) -> None:
    assert {word.id for word in group} == {f"{prefix}.{code}" for code in codes}


def test_a_word_is_spoken_in_the_language_of_the_answer(speaking: Flask) -> None:
    settle(Locale("es"))
    assert say("label.sources").texts == ("es: Sources",)
    settle(Locale("ar"))
    assert say("label.sources").texts == ("ar: Sources",)
    assert say("label.sources").direction == "rtl"


def test_words_that_belong_together_are_in_one_language(own_library: TinyLibrary) -> None:
    own_library.change("translations/es/LC_MESSAGES/portal.po", "es: Sources", "")
    own_library.publish()
    with client_of(own_library.store).application.test_request_context("/"):
        settle(Locale("es"))
        spoken = say_together(["label.contents", "label.sources"])
        assert (spoken.locale, spoken.texts) == (Locale("en"), ("Contents", "Sources"))
        assert say("label.contents").texts == ("es: Contents",)


def test_values_are_put_in_once_and_as_they_are(speaking: Flask) -> None:
    settle(Locale("es"))
    spoken = say("label.reviewed", name="{role}", role="%(x)s", on="", date="{name}")
    assert spoken.texts == ("es: Reviewed by {role}, %(x)s, on {name}",)


def test_a_missing_value_leaves_its_placeholder_to_be_seen(speaking: Flask) -> None:
    settle(Locale("en"))
    assert say("label.updated").texts == ("Last changed: {date}",)


@pytest.mark.parametrize(
    ("tag", "babel"),
    [
        ("es", "es"),
        ("pt-BR", "pt_BR"),
        ("zh-Hant", "zh_Hant"),
        ("es-MX", "es_MX"),
        ("de-Latn-AT", "de"),
        ("ku-Arab", "ku"),
        ("prs", "en"),
        ("hmn", "en"),
    ],
)
def test_flask_babel_gets_only_languages_it_knows(speaking: Flask, tag: str, babel: str) -> None:
    settle(Locale(tag))
    assert babel_locale() == babel
    assert str(get_locale()) == babel


def test_dates_follow_the_language_of_the_answer(speaking: Flask) -> None:
    settle(Locale("es"))
    assert format_date(NOW, "long") == "22 de noviembre de 2026"
    settle(Locale("ar"))
    assert "نوفمبر" in format_date(NOW, "long")


def test_flask_babel_knows_our_words_by_their_ids_only(speaking: Flask) -> None:
    settle(Locale("es"))
    assert pgettext("label.sources", "") == "es: Sources"
    assert gettext("") == ""
    assert gettext("Sources") == "Sources"


def test_outside_a_request_words_stay_as_they_are(app: Flask) -> None:
    with app.app_context():
        assert pgettext("label.sources", "unchanged") == "unchanged"
        assert "locale" not in g

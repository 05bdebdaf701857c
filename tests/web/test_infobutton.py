"""Hospital systems ask by code, as HL7 says it, and are led to the articles in the reader's language."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st
from small_portal import BASE, client_of, write_library
from tiny import ARTICLE
from werkzeug.test import TestResponse

from portal_api.web.finding.codes import SYSTEMS, meaning
from portal_api.web.queries import ListQuery
from portal_api.web.queryfields import MOST_VALUES

ICD10, ICD10CM = "2.16.840.1.113883.6.3", "2.16.840.1.113883.6.90"
MESH, SNOMED = "2.16.840.1.113883.6.177", "2.16.840.1.113883.6.96"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """A library with the codes of a fever, wide and narrow."""
    tiny = write_library(tmp_path_factory.mktemp("codes"))
    for name, codes in (
        ("wide", '{icd10: ["R50"]}'),
        ("narrow", '{icd10: ["R50.9"], snomed: ["386661006"]}'),
        ("american", '{icd10cm: ["R50.81"]}'),
    ):
        tiny.article(name, ARTICLE.replace('{mesh: ["D001418"]}', codes))
    tiny.publish()
    yield client_of(tiny.store)
    tiny.store.close()


def ask(client: FlaskClient, system: str, code: str, tag: str | None = None, **more: str) -> TestResponse:
    """What a hospital system is answered."""
    query = {"mainSearchCriteria.v.cs": system, "mainSearchCriteria.v.c": code, **more}
    query |= {"informationRecipient.languageCode.c": tag} if tag is not None else {}
    return client.get("/v1/infobutton", query_string=query)


def found(client: FlaskClient, system: str, code: str) -> list[str]:
    """The articles that it gets."""
    led = ask(client, system, code, "en")
    assert led.status_code == 302, led.text
    return [one["id"] for one in client.get(led.headers["Location"].removeprefix(BASE)).json["articles"]]


@pytest.mark.parametrize(
    ("system", "code", "expected"),
    [
        (MESH, "D001418", ["pump"]),
        (SNOMED, "386661006", ["narrow"]),
        (SNOMED, "386661", []),
        (ICD10, "R50.9", ["narrow", "wide"]),
        (ICD10, "R509", ["narrow", "wide"]),
        (ICD10, "r50.9", ["narrow", "wide"]),
        (ICD10, "R50", ["wide"]),
        (ICD10, "R50.81", ["wide"]),
        (ICD10CM, "R50.81", ["american", "wide"]),
        (ICD10CM, "R509", ["narrow", "wide"]),
        (ICD10, "R51", []),
    ],
)
def test_a_code_finds_the_articles_that_mean_it_or_something_wider(
    client: FlaskClient, system: str, code: str, expected: list[str]
) -> None:
    assert found(client, system, code) == expected


@pytest.mark.parametrize(
    ("tag", "served", "reason"),
    [
        ("ar", "ar", "exact"),
        ("es-MX", "es", "close"),
        ("spa", "es", "exact"),
        ("ES", "es", "exact"),
        ("zh-Hant-HK", "zh-Hant", "close"),
        ("zh-Hans", "en", "none-fits"),
        ("sw", "en", "none-fits"),
    ],
)
def test_the_language_follows_the_ordinary_rules_and_says_why(
    client: FlaskClient, tag: str, served: str, reason: str
) -> None:
    led = ask(client, MESH, "D001418", tag)
    assert (led.status_code, led.json["served"], led.json["reason"]) == (302, served, reason)
    assert led.headers["Location"] == f"{BASE}/v1/{served}/articles?code=mesh%3AD001418"
    assert led.headers["Content-Language"] == served
    assert led.json["disclaimer"]["locale"] == served
    assert "Accept-Language" not in led.headers["Vary"]


def test_without_a_language_the_readers_own_decides(client: FlaskClient) -> None:
    query = {"mainSearchCriteria.v.cs": MESH, "mainSearchCriteria.v.c": "D001418"}
    led = client.get("/v1/infobutton", query_string=query, headers={"Accept-Language": "ar"})
    assert (led.json["served"], led.json["reason"]) == ("ar", "exact")
    assert "Accept-Language" in led.headers["Vary"]
    assert led.headers["Cache-Control"] == "no-store"


def test_every_other_language_is_offered_with_the_same_list(client: FlaskClient) -> None:
    offers = ask(client, ICD10, "R50", "ar").json["offers"]
    assert {one["locale"] for one in offers} == {"en", "es", "ar", "pt-BR", "zh-Hant"}
    for one in offers:
        listed = client.get(one["url"].removeprefix(BASE))
        assert (listed.json["locale"], [found["id"] for found in listed.json["articles"]]) == (
            one["locale"],
            ["wide"],
        )


def test_what_the_standard_has_besides_is_ignored(client: FlaskClient) -> None:
    more = {
        "taskContext.c.c": "PROBLISTREV",
        "mainSearchCriteria.v.dn": "Fever",
        "knowledgeResponseType": "x",
    }
    assert ask(client, MESH, "D001418", "en", **more).status_code == 302


@pytest.mark.parametrize(
    ("system", "code", "tag"),
    [
        ("2.16.840.1.113883.6.999", "R50", "en"),
        ("icd10", "R50", "en"),
        ("", "R50", "en"),
        (ICD10, "", "en"),
        (ICD10, "R50 R51", "en"),
        (ICD10, "R50,mesh:D1", "en"),
        (ICD10, "R" * 65, "en"),
        (ICD10, "\u0660", "en"),
        (ICD10, "R50", "en,es"),
        (ICD10, "R50", ""),
    ],
)
def test_what_cannot_be_understood_is_refused(client: FlaskClient, system: str, code: str, tag: str) -> None:
    answer = ask(client, system, code, tag)
    assert (answer.status_code, answer.json["code"]) == (400, "invalid-parameter")
    assert answer.json["disclaimer"]["text"]


@pytest.mark.parametrize("tag", ["-", "e", "abcdefghij", "en-", "1"])
def test_a_language_that_is_none_is_not_guessed_at(client: FlaskClient, tag: str) -> None:
    answer = ask(client, ICD10, "R50", tag)
    assert (answer.status_code, answer.json["code"]) == (404, "unknown-locale")
    assert tag in answer.json["detail"]


def test_nothing_asked_is_refused_with_what_is_needed(client: FlaskClient) -> None:
    answer = client.get("/v1/infobutton")
    assert (answer.status_code, answer.json["code"]) == (400, "invalid-parameter")
    assert "mainSearchCriteria.v.c" in answer.json["detail"]


@settings(max_examples=200)
@given(st.sampled_from(sorted(SYSTEMS)), st.from_regex(r"[A-Za-z0-9][A-Za-z0-9./:_-]{0,63}", fullmatch=True))
def test_whatever_code_is_sent_the_list_takes_what_is_made_of_it(system: str, code: str) -> None:
    made = meaning(system, code)
    assert 1 <= len(made) == len(set(made)) <= MOST_VALUES
    assert re.fullmatch(ListQuery().fields["code"].metadata["pattern"], ",".join(made))


@pytest.mark.parametrize(
    ("tag", "expected"), [("es", "es"), ("ar-EG", "ar"), ("nonsense!", "en"), ("xx", "en")]
)
def test_what_is_wrong_is_told_in_the_language_that_the_question_names(client, tag, expected) -> None:
    for wrong in (ask(client, "1.2.3", "R50", tag), ask(client, ICD10, "?" * 100, tag)):
        assert wrong.status_code == 400
        assert wrong.json["locale"] == wrong.json["disclaimer"]["locale"] == expected
        assert wrong.headers["Content-Language"] == expected

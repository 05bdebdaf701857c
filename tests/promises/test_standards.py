"""What every address keeps of the standards it speaks: HTTP, web linking, CORS, CSP, problem details, HTML.

The walk takes the URL map of the real app, so a new route is covered the day it is added.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Response
from flask.testing import FlaskClient
from small_portal import BASE, client_of, write_library

from portal_api.articles.aspects import ASPECTS
from portal_api.locales import Locale
from portal_api.web.embedding.embedfiles import embed_files
from portal_api.web.html.assets import assets
from portal_api.web.problems import PROBLEMS

QUERIES = {"oembed.describe": f"?url={BASE}/ar/pump"}
# https://www.iana.org/assignments/link-relations and .../http-cache-directives
RELATIONS = {"terms-of-service", "alternate"}
DIRECTIVES = {
    "public",
    "private",
    "no-store",
    "immutable",
    "max-age",
    "stale-while-revalidate",
    "stale-if-error",
}
LINK = re.compile(r'<([^<>\s]+)>((?:; [a-z]+="[^"]*")+)')
OUTSIDE = (
    "/nothing",
    "/v1/nothing",
    "/v1/zz/articles",
    "/v1/ar/articles/nope",
    "/v1/ar/articles/old",
    "/ar/old",
)


@dataclass(frozen=True)
class Answer:
    """What one address answers to GET and to HEAD."""

    name: str
    got: Response
    head: Response


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """A client of a small published library."""
    tiny = write_library(tmp_path_factory.mktemp("standards"))
    yield client_of(tiny.store)
    tiny.store.close()


@pytest.fixture(scope="module")
def answers(client: FlaskClient) -> list[Answer]:
    """What every address answers, and what some others do."""
    figure = client.get("/v1/en/articles/fever").json["figure"]["file"]
    values = {"locale": "ar", "article": "pump", "section": "risks", "name": figure, "code": "held"}
    values |= {"asset": assets()["page.css"].name, "file": embed_files()["v1.js"].pinned}
    found = [
        re.sub(r"<(?:[^:<>]+:)?(\w+)>", lambda match: values[match[1]], rule.rule)
        + QUERIES.get(rule.endpoint, "")
        for rule in client.application.url_map.iter_rules()
    ]
    return [Answer(path, client.get(path), client.head(path)) for path in (*found, *OUTSIDE)]


def test_head_answers_as_get_does_but_for_the_body(answers: list[Answer]) -> None:
    for one in answers:
        assert (one.head.status, list(one.head.headers)) == (one.got.status, list(one.got.headers)), one.name
        assert one.head.data == b"", one.name
        assert int(one.got.headers["Content-Length"]) == len(one.got.data), one.name


def test_every_link_in_a_header_has_a_registered_relation(answers: list[Answer]) -> None:
    for one in answers:
        header = one.got.headers["Link"]
        links = list(LINK.finditer(header))
        assert ", ".join(link[0] for link in links) == header, one.name
        assert {name for link in links for name in re.findall('rel="([^"]*)"', link[2])} <= RELATIONS
        assert all(link[1].startswith(f"{BASE}/") for link in links), one.name


def test_every_cache_directive_is_one_of_the_standards(answers: list[Answer]) -> None:
    for one in answers:
        for field in ("Cache-Control", "CDN-Cache-Control"):
            said = one.got.headers.get(field, "public")
            names = [re.fullmatch(r"([a-z-]+)(=[0-9]+)?", part) for part in said.split(", ")]
            assert {name[1] for name in names if name} <= DIRECTIVES, (one.name, said)
            assert all(names), (one.name, said)


def test_every_answer_may_be_read_by_any_page_and_is_not_sniffed(answers: list[Answer]) -> None:
    for one in answers:
        assert one.got.headers["Access-Control-Allow-Origin"] == "*", one.name
        assert "Access-Control-Allow-Credentials" not in one.got.headers, one.name
        assert one.got.headers["X-Content-Type-Options"] == "nosniff", one.name
        assert not {"Set-Cookie", "P3P", "X-Powered-By"} & set(one.got.headers.keys()), one.name


def test_every_policy_forbids_all_that_it_does_not_name(answers: list[Answer]) -> None:
    for one in answers:
        policy = dict(
            part.partition(" ")[::2] for part in one.got.headers["Content-Security-Policy"].split("; ")
        )
        assert policy["default-src"] == "'none'", one.name
        assert "frame-ancestors" in policy, one.name
        if one.got.mimetype == "text/html":
            assert not re.search(r"unsafe-|\*|data:|https?:", str(policy | {"frame-ancestors": ""})), one.name
        if "<html" in one.got.text:
            assert {"base-uri", "form-action"} <= policy.keys(), one.name


def test_every_page_says_its_language_direction_width_and_title(answers: list[Answer]) -> None:
    pages = [one for one in answers if "<html" in one.got.text]
    assert len(pages) > 8
    for one in pages:
        language = one.got.headers["Content-Language"]
        assert f'<html lang="{language}" dir="{Locale(language).direction}">' in one.got.text, one.name
        assert '<meta charset="utf-8">' in one.got.text[:200], one.name
        assert 'content="width=device-width, initial-scale=1">' in one.got.text, one.name
        (title,) = re.findall(r"<title[^>]*>([^<]+)</title>", one.got.text)
        assert title.strip(), one.name


def test_every_problem_is_as_rfc_9457_has_it_and_its_type_leads_to_a_page(
    client: FlaskClient, answers: list[Answer]
) -> None:
    problems = [one.got for one in answers if one.got.mimetype == "application/problem+json"]
    assert len(problems) > 3
    for response in problems:
        told = response.json
        assert told["status"] == response.status_code
        assert told["type"] == f"{BASE}/problems/{told['code']}"
        assert told["title"]
        assert told["detail"]
    for code in PROBLEMS:
        assert client.get(f"/problems/{code}").status_code == 200, code


def test_no_address_leads_elsewhere(client: FlaskClient) -> None:
    for path in ("/", "/ar/", "/PT_br", "/es-MX/pump", "/v1/AR/articles/pump", "/v1/es-MX/articles?limit=1"):
        for host in ("evil.example", "portal.example"):
            response = client.get(
                path, headers={"X-Forwarded-Host": host, "Host": host, "Forwarded": f"host={host}"}
            )
            assert response.status_code in (302, 308), path
            assert response.headers["Location"].startswith(f"{BASE}/"), path


# The words of https://schema.org that we use, with the types they belong to (or those above them).
VOCABULARY = {
    "MedicalWebPage": {
        *("name", "description", "url", "inLanguage", "dateModified", "version", "isAccessibleForFree"),
        *("publisher", "usageInfo", "about", "hasPart", "reviewedBy", "lastReviewed", "citation"),
        *("translationOfWork", "audience", "primaryImageOfPage", "creativeWorkStatus"),
    },
    "HealthTopicContent": {"name", "url", "inLanguage", "hasHealthAspect", "text", "creativeWorkStatus"},
    "CreativeWork": {"name", "url", "text", "inLanguage", "version", "creativeWorkStatus"},
    "Organization": {"name", "url"},
    "Person": {"name", "jobTitle"},
    "MedicalProcedure": {"name", "code"},
    "MedicalCondition": {"name", "code"},
    "MedicalCode": {"codeValue", "codingSystem"},
    "MedicalAudience": {"audienceType", "suggestedMaxAge"},
    "ImageObject": {"contentUrl", "width", "height", "creditText"},
}


@pytest.mark.parametrize("article", ["ar/pump", "en/pump", "en/fever", "es/fever"])
def test_structured_data_uses_words_of_schema_org_in_their_places(client: FlaskClient, article: str) -> None:
    locale, name = article.split("/")
    page = client.get(f"/{article}").text
    (inside,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    for found in (json.loads(inside), client.get(f"/v1/{locale}/articles/{name}.jsonld").json):
        assert found["@context"] == "https://schema.org"
        _is_schema_org(found)
        assert datetime.datetime.fromisoformat(found["dateModified"]).tzinfo


def test_this_test_fires_at_a_word_that_schema_org_does_not_have() -> None:
    with pytest.raises(AssertionError):
        _is_schema_org({"@type": "Person", "name": "A. Nurse", "role": "Nurse"})


def _is_schema_org(found: Any) -> None:
    """Fails at an unknown type, and at a word that this type does not have."""
    if isinstance(found, list):
        for item in found:
            _is_schema_org(item)
    if not isinstance(found, dict) or found.keys() == {"@id"}:
        return
    words = {word for word in found if not word.startswith("@")}
    assert words <= VOCABULARY[found["@type"]], found["@type"]
    for word, value in found.items():
        if word == "hasHealthAspect":
            assert value in {aspect.url for aspect in ASPECTS}
        elif word in ("url", "@id", "contentUrl"):
            assert urlsplit(value).scheme in ("http", "https"), value
        _is_schema_org(value)

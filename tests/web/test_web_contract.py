"""The OpenAPI document says what the service does: no route, field, header or error more or less."""

from __future__ import annotations

import copy
import json
import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate
from small_portal import BASE

from portal_api.web.openapi.contract import path_of, promised_rules
from portal_api.web.problems import PROBLEMS

INFOBUTTON = "mainSearchCriteria.v.cs=2.16.840.1.113883.6.177&mainSearchCriteria.v.c=D001418"

# Real requests, at least one for each route and for each way it can answer.
REQUESTS = [
    ("/v1/locales", {}),
    ("/v1/locales?x=1", {}),
    ("/v1/ar/articles", {}),
    ("/v1/ar/articles?limit=1", {}),
    ("/v1/ar/articles?limit=x", {}),
    ("/v1/ar/articles?release=77", {}),
    ("/v1/pt_br/articles", {}),
    ("/v1/ar/coverage", {}),
    ("/v1/en/coverage?limit=1", {}),
    ("/v1/es-MX/articles", {}),
    ("/v1/ar/changes", {}),
    ("/v1/ar/changes?since=1&limit=1", {}),
    ("/v1/ar/changes?since=9", {}),
    ("/v1/zz/changes", {}),
    ("/v1/pt_br/changes", {}),
    ("/v1/es-MX/changes?since=1", {}),
    ("/v1/zz/articles", {}),
    ("/v1/ar/search?q=pump", {}),
    ("/v1/en/search?q=raised+fever&limit=1", {}),
    ("/v1/es/search?q=nothing+of+this", {}),
    ("/v1/ar/search", {}),
    (f"/v1/infobutton?{INFOBUTTON}", {"Accept-Language": "es"}),
    (f"/v1/infobutton?{INFOBUTTON}&informationRecipient.languageCode.c=ar", {}),
    (f"/v1/infobutton?{INFOBUTTON}&informationRecipient.languageCode.c=-", {}),
    ("/v1/infobutton", {}),
    ("/v1/zz/search?q=pump", {}),
    ("/v1/pt_br/search?q=pump", {}),
    ("/v1/es-MX/search?q=pump", {}),
    ("/v1/ar/articles/pump", {}),
    ("/v1/ar/articles/pump?fallback=whole", {}),
    ("/v1/ar/articles/pump?fallback=none", {}),
    ("/v1/ar/articles/pump?fallback=none&fallback=none", {}),
    ("/v1/ar/articles/pump", {"If-None-Match": "*"}),
    ("/v1/ar/articles/pump", {"If-Match": '"another"'}),
    ("/v1/ar/articles/pump", {"X-Long": "a" * 9_000}),
    ("/v1/en/articles/fever", {}),
    ("/v1/zh-Hant/articles/fever", {}),
    ("/v1/ar/articles/nope", {}),
    ("/v1/ar/articles/old", {}),
    ("/v1/ar/articles/pump/sections/risks", {}),
    ("/v1/ar/articles/pump/sections/nope", {}),
    ("/v1/ar/disclaimer", {}),
    ("/v1/articles/pump/locales", {}),
    ("/v1/articles/nope/locales", {}),
    ("/v1/articles/pump", {"Accept-Language": "es-MX"}),
    ("/v1/articles/pump", {}),
    ("/v1/articles/old", {}),
    ("/v1/articles/pump/sections/risks", {"Accept-Language": "ar"}),
    ("/v1/articles/pump/sections/nope", {}),
    ("/v1/releases", {}),
    ("/v1/releases?limit=1", {}),
    ("/v1/releases/current", {}),
    ("/v1/openapi.json", {}),
    ("/v1/embed", {}),
    *(
        (f"/v1/ar/articles/{path}{query}", {})
        for form in ("html", "md", "txt", "jsonld")
        for path in (f"pump.{form}", f"pump/sections/risks.{form}")
        for query in ("", "?fallback=none", "?fallback=perhaps")
    ),
    *(
        (f"/v1/{locale}/articles/pump{part}.{form}", {})
        for form in ("html", "md", "txt", "jsonld")
        for part in ("", "/sections/risks")
        for locale in ("pt_br", "es-MX")
    ),
    *((f"/v1/en/articles/old{part}.md", {}) for part in ("", "/sections/risks")),
    ("/oembed?url=https://portal.example/health/ar/pump&maxwidth=300&utm_source=x", {}),
    ("/oembed?url=https://portal.example/health/ar/nope", {}),
    ("/oembed?url=https://portal.example/health/ar/pump&format=xml", {}),
    ("/oembed", {}),
    ("/figures/nope.svg", {}),
    ("/docs", {}),
    ("/problems", {}),
    ("/problems/withdrawn", {}),
    ("/problems/nope", {}),
    ("/livez", {}),
    ("/readyz", {}),
]


@pytest.fixture(scope="module")
def spec(app: Flask) -> dict[str, Any]:
    """The document as it is served."""
    found: dict[str, Any] = app.test_client().get("/v1/openapi.json").json
    return found


def test_it_is_valid_openapi_3_1(spec: dict[str, Any]) -> None:
    assert spec["openapi"].startswith("3.1")
    validate(spec)


def test_its_paths_are_the_routes(app: Flask, spec: dict[str, Any]) -> None:
    assert set(spec["paths"]) == {path_of(rule) for rule in promised_rules(app)}


def test_every_route_only_reads(app: Flask) -> None:
    for rule in app.url_map.iter_rules():
        assert rule.methods == {"GET", "HEAD", "OPTIONS"}, rule


def test_its_addresses_are_those_of_the_settings(spec: dict[str, Any]) -> None:
    assert spec["servers"] == [{"url": BASE}]


@pytest.mark.parametrize(("url", "headers"), REQUESTS)
def test_real_answers_are_as_promised(
    client: FlaskClient, spec: dict[str, Any], url: str, headers: dict[str, str]
) -> None:
    response = client.get(url, headers=headers)
    promised = _operation(client.application, spec, url)["responses"]
    assert str(response.status_code) in promised
    answer = promised[str(response.status_code)]
    for name, header in answer["headers"].items():
        _check_header(spec, name, header, response.headers.get(name))
    if response.status_code == 304:
        return
    content = answer["content"][response.mimetype]
    if response.is_json:
        _strictly(spec, content["schema"]).validate(response.json)


def test_the_requests_above_reach_every_route(app: Flask) -> None:
    reached = {_endpoint(app, url) for url, _ in REQUESTS}
    assert reached == {rule.endpoint for rule in promised_rules(app)}


def test_every_status_it_promises_is_provoked_by_the_requests_above(client: FlaskClient, spec: Any) -> None:
    """But for those of another method, of a mistake of ours, of an outage, and of a cache in front."""
    promised = {status for item in spec["paths"].values() for status in item["get"]["responses"]}
    seen = {str(client.get(url, headers=headers).status_code) for url, headers in REQUESTS}
    assert promised - seen <= {"405", "429", "500", "503"}


def test_every_example_is_what_its_schema_says(spec: dict[str, Any]) -> None:
    checked = 0
    for item in spec["paths"].values():
        for response in item["get"]["responses"].values():
            for content in response.get("content", {}).values():
                for example in _examples(spec, content):
                    _strictly(spec, content["schema"]).validate(example)
                    checked += 1
    assert checked > 50


def test_every_problem_is_explained_and_exemplified(spec: dict[str, Any]) -> None:
    assert set(spec["components"]["examples"]) == set(PROBLEMS)
    described = json.dumps([item["get"]["responses"] for item in spec["paths"].values()])
    for code in PROBLEMS:
        assert f"#/components/examples/{code}" in described


def test_everything_has_a_description(spec: dict[str, Any]) -> None:
    for path, item in spec["paths"].items():
        operation = item["get"]
        assert operation["summary"].endswith("."), path
        for part in (*operation["parameters"], *operation["responses"].values()):
            assert part["description"], (path, part)


def test_every_response_promises_the_link_to_the_disclaimer(spec: dict[str, Any]) -> None:
    for path, item in spec["paths"].items():
        for status, response in item["get"]["responses"].items():
            assert {"Link", "Content-Language"} <= set(response["headers"]), (path, status)


def test_answers_may_gain_fields(spec: dict[str, Any]) -> None:
    assert '"additionalProperties": false' not in json.dumps(spec)


def test_no_type_has_the_name_of_one_of_its_fields(spec: dict[str, Any]) -> None:
    """Generated clients would have one variable for both, of two types; a plain text does no harm."""
    for name, schema in spec["components"]["schemas"].items():
        as_variable = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()
        field = schema.get("properties", {}).get(as_variable, {})
        assert not field.keys() & {"$ref", "items", "enum", "oneOf", "anyOf"}, name


def test_the_strict_check_of_these_tests_notices_an_undocumented_field(
    client: FlaskClient, spec: dict[str, Any]
) -> None:
    body = client.get("/v1/ar/articles/pump").json
    schema = _strictly(spec, {"$ref": "#/components/schemas/Article"})
    assert schema.is_valid(body)
    body["sections"][0]["surprise"] = 1
    assert not schema.is_valid(body)


def _endpoint(app: Flask, url: str) -> str:
    endpoint, _ = app.url_map.bind("x").match(url.partition("?")[0])
    return str(endpoint)


def _operation(app: Flask, spec: dict[str, Any], url: str) -> dict[str, Any]:
    (rule,) = app.url_map.iter_rules(_endpoint(app, url))
    found: dict[str, Any] = spec["paths"][path_of(rule)]["get"]
    return found


def _check_header(spec: dict[str, Any], name: str, header: dict[str, str], value: str | None) -> None:
    promised = spec["components"]["headers"][header["$ref"].rpartition("/")[2]]
    if value is None:
        assert not promised.get("required"), name
        return
    assert re.search(promised["schema"].get("pattern", ""), value), (name, value)


def _examples(spec: dict[str, Any], content: dict[str, Any]) -> list[Any]:
    named = content.get("examples", {}).values()
    found = [spec["components"]["examples"][one["$ref"].rpartition("/")[2]]["value"] for one in named]
    return [*found, content["example"]] if "example" in content else found


def _strictly(spec: dict[str, Any], schema: dict[str, Any]) -> Draft202012Validator:
    """A validator that refuses fields the document does not name."""
    closed = copy.deepcopy(spec["components"])
    for found in closed["schemas"].values():
        if "properties" in found:
            found.setdefault("additionalProperties", False)
    return Draft202012Validator({**schema, "components": closed})

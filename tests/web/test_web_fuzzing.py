"""schemathesis fuzzes the real server by its own contract; every answer carries the disclaimer."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from listening import free_port, lives
from schemathesis.checks import CheckContext
from schemathesis.generation import GenerationMode
from tiny import TinyLibrary
from waiting import wait_for

from portal_api.web.openapi.operations import OPERATIONS

ROOT = Path(__file__).parents[2]
EXAMPLES = 15

# A withdrawn article is a good answer to a good question, and a redirect a good answer to a bad one: where it
# leads, the question is refused.
CONFIG = {
    "seed": 7040012,
    "checks": {
        "positive_data_acceptance": {"expected-statuses": ["2xx", "3xx", 404, 410]},
        "negative_data_rejection": {"expected-statuses": [302, 308, 400, 404, 410]},
    },
}

# Wrong data can only be sent where the query has a form.
ASKED = ("list_articles", "get_article", "get_section", "find_article", "find_section", "list_releases")
SOUGHT = ("search.search_articles", "infobutton.find_by_code")
NEGATIVE = [(name, GenerationMode.NEGATIVE) for name in (*SOUGHT, *(f"v1.{name}" for name in ASKED))]
POSITIVE = [(name, GenerationMode.POSITIVE) for name in OPERATIONS if name != "v1.openapi"]
CASES = [*POSITIVE, *NEGATIVE]

REAL = {
    "locale": ["ar", "es", "pt_br", "es-MX", "zz"],
    "article": ["pump", "fever", "old"],
    "section": ["risks", "symptoms"],
    "name": ["nope.svg"],
    "code": ["withdrawn"],
}


@pytest.fixture(scope="session")
def server(published: TinyLibrary) -> Iterator[str]:
    """The address of a granian process that serves the small library through wsgi.py."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    environ = os.environ | {
        "PORTAL_DATABASE_URL": f"sqlite:///{published.root / 'portal.db'}",
        "PORTAL_BASE_URL": url,
    }
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--no-log", "--port", str(port)]
    process = subprocess.Popen([*command, "wsgi:app"], cwd=ROOT, env=environ)
    try:
        wait_for(lambda: process.poll() is not None or lives(port))
        assert process.poll() is None, "the server ended"
        yield url
    finally:
        process.terminate()
        process.wait(10)


@pytest.fixture(scope="session")
def operations(server: str) -> dict[str, Any]:
    """The operations of the contract as the real server hands it out, by their ids."""
    config = schemathesis.Config.from_dict(CONFIG)
    contract = schemathesis.openapi.from_url(f"{server}/v1/openapi.json", config=config)
    found = [result.ok() for result in contract.get_all_operations()]
    return {operation.definition.raw["operationId"]: operation for operation in found}


@pytest.mark.parametrize(("endpoint", "mode"), CASES)
def test_the_real_server_keeps_its_contract(
    operations: dict[str, Any], endpoint: str, mode: GenerationMode
) -> None:
    operation = operations[endpoint.rpartition(".")[2]]

    @settings(max_examples=EXAMPLES, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(_cases(operation, mode))
    def keeps_its_contract(case: schemathesis.Case) -> None:
        case.call_and_validate(additional_checks=[carries_the_disclaimer], allow_redirects=False)

    keeps_its_contract()


def carries_the_disclaimer(
    context: CheckContext, response: schemathesis.Response, case: schemathesis.Case
) -> None:
    """In the headers always, in the body wherever a person may read it."""
    links = response.headers.get("link", [""])
    assert links[0].endswith('/disclaimer>; rel="terms-of-service"')
    assert response.headers.get("content-language")
    readers = response.content and case.path not in ("/livez", "/readyz", "/v1/openapi.json")
    if readers or response.status_code >= 400:
        assert "This is for education only." in response.text


def _cases(operation: Any, mode: GenerationMode) -> st.SearchStrategy[schemathesis.Case]:
    """Half of the cases name what exists; else nearly all would be a 404."""
    names = [parameter.name for parameter in operation.path_parameters]
    if not names:
        return operation.as_strategy(mode)
    real = st.fixed_dictionaries({name: st.sampled_from(REAL[name]) for name in names})
    return operation.as_strategy(mode) | real.flatmap(
        lambda path: operation.as_strategy(mode, path_parameters=path)
    )

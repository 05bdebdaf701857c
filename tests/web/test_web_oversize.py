"""A request that is longer than anybody needs is refused in the reader's language, with the disclaimer."""

from __future__ import annotations

import json

import pytest
from shelving import Portal, ask
from tiny import TinyLibrary

from portal_api.web.wsgi.oversize import LONGEST

ARTICLE = "/v1/ar/articles/pump"


@pytest.mark.parametrize("behind_a_shelf", [True, False])
@pytest.mark.parametrize(
    ("path", "headers"),
    [
        (ARTICLE, {"Cookie": "a" * LONGEST}),
        (ARTICLE, {"If-None-Match": '"' * 1_000_000}),
        (ARTICLE, {f"X-{number}": "a" * 100 for number in range(100)}),
        (f"{ARTICLE}?x={'a' * LONGEST}", {}),
        (f"/v1/ar/{'a' * LONGEST}", {}),
    ],
    ids=["one header", "a million signs", "many headers", "query", "path"],
)
def test_what_is_too_long_is_a_problem_with_the_disclaimer(
    published: TinyLibrary, path: str, headers: dict[str, str], behind_a_shelf: bool
) -> None:
    portal = Portal(published.store)
    assert portal.ask(ARTICLE).status == 200  # it is on the shelf
    answer = ask(portal.shelf if behind_a_shelf else portal.app, path, "GET", headers)
    told = json.loads(answer.body)
    assert (answer.status, told["code"]) == (431, "request-too-long")
    assert told["disclaimer"]["locale"] == answer.headers["content-language"] == "ar"
    assert answer.headers["cache-control"] == "no-store"


def test_what_is_just_short_enough_is_answered(published: TinyLibrary) -> None:
    assert Portal(published.store).ask(ARTICLE, Cookie="a" * (LONGEST - 300)).status == 200

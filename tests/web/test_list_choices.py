"""What a list is good for: choosing by several values, what changed last, an app's first page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from flask.testing import FlaskClient
from small_portal import BASE, client_of, write_library
from tiny import ARTICLE, NOW, TinyLibrary

from portal_api.releases.holding import Named, hold
from portal_api.releases.record.store import Imprint

CODED = ARTICLE.replace("kind: procedure", "kind: {kind}").replace('{mesh: ["D001418"]}', "{codes}")


def coded(kind: str, codes: str) -> str:
    """The article with another kind and other codes."""
    return CODED.replace("{kind}", kind).replace("{codes}", codes)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """A library of five releases; `fever` and `pump` are of the first."""
    tiny = write_library(tmp_path_factory.mktemp("choices"))
    tiny.article("alpha", coded("test", '{icd10: ["R50.9"]}'))
    tiny.article("zeta", coded("medicine", '{icd10: ["R50"], snomed: ["386661006"]}'))
    tiny.publish()
    tiny.article("beta", coded("condition", '{mesh: ["D005334"]}'))
    tiny.publish()
    tiny.change("content/articles/pump.md", "Infection", "Bleeding")
    tiny.publish()
    yield client_of(tiny.store)
    tiny.store.close()


def ids(client: FlaskClient, query: str, tag: str = "en") -> list[str]:
    """The articles of a list, page by page."""
    url, found = f"/v1/{tag}/articles?{query}", []
    while url:
        answer = client.get(url)
        assert answer.status_code == 200, answer.text
        found += [one["id"] for one in answer.json["articles"]]
        url = answer.json["links"].get("next", "").removeprefix(BASE)
    return found


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("kind=test", ["alpha"]),
        ("kind=test,medicine", ["alpha", "zeta"]),
        ("kind=medicine,test,medicine", ["alpha", "zeta"]),
        ("code=icd10:R50.9,icd10:R50", ["alpha", "zeta"]),
        ("code=icd10:R50,mesh:D005334", ["beta", "zeta"]),
        ("code=icd10:R99", []),
        ("kind=test,condition&code=mesh:D005334,icd10:R50", ["beta"]),
        ("audience=child,everyone", ["alpha", "beta", "fever", "pump", "zeta"]),
        ("topic=pumps,nothing", ["alpha", "beta", "pump", "zeta"]),
    ],
)
def test_of_several_values_any_will_do(client: FlaskClient, query: str, expected: list[str]) -> None:
    assert ids(client, query) == expected
    assert ids(client, f"{query}&limit=1") == expected


@pytest.mark.parametrize(
    "query",
    [
        "kind=test,",
        "kind=,test",
        "kind=test, medicine",
        "kind=test;medicine",
        "kind=tests",
        "kind=",
        "code=R50",
        "code=icd10:R50,R51",
        f"topic={','.join(f't{n}' for n in range(21))}",
        "order=title",
        "order=",
    ],
)
def test_what_is_no_list_of_values_is_refused(client: FlaskClient, query: str) -> None:
    answer = client.get(f"/v1/ar/articles?{query}")
    assert (answer.status_code, answer.json["code"]) == (400, "invalid-parameter")
    assert answer.json["disclaimer"]["locale"] == "ar"


def test_a_page_names_itself_with_all_that_was_chosen(client: FlaskClient) -> None:
    answer = client.get("/v1/en/articles?kind=test,medicine&order=updated&limit=1").json
    assert answer["links"]["self"] == f"{BASE}/v1/en/articles?kind=test%2Cmedicine&order=updated&limit=1"
    assert client.get(answer["links"]["next"].removeprefix(BASE)).json["articles"][0]["id"] == "zeta"


def test_what_changed_last_comes_first_and_no_page_skips_or_repeats(client: FlaskClient) -> None:
    expected = ["pump", "beta", "alpha", "zeta", "fever"]
    for limit in (1, 2, 3, 50):
        assert ids(client, f"order=updated&limit={limit}") == expected
    assert ids(client, "order=id") == sorted(expected)
    assert ids(client, "order=updated&kind=test,procedure") == ["pump", "alpha"]


def test_behind_an_article_that_the_list_has_not_there_is_nothing_by_change(client: FlaskClient) -> None:
    assert ids(client, "order=updated&after=no-such-article") == []


def test_each_article_has_its_summary_with_marks_and_its_review(client: FlaskClient) -> None:
    listed = {one["id"]: one for one in client.get("/v1/ar/articles").json["articles"]}
    told = listed["fever"]["summary"]
    assert (told["text"], told["locale"], told["dir"]) == ("A raised temperature.", "en", "ltr")
    assert (told["status"], told["reason"]) == ("fallback", "missing")
    assert {"origin", "reviewed"} <= told.keys()
    assert listed["fever"]["review"]["next"] == "2028-01-02"
    assert listed["pump"]["summary"]["text"] == "ar: A small pump."
    assert listed["pump"]["review"] == {"status": "unreviewed"}


def test_an_article_that_is_held_is_in_no_list_of_any_release(own_library: TinyLibrary) -> None:
    client = client_of(own_library.store)
    hold(own_library.store, Named("pump", "", None), "unsafe", Imprint(NOW, "Ana", "portal-api test"))
    for query in ("", "?release=1", "?release=2", "?order=updated", "?release=1&order=updated"):
        listed = client.get(f"/v1/en/articles{query}").json["articles"]
        assert "fever" in {one["id"] for one in listed}
        assert "pump" not in {one["id"] for one in listed}


def test_coverage_takes_the_same_choices(client: FlaskClient) -> None:
    answer: Any = client.get("/v1/en/coverage?kind=test,medicine&order=updated").json
    assert [one["id"] for one in answer["articles"]] == ["alpha", "zeta"]

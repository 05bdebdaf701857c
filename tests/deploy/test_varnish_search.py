"""Behind the shipped Varnish readers can search, and what is held is found by nobody any more."""

from __future__ import annotations

from edge import Edge


def test_a_question_reaches_the_service_from_the_api_and_from_a_page(edge: Edge) -> None:
    assert edge.get("/v1/es/search?q=plain").json["total"] >= 1
    found, nothing = edge.get("/es?q=plain"), edge.get("/es?q=qqqqqq")
    assert found.status == nothing.status == 200
    assert b"<mark>" in found.body
    assert b"<mark>" not in nothing.body
    assert b"<mark>" not in edge.get("/es").body


def test_the_same_question_is_asked_once(edge: Edge) -> None:
    first = edge.get("/v1/es/search?q=plain&limit=2")
    before = edge.fetches()
    assert edge.get("/v1/es/search?limit=2&q=plain").body == first.body
    assert edge.fetches() == before

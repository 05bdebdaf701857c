"""To a service an underscore in a header's name is a hyphen: behind the shipped Varnish it is nobody's."""

from __future__ import annotations

import http.client

import pytest
from edge import Edge
from waiting import PATIENCE_SECONDS


@pytest.mark.parametrize(
    ("path", "name", "value"),
    [
        ("/v1/articles/plain", "Accept_Language", "es"),
        ("/v1/en/articles/plain", "Accept_Encoding", "br"),
        ("/v1/en/articles/plain", "Accept-encodinG_", "br"),
        ("/v1/en/articles/plain", "If_Match", '"x"'),
        ("/v1/en/articles/plain", "If_None_Match", "*"),
    ],
)
def test_no_header_stands_in_for_another(edge: Edge, path: str, name: str, value: str) -> None:
    edge.purge("portal")
    for headers in ({name: value}, {}):
        connection = http.client.HTTPConnection("127.0.0.1", edge.port, timeout=PATIENCE_SECONDS)
        connection.request(
            "GET", path, headers={"Accept-Encoding": "identity", "Accept-Language": "en"} | headers
        )
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        assert answer.status in (200, 302)
        assert answer.headers["Content-Language"] == "en"
        assert b'"disclaimer"' in body

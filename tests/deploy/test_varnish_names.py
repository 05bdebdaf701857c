"""The shipped VCL knows the addresses and parameters of the service; a new one has to be added there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Request
from flask.testing import FlaskClient
from small_portal import BASE, client_of, write_library
from varnishing import SHIPPED
from werkzeug.datastructures import ImmutableMultiDict

from portal_api.cli.mirror.vcl import quoted
from portal_api.web.queries import OembedQuery

PROGRAM = (SHIPPED / "portal.vcl").read_text("utf-8")
VALUES = {"locale": "es", "article": "pump", "section": "risks", "name": "nope.svg", "code": "held"}
VALUES |= {"asset": "page.css", "file": "v1.js"}


class Asked(ImmutableMultiDict[str, str]):
    """A query string that remembers which parameters were looked for."""

    names: set[str]

    def __getitem__(self, key: str) -> str:
        self.names.add(key)
        return super().__getitem__(key)

    def get(self, key: str, default=None, **how):
        self.names.add(key)
        return super().get(key, default, **how)

    def __contains__(self, key: object) -> bool:
        self.names.add(str(key))
        return super().__contains__(key)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    tiny = write_library(tmp_path_factory.mktemp("names"))
    yield client_of(tiny.store)
    tiny.store.close()


def paths(client: FlaskClient) -> list[str]:
    """An address of every rule."""
    rules = [rule.rule for rule in client.application.url_map.iter_rules()]
    return [re.sub(r"<(?:\w+(?:\([^)]*\))?:)?(\w+)>", lambda found: VALUES[found[1]], rule) for rule in rules]


def pattern_of(sub: str, start: str) -> re.Pattern[str]:
    """The pattern behind some words of a subroutine."""
    body = PROGRAM.partition(f"sub {sub} {{")[2]
    return re.compile(re.search(rf'{re.escape(start)}\s*"([^"]+)"', body)[1])


def test_every_parameter_that_pages_look_for_gets_through(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_for: set[str] = set()
    monkeypatch.setattr(Asked, "names", looked_for, raising=False)
    monkeypatch.setattr(Request, "parameter_storage_class", Asked)
    for path in paths(client):
        if not path.startswith("/v1/"):
            client.get(f"{path}?article=pump&url={BASE}/es/pump")
    assert {"after", "article", "way"} <= looked_for
    removed = pattern_of("portal_name_known_parameters", "regsuball(req.url,")
    for name in looked_for | set(OembedQuery().fields):
        assert removed.sub("", f"/page?&{name}=1") == f"/page?&{name}=1", f"add {name} to portal.vcl"
    assert removed.sub("", "/page?&utm_source=1&x") == "/page?"


def test_every_address_that_negotiates_has_one_copy_for_each_language(client: FlaskClient) -> None:
    known = pattern_of("vcl_hash", "req.url ~")
    assert known.pattern == pattern_of("portal_read_request", "req.http.Accept-Language && req.url ~").pattern
    negotiating = []
    for path in paths(client):
        headers = client.get(path, headers={"Accept-Language": "es"}).headers
        if "Accept-Language" in headers["Vary"] and "CDN-Cache-Control" in headers:
            negotiating.append(path)
    assert "/v1/articles/pump" in negotiating
    assert [path for path in negotiating if not known.match(path)] == [], "add them to portal.vcl"


def test_the_manual_shows_the_files_that_are_there() -> None:
    manual = (Path(SHIPPED).parent / "README.md").read_text("utf-8")
    for file in sorted(path for path in Path(SHIPPED).parent.glob("*/*") if path.is_file()):
        assert f"{file.parent.name}/{file.name}" in manual, file


@pytest.mark.parametrize("text", ["plain", 'a"}b', '"}"}', 'ends with "', "{ } \" '", "two\nlines", ""])
def test_any_text_can_be_said_in_vcl(text: str) -> None:
    pieces = re.findall(r'\{"(.*?)"\}(?: \+ |$)', quoted(text), re.DOTALL)
    assert "".join(pieces) == text

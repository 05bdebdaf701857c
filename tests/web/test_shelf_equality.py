"""Nothing on the shelf differs from what Flask would answer: byte for byte, over random requests."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shelving import Portal, ask
from small_portal import write_library
from tiny import TinyLibrary

EXAMPLES = 25
STEPS = 12
LOCALES = ["en", "es", "ar", "pt-BR", "zh-Hant", "AR", "pt_br", "es-MX", "de", "zz", "%E2%80%AE", "en-x-a"]
VALUES = {
    "locale": LOCALES,
    "article": ["pump", "fever", "old", "nope", "PUMP", "a b", "%ff", "..", "%2F"],
    "section": ["overview", "risks", "symptoms", "nope"],
    "code": ["unknown-article", "unavailable", "nope"],
    "name": ["nope.svg", "page.css"],
}
QUERIES = [
    "",
    "fallback=whole",
    "fallback=none",
    "fallback=section",
    "fallback=x",
    "limit=1",
    "limit=1&limit=2",
]
QUERIES += [
    "release=1",
    "release=99",
    "after=fever",
    "complete=true",
    "kind=condition",
    "x=%ff",
    "&",
    "a=1&&b=",
]
LANGUAGES = [
    "es",
    "es-MX, en;q=0.3",
    "en;q=0.3, ES-mx",
    "ar, es;q=0.9",
    "pt",
    "zh-TW",
    "*",
    "tlh",
    "\xff",
    ";q=,",
    "",
]
LANGUAGES += ["es," * 200, "es;q=0, ar", "sr-Latn, hr", "EN_us", "en;q=0", "*, en;q=0", "*;q=0"]
CODINGS = ["", "gzip", "br", "gzip, br", "br;q=0.1, gzip", "identity", "*", "x-gzip", "identity;q=0", "zstd"]
STRANGE = {
    "Range": ["bytes=0-1", "bytes=5-", "x"],
    "If-Modified-Since": ["Sun, 22 Nov 2026 09:00:00 GMT"],
    "If-Match": ['"x"', "*"],
    "Host": ["evil.example", "portal.example:8443", "[::1]", "a,b"],
    "X-Forwarded-Host": ["evil.example"],
    "Accept": ["text/html", "application/json", "image/png"],
    "Cookie": ["a=b"],
    "Origin": ["https://partner.example"],
    "X-HTTP-Method-Override": ["DELETE"],
    "Content-Type": ["application/json"],
}
SUFFIXES = st.sampled_from(["", "-gzip", "-br"])
METHODS = ["GET"] * 6 + ["HEAD"] * 3 + ["OPTIONS", "POST", "TRACE"]


@dataclass
class Both:
    """The shelf and, beside it, plain Flask on the same store."""

    library: TinyLibrary
    shelf: Portal
    flask: Portal
    rules: list[str]
    tags: list[str] = field(default_factory=list)
    published: int = 0

    def publish(self) -> None:
        """Another number in an article, another sentence in the disclaimer."""
        self.published += 1
        self.library.write("content/articles/fever.md", self._fever(self.published))
        self.library.publish()

    def _fever(self, number: int) -> str:
        text = (self.library.root / "content/articles/fever.md").read_text("utf-8")
        return re.sub(r"Above \d+ °C", f"Above {number} °C", text)


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Both]:
    library = write_library(tmp_path_factory.mktemp("equal"))
    shelf = Portal(library.store, shelf_bytes=300_000)
    figure = shelf.app.test_client().get("/v1/en/articles/fever").json["figure"]["url"].rpartition("/")[2]
    VALUES["name"].append(figure)
    yield Both(library, shelf, Portal(library.store), [rule.rule for rule in shelf.app.url_map.iter_rules()])
    library.store.close()


@st.composite
def requests(draw: st.DrawFn, rules: list[str], tags: list[str]) -> tuple[str, str, dict[str, str]]:
    """A method, an address below the real URL map, and headers, usual ones and strange ones."""

    def value(match: re.Match[str]) -> str:
        known = VALUES.get(match[1], ["nope"])
        return draw(st.sampled_from(known) | st.text(max_size=4).map(quote).map(lambda text: text or "x"))

    path = re.sub(r"<(?:\w+(?:\([^)]*\))?:)?(\w+)>", value, draw(st.sampled_from(rules)))
    query = draw(st.sampled_from(QUERIES))
    headers = {
        "Accept-Language": draw(st.sampled_from(LANGUAGES)),
        "Accept-Encoding": draw(st.sampled_from(CODINGS)),
    }
    # What is drawn must not depend on what was answered before, or no failure could be repeated.
    knows, which, suffix = draw(st.tuples(st.booleans(), st.integers(0, 19), SUFFIXES))
    if tags and knows:
        headers["If-None-Match"] = f'"{tags[which % len(tags)]}{suffix}"'
    for name in draw(st.lists(st.sampled_from(sorted(STRANGE)), max_size=2, unique=True)):
        headers[name] = draw(st.sampled_from(STRANGE[name]))
    return draw(st.sampled_from(METHODS)), f"{path}?{query}" if query else path, headers


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_the_shelf_answers_as_flask_does(both: Both, data: st.DataObject) -> None:
    asked = []
    for _ in range(STEPS):
        what = data.draw(st.sampled_from(["new"] * 3 + ["again"] * 4 + ["publish"]))
        if what == "publish" and data.draw(st.booleans()):
            both.publish()
        elif what == "again" and asked:
            compare(both, *data.draw(st.sampled_from(asked)))
        else:
            asked.append(data.draw(requests(both.rules, both.tags[-20:])))
            compare(both, *asked[-1])


def test_the_comparison_fires_when_the_shelf_answers_differently(both: Both) -> None:
    compare(both, "GET", "/v1/en/articles/fever", {})
    for answer in both.shelf.shelf._stock.answers.values():
        for form in answer.forms.values():
            form.body = form.body.replace(b"Shivering", b"Shaking")
    with pytest.raises(AssertionError):
        compare(both, "GET", "/v1/en/articles/fever", {})
    both.shelf.shelf.clear()


def compare(both: Both, method: str, path: str, headers: dict[str, str]) -> None:
    """Fails unless shelf and Flask give the same answer, but for the coding."""
    ours = ask(both.shelf.shelf, path, method, headers)
    flasks = ask(both.flask.app, path, method, headers)
    assert ours.comparable(method) == flasks.comparable(method), (method, path, headers)
    if method != "HEAD" and ours.status not in (204, 304):
        assert ours.headers["content-length"] == str(len(ours.body))
    if flasks.tag:
        both.tags.append(flasks.tag)

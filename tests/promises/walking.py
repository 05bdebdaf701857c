"""The walk through every URL of an app: what it is asked, and that each answer carries the disclaimer."""

from __future__ import annotations

import html
import json
import re
from dataclasses import dataclass

from flask import Flask, Response
from small_portal import BASE
from werkzeug.routing import Rule

from portal_api.releases.record.store import Store
from portal_api.web.embedding.embedfiles import embed_files
from portal_api.web.html.assets import assets
from portal_api.web.problems import PROBLEMS
from portal_api.web.reply import LINK_ONLY

METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND")
WITHOUT_BODY = (204, 304)
NEEDED_QUERIES = {
    "oembed.describe": f"?url={BASE}/ar/pump",
    "search.search_articles": "?q=pump",
    "infobutton.find_by_code": "?mainSearchCriteria.v.cs=2.16.840.1.113883.6.177&mainSearchCriteria.v.c=D01",
}


@dataclass(frozen=True)
class Portal:
    """The app behind a small published library, and what is really written in its disclaimers."""

    app: Flask
    disclaimers: dict[str, str]
    values: dict[str, str]

    def ask(self, path: str, method: str = "GET", language: str = "", **headers: str) -> Response:
        """One answer of a new client."""
        wanted = {"Accept-Language": language} if language else {}
        return self.app.test_client().open(path, method=method, headers=wanted | headers)

    def rules(self) -> list[Rule]:
        """Every URL of the service."""
        return list(self.app.url_map.iter_rules())

    def path(self, rule: Rule, **values: str) -> str:
        """A URL of this rule: real values by the names of its arguments, or the given ones."""
        known = self.values | values
        unknown = rule.arguments - known.keys()
        assert not unknown, f"{rule.rule}: add an example for {unknown} to this test"
        path = re.sub(r"<(?:\w+(?:\([^)]*\))?:)?(\w+)>", lambda match: known[match[1]], rule.rule)
        return path + NEEDED_QUERIES.get(rule.endpoint, "")


def portal_of(app: Flask, store: Store) -> Portal:
    """The app, which shows a store that has the small library: a value for whatever its URLs name."""
    with store.snapshot() as snapshot:
        disclaimers = {str(locale): snapshot.notice(locale).body["text"] for locale in snapshot.offered}
        figure = snapshot.source_edition("fever").body["figure"]["file"]
    values = {
        "locale": "ar",
        "article": "pump",
        "section": "overview",
        "name": figure,
        "code": next(iter(PROBLEMS)),
        "asset": assets()["page.css"].name,
        "file": embed_files()["v1.js"].pinned,
    }
    return Portal(app, disclaimers, values)


def carries_the_disclaimer(portal: Portal, response: Response, method: str = "GET") -> None:
    """Fails unless the response names its disclaimer, and its body holds it, in the language it says."""
    where = f"{method} {response.request.full_path} -> {response.status}"
    language = response.headers["Content-Language"]
    link = f'<{BASE}/v1/{language}/disclaimer>; rel="terms-of-service"'
    assert link in response.headers["Link"], where
    if method == "HEAD" or response.status_code in WITHOUT_BODY:
        assert not response.data, where
        return
    endpoint = (
        portal.app.url_map.bind("").match(response.request.path, return_rule=True)[0].endpoint
        if response.status_code == 200
        else None
    )
    if endpoint in LINK_ONLY:
        return
    holds_the_text(portal.disclaimers[language], language, response, where)


def holds_the_text(text: str, language: str, response: Response, where: str) -> None:
    """Fails unless the body shows this disclaimer: as `disclaimer` in JSON, visibly in HTML and text."""
    if response.mimetype == "text/html":
        inline = re.sub(r"</?(?:strong|em|a)\b[^>]*>", "", response.text)
        shown = html.unescape(
            re.sub(r"<(script|style|template)\b.*?</\1>|<[^>]+>", " ", inline, flags=re.DOTALL)
        )
        for paragraph in text.split("\n\n"):
            assert " ".join(paragraph.split()) in " ".join(shown.split()), where
        return
    if response.mimetype in ("text/plain", "text/markdown"):
        lines = {line.strip("\u200e\u200f") for line in response.text.splitlines()}
        assert set(text.split("\n\n")) <= lines, where
        return
    if response.mimetype == "application/ld+json":
        assert json.loads(response.data)["usageInfo"]["text"] == text, where
        return
    disclaimer = json.loads(response.data)["disclaimer"]
    assert (disclaimer["locale"], disclaimer["text"]) == (language, text), where
    assert disclaimer["url"] == f"{BASE}/v1/{language}/disclaimer", where

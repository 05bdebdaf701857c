"""The small library behind the tests of the web, and a client of the real app in front of it."""

from __future__ import annotations

from pathlib import Path

from flask.testing import FlaskClient
from tiny import ARTICLE, TinyLibrary

from portal_api.app import create_app
from portal_api.releases.record.store import Store
from portal_api.settings import Settings

BASE = "https://portal.example/health"

FEVER = """\
---
language: en
kind: condition
audience: everyone
review: {by: "A. Nurse", role: "Nurse", on: 2026-01-02, next: 2028-01-02}
sources: []
figure: {file: fever.svg, alt: "A thermometer", credit: "Tiny", licence: CC-BY-4.0}
---
# Fever

A raised temperature. {#lead}

## What are the symptoms? {#symptoms}

1. Above 38 °C {#s1}
2. Shivering {#s2}

## How is it treated? {#treatments .not-applicable}
"""

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"><rect width="40" height="30"/></svg>'

ARABIC = {
    "title": "ar: Pump",
    "lead": "ar: A small pump.",
    "overview": "ar: What is it?",
    "when-to-get-help": "ar: When should I get help?",
    "h1": "ar: Call within 2 hours.",
}

WITHDRAWN = """\
[[withdrawn]]
article = "old"
reason = "superseded"
successor = "pump"
on = 2026-11-22
"""


def write_library(root: Path) -> TinyLibrary:
    """Two releases: es complete, ar partial, pt-BR just disclaimer and words, zh-Hant without words.

    Articles: `pump`; `fever` with a figure, translated nowhere; `old`, withdrawn in release 2.
    """
    tiny = TinyLibrary(root, f"sqlite:///{root / 'portal.db'}")
    tiny.settings("en", "es", "ar", "pt-BR", "zh-Hant")
    tiny.write("content/figures/fever.svg", SVG)
    tiny.article("fever", FEVER)
    tiny.article("old", ARTICLE.replace("# Pump", "# Old pump"))
    for tag in ("es", "ar", "pt-BR"):
        tiny.translate(tag, "disclaimer")
        tiny.translate(tag, "portal")
    tiny.translate("zh-Hant", "disclaimer")
    tiny.translate("es")
    tiny.translate("ar", texts=ARABIC)
    tiny.publish()
    tiny.write("content/withdrawn.toml", WITHDRAWN)
    (root / "content/articles/old.md").unlink()
    tiny.publish()
    return tiny


def client_of(store: Store) -> FlaskClient:
    """A client of a new app, which notices a new release at once."""
    app = create_app(store, Settings(base_url=BASE, poll_seconds=0))
    return app.test_client()

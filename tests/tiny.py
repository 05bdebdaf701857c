"""A tiny real library in a folder: files that tests write, publish and break."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from portal_api.articles.reader import read_article, read_disclaimer
from portal_api.catalogs.gettext.po import Entry, PoFile, read_po
from portal_api.catalogs.messages import messages, word_messages
from portal_api.catalogs.update import update
from portal_api.locales import Locale
from portal_api.releases.publishing.publish import NO_CONSENT, Consent, publish
from portal_api.releases.record.store import Imprint, Store
from portal_api.releases.record.stored import StoredEdition
from portal_api.releases.summary import Summary
from portal_api.words import WORDS

ARTICLE = """\
---
language: en
kind: procedure
audience: child
topic: pumps
codes: {mesh: ["D001418"]}
review: {status: unreviewed}
sources: [{title: "A source", url: "https://www.example.org/source"}]
---
# Pump

A small pump. {#lead}

## What is it? {#overview}

It gives **5 mg** a day, see [more](https://www.example.org/more). {#p1}

> [!WARNING]
> Call right away if it beeps. {#p2}

## The risks of a pump {#risks aspect=risks-or-complications with=when-to-get-help}

- Feeling sleepy {#r1}
- Infection {#r2}

## When should I get help? {#when-to-get-help}

Call your team within 2 hours. {#h1}
"""

DISCLAIMER = """\
---
id: general
version: "1"
language: en
---
# About this information

This is for education only. {#d1}

Call for help right away in an emergency. {#d2}
"""

LIBRARY = """\
default_locale = "en"
locales = [{locales}]

[publisher]
name = "Tiny Health"
url = "https://tiny.example.org"
notice = "Tiny Health, CC BY 4.0"

[policy]
machine = "{machine}"
human = "{human}"
"""

NOW = datetime.datetime(2026, 11, 22, 9, 0, tzinfo=datetime.UTC)


class TinyLibrary:
    """A library with an article `pump` and a disclaimer, in English until something is translated."""

    def __init__(self, root: Path, url: str) -> None:
        self.root = root
        self.store = Store(url)
        if not (root / "content").exists():
            self.begin()

    def begin(self) -> None:
        """Write the English files."""
        self.settings()
        self.write("content/disclaimer.md", DISCLAIMER)
        self.article("pump", ARTICLE)

    def settings(self, *locales: str, machine: str = "publish", human: str = "publish") -> None:
        """Write content/library.toml; without locales: en, es, ar."""
        listed = ", ".join(f'"{tag}"' for tag in locales or ("en", "es", "ar"))
        self.write("content/library.toml", LIBRARY.format(locales=listed, machine=machine, human=human))

    def write(self, name: str, text: str | bytes) -> Path:
        """Write any file of the library."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    def article(self, name: str, text: str) -> None:
        """Write an article."""
        self.write(f"content/articles/{name}.md", text)

    def change(self, name: str, old: str, new: str) -> None:
        """Replace a text that stands once in a file of the library."""
        path = self.root / name
        text = path.read_text("utf-8")
        assert text.count(old) == 1, (old, text)
        path.write_text(text.replace(old, new), "utf-8")

    def catalog(self, tag: str, name: str) -> Path:
        """Where a catalog lies."""
        return self.root / "translations" / Locale.parse(tag).folder / "LC_MESSAGES" / f"{name}.po"

    def translate(self, tag: str, name: str = "pump", texts: Mapping[str, str] | None = None) -> None:
        """Write a catalog: every text in capitals and marked with its language, or as `texts` says by id."""
        locale = Locale.parse(tag)
        path = self.catalog(tag, name)
        old = read_po(path, locale) if path.exists() else None
        po = update(self._messages(name), old, locale).po
        entries = tuple(_filled(entry, tag, texts) for entry in po.entries)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(PoFile(path, locale, po.header_entry, entries).to_bytes())

    def offer(self, tag: str) -> None:
        """Translate disclaimer, words and article completely, by a person."""
        for name in ("disclaimer", "portal", "pump"):
            self.translate(tag, name)
            self.origin(tag, name, "human")

    def origin(self, tag: str, name: str, origin: str) -> None:
        """Say who translated a catalog."""
        folder = Locale.parse(tag).folder
        self.write(f"translations/{folder}/reviews/{name}.toml", f'origin = "{origin}"\n')

    def publish(self, consent: Consent = NO_CONSENT, *, dry_run: bool = False) -> Summary:
        """Publish the files as they lie."""
        imprint = Imprint(NOW, "tester", "portal-api test")
        return publish(self.root, self.store, imprint, consent, dry_run=dry_run)

    def edition(self, tag: str, name: str = "pump") -> StoredEdition:
        """An edition of the current release."""
        with self.store.snapshot() as snapshot:
            return snapshot.edition(name, Locale.parse(tag))

    def statuses(self, tag: str, name: str = "pump") -> dict[str, str]:
        """How head and sections of a published edition stand: the status, and the reason for a fallback."""
        body = self.edition(tag, name).body
        parts = {"head": body["head"]} | {section["id"]: section for section in body["sections"]}
        return {key: " ".join(filter(None, (p["status"], p.get("reason")))) for key, p in parts.items()}

    def _messages(self, name: str):
        if name == "portal":
            return word_messages(WORDS)
        if name == "disclaimer":
            return messages(read_disclaimer(self.root / "content/disclaimer.md"), self.root)
        return messages(read_article(self.root / f"content/articles/{name}.md"), self.root)


def _filled(entry: Entry, tag: str, texts: Mapping[str, str] | None) -> Entry:
    if entry.obsolete:
        return entry
    if texts is None:
        # In Spanish `once` is eleven, and a check would rightly refuse it.
        text = entry.id.replace("once", "a single time")
        return replace(entry, texts=(f"{tag}: {text}",), flags=(), previous_id=None)
    return replace(entry, texts=(texts[entry.context],), flags=()) if entry.context in texts else entry

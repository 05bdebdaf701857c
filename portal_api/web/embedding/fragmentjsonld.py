"""An excerpt -> JSON-LD with its texts and its disclaimer, fit to stand inside a script element."""

from __future__ import annotations

import json
from collections.abc import Iterable

from portal_api.releases.editions.body import Json
from portal_api.web.blocks import texts_in
from portal_api.web.embedding.excerpt import Excerpt
from portal_api.web.html.articlepage import Note, ShownPart
from portal_api.web.html.jsonld import medical_web_page
from portal_api.web.reading import links

_ESCAPES = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}


def linked_data(found: Excerpt) -> str:
    """A schema.org MedicalWebPage whose parts have their text; `usageInfo` is the disclaimer itself.

    `creativeWorkStatus` is what a reader must know about a text: who translated it, and why it is in another
    language.
    """
    nobody = {"publisher": "", "url": links().base, "notice": ""}
    page = medical_web_page(found.body, found.attribution or nobody, found.disclaimer, links())
    shown = {part.body["id"]: part for part in found.page.sections}
    page["hasPart"] = [{**part, **_text(shown[part["url"].rpartition("#")[2]])} for part in page["hasPart"]]
    page |= {"usageInfo": _disclaimer(found.disclaimer)} | _status(found.page.notes)
    return json.dumps(page, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES) + "\n"


def _text(part: ShownPart) -> Json:
    """The plain text of a part, a line for each paragraph and item, and its marks."""
    texts = [text["text"] for text in texts_in(part.body["blocks"])]
    return {"text": "\n".join(texts)} | _status(part.notes)


def _status(notes: Iterable[Note]) -> Json:
    words = " ".join(spoken.texts[0] for note in notes for spoken in note.words)
    return {"creativeWorkStatus": words} if words else {}


def _disclaimer(disclaimer: Json) -> Json:
    mark = disclaimer["mark"]
    return {
        "@type": "CreativeWork",
        "@id": disclaimer["url"],
        "url": disclaimer["url"],
        "name": disclaimer["title"],
        "text": disclaimer["text"],
        "inLanguage": disclaimer["locale"],
        "version": disclaimer["version"],
    } | ({"creativeWorkStatus": mark.texts[0]} if mark else {})

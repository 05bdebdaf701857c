"""What the contract says of itself, before its addresses."""

from __future__ import annotations

from portal_api.releases.editions.body import Json
from portal_api.web.links import Links

ABOUT = """\
Structured, translated health articles as JSON. **Every answer carries the medical disclaimer** in the
language of the answer: in the body, and as a link in the header `Link` (`rel="terms-of-service"`). Show it
with every text you take from here.

* Everything is read-only, needs no key and may be called from any web page (CORS).
* The language is part of the address. `/v1/locales` lists the languages.
* A text that is not soundly translated is shown in the language it was written in. `status` and `reason` of a
  section say so, `locale` and `dir` say how to show it. Treat an unknown `status` as `fallback`.
* Text comes twice: `text` is plain, `runs` is the same with its inline markup. There is no HTML in the JSON.
* Unknown fields may be added at any time: ignore them. Unknown query parameters are refused with 400.
* Errors are problem documents (RFC 9457); decide by `code`.
* Keep the `ETag` and send it as `If-None-Match`: an unchanged answer costs a 304 without a body.
"""


def preface(addresses: Links) -> Json:
    """The `info` of the OpenAPI document. Publisher and licence are those of the library it speaks of."""
    return {
        "summary": "Translated health articles, each with its disclaimer.",
        "description": ABOUT,
        "contact": {"name": "The publisher, named below every page", "url": addresses.at("/")},
        "license": {"name": "As `attribution.notice` of each answer says", "url": addresses.docs()},
    }

"""What the contract says of paths, headers and groups: one description each, used by every route."""

from __future__ import annotations

from collections.abc import Mapping

from portal_api.releases.editions.body import Json

TAGS: Mapping[str, str] = {
    "articles": "Articles and their sections, translated and marked.",
    "embedding": "The same texts in the forms that other websites include.",
    "languages": "Which languages there are, and how complete they are.",
    "disclaimer": "The medical disclaimer, which every answer carries too.",
    "releases": "Numbered publications of the library.",
    "documentation": "This contract, for machines and for people.",
    "health": "For load balancers and monitoring.",
}

_NAME: Json = {"type": "string", "pattern": "^[a-z0-9][a-z0-9-]{0,99}$", "maxLength": 100}
# How we write language tags (RFC 5646).
TAG = "^(x|[a-z]{2,8})(-[A-Za-z0-9]{1,8})*$"

PATH_PARAMETERS: Mapping[str, Json] = {
    "locale": {
        "description": "A language tag (BCP 47) that `/v1/locales` lists. Another spelling of it is "
        "redirected (308), a close relative too (302).",
        "schema": {"type": "string", "minLength": 1},
        "example": "ar",
    },
    "article": {
        "description": "The id of an article.",
        "schema": _NAME,
        "example": "baclofen-pump-child",
    },
    "section": {
        "description": "The id of a section of the article.",
        "schema": _NAME,
        "example": "risks",
    },
    "name": {
        "description": "The published name of a picture, as `figure.file` says it.",
        "schema": {"type": "string", "minLength": 1},
        "example": "baclofen-pump.0123456789abcdef.svg",
    },
    "code": {
        "description": "The stable code of a problem.",
        "schema": {"type": "string", "minLength": 1},
        "example": "unknown-article",
    },
}

REQUEST_HEADERS: Mapping[str, Json] = {
    "Accept-Language": {
        "description": "The reader's languages, best first (RFC 9110). At most 256 bytes and ten languages "
        "are read; what cannot be read is ignored. One refused with `q=0` is not chosen where another fits.",
        "schema": {"type": "string"},
        "example": "es-MX,es;q=0.9",
    },
    "If-None-Match": {
        "description": "The `ETag` of the copy you have: if it is still current, the answer is 304 without a "
        "body.",
        "schema": {"type": "string"},
        "example": '"0123456789abcdef0123456789abcdef"',
    },
}

RESPONSE_HEADERS: Mapping[str, Json] = {
    "Access-Control-Allow-Origin": {
        "description": "Any web page may read the answer (CORS).",
        "required": True,
        "schema": {"type": "string", "const": "*"},
        "example": "*",
    },
    "Link": {
        "description": 'The disclaimer of this answer: `<URL>; rel="terms-of-service"`. Always there.',
        "required": True,
        "schema": {"type": "string", "pattern": '^<[^>]+>; rel="terms-of-service"$'},
        "example": '<https://portal.example/v1/ar/disclaimer>; rel="terms-of-service"',
    },
    "Content-Language": {
        "description": "The language of the answer and of its disclaimer. Single sections may differ and say "
        "so themselves.",
        "required": True,
        "schema": {"type": "string"},
        "example": "ar",
    },
    "Vary": {
        "description": "What else of the request the answer depends on.",
        "required": True,
        "schema": {"type": "string"},
        "example": "Accept-Encoding",
    },
    "Cache-Control": {
        "description": "How long a browser or app may keep the answer.",
        "required": True,
        "schema": {"type": "string"},
        "example": "public, max-age=60",
    },
    "ETag": {
        "description": "A strong tag of just these bytes, the same on every server and after every restart.",
        "required": True,
        "schema": {"type": "string"},
        "example": '"0123456789abcdef0123456789abcdef"',
    },
    "CDN-Cache-Control": {
        "description": "How long the publisher's own caches may keep the answer (RFC 9213).",
        "schema": {"type": "string"},
        "example": "public, max-age=300, stale-while-revalidate=86400, stale-if-error=604800",
    },
    "Surrogate-Key": {
        "description": "The names by which the publisher's own caches are told to drop the answer.",
        "schema": {"type": "string"},
        "example": "portal locale-ar article-baclofen-pump-child",
    },
    "Portal-Release": {
        "description": "The release of the library that the answer was read from.",
        "schema": {"type": "string", "pattern": "^[0-9]+$"},
        "example": "41",
    },
    "Location": {
        "description": "Where the answer is.",
        "required": True,
        "schema": {"type": "string", "format": "uri"},
        "example": "https://portal.example/v1/es/articles/baclofen-pump-child",
    },
    "Allow": {
        "description": "The methods this address supports.",
        "required": True,
        "schema": {"type": "string"},
        "example": "GET, HEAD, OPTIONS",
    },
    "Retry-After": {
        "description": "After how many seconds to try again.",
        "required": True,
        "schema": {"type": "string"},
        "example": "30",
    },
}

ALWAYS = ("Link", "Content-Language", "Vary", "Cache-Control", "Access-Control-Allow-Origin")
CACHED = ("ETag", "CDN-Cache-Control", "Surrogate-Key", "Portal-Release")

"""The examples of the contract: answers in the shapes that the service gives."""

from __future__ import annotations

from portal_api.releases.editions.body import Json
from portal_api.web.openapi.examplearticle import AR, AROUND, AROUND_EN, BASE, EDITION, EXTENT, ID

_LOCALES = f"{BASE}/v1/locales"
_RELEASE: Json = {"id": 41, "published_at": "2026-11-22T09:00:00Z", "digest": "c0de" * 16}

ARTICLES: Json = {
    "locale": "ar",
    "dir": "rtl",
    "release": 41,
    "articles": [
        {
            "id": ID,
            "kind": "procedure",
            "audience": "child",
            "topic": "intrathecal-baclofen-therapy",
            "title": {
                "text": "مضخة باكلوفين للأطفال",
                "locale": "ar",
                "dir": "rtl",
                "status": "translated",
                "origin": "machine",
                "reviewed": False,
            },
            "edition": EDITION,
            "translation": EXTENT,
            "summary": {
                "text": "جهاز صغير تحت الجلد.",
                "locale": "ar",
                "dir": "rtl",
                "status": "translated",
                "origin": "machine",
                "reviewed": False,
            },
            "review": {"status": "unreviewed"},
            "links": {"article": AR, "locales": f"{BASE}/v1/articles/{ID}/locales"},
        }
    ],
    **AROUND,
    "links": {
        "self": f"{BASE}/v1/ar/articles?limit=1",
        "locales": _LOCALES,
        "next": f"{BASE}/v1/ar/articles?limit=1&release=41&after={ID}",
    },
}

DISCLAIMER_ANSWER: Json = {
    "locale": "ar",
    "dir": "rtl",
    "release": 40,
    "blocks": [
        {
            "id": "d1aa",
            "text": "هذه المعلومات للتثقيف فقط.",
            "runs": [{"text": "هذه المعلومات للتثقيف فقط."}],
            "type": "paragraph",
        }
    ],
    **AROUND,
    "links": {"self": f"{BASE}/v1/ar/disclaimer", "locales": _LOCALES},
}

LOCALES: Json = {
    "default": "en",
    "locales": [
        {
            "locale": "ar",
            "own_name": "العربية",
            "dir": "rtl",
            "articles": 2,
            "complete": 1,
            "sections": 11,
            "translated": 10,
            "links": {"articles": f"{BASE}/v1/ar/articles", "disclaimer": f"{BASE}/v1/ar/disclaimer"},
        }
    ],
    **AROUND_EN,
    "links": {"self": _LOCALES},
}

ARTICLE_LOCALES: Json = {
    "id": ID,
    "locales": [
        {
            "locale": "ar",
            "own_name": "العربية",
            "dir": "rtl",
            "edition": EDITION,
            "translation": EXTENT,
            "gaps": [{"section": "risks", "status": "fallback", "reason": "stale", "locale": "en"}],
            "links": {"article": AR},
        }
    ],
    **AROUND_EN,
    "links": {"self": f"{BASE}/v1/articles/{ID}/locales"},
}

OFFER: Json = {
    "locale": "ar",
    "own_name": "العربية",
    "dir": "rtl",
    "url": AR,
    "translation": EXTENT,
}

REDIRECT: Json = {
    "requested": ["ar-EG"],
    "served": "ar",
    "reason": "partly-translated",
    "explanation": {
        "text": "هذا المقال مترجم جزئيًا فقط إلى هذه اللغة حتى الآن.",
        "locale": "ar",
        "dir": "rtl",
    },
    "offers": [OFFER],
    **AROUND,
    "links": {"location": AR},
}

RELEASES: Json = {
    "releases": [_RELEASE],
    **AROUND_EN,
    "links": {
        "self": f"{BASE}/v1/releases?limit=50",
        "current": f"{BASE}/v1/releases/current",
    },
}
RELEASE: Json = {
    "release": _RELEASE,
    **AROUND_EN,
    "links": {"self": f"{BASE}/v1/releases/current", "releases": f"{BASE}/v1/releases"},
}

EMBED: Json = {
    "script": {
        "url": f"{BASE}/embed/v1.js",
        "pinned": f"{BASE}/embed/v1.0123456789abcdef.js",
        "integrity": "sha384-" + "Y0de" * 16,
    },
    "frame_script": f"{BASE}/embed/frames.js",
    "policy": {
        "component": f"script-src {BASE}; connect-src {BASE}; img-src {BASE}",
        "iframe": f"frame-src {BASE}; script-src {BASE}",
        "include": f"img-src {BASE}",
        "oembed": f"frame-src {BASE}; script-src {BASE}",
    },
    **AROUND_EN,
    "links": {"self": f"{BASE}/v1/embed", "builder": f"{BASE}/embed"},
}

OEMBED: Json = {
    "version": "1.0",
    "type": "rich",
    "title": "مضخة باكلوفين للأطفال",
    "provider_name": "Example Health Library",
    "provider_url": "https://library.example",
    "cache_age": 300,
    "html": f'<iframe src="{BASE}/embed/ar/{ID}" width="640" height="800" title="..."></iframe>...',
    "width": 640,
    "height": 800,
    **AROUND,
}

# What the placeholders of our error texts are filled with in the examples.
PROBLEM_VALUES: Json = {
    "parameter": "fallbak",
    "known": "fallback",
    "expected": "section, whole, none",
    "path": "/v1/en/artikles",
    "locale": "xx",
    "article": "no-such-article",
    "section": "no-such-section",
    "release": 999,
    "method": "POST",
    "format": "xml",
    "allowed": "GET, HEAD, OPTIONS",
}
PROBLEM_EXTRAS: dict[str, Json] = {
    "unknown-locale": {"offers": [{name: OFFER[name] for name in ("locale", "own_name", "dir", "url")}]},
    "not-translated": {"offers": [OFFER]},
    "held": {
        "reason": "incorrect",
        "explanation": {
            "text": "We found a mistake in it and are correcting it.",
            "locale": "en",
            "dir": "ltr",
        },
    },
    "withdrawn": {
        "reason": "superseded",
        "explanation": {"text": "A newer article has taken its place.", "locale": "en", "dir": "ltr"},
        "successor": f"{BASE}/v1/en/articles/{ID}",
    },
}

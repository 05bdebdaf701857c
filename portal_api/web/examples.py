"""The examples of the contract: answers in the shapes that the service gives."""

from __future__ import annotations

from portal_api.releases.body import Json

BASE = "https://portal.example"
_ID = "baclofen-pump-child"
_AR = f"{BASE}/v1/ar/articles/{_ID}"
_LOCALES = f"{BASE}/v1/locales"

DISCLAIMER: Json = {
    "id": "general",
    "version": "1",
    "locale": "ar",
    "dir": "rtl",
    "origin": "machine",
    "reviewed": False,
    "title": "إخلاء المسؤولية",
    "text": "هذه المعلومات للتثقيف فقط. في حالات الطوارئ اتصل برقم الطوارئ المحلي فورًا.",
    "url": f"{BASE}/v1/ar/disclaimer",
}
DISCLAIMER_EN: Json = {
    **DISCLAIMER,
    "locale": "en",
    "dir": "ltr",
    "origin": "human",
    "title": "Disclaimer",
    "text": "This information is for education only. In an emergency, call your local emergency number.",
    "url": f"{BASE}/v1/en/disclaimer",
}
ATTRIBUTION: Json = {
    "publisher": "Example Health Library",
    "url": "https://library.example",
    "notice": "From the Example Health Library, licensed under CC BY 4.0.",
}
_AROUND: Json = {"attribution": ATTRIBUTION, "disclaimer": DISCLAIMER}
_AROUND_EN: Json = {"attribution": ATTRIBUTION, "disclaimer": DISCLAIMER_EN}

_EDITION: Json = {"release": 41, "digest": "7f3a" * 16, "updated_at": "2026-11-22T09:00:00Z"}
_EXTENT: Json = {"complete": False, "translated": 4, "sections": 5}
_RELEASE: Json = {"id": 41, "published_at": "2026-11-22T09:00:00Z", "digest": "c0de" * 16}

_HEAD: Json = {
    "locale": "ar",
    "dir": "rtl",
    "status": "translated",
    "origin": "machine",
    "reviewed": False,
    "title": "مضخة باكلوفين للأطفال",
    "summary": [
        {
            "id": "lead-1",
            "text": "مضخة صغيرة توصل الدواء إلى السائل المحيط بالحبل الشوكي.",
            "runs": [{"text": "مضخة صغيرة توصل الدواء إلى السائل المحيط بالحبل الشوكي."}],
            "type": "paragraph",
        }
    ],
}
_RISKS: Json = {
    "locale": "en",
    "dir": "ltr",
    "status": "fallback",
    "reason": "stale",
    "origin": "human",
    "reviewed": True,
    "id": "risks",
    "aspect": "risks-or-complications",
    "title": "What are the risks?",
    "blocks": [
        {
            "ordered": False,
            "items": [
                {
                    "id": "q3mm",
                    "text": "Feeling sleepy",
                    "runs": [{"text": "Feeling "}, {"text": "sleepy", "strong": True}],
                }
            ],
            "type": "list",
        }
    ],
    "with": ["when-to-get-help"],
}
_HELP: Json = {
    "locale": "ar",
    "dir": "rtl",
    "status": "translated",
    "origin": "machine",
    "reviewed": False,
    "id": "when-to-get-help",
    "aspect": "when-to-get-help",
    "title": "متى أطلب المساعدة؟",
    "blocks": [
        {
            "kind": "emergency",
            "paragraphs": [
                {
                    "id": "p9fd",
                    "text": "اتصل برقم الطوارئ المحلي فورًا.",
                    "runs": [{"text": "اتصل برقم الطوارئ المحلي فورًا."}],
                }
            ],
            "type": "callout",
        }
    ],
}
_FIGURE: Json = {
    "url": f"{BASE}/figures/baclofen-pump.0123456789abcdef.svg",
    "locale": "ar",
    "dir": "rtl",
    "status": "translated",
    "origin": "machine",
    "reviewed": False,
    "file": "baclofen-pump.0123456789abcdef.svg",
    "width": 640,
    "height": 480,
    "alt": "مضخة مستديرة تحت جلد البطن",
    "credit": "Example Health Library",
    "licence": "CC-BY-4.0",
}
_WORDING: Json = {
    "locale": "ar",
    "dir": "rtl",
    "texts": {
        "notice.machine": "ترجمت هذا النص آلة ولم يراجعه إنسان. قد يحتوي على أخطاء.",
        "reason.stale": "تغيّر النص الأصلي ولم تلحق به الترجمة بعد.",
        "status.fallback": "هذا النص غير متوفر بلغتك بعد.",
        "status.translated": "هذا النص مترجم.",
    },
}
_LABELS: Json = {
    "locale": "ar",
    "dir": "rtl",
    "texts": {
        "callout.emergency": "طوارئ",
        "label.updated": "آخر تعديل: {date}",
        "label.whole-article": "اقرأ المقال كاملًا",
        "notice.machine": "ترجمت هذا النص آلة ولم يراجعه إنسان. قد يحتوي على أخطاء.",
        "notice.saved-copy": "تعذّر تحميل النص من جديد. هذه نسخة محفوظة بتاريخ: {date}",
    },
}

ARTICLE: Json = {
    "id": _ID,
    "kind": "procedure",
    "audience": "child",
    "topic": "intrathecal-baclofen-therapy",
    "source_locale": "en",
    "locale": "ar",
    "dir": "rtl",
    "edition": _EDITION,
    "head": _HEAD,
    "sections": [_RISKS, _HELP],
    "translation": _EXTENT,
    "figure": _FIGURE,
    "review": {"status": "reviewed", "by": "A. Name", "role": "Paediatric nurse", "on": "2026-10-01"},
    "sources": [{"title": "A source the article rests on", "url": "https://source.example/page"}],
    "codes": {"mesh": ["D001418"]},
    "wording": _WORDING,
    "labels": _LABELS,
    **_AROUND,
    "links": {
        "self": _AR,
        "article": _AR,
        "locales": f"{BASE}/v1/articles/{_ID}/locales",
        "list": f"{BASE}/v1/ar/articles",
        "page": f"{BASE}/ar/{_ID}",
        "embed": f"{BASE}/embed/ar/{_ID}",
    },
}
SECTION: Json = {
    **ARTICLE,
    "historical": {
        "release": 38,
        "valid_from": "2026-10-02T09:00:00Z",
        "valid_to": "2026-11-22T09:00:00Z",
        "current": False,
        "held": False,
    },
    "links": {
        **ARTICLE["links"],
        "self": f"{_AR}/sections/risks?release=38",
        "page": f"{BASE}/ar/{_ID}#risks",
        "embed": f"{BASE}/embed/ar/{_ID}/risks",
    },
}

ARTICLES: Json = {
    "locale": "ar",
    "dir": "rtl",
    "release": 41,
    "articles": [
        {
            "id": _ID,
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
            "edition": _EDITION,
            "translation": _EXTENT,
            "links": {"article": _AR, "locales": f"{BASE}/v1/articles/{_ID}/locales"},
        }
    ],
    **_AROUND,
    "links": {
        "self": f"{BASE}/v1/ar/articles?limit=1",
        "locales": _LOCALES,
        "next": f"{BASE}/v1/ar/articles?limit=1&release=41&after={_ID}",
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
    **_AROUND,
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
    **_AROUND_EN,
    "links": {"self": _LOCALES},
}

ARTICLE_LOCALES: Json = {
    "id": _ID,
    "locales": [
        {
            "locale": "ar",
            "own_name": "العربية",
            "dir": "rtl",
            "edition": _EDITION,
            "translation": _EXTENT,
            "gaps": [{"section": "risks", "status": "fallback", "reason": "stale", "locale": "en"}],
            "links": {"article": _AR},
        }
    ],
    **_AROUND_EN,
    "links": {"self": f"{BASE}/v1/articles/{_ID}/locales"},
}

OFFER: Json = {
    "locale": "ar",
    "own_name": "العربية",
    "dir": "rtl",
    "url": _AR,
    "translation": _EXTENT,
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
    **_AROUND,
    "links": {"location": _AR},
}

RELEASES: Json = {
    "releases": [_RELEASE],
    **_AROUND_EN,
    "links": {
        "self": f"{BASE}/v1/releases?limit=50",
        "current": f"{BASE}/v1/releases/current",
    },
}
RELEASE: Json = {
    "release": _RELEASE,
    **_AROUND_EN,
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
    **_AROUND_EN,
    "links": {"self": f"{BASE}/v1/embed", "builder": f"{BASE}/embed"},
}

OEMBED: Json = {
    "version": "1.0",
    "type": "rich",
    "title": "مضخة باكلوفين للأطفال",
    "provider_name": "Example Health Library",
    "provider_url": "https://library.example",
    "cache_age": 300,
    "html": f'<iframe src="{BASE}/embed/ar/{_ID}" width="640" height="800" title="..."></iframe>...',
    "width": 640,
    "height": 800,
    **_AROUND,
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
        "successor": f"{BASE}/v1/en/articles/{_ID}",
    },
}

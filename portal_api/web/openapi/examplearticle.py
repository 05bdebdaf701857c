"""The example of an article in the contract, and what stands around every answer."""

from __future__ import annotations

from portal_api.releases.editions.body import Json

BASE = "https://portal.example"
ID = "baclofen-pump-child"
AR = f"{BASE}/v1/ar/articles/{ID}"

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
AROUND: Json = {"attribution": ATTRIBUTION, "disclaimer": DISCLAIMER}
AROUND_EN: Json = {"attribution": ATTRIBUTION, "disclaimer": DISCLAIMER_EN}

EDITION: Json = {"release": 41, "digest": "7f3a" * 16, "updated_at": "2026-11-22T09:00:00Z"}
EXTENT: Json = {"complete": False, "translated": 4, "sections": 5}

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
_RELATED: Json = {
    "id": "fever-in-children",
    "title": "الحمى لدى الأطفال",
    "source_locale": "en",
    "locale": "ar",
    "dir": "rtl",
    "status": "translated",
    "origin": "machine",
    "reviewed": False,
    "links": {
        "article": f"{BASE}/v1/ar/articles/fever-in-children",
        "page": f"{BASE}/ar/fever-in-children",
    },
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
        "label.related": "مقالات ذات صلة",
        "label.updated": "آخر تعديل: {date}",
        "label.whole-article": "اقرأ المقال كاملًا",
        "notice.machine": "ترجمت هذا النص آلة ولم يراجعه إنسان. قد يحتوي على أخطاء.",
        "notice.saved-copy": "تعذّر تحميل النص من جديد. هذه نسخة محفوظة بتاريخ: {date}",
    },
}

ARTICLE: Json = {
    "id": ID,
    "kind": "procedure",
    "audience": "child",
    "topic": "intrathecal-baclofen-therapy",
    "source_locale": "en",
    "locale": "ar",
    "dir": "rtl",
    "edition": EDITION,
    "head": _HEAD,
    "sections": [_RISKS, _HELP],
    "translation": EXTENT,
    "figure": _FIGURE,
    "review": {"status": "reviewed", "by": "A. Name", "role": "Paediatric nurse", "on": "2026-10-01"},
    "sources": [{"title": "A source the article rests on", "url": "https://source.example/page"}],
    "codes": {"mesh": ["D001418"]},
    "related": [_RELATED],
    "wording": _WORDING,
    "labels": _LABELS,
    **AROUND,
    "links": {
        "self": AR,
        "article": AR,
        "locales": f"{BASE}/v1/articles/{ID}/locales",
        "list": f"{BASE}/v1/ar/articles",
        "page": f"{BASE}/ar/{ID}",
        "embed": f"{BASE}/embed/ar/{ID}",
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
        "self": f"{AR}/sections/risks?release=38",
        "page": f"{BASE}/ar/{ID}#risks",
        "embed": f"{BASE}/embed/ar/{ID}/risks",
    },
}

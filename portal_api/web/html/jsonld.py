"""An article's answer -> its JSON-LD: a schema.org MedicalWebPage for search engines and assistants."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from portal_api.articles.aspects import aspect_named
from portal_api.locales import Locale
from portal_api.releases.editions.body import Json
from portal_api.web.blocks import texts_in
from portal_api.web.links import Links

LONGEST_DESCRIPTION = 160
# A full stop, question or exclamation mark of any script; one that numbers use needs a space after it.
_SENTENCE_END = re.compile(r"[.!?؟۔।။។](?=\s)|[。！？]")

_SUBJECTS: Mapping[str, str] = {
    "condition": "MedicalCondition",
    "procedure": "MedicalProcedure",
    "test": "MedicalTest",
    "medicine": "Drug",
    "healthy-living": "Thing",
}
_SYSTEMS: Mapping[str, str] = {"snomed": "SNOMED CT", "icd10": "ICD-10", "icd11": "ICD-11", "mesh": "MeSH"}


def medical_web_page(body: Json, attribution: Json, disclaimer: Json, links: Links) -> Json:
    """The page of an article as https://schema.org/MedicalWebPage; `body` is the article's answer.

    Its sections are parts of type HealthTopicContent, each with its HealthAspectEnumeration, as the NHS does.
    """
    url = links.page(Locale(body["locale"]), body["id"])
    page = {
        "@context": "https://schema.org",
        "@type": "MedicalWebPage",
        "@id": url,
        "url": url,
        "name": body["head"]["title"],
        "description": description(body),
        "inLanguage": body["head"]["locale"],
        "dateModified": body["edition"]["updated_at"],
        "version": f"{body['edition']['release']}-{body['edition']['digest'][:16]}",
        "isAccessibleForFree": True,
        "publisher": {"@type": "Organization", "name": attribution["publisher"], "url": attribution["url"]},
        "usageInfo": disclaimer["url"],
        "about": _subject(body),
        "hasPart": list(_parts(body, url)),
    }
    return page | dict(_optional(body, links)) | dict(_leading(body, links))


def description(body: Json) -> str:
    """The beginning of the summary, at most LONGEST_DESCRIPTION characters.

    Whole sentences if one fits: half a sentence about a medicine may say the opposite of the whole. A longer
    one is cut between words and ends in an ellipsis.
    """
    text = " ".join(block["text"] for block in body["head"]["summary"] if block["type"] == "paragraph")
    if len(text) <= LONGEST_DESCRIPTION:
        return str(text)
    ends = [end.end() for end in _SENTENCE_END.finditer(text[: LONGEST_DESCRIPTION + 1])]
    if ends and ends[-1] <= LONGEST_DESCRIPTION:
        return str(text[: ends[-1]])
    cut = text[: LONGEST_DESCRIPTION - 1]
    return (cut.rpartition(" ")[0] if " " in cut[LONGEST_DESCRIPTION // 2 :] else cut) + "…"


def _optional(body: Json, links: Links) -> Iterator[tuple[str, Json | list[str] | str]]:
    review = body["review"]
    if "by" in review:
        yield "reviewedBy", {"@type": "Person", "name": review["by"], "jobTitle": review.get("role", "")}
    if "on" in review:
        yield "lastReviewed", review["on"]
    if body["sources"]:
        yield "citation", [source["url"] for source in body["sources"]]
    if body["locale"] != body["source_locale"]:
        original = links.page(Locale(body["source_locale"]), body["id"])
        yield "translationOfWork", {"@id": original}
    if body["audience"] == "child":
        yield "audience", {"@type": "MedicalAudience", "audienceType": "Patient", "suggestedMaxAge": 17}
    if body["figure"]:
        yield "primaryImageOfPage", _image(body["figure"])


def _leading(body: Json, links: Links) -> Iterator[tuple[str, list[Json] | list[str]]]:
    """The other articles that its texts lead to, and those beside them."""
    locale, own = Locale(body["locale"]), body["id"]
    blocks = (body["head"]["summary"], *(section["blocks"] for section in body["sections"]))
    runs = (run for several in blocks for text in texts_in(several) for run in text["runs"])
    if mentioned := dict.fromkeys(run["article"] for run in runs if run.get("article", own) != own):
        yield "mentions", [{"@id": links.page(locale, name)} for name in mentioned]
    if body["related"]:
        yield "relatedLink", [links.page(locale, one["id"]) for one in body["related"]]


def _image(figure: Json) -> Json:
    size = {"width": figure["width"], "height": figure["height"]}
    image = {"@type": "ImageObject", "contentUrl": figure["url"], **size}
    return image | ({"creditText": figure["credit"]} if "credit" in figure else {})


def _subject(body: Json) -> Json:
    codes = [
        {"@type": "MedicalCode", "codeValue": value, "codingSystem": _SYSTEMS.get(system, system)}
        for system, values in body["codes"].items()
        for value in values
    ]
    kind = _SUBJECTS.get(body["kind"], "Thing")
    subject: Json = {"@type": kind, "name": body["head"]["title"]}
    return subject | ({"code": codes} if codes and kind != "Thing" else {})


def _parts(body: Json, url: str) -> Iterator[Json]:
    """The sections that show a text."""
    for section in body["sections"]:
        if section["status"] not in ("not-applicable", "withheld"):
            aspect = aspect_named(section["aspect"]) if section["aspect"] else None
            part = {"@type": "HealthTopicContent", "url": f"{url}#{section['id']}", "name": section["title"]}
            if section["locale"] != body["head"]["locale"]:
                part["inLanguage"] = section["locale"]
            yield part | ({"hasHealthAspect": aspect.url} if aspect else {})

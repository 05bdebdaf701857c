"""Subtags -> the name of a language in itself, from CLDR and a table of what CLDR leaves out."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import babel
from babel import localedata

from portal_api.locales.cldrnames import CLDR_NAMES
from portal_api.locales.likely import Likely, likely
from portal_api.locales.tag import Subtags

# Languages of published health information whose own name Babel's CLDR data lacks or gives to another.
OWN_NAMES = {
    "aii": "ܣܘܪܝܬ",
    "ay": "Aymar aru",
    "ban": "Basa Bali",
    "bcl": "Bikol",
    "bi": "Bislama",
    "ch": "Finuʼ Chamoru",
    "chk": "Kapasen Chuuk",
    "cnh": "Lai Holh",
    "cnr": "crnogorski",
    "cnr-Cyrl": "црногорски",
    "din": "Thuɔŋjäŋ",
    "dyu": "Julakan",
    "fj": "Na Vosa Vakaviti",
    "gil": "Taetae ni Kiribati",
    "haz": "هزارگی",
    "hil": "Hiligaynon",
    "hmn": "Hmoob",
    "ilo": "Ilokano",
    "kac": "Jinghpaw",
    "kek": "Qʼeqchiʼ",
    "kg": "Kikongo",
    "kmb": "Kimbundu",
    "kri": "Krio",
    "ksw": "ကညီကျိာ်",
    "ku-Arab": "کوردی",
    "lua": "Tshiluba",
    "lus": "Mizo ṭawng",
    "mam": "Mam",
    "mh": "Kajin M̧ajel̗",
    "mnk": "Mandinka",
    "mnw": "ဘာသာမန်",
    "mww": "Hmoob Dawb",
    "mww-Latn": "Hmoob Dawb",
    "nan-Hant": "閩南語",
    "nan-Latn": "Bân-lâm-gú",
    "pag": "Pangasinan",
    "pam": "Kapampangan",
    "pau": "a tekoi er a Belau",
    "pon": "Lokaiahn Pohnpei",
    "prs": "دری",
    "rom": "romani čhib",
    "sm": "Gagana Samoa",
    "swc": "Kiswahili ya Kongo",
    "tet": "Tetun",
    "tum": "chiTumbuka",
    "tw": "Twi",
    "ur-Latn": "Urdu",
    "war": "Winaray",
    "yua": "Maaya tʼaan",
}


@lru_cache(maxsize=512)
def own_name(subtags: Subtags) -> str:
    """The name of a language in itself, with what else the tag states: 简体中文 (中国); else the tag."""
    return CLDR_NAMES.get(str(subtags)) or name_in_cldr(subtags)


def name_in_cldr(subtags: Subtags) -> str:
    """The same, asked of CLDR and not of the copy."""
    meant = likely(subtags)
    data = _locale_data(meant) if subtags.language != "und" else None
    name, unsaid = _listed_name(subtags) or _name(data, meant, subtags)
    if not name:
        return str(subtags)
    details = _details(data, unsaid)
    return f"{name} ({', '.join(details)})" if details else name


def _locale_data(meant: Likely) -> babel.Locale | None:
    """CLDR's texts in this language and this script."""
    for subtags in (Subtags(*meant), Subtags(*meant[:2]), Subtags(meant.language)):
        name = str(subtags).replace("-", "_")
        if localedata.exists(name) and likely(subtags).script == meant.script:
            return babel.Locale.parse(name)
    return None


def _listed_name(subtags: Subtags) -> tuple[str, Subtags] | None:
    for said in (Subtags(subtags.language, subtags.script), Subtags(subtags.language)):
        if str(said) in OWN_NAMES and likely(said).script == likely(subtags).script:
            return OWN_NAMES[str(said)], _without(subtags, said)
    return None


def _name(data: babel.Locale | None, meant: Likely, subtags: Subtags) -> tuple[str, Subtags]:
    """The longest name that CLDR has, and what it leaves unsaid of the tag."""
    script, region = subtags.script, subtags.region
    for said in ((script, region), (script, None), (None, region), (None, None)):
        name = data and data.languages.get("_".join(filter(None, (meant.language, *said))))
        if name:
            return name, _without(subtags, Subtags(meant.language, *said))
    return "", subtags


def _without(subtags: Subtags, said: Subtags) -> Subtags:
    return replace(
        subtags,
        script=None if said.script else subtags.script,
        region=None if said.region else subtags.region,
    )


def _details(data: babel.Locale | None, unsaid: Subtags) -> list[str]:
    scripts, regions, variants = (data.scripts, data.territories, data.variants) if data else ({}, {}, {})
    return [
        *([scripts.get(unsaid.script, unsaid.script)] if unsaid.script else []),
        *([regions.get(unsaid.region, unsaid.region)] if unsaid.region else []),
        *(variants.get(variant.upper(), variant) for variant in unsaid.variants),
        *([unsaid.private] if unsaid.private else []),
    ]

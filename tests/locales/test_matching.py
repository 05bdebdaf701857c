"""Matching: what a reader is given in silence, what is only offered, what never."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal_api.locales import OFFER_LIMIT, SERVE_LIMIT, Locale, best_match, offers


def tags(text: str) -> tuple[Locale, ...]:
    return tuple(map(Locale.parse, text.split()))


def served(desired: str, offered: str) -> str | None:
    match = best_match(tags(desired), tags(offered))
    return str(match.offered) if match else None


SERVED = [
    # The reader's own language, spelled otherwise or for another region.
    ("ar-EG", "en ar", "ar"),
    ("de-AT", "en de", "de"),
    ("es-MX", "es es-419", "es-419"),
    ("es-MX", "es", "es"),
    ("pt-MZ", "pt-BR pt-PT", "pt-PT"),
    ("pt", "pt-PT pt-BR", "pt-BR"),
    ("en-AU", "en-US en-GB", "en-GB"),
    ("he", "en iw", "he"),
    ("tl", "en fil", "fil"),
    ("zh-CN", "zh-Hant zh-Hans", "zh-Hans"),
    ("zh-TW", "zh-Hans zh-Hant", "zh-Hant"),
    ("zh-HK", "zh-Hans zh-Hant", "zh-Hant"),
    ("zh-Hans-SG", "zh-Hant zh", "zh"),
    ("sr-ME", "sr sr-Latn", "sr-Latn"),
    ("sh", "sr sr-Latn", "sr-Latn"),
    ("uz-AF", "uz uz-Arab", "uz-Arab"),
    ("pa-PK", "pa pa-Arab", "pa-Arab"),
    ("kmr", "en ku", "ku"),
    ("cmn-Hans", "en zh-Hans", "zh-Hans"),
    ("ur-Aran", "en ur", "ur"),
    # Near enough to be read like one's own.
    ("no", "en nb", "nb"),
    ("nb", "en no", "no"),
    ("prs", "en fa", "fa"),
    ("gsw", "en de", "de"),
    ("lb", "fr de", "de"),
    ("arz", "en ar", "ar"),
    ("wuu", "en zh-Hans", "zh-Hans"),
    ("nan-TW", "zh-Hans zh-Hant", "zh-Hant"),
    ("nan-Hans", "zh-Hant zh-Hans", "zh-Hans"),
]

NEVER_IN_SILENCE = [
    # Another script.
    ("zh-Hant", "zh-Hans"),
    ("zh-TW", "zh"),
    ("zh-HK", "zh-Hans zh-CN"),
    ("zh-Hans", "zh-Hant"),
    ("sr", "sr-Latn"),
    ("sr-Latn", "sr"),
    ("uz-Cyrl", "uz"),
    ("pa-Arab", "pa"),
    ("ur-Latn", "ur"),
    ("hi-Latn", "hi"),
    ("ku-Arab", "ku"),
    ("az-IR", "az"),
    ("ks-Deva", "ks"),
    # A language that most of its readers do not write as CLDR guesses.
    ("nan", "zh-Hans zh-Hant"),
    ("zh-min-nan", "zh-Hans zh"),
    ("hak", "zh"),
    # No language at all: who reads Arabic letters may read Urdu, who lives in Germany Turkish.
    ("und", "en"),
    ("und-Arab", "ar ur"),
    ("und-DE", "de"),
    ("und-Hant", "zh-Hant"),
    # Languages whose readers are not one another's.
    ("hr", "sr sr-Latn bs"),
    ("bs", "hr sr sr-Latn"),
    ("sr-Latn", "hr bs"),
    ("sh", "hr bs"),
    ("cnr", "sr sr-Latn hr bs"),
    # A second language that many know and many do not.
    ("ht", "fr"),
    ("nn", "nb"),
    ("da", "nb no sv"),
    ("sk", "cs"),
    ("cs", "sk"),
    ("ca", "es"),
    ("eu", "es"),
    ("gl", "es pt"),
    ("cy", "en"),
    ("br", "fr"),
    ("uk", "ru"),
    ("be", "ru"),
    ("kk", "ru"),
    ("so", "en ar"),
    ("ckb", "ar ku"),
    ("ps", "fa prs"),
    ("af", "nl"),
    ("nl", "af"),
    ("ms", "id"),
    ("id", "ms"),
    ("yue", "zh-Hans"),
    ("bo", "zh"),
    ("ug", "zh ar"),
    # No language at all, or none that a person reads.
    ("und", "en"),
    ("en", "und"),
    ("x-bork", "en"),
    ("en", "en-XA"),
    ("ar", "ar-psbidi"),
    ("qaa", "en"),
]


@pytest.mark.parametrize(("desired", "offered", "expected"), SERVED)
def test_a_reader_is_given_what_reads_like_their_own_language(
    desired: str, offered: str, expected: str
) -> None:
    assert served(desired, offered) == expected


@pytest.mark.parametrize(("desired", "offered"), NEVER_IN_SILENCE)
def test_a_reader_is_never_given_another_language_in_silence(desired: str, offered: str) -> None:
    assert served(desired, offered) is None


@pytest.mark.parametrize(
    ("desired", "offered", "expected"),
    [
        ("de fr", "fr de", "de"),
        ("ja fr", "de fr", "fr"),
        ("so en", "ar en", "en"),
        ("zh-TW en", "zh-Hans en", "en"),
        ("es-AR en", "en es", "es"),
        ("gsw fr", "de fr", "fr"),
        ("ja ko zh vi th", "en th", "th"),
    ],
)
def test_a_later_wish_counts_less(desired: str, offered: str, expected: str) -> None:
    assert served(desired, offered) == expected


@pytest.mark.parametrize(
    ("desired", "offered", "expected"),
    [
        ("fr-SN", "fr-CA fr-CH fr-FR", "fr-FR"),
        ("af-Latn-ZA", "af af-Latn", "af-Latn"),
        ("nl-NL", "nl nl-NL", "nl-NL"),
        ("ca-valencia", "ca ca-valencia", "ca-valencia"),
        ("ca", "ca-valencia ca", "ca"),
        ("en-DE", "en-US en-001", "en-001"),
        ("kmr", "ku kmr", "kmr"),
        ("kmr-TR", "ku kmr", "kmr"),
    ],
)
def test_of_near_equals_the_likest_is_given(desired: str, offered: str, expected: str) -> None:
    assert served(desired, offered) == expected


@pytest.mark.parametrize(
    ("desired", "offered", "expected"),
    [
        ("ht", "en fr es", "fr"),
        ("nn", "en nb sv", "nb"),
        ("sk", "cs en", "cs"),
        ("pt-AO de", "de-AT pt-BR en pt-PT", "pt-PT pt-BR de-AT"),
        ("de-CH fr", "fr de", "de fr"),
        ("hr", "bs sr-Latn", ""),
        ("zh-Hant", "zh-Hans", ""),
        ("uk", "en ru", "ru"),
        ("ja", "", ""),
    ],
)
def test_what_is_farther_is_offered_best_first_and_once(desired: str, offered: str, expected: str) -> None:
    assert [str(match.offered) for match in offers(tags(desired), tags(offered))] == expected.split()


def test_nobody_matches_where_nothing_is_wanted_or_offered() -> None:
    assert best_match((), tags("en")) is None
    assert best_match(tags("en"), ()) is None


def test_only_whoever_asks_for_it_crosses_a_script() -> None:
    assert best_match(tags("sr-Latn"), tags("sr"), 50) is None
    match = best_match(tags("sr-Latn"), tags("sr"), 50, across_scripts=True)
    assert match is not None
    assert match.distance == 5


KNOWN = st.sampled_from(
    tags(
        """ar ar-MA az az-IR bs ca-valencia cnr da de de-CH en en-GB en-001 en-XA es es-419 es-MX fa fil fr
        fr-CA gsw he hi hi-Latn hr ht ja ko kmr ku ku-Arab nb nn no pa pa-PK prs pt pt-PT sr sr-Latn sr-ME und
        und-FR
        ur ur-Aran ur-Latn uz uz-AF x-bork yue zh zh-HK zh-Hans zh-Hant zh-TW"""
    )
)
ANY = st.from_regex(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?", fullmatch=True).map(Locale.parse)
STYLES = {"Aran": "Arab"}


@given(
    st.lists(KNOWN | ANY, max_size=6),
    st.lists(KNOWN | ANY, max_size=12),
    st.integers(-5, 500),
)
@settings(max_examples=300, deadline=None)
def test_every_match_is_wanted_and_offered_and_in_one_script(
    desired: list[Locale], offered: list[Locale], limit: int
) -> None:
    match = best_match(desired, offered, limit)
    if match is not None:
        assert match.desired in desired
        assert match.offered in offered
        assert 0 <= match.distance <= limit
    for found in (*offers(desired, offered), *([match] if match else [])):
        wanted, given_ = found.desired.script, found.offered.script
        assert STYLES.get(wanted, wanted) == STYLES.get(given_, given_)


@given(st.lists(KNOWN | ANY, min_size=1, max_size=6), st.lists(KNOWN | ANY, min_size=1, max_size=12))
@settings(max_examples=200, deadline=None)
def test_what_is_served_is_among_the_offers(desired: list[Locale], offered: list[Locale]) -> None:
    match = best_match(desired, offered)
    found = [offer.offered for offer in offers(desired, offered)]
    assert SERVE_LIMIT <= OFFER_LIMIT
    if match is None:
        assert all(offer.distance > SERVE_LIMIT for offer in offers(desired, offered))
    else:
        assert match.offered in found


@given(KNOWN | ANY, st.lists(KNOWN | ANY, max_size=8))
@settings(max_examples=200, deadline=None)
def test_what_is_offered_under_its_own_name_is_given_to_whoever_asks_for_it(
    wanted: Locale, others: list[Locale]
) -> None:
    match = best_match([wanted], [*others, wanted])
    assert match is not None
    assert match.distance == 0
    assert match.offered == wanted

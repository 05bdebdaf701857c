"""The rules that warn: signs that a text is not what a reader of the language expects."""

from __future__ import annotations

import re
from collections.abc import Iterator
from operator import eq

from portal_api.catalogs.reading.idioms import Idiom
from portal_api.catalogs.reading.languages import wording
from portal_api.catalogs.rules.findings import Flaw, Pair

_ENDS = {
    "a full stop": ".。．｡।॥۔።။។᠃։",
    "a question mark": "?？؟፧՞;\u037e",
    "an exclamation mark": "!！՜",
    "a colon": ":：፦៖",
    "an ellipsis": "…",
}
_END_OF = {mark: name for name, marks in _ENDS.items() for mark in marks}
_CLOSING = " \u00a0\u200b\u200e\u200f*_\"'”’»«›“‘)）]】」』›៕\u2069"
_WITHOUT_STOPS = frozenset({"lo", "th"})
_GREEK_QUESTION = ";"
_LETTERS = re.compile(r"[^\W\d_]+")
_GLIMPSE = 3
_LEAST_WORDS = 2
_SHORT = 40
_WIDEST = 2.6
# Characters for one of English, by script; the rest need about as many.
_DENSITY = {"Hans": 0.36, "Hant": 0.34, "Hani": 0.36, "Jpan": 0.5, "Kore": 0.55}
_DOUBLED = re.compile(r"(?<![\w'’-])([^\W\d_]{2,}) \1(?![\w'’-])", re.IGNORECASE)
_REDUPLICATING = frozenset(
    [
        "af",
        "am",
        "az",
        "bn",
        "fil",
        "gu",
        "ha",
        "hi",
        "hu",
        "id",
        "ja",
        "km",
        "kn",
        "ko",
        "ku",
        "lo",
        "ml",
        "mr",
        "ms",
        "my",
        "ne",
        "om",
        "pa",
        "ps",
        "rw",
        "si",
        "so",
    ]
) | (
    frozenset(
        [
            "sw",
            "ta",
            "te",
            "th",
            "ti",
            "tl",
            "tr",
            "ur",
            "vi",
            "xh",
            "yue",
            "zh",
            "zu",
            "fa",
            "ht",
            "ln",
            "lg",
        ]
    )
)
_QUOTES = re.compile("[“”„‟‘‚‛«»‹›「」『』《》〈〉]")
_APOSTROPHE = re.compile(r"(?<=\w)[‘’](?=\w)|(?<=\w)[‘’](?!\w)")


def end_punctuation(pair: Pair) -> Iterator[Flaw]:
    """A translation ends as its source does: as a statement, a question, an exclamation or a list's head."""
    wanted, found = pair.of_source(_end), _end(pair.target, pair.idiom)
    if wanted == found or (wanted == "a full stop" and not found and pair.idiom.language in _WITHOUT_STOPS):
        return
    yield Flaw(
        f"the source ends with {wanted or 'no punctuation'}, the translation with {found or 'none'}",
        "end the text as the source does, with the mark of the language",
    )


def _end(text: str, idiom: Idiom) -> str:
    text = text.rstrip(_CLOSING)
    if text.endswith("..."):
        return "an ellipsis"
    if text.endswith(_GREEK_QUESTION) and idiom.language != "el":
        return ""
    return _END_OF.get(text[-1:], "")


def same_as_source(pair: Pair) -> Iterator[Flaw]:
    """A translation is not a copy of its source."""
    target = pair.target.strip()
    source = pair.of_source(_folded)
    if not source.startswith(target[:_GLIMPSE].casefold()) or source != target.casefold():
        return
    words = [word for word in _LETTERS.findall(pair.source) if len(word) > 1 and word[1:].islower()]
    if len(words) >= _LEAST_WORDS and pair.source_idiom.language != pair.idiom.language:
        yield Flaw(
            "the translation is the same as the source", "translate it, or say in a comment why it stays"
        )


def _folded(text: str, _: Idiom) -> str:
    return text.strip().casefold()


def length(pair: Pair) -> Iterator[Flaw]:
    """A translation is about as long as texts in its language are: nothing lost, nothing slipped in."""
    if len(pair.source) < _SHORT:
        return
    density = _DENSITY.get(pair.idiom.script, 1.1) / _DENSITY.get(pair.source_idiom.script, 1.0)
    ratio = len(pair.target) / len(pair.source) / density
    if not 1 / _WIDEST <= ratio <= _WIDEST:
        size = "short" if ratio < 1 else "long"
        yield Flaw(
            f"the translation is very {size}: {len(pair.target)} characters for {len(pair.source)}",
            "compare it with the source sentence by sentence",
        )


def doubled_word(pair: Pair) -> Iterator[Flaw]:
    """A translation does not say a word twice in a row by accident."""
    if pair.idiom.language in _REDUPLICATING:
        return
    words = pair.target.lower().split()
    if not any(map(eq, words, words[1:])):
        return
    allowed = wording(pair.idiom.language).get("twice", "").split()
    for match in _DOUBLED.finditer(pair.target):
        if match.group(1).lower() not in allowed and match.group() not in pair.source:
            yield Flaw(f"“{match.group()}” says a word twice", "delete one of them", target_span=match.span())
            return


def quotes(pair: Pair) -> Iterator[Flaw]:
    """A translation has the quotation marks of its own language."""
    at_home = wording(pair.idiom.language).get("quotes", "")
    if not at_home or not _QUOTES.search(pair.target):
        return
    text = _APOSTROPHE.sub("x", pair.target)
    for match in _QUOTES.finditer(text):
        if match.group() not in at_home:
            yield Flaw(
                f"{match.group()} is a quotation mark of another language",
                f"use one of {' '.join(at_home)}",
                target_span=match.span(),
            )
            return


def glossary_terms(pair: Pair) -> Iterator[Flaw]:
    """A translation has, for each term of the glossary, one of the accepted forms."""
    if not pair.glossary.terms:
        return
    target = pair.target.casefold()
    for term, span in pair.glossary.found(pair.source, pair.source_idiom.language):
        forms = term.forms(pair.locale)
        if forms and not any(form.casefold() in target for form in forms):
            remedy = f"use {' or '.join(forms)}, or ask for another form in content/glossary.toml"
            yield Flaw(f"“{term.text}” is not translated as the glossary has it", remedy, span)

"""Request -> locale, word -> text. Nothing here raises, whatever a client sends."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass

import babel
from babel.support import NullTranslations
from flask import Flask, g, has_request_context, request
from flask_babel import Babel, Domain, get_domain, refresh  # type: ignore[import-untyped]  # it has no types

from portal_api.errors import InvalidTag
from portal_api.locales import Direction, Locale, Wishes, parse_accept_language
from portal_api.releases.editions.body import Json, canonical
from portal_api.web.frame import ENGLISH, Frame
from portal_api.web.negotiation import Choice, choose_offered
from portal_api.web.reading import known_frame
from portal_api.words import WORDS

_ENGLISH_TEXTS = {word.id: word.text for word in WORDS}
_PLACEHOLDER = re.compile(r"\{(\w+)\}")
# What would hide in a message, break its line or turn its direction; the joiners that scripts need stay.
_UNPRINTABLE = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff"
    r"\ud800-\udfff\U000e0000-\U000e0fff]"
)
_LONGEST_VALUE = 200
_GROUPS_REMEMBERED = 512


@dataclass(frozen=True)
class Spoken:
    """Texts that belong together, all in one language."""

    locale: Locale
    texts: tuple[str, ...]

    @property
    def direction(self) -> Direction:
        """The direction of their language."""
        return self.locale.direction


def install(app: Flask) -> None:
    """Let Flask-Babel speak our words in the language of the answer."""
    made = Babel(app, locale_selector=babel_locale, default_domain="portal")
    made.domain_instance = _PortalDomain(domain="portal")
    app.add_template_global(say_first)


def settle(locale: Locale, *, negotiated: bool = False) -> Locale:
    """Fix the language of this answer; `negotiated` where it depends on Accept-Language."""
    if negotiated:
        g.negotiated = True
    before = g.get("locale")
    if before != locale:
        g.locale = locale
        if before is not None:
            refresh()
    return locale


def answer_locale() -> Locale:
    """The language of this answer: the one that was settled, else the default language."""
    settled: Locale | None = g.get("locale")
    return settled or known_frame().default


def is_negotiated() -> bool:
    """Whether this answer depends on the Accept-Language header."""
    return bool(g.get("negotiated", False))


def wishes() -> Wishes:
    """The languages this reader asks for, and those that the reader refuses."""
    return parse_accept_language(request.headers.get("Accept-Language"))


def reader_locale(frame: Frame) -> Locale:
    """The language for an answer that has no other: the one its address names, else the negotiated one."""
    named: Wishes | None = g.get("named")
    if named is not None:
        return settle(choose_offered(named, frame.offered or (frame.default,)).served)
    in_path = language_of_path(frame)
    return settle(in_path) if in_path is not None else best_offered(frame)


def hear(tag: str) -> None:
    """Note the language that an address names in its query; one that is none says nothing."""
    with suppress(InvalidTag):
        g.named = Wishes((Locale.parse(tag),))


def language_of_path(frame: Frame) -> Locale | None:
    """The offered language in `/{locale}/...`, `/v1/{locale}/...` or `/embed/{locale}/...`."""
    parts = request.path.split("/", 3)[1:3]
    names = parts[1:] if parts[:1] in (["v1"], ["embed"]) else parts[:1]
    return offered_as(names[0], frame) if names else None


def best_offered(frame: Frame) -> Locale:
    """The offered language that Accept-Language asks for, else the default one."""
    return settle(best_choice(frame).served, negotiated=True)


def best_choice(frame: Frame) -> Choice:
    """The same, and why."""
    return choose_offered(wishes(), frame.offered or (frame.default,))


def offered_as(text: str, frame: Frame) -> Locale | None:
    """The offered language that a text of a URL names, in any spelling."""
    try:
        locale = Locale.parse(text)
    except InvalidTag:
        return None
    return locale if locale in frame.offered else None


def say(word_id: str, **values: object) -> Spoken:
    """One word in the language of the answer, its placeholders filled in."""
    return say_together((word_id,), **values)


def say_together(word_ids: Iterable[str], **values: object) -> Spoken:
    """Words in the language of the answer, or all of them in English where one is not translated."""
    ids = tuple(word_ids)
    locale = answer_locale()
    words = get_domain().get_translations()
    texts = tuple(words.upgettext(word_id, "") for word_id in ids)
    if not all(texts):
        return in_english(ids, **values)
    return Spoken(locale, tuple(_fill(text, values, locale.direction) for text in texts))


def say_first(*word_ids: str) -> tuple[Spoken, ...]:
    """The first of these words that this program has, nothing where it has none of them.

    What a later version of the program has published may have reasons and kinds that only that one can tell.
    """
    known = next((word_id for word_id in word_ids if word_id in _ENGLISH_TEXTS), None)
    return (say(known),) if known else ()


def write_each(*groups: frozenset[str]) -> list[bytes]:
    """Each group of words in the order of their ids, as JSON: `locale`, `dir`, and `texts` by id.

    A word that is not translated is in English, and `others` says so; of a group that is not translated at
    all, the group does.
    """
    locale, words = answer_locale(), get_domain().get_translations()
    return [words.written(locale, ids) or _ENGLISH.written(ENGLISH, ids) for ids in groups]


def in_english(word_ids: Iterable[str], **values: object) -> Spoken:
    """Words as they are written in words.py."""
    return Spoken(ENGLISH, tuple(_fill(_ENGLISH_TEXTS[word_id], values, "ltr") for word_id in word_ids))


def babel_locale() -> str:
    """What Flask-Babel formats dates and numbers by: the nearest language that Babel knows."""
    locale = answer_locale()
    for candidate in (locale, *locale.parents(), Locale(locale.subtags.language)):
        if babel.localedata.exists(candidate.folder):
            return candidate.folder
    return "en"


def printable(value: object) -> str:
    """A client's text fit to be shown: short, without control or direction characters."""
    text = str(value)[: _LONGEST_VALUE + 1]
    short = text if len(text) <= _LONGEST_VALUE else text[: _LONGEST_VALUE - 1] + "…"
    return _UNPRINTABLE.sub("\ufffd", short)


def _fill(text: str, values: dict[str, object], direction: Direction) -> str:
    """Each placeholder once, in one pass: a value that looks like a placeholder stays as it is.

    In a sentence that runs the other way a value is isolated (UAX 9), so that an address cannot reorder it.
    """

    def value_of(match: re.Match[str]) -> str:
        if match[1] not in values:
            return match[0]
        value = printable(values[match[1]])
        return f"\u2068{value}\u2069" if direction == "rtl" or _has_right_to_left(value) else value

    return _PLACEHOLDER.sub(value_of, text)


def _has_right_to_left(text: str) -> bool:
    return any(unicodedata.bidirectional(character) in {"R", "AL"} for character in text)


class _PortalDomain(Domain):  # type: ignore[misc]  # Flask-Babel has no types
    """The words of the current release; nothing is remembered beyond the request's frame."""

    def get_translations(self) -> NullTranslations:
        if not has_request_context() and "locale" not in g:
            return _Words({})
        locale, frame = answer_locale(), known_frame()
        if locale not in frame.spoken:
            words = frame.words.get(locale, {})
            english = _ENGLISH_TEXTS if locale.subtags.language == "en" else {}
            frame.spoken[locale] = _Words({**english, **words})
        return frame.spoken[locale]


class _Words(NullTranslations):
    """Words by id: the context of a message is its id."""

    def __init__(self, words: dict[str, str]) -> None:
        super().__init__()
        self._words = words
        self._written: dict[frozenset[str], bytes] = {}

    def written(self, locale: Locale, ids: frozenset[str]) -> bytes:
        """Some of the words as JSON, nothing where none of them is translated.

        A reason that only a later version of the program knows has no words: the others still say how a text
        stands. What was written is remembered: there are few groups of words that go together.
        """
        found = self._written.get(ids)
        known = [] if found else sorted(ids & _ENGLISH_TEXTS.keys())
        if not found and (not known or any(map(self._words.get, known))):
            if len(self._written) >= _GROUPS_REMEMBERED:
                self._written.clear()
            found = self._written[ids] = canonical(self._told(locale, known))
        return found or b""

    def _told(self, locale: Locale, known: list[str]) -> Json:
        texts = {word_id: self._words.get(word_id) or _ENGLISH_TEXTS[word_id] for word_id in known}
        told: Json = {"locale": str(locale), "dir": locale.direction, "texts": texts}
        english = {"locale": str(ENGLISH), "dir": ENGLISH.direction}
        others = {word_id: english for word_id in known if not self._words.get(word_id)}
        return told | {"others": others} if others else told

    def upgettext(self, context: str, message: str) -> str:
        return self._words.get(context, message)


_ENGLISH = _Words(_ENGLISH_TEXTS)

"""content/glossary.toml -> Glossary: the terms that every translation renders in one of the accepted ways."""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from portal_api.articles.toml import Key, Table, TomlFile, read_toml, refuse
from portal_api.errors import InvalidTag, Problem
from portal_api.locales import Locale

_TERM: Table = {"term": Key(str, True), "language": Key(str), "accepted": Key(dict, True)}
_LANGUAGE = "en"
_TOKEN = re.compile(r"\w+|[^\w\s]")
_WORD = re.compile(r"\w")


@dataclass(frozen=True)
class Term:
    """A word or phrase of a source language, and by locale the beginnings of what may stand for it."""

    text: str
    language: str
    accepted: Mapping[Locale, tuple[str, ...]]

    def forms(self, locale: Locale) -> tuple[str, ...]:
        """What is accepted in a locale, else in its nearest parent; empty where nobody said."""
        return next((self.accepted[one] for one in (locale, *locale.parents()) if one in self.accepted), ())


@dataclass(frozen=True)
class Glossary:
    """The terms of a library; none where it has no glossary."""

    terms: tuple[Term, ...] = ()

    def found(self, text: str, language: str) -> Iterator[tuple[Term, tuple[int, int]]]:
        """The terms of the language that a text has, each once, and where; in one pass over the text."""
        known = self._by_language.get(language, {})
        tokens = list(_TOKEN.finditer(text)) if known else []
        seen, end = set(), 0
        for place, token in enumerate(tokens):
            if token.start() < end:
                continue
            for size, key, term in known.get(token.group().casefold(), ()):
                span = (token.start(), tokens[min(place + size, len(tokens)) - 1].end())
                if _key(text[slice(*span)]) == key and _is_apart(text, *span):
                    end = span[1]
                    if term.text not in seen:
                        seen.add(term.text)
                        yield term, span
                    break

    def asked_of(self, locale: Locale) -> str:
        """All that it asks of translations into a locale: another text as soon as any of it is another."""
        if locale not in self._asked:
            asked = [(term.text, term.language, term.forms(locale)) for term in self.terms]
            self._asked[locale] = repr(sorted(one for one in asked if one[-1])) if asked else ""
        return self._asked[locale]

    @cached_property
    def _asked(self) -> dict[Locale, str]:
        return {}

    @cached_property
    def _by_language(self) -> Mapping[str, Mapping[str, list[tuple[int, str, Term]]]]:
        """By language and first word: size and key of each term, and the term; the longest first."""
        languages: dict[str, dict[str, list[tuple[int, str, Term]]]] = defaultdict(lambda: defaultdict(list))
        for term in sorted(self.terms, key=lambda term: len(_key(term.text)), reverse=True):
            key = _key(term.text)
            words = _TOKEN.findall(key)
            languages[term.language][words[0]].append((len(words), key, term))
        return {language: dict(known) for language, known in languages.items()}


NO_GLOSSARY = Glossary()


def read_glossary(path: Path) -> Glossary:
    """The glossary of a library; an empty one where there is no such file.

    Raises:
        SourceErrors: not TOML, unknown keys, a term twice, no such language, forms that are no texts.
    """
    if not os.path.lexists(path):
        return NO_GLOSSARY
    file = read_toml(path)
    refuse(file.problems_in("", 0, file.data, {"term": Key(list)}))
    entries = list(enumerate(file.data.get("term", [])))
    refuse(problem for index, entry in entries for problem in _problems(file, index, entry))
    terms = [_term(entry) for _, entry in entries]
    refuse(_twice(file, terms))
    return Glossary(tuple(terms))


def _problems(file: TomlFile, index: int, entry: Any) -> Iterator[Problem]:
    if not isinstance(entry, dict):
        yield file.problem("", 0, "term", "a term is not a table", "write each term under its own [[term]]")
        return
    yield from file.problems_in("term", index, entry, _TERM)
    if not str(entry.get("term", "x")).strip():
        yield file.problem("term", index, "term", "the term is empty", "write the word of the source")
    accepted = entry.get("accepted")
    for tag, forms in accepted.items() if isinstance(accepted, dict) else ():
        if not _is_locale(tag):
            what = f"{tag!r} is not a language tag"
            yield file.problem("term", index, "accepted", what, "write a tag such as de or pt-BR")
        elif (
            not isinstance(forms, list)
            or not forms
            or not all(isinstance(f, str) and f.strip() for f in forms)
        ):
            what = f"the accepted forms in {tag!r} are not a list of texts"
            yield file.problem("term", index, "accepted", what, f'write {tag} = ["..."]')


def _is_locale(tag: str) -> bool:
    try:
        Locale.parse(tag)
    except InvalidTag:
        return False
    return True


def _term(entry: Mapping[str, Any]) -> Term:
    accepted = {Locale.parse(tag): tuple(forms) for tag, forms in entry["accepted"].items()}
    return Term(entry["term"], entry.get("language", _LANGUAGE), accepted)


def _twice(file: TomlFile, terms: list[Term]) -> Iterator[Problem]:
    seen = set()
    for index, term in enumerate(terms):
        key = (term.language, _key(term.text))
        if key in seen:
            remedy = "keep one of them, with all the accepted forms"
            yield file.problem("term", index, "term", f"the term {term.text!r} stands here twice", remedy)
        seen.add(key)


def _key(text: str) -> str:
    """A term as it is compared: in any case, with any white space."""
    return " ".join(text.casefold().split())


def _is_apart(text: str, start: int, end: int) -> bool:
    """Whether no word goes on before or behind."""
    return not (_WORD.match(text[start - 1 : start]) or _WORD.match(text[end : end + 1]))

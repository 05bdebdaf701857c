"""The checks as a judge asks them: directly, or with a memory of what they found in the same texts before."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from functools import partial
from itertools import chain
from typing import Any

from portal_api.articles.glossary import NO_GLOSSARY, Glossary
from portal_api.catalogs.checks import check, check_catalog
from portal_api.catalogs.rules.findings import Finding
from portal_api.locales import Locale

Asked = tuple[str, str, Locale, Locale]
"""A source, its translation, and their languages."""

_KEY = 16
_COUNT = 4


class Checks:
    """The checks themselves, with the glossary where one is given."""

    def __init__(self, glossary: Glossary = NO_GLOSSARY) -> None:
        self._glossary = glossary

    def of_texts(
        self, source: str, target: str, source_locale: Locale, locale: Locale
    ) -> tuple[Finding, ...]:
        """What is wrong with a translation, as `check` says it."""
        return check(source, target, source_locale, locale, self._glossary)

    def of_all(self, asked: Sequence[Asked]) -> list[tuple[Finding, ...]]:
        """What is wrong with each of several translations."""
        return [self.of_texts(*one) for one in asked]

    def of_catalog(
        self, pairs: Sequence[tuple[str, str, str]], source_locale: Locale, locale: Locale
    ) -> tuple[Finding, ...]:
        """What is wrong with a catalog as a whole, as `check_catalog` says it."""
        return tuple(finding for _, finding in check_catalog(pairs, source_locale, locale))


class RememberedChecks(Checks):
    """The checks with a memory of one catalog.

    `version` stands for the checks themselves: what another version found is not believed, nor what was found
    when the glossary asked something else of the language. `data` is what `packed` gave; what cannot be read
    is forgotten.
    """

    def __init__(self, version: bytes, glossary: Glossary = NO_GLOSSARY, data: bytes = b"") -> None:
        super().__init__(glossary)
        self._version = version
        self._sheet, self._keys, self._known = _unpacked(data)
        self._asked: dict[bytes, tuple[Finding, ...]] = {}

    def of_texts(
        self, source: str, target: str, source_locale: Locale, locale: Locale
    ) -> tuple[Finding, ...]:
        """The same as directly."""
        asked = (source, target, source_locale, locale)
        return self._found(self._key(*self._texts(asked)), partial(super().of_texts, *asked))

    def of_all(self, asked: Sequence[Asked]) -> list[tuple[Finding, ...]]:
        """The same as directly; where all of them are the same as before, one look tells."""
        sheet = self._sheet_key(asked)
        if sheet != self._sheet or len(self._keys) < len(asked):
            self._sheet, self._keys = sheet, [self._key(*self._texts(one)) for one in asked]
        ask = super().of_texts
        return [
            self._found(key, partial(ask, *one))
            for key, one in zip(self._keys[: len(asked)], asked, strict=True)
        ]

    def of_catalog(
        self, pairs: Sequence[tuple[str, str, str]], source_locale: Locale, locale: Locale
    ) -> tuple[Finding, ...]:
        """The same as directly."""
        key = self._key("catalog", source_locale.tag, locale.tag, *chain.from_iterable(pairs))
        return self._found(key, partial(super().of_catalog, pairs, source_locale, locale))

    def packed(self) -> bytes:
        """What was asked for since the beginning, and what came of it."""
        listed = [key for key in self._keys if key in self._asked]
        keys = [*listed, *(self._asked.keys() - set(listed))]
        rest = {
            key.hex(): [vars(one) for one in findings] for key, findings in self._asked.items() if findings
        }
        told = json.dumps(rest, ensure_ascii=False).encode() if rest else b""
        counts = len(keys).to_bytes(_COUNT) + len(rest).to_bytes(_COUNT)
        return self._sheet + counts + b"".join(keys) + told

    def _found(self, key: bytes, ask: Callable[[], tuple[Finding, ...]]) -> tuple[Finding, ...]:
        if key not in self._asked:
            known = self._known.get(key)
            self._asked[key] = ask() if known is None else known
        return self._asked[key]

    def _texts(self, asked: Asked) -> tuple[str, ...]:
        """All that decides what the checks find."""
        source, target, source_locale, locale = asked
        return source_locale.tag, locale.tag, self._glossary.asked_of(locale), source, target

    def _sheet_key(self, asked: Sequence[Asked]) -> bytes:
        locales = dict.fromkeys(locale for *_, locale in asked)
        texts = [str(len(locales)), *map(self._glossary.asked_of, locales)]
        for source, target, source_locale, locale in asked:
            texts += source_locale.tag, locale.tag, source, target
        return self._key(*texts)

    def _key(self, *texts: str) -> bytes:
        told = ",".join(map(str, map(len, texts))) + ":" + "".join(texts)
        data = self._version + told.encode("utf-8", "surrogatepass")
        return hashlib.blake2b(data, digest_size=_KEY).digest()


DIRECT = Checks()


_Known = tuple[bytes, list[bytes], dict[bytes, tuple[Finding, ...]]]
_NOTHING: _Known = (bytes(_KEY), [], {})


def _unpacked(data: bytes) -> _Known:
    """The key of what was asked all at once, the keys of its texts first, and what was found."""
    begin = _KEY + 2 * _COUNT
    count, unsound = (int.from_bytes(data[at : at + _COUNT]) for at in (_KEY, _KEY + _COUNT))
    end = begin + _KEY * count
    if len(data) < max(begin, end):
        return _NOTHING
    keys = [data[start : start + _KEY] for start in range(begin, end, _KEY)]
    try:
        rows = json.loads(data[end:]) if len(data) > end else {}
        told = {bytes.fromhex(key): tuple(map(_finding, found)) for key, found in rows.items()}
    except (ValueError, TypeError, KeyError, AttributeError):
        return _NOTHING
    # Whatever is not told of counts as sound, so that none may be missing.
    return (data[:_KEY], keys, dict.fromkeys(keys, ()) | told) if len(told) == unsound else _NOTHING


def _finding(row: dict[str, Any]) -> Finding:
    spans = {name: tuple(row[name]) if row[name] else None for name in ("source_span", "target_span")}
    return Finding(**row | spans)

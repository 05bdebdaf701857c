"""The checks as a judge asks them: directly, or with a memory of what they found in the same texts before."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from itertools import chain
from typing import Any

from portal_api.articles.glossary import NO_GLOSSARY, Glossary
from portal_api.catalogs.checks import check, check_catalog
from portal_api.catalogs.findings import Finding
from portal_api.locales import Locale

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
        self._known = _unpacked(data)
        self._asked: dict[bytes, tuple[Finding, ...]] = {}

    def of_texts(
        self, source: str, target: str, source_locale: Locale, locale: Locale
    ) -> tuple[Finding, ...]:
        """The same as directly."""
        key = self._key((source, target, self._glossary.asked_of(locale)), source_locale, locale)
        return self._found(
            key, lambda: super(RememberedChecks, self).of_texts(source, target, source_locale, locale)
        )

    def of_catalog(
        self, pairs: Sequence[tuple[str, str, str]], source_locale: Locale, locale: Locale
    ) -> tuple[Finding, ...]:
        """The same as directly."""
        key = self._key(["catalog", *chain.from_iterable(pairs)], source_locale, locale)
        return self._found(
            key, lambda: super(RememberedChecks, self).of_catalog(pairs, source_locale, locale)
        )

    def packed(self) -> bytes:
        """What was asked for since the beginning, and what came of it."""
        clean = [key for key, findings in self._asked.items() if not findings]
        rest = {
            key.hex(): [vars(one) for one in findings] for key, findings in self._asked.items() if findings
        }
        told = json.dumps(rest, ensure_ascii=False).encode() if rest else b""
        return len(clean).to_bytes(_COUNT) + b"".join(clean) + told

    def _found(self, key: bytes, ask: Callable[[], tuple[Finding, ...]]) -> tuple[Finding, ...]:
        if key not in self._asked:
            known = self._known.get(key)
            self._asked[key] = ask() if known is None else known
        return self._asked[key]

    def _key(self, texts: Sequence[str], source_locale: Locale, locale: Locale) -> bytes:
        total = hashlib.blake2b(self._version, digest_size=_KEY)
        for text in (source_locale.tag, locale.tag, *texts):
            data = text.encode("utf-8", "surrogatepass")
            total.update(b"%d:" % len(data) + data)
        return total.digest()


DIRECT = Checks()


def _unpacked(data: bytes) -> dict[bytes, tuple[Finding, ...]]:
    end = _COUNT + _KEY * int.from_bytes(data[:_COUNT])
    known: dict[bytes, tuple[Finding, ...]] = {
        data[start : start + _KEY]: () for start in range(_COUNT, min(end, len(data)), _KEY)
    }
    try:
        told = json.loads(data[end:]) if len(data) > end else {}
        known |= {bytes.fromhex(key): tuple(map(_finding, rows)) for key, rows in told.items()}
    except (ValueError, TypeError, KeyError, AttributeError):
        return {}
    return known


def _finding(row: dict[str, Any]) -> Finding:
    spans = {name: tuple(row[name]) if row[name] else None for name in ("source_span", "target_span")}
    return Finding(**row | spans)

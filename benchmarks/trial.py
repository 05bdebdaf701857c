"""A damaged catalog -> refused, accepted, or a promise that was not kept."""

from __future__ import annotations

import signal
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from portal_api.articles.article import Article, Disclaimer
from portal_api.articles.houserules import Policy
from portal_api.articles.library import read_library
from portal_api.catalogs.checked import RememberedChecks
from portal_api.catalogs.coverage import DISCLAIMER, PORTAL, translate, translate_words
from portal_api.catalogs.gettext.plurals import known_rule, read_rule
from portal_api.catalogs.gettext.po import PoFile, babel_catalog, parse_po
from portal_api.catalogs.messages import messages, word_messages
from portal_api.catalogs.reviews import Reviews
from portal_api.catalogs.update import update
from portal_api.errors import SourceErrors
from portal_api.locales import Locale
from portal_api.releases.editions.canonical import canonical
from portal_api.releases.editions.dump import dump_edition
from portal_api.releases.editions.edition import build_edition, translated_part
from portal_api.words import WORDS

SLOW_SECONDS = 1.0
HANGS_SECONDS = 10
_PATH = Path("a.po")
_REVIEWS = Reviews(Path("reviews.toml"), "human")
_POLICY = Policy("publish", "publish", ())
_CHECKS = RememberedChecks(b"trial")
_KINDS_OF_MESSAGES = """
# A note, and a "quotation"
#. From the program
#: a.md b.md
#, fuzzy, no-wrap
#| msgctxt "old"
#| msgid "was"
msgctxt "x-fuzzy"
msgid "is"
msgstr "so\\t\\"so\\" \\\\"

#~| msgid "earlier"
#~ msgctxt "x-gone"
#~ msgid ""
#~ "gone\\n"
#~ "for good"
#~ msgstr "so"
"""
_PLURAL = """
msgctxt "x-plural"
msgid "one"
msgid_plural "many"
"""


@dataclass(frozen=True)
class Base:
    """A sound catalog, and what it translates: an article, the disclaimer, or our own words (None)."""

    locale: Locale
    source: Article | Disclaimer | None
    root: Path
    data: bytes


@dataclass
class Row:
    """What became of the files that were damaged in one way; `slowest` is in seconds of processor time."""

    refused: int = 0
    accepted: int = 0
    slowest: float = 0.0
    failures: Counter[str] = field(default_factory=Counter)


class Failure(Exception):
    """A promise that was not kept."""


class Hanging(Exception):
    """More processor time than any file is worth."""


def bases(root: Path) -> Iterator[Base]:
    """The catalogs of a library, each also with messages of every kind, and that one with CR LF line ends."""
    library = read_library(root)
    sources = {**{one.id: one for one in library.articles}, DISCLAIMER: library.disclaimer, PORTAL: None}
    for path in sorted(root.glob("translations/*/LC_MESSAGES/*.po")):
        locale, plain = Locale.parse(path.parts[-3]), path.read_bytes()
        rich = plain.rstrip(b"\n") + b"\n" + (_plural(locale) + _KINDS_OF_MESSAGES).encode()
        for data in (plain, rich, rich.replace(b"\n", b"\r\n")):
            parse_po(data, path)
            yield Base(locale, sources[path.stem], root, data)


def tried(base: Base, data: bytes, row: Row) -> PoFile | None:
    """What the file holds, where it was accepted; what became of it is counted in the row."""
    signal.signal(signal.SIGPROF, _stop)
    signal.setitimer(signal.ITIMER_PROF, HANGS_SECONDS)
    began, po = time.process_time(), None
    try:
        po = _read(data)
        if po is not None:
            _use(base, po, data)
    except Failure as failure:
        row.failures[str(failure)] += 1
    except Exception as error:  # noqa: BLE001 - whatever it is, it is what we look for
        row.failures[f"{type(error).__name__}: {str(error)[:80]}"] += 1
    signal.setitimer(signal.ITIMER_PROF, 0)
    seconds = time.process_time() - began
    if seconds > SLOW_SECONDS:
        row.failures["slow"] += 1
    row.slowest = max(row.slowest, seconds)
    row.accepted += po is not None
    row.refused += po is None
    return po


def updated(base: Base, po: PoFile) -> bytes:
    """The file as `portal catalogs update` writes it."""
    texts = messages(base.source, base.root) if base.source else word_messages(WORDS)
    return update(texts, po, po.locale).po.to_bytes()


def _plural(locale: Locale) -> str:
    rule = known_rule(locale)
    if rule is None:
        return ""
    return _PLURAL + "".join(f'msgstr[{form}] "so {form}"\n' for form in range(read_rule(rule).count))


def _stop(*_: object) -> None:
    raise Hanging(f"more than {HANGS_SECONDS} s")


def _read(data: bytes) -> PoFile | None:
    """What the file holds; None where it is refused as it should be: with lines that exist, and remedies."""
    try:
        return parse_po(data, _PATH)
    except SourceErrors as refused:
        lines = data.count(b"\n") + 1
        for problem in refused.problems:
            _require(1 <= problem.line <= lines, "refused with a line that does not exist")
            _require(problem.remedy and str(problem).isprintable(), "refused without a remedy one can read")
    return None


def _use(base: Base, po: PoFile, data: bytes) -> None:
    """All that is ever done with a catalog: written, loaded, brought up to date, judged, published."""
    _require(po.to_bytes() == data, "not written back byte for byte")
    _require(len(babel_catalog(po, po.locale)) == sum(not one.fuzzy for one in po.live()), "Babel has others")
    once = updated(base, po)
    _require(updated(base, parse_po(once, _PATH)) == once, "the second update changes it again")
    _render(base.source, po)


def _render(source: Article | Disclaimer | None, po: PoFile) -> None:
    if source is None:
        translate_words(WORDS, po, _REVIEWS, _POLICY, (), po.locale, _CHECKS)
        return
    parts = translate(source, po, None, _REVIEWS, _POLICY, (), po.locale, None, _CHECKS)
    if isinstance(source, Article):
        edition = build_edition(source, po.locale, {part.part_id: part for part in parts})
        _require(canonical(dump_edition(edition)), "nothing is rendered")
    elif parts[0].status == "translated":
        translated_part(next(iter(source.parts())), po.locale, parts[0])


def _require(kept: object, broken: str) -> None:
    if not kept:
        raise Failure(broken)

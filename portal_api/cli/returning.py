"""`portal catalogs import`: what came back from an agency is taken back, text by text."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import click

from portal_api.articles.library import Library, read_library
from portal_api.catalogs.agency.belonging import catalogs_of
from portal_api.catalogs.agency.handed import ReturnedCatalog, returned_po
from portal_api.catalogs.agency.parcel import DOCUMENTS, LARGEST, Returned, unpack
from portal_api.catalogs.agency.takeback import OPEN, TakenBack, take_back
from portal_api.catalogs.agency.xliff_reader import read_xliff
from portal_api.catalogs.coverage import PartTranslation
from portal_api.catalogs.gettext.po import parse_po
from portal_api.catalogs.plainfile import as_utf8, read_plain_file
from portal_api.catalogs.reviews import Approval
from portal_api.cli.files import write_whole
from portal_api.cli.options import LocaleType, library_option
from portal_api.cli.refusals import FINDINGS
from portal_api.cli.reviewing import record, refuse_blank
from portal_api.cli.screen import complain, plural, say, table
from portal_api.cli.wanted import Wanted, harmless_for, wanted
from portal_api.errors import Problem, SourceErrors
from portal_api.locales import Locale

_ZIP = b"PK"
_PO = re.compile(rb"^(?:#~ )?msgid ", re.MULTILINE)
_BEGINNING = 100_000
# What the sentence on everything that is missing has in common.
_GONE = "did not come back"


@click.command("import")
@click.argument("locale", type=LocaleType())
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option("--dry-run", is_flag=True, help="Say what would happen and change nothing.")
@click.option("--by", metavar="NAME", help="Record what came back as reviewed as approved by this person ...")
@click.option("--role", metavar="ROLE", help='... as what, e.g. "translator".')
@library_option
@click.pass_context
def import_catalogs(
    ctx: click.Context,
    locale: Locale,
    file: Path,
    by: str | None,
    role: str | None,
    root: Path,
    *,
    dry_run: bool,
) -> None:
    """Take back what `portal catalogs export` handed over: a zip, an XLIFF document or one of its PO files.

    A text whose source changed meanwhile is taken and marked fuzzy; one that changed here and there stays as
    it is here; nothing is erased. Approvals are recorded only with --by and --role.

    \b
    Example:
      portal catalogs import de german.zip
      portal catalogs import de fever.xlf --by "Ana Ruiz" --role translator
    """
    if (by is None) != (role is None):
        raise click.UsageError("--by and --role belong together")
    refuse_blank(by=by or "-", role=role or "-")
    library = read_library(root)
    returned = _read(file, locale)
    known = {one.source.name: one for one in wanted(library, locale, None)}
    _refuse_other_languages(returned.catalogs, locale)
    taken = [*_taken(library, known, returned.catalogs, locale)]
    _tell(taken, [*returned.notes, *_strangers(taken, returned.catalogs, known)])
    for one in () if dry_run else taken:
        write_whole(one.wanted.path, one.result.po.to_bytes())
    if dry_run:
        say("This was a dry run; nothing was written.")
    else:
        _approve(library, taken, Approval(by, role, datetime.now(UTC).date()) if by and role else None)
        say(f"Next: portal catalogs check {locale}")
    is_short = len(returned.catalogs) > len(taken) or any(_GONE in note for note in returned.notes)
    if is_short or any(one.result.count(*OPEN) for one in taken):
        ctx.exit(FINDINGS)


@dataclass(frozen=True)
class _Taken:
    wanted: Wanted
    returned: ReturnedCatalog
    result: TakenBack


def _read(file: Path, locale: Locale) -> Returned:
    """What a file holds, by how it begins or by its name: a zip, an XLIFF document, a PO file."""
    data = read_plain_file(file, LARGEST)
    text = as_utf8(data)
    if data.startswith(_ZIP):
        return unpack(data, file, locale)
    if file.suffix.lower() in DOCUMENTS or text.lstrip().startswith(b"<"):
        return Returned(read_xliff(data, file))
    if file.suffix.lower() == ".po" or _PO.search(text[:_BEGINNING]):
        return Returned((returned_po(file.stem, parse_po(text, file, locale), {}),))
    return unpack(data, file, locale)


def _refuse_other_languages(catalogs: Iterable[ReturnedCatalog], locale: Locale) -> None:
    """Tools like to write `de-DE` for `de`: what CLDR takes for the same language is the same here."""
    remedy = "mend its language if that is wrong, else take it for what it says: portal catalogs import"
    problems = [
        Problem(
            one.path,
            1,
            f"{one.name} says that it is in {one.locale}, not in {locale}",
            f"{remedy} {one.locale} FILE",
        )
        for one in catalogs
        if one.locale.likely != locale.likely
    ]
    if problems:
        raise SourceErrors(problems)


def _taken(
    library: Library, known: Mapping[str, Wanted], catalogs: Sequence[ReturnedCatalog], locale: Locale
) -> Iterator[_Taken]:
    """What each catalog would become; all are looked at before one is written."""
    names = catalogs_of(catalogs, {name: one.source.messages for name, one in known.items()})
    for returned, name in zip(catalogs, names, strict=True):
        if name is not None:
            one = known[name]
            result = take_back(one.source.messages, one.read(), returned, locale, harmless_for(library, name))
            yield _Taken(one, returned, result)


def _strangers(
    taken: Sequence[_Taken], catalogs: Iterable[ReturnedCatalog], known: Collection[str]
) -> Iterator[str]:
    """What was not taken, or under another name than it came with."""
    for returned in catalogs:
        name = next((one.wanted.source.name for one in taken if one.returned is returned), None)
        came_as = returned.path.stem if returned.path.suffix.lower() == ".po" else returned.name
        if name is None and came_as in known:
            why = "is called so, but has none of its texts, or those of a file that came as well"
            yield f"{returned.path}: {came_as} {why}; it was not taken; ask for the right file"
        elif name is None:
            why = "is no text of this library in this language and was not taken; call it as it was called"
            yield f"{returned.path}: {came_as} {why}"
        elif name != came_as:
            yield f"{returned.path}: {came_as} was taken for {name}, whose texts it has"


def _tell(taken: Sequence[_Taken], notes: Sequence[str]) -> None:
    for one in taken:
        for outcome in one.result.outcomes:
            if outcome.sentence:
                say(f"{one.returned.path}:{outcome.line}: {outcome.fate}: {outcome.sentence}")
        missing = [outcome.segment for outcome in one.result.outcomes if outcome.fate == "missing"]
        if missing:
            texts = f"{plural(len(missing), 'text')} {_GONE}; what we have stays: {', '.join(missing)}"
            say(f"{one.returned.path}: missing: {texts}")
    for note in notes:
        complain(note)
    table(
        ("catalog", "came back", "taken", "untouched", "to look at"),
        (
            (
                one.wanted.source.name,
                len(one.returned.texts),
                one.result.count("taken", "outdated", "reattached"),
                one.result.count("untouched"),
                one.result.count(*OPEN),
            )
            for one in taken
        ),
    )


def _approve(library: Library, taken: Sequence[_Taken], approval: Approval | None) -> None:
    """Records the sections of which every text came back as reviewed, or says how to."""
    waiting = 0
    now = {one.source.name: one for one in wanted(library, taken[0].wanted.locale, None)} if taken else {}
    for one in taken:
        parts = now[one.wanted.source.name].judge(library)
        ready = [part for part in parts if _is_seen(one, part)]
        waiting += len(ready)
        if approval is not None and ready:
            record(one.wanted, ready, approval)
    if waiting and approval is None:
        say(f"{plural(waiting, 'section')} came back as reviewed; to record that, add --by and --role.")


def _is_seen(one: _Taken, part: PartTranslation) -> bool:
    """Whether all its own texts came back as reviewed, in the words that stand in the catalog now."""
    originals = one.wanted.source.originals(part.part_id)
    if part.reviewed or part.status not in ("translated", "unreviewed") or len(part.texts) < len(originals):
        return False
    seen = {
        text.segment
        for text in one.returned.texts
        if text.seen and part.texts.get(text.segment) == text.target
    }
    own = one.wanted.source.own(part.part_id).keys()
    return bool(own) and own <= seen

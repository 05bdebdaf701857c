"""What translators type to hand catalogs over: catalogs export, catalogs import."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import click

from portal_api.articles.library import Library, read_library
from portal_api.catalogs.coverage import PartTranslation
from portal_api.catalogs.handed import HandedCatalog, ReturnedCatalog, handed, returned_po
from portal_api.catalogs.parcel import DOCUMENTS, LARGEST, Returned, pack, unpack
from portal_api.catalogs.plainfile import read_plain_file
from portal_api.catalogs.po import parse_po
from portal_api.catalogs.reviews import Approval
from portal_api.catalogs.takeback import OPEN, TakenBack, take_back
from portal_api.catalogs.update import update
from portal_api.catalogs.xliff import write_xliff
from portal_api.catalogs.xliff_reader import read_xliff
from portal_api.cli.files import write_whole
from portal_api.cli.options import LocaleType, library_option
from portal_api.cli.refusals import FINDINGS
from portal_api.cli.reviewing import record, refuse_blank
from portal_api.cli.screen import complain, plural, say, table
from portal_api.cli.wanted import Wanted, harmless_for, wanted
from portal_api.locales import Locale


@click.command("export")
@click.argument("locale", type=LocaleType())
@click.argument("article", required=False)
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="The file to write.")
@click.option("--xliff", is_flag=True, help="XLIFF 2.0 files in the zip instead of PO files.")
@library_option
def export_catalogs(
    locale: Locale, article: str | None, output: Path | None, root: Path, *, xliff: bool
) -> None:
    """Write the catalogs of one language into one file for an agency or a tool.

    A name that ends in .xlf gives one XLIFF 2.0 document, any other a zip. What is handed over is up to date
    with the articles; the files here stay as they are.

    \b
    Example:
      portal catalogs export de -o german.zip
      portal catalogs export de fever-in-children -o fever.xlf
    """
    library = read_library(root)
    output = output or Path(f"{locale}.zip")
    chosen = [*wanted(library, locale, article)]
    given = [_handed(library, one) for one in chosen]
    if not given:
        raise click.UsageError(f"there is nothing to translate into {locale}")
    if output.suffix.lower() in DOCUMENTS:
        write_whole(output, write_xliff(given))
    else:
        write_whole(output, pack(locale, dict(_files(library, chosen, given, xliff=xliff)), given))
    texts = sum(len(one.texts) for one in given)
    say(f"{output}: {plural(len(given), 'catalog')}, {plural(texts, 'text')} in {locale}.")
    say(f"When it comes back: portal catalogs import {locale} FILE")


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
    returned = _read(file)
    known = {one.source.name: one for one in wanted(library, locale, None)}
    taken = [*_taken(library, known, returned.catalogs, locale)]
    _tell(taken, [*returned.notes, *_strangers(known, returned.catalogs)])
    for one in () if dry_run else taken:
        write_whole(one.wanted.path, one.result.po.to_bytes())
    if dry_run:
        say("This was a dry run; nothing was written.")
    else:
        _approve(library, taken, Approval(by, role, datetime.now(UTC).date()) if by and role else None)
        say(f"Next: portal catalogs check {locale}")
    is_short = len(returned.catalogs) > len(taken) or any(
        "did not come back" in note for note in returned.notes
    )
    if is_short or any(one.result.count(*OPEN) for one in taken):
        ctx.exit(FINDINGS)


@dataclass(frozen=True)
class _Taken:
    wanted: Wanted
    returned: ReturnedCatalog
    result: TakenBack


def _handed(library: Library, one: Wanted) -> HandedCatalog:
    approved = dict(_approved(library, one))
    messages, harmless = one.source.messages, harmless_for(library, one.source.name)
    name, language = one.source.name, one.source.language
    return handed(name, language, one.read(), messages, one.locale, harmless, approved)


def _approved(library: Library, one: Wanted) -> Iterator[tuple[str, str]]:
    for part in one.judge(library):
        if part.approval is not None:
            who = f"{part.approval.by}, {part.approval.role}, {part.approval.on}"
            yield from ((name, who) for name in part.texts)


def _files(
    library: Library, chosen: Sequence[Wanted], given: Sequence[HandedCatalog], *, xliff: bool
) -> Iterator[tuple[str, bytes]]:
    for one, catalog in zip(chosen, given, strict=True):
        name = one.source.name
        if xliff:
            yield f"{name}.xlf", write_xliff([catalog])
        else:
            po = update(one.source.messages, one.read(), one.locale, harmless_for(library, name)).po
            yield f"{name}.po", po.to_bytes()


def _read(file: Path) -> Returned:
    data = read_plain_file(file, LARGEST)
    if file.suffix.lower() in DOCUMENTS:
        return Returned(read_xliff(data, file))
    if file.suffix.lower() == ".po":
        return Returned((returned_po(file.stem, parse_po(data, file), {}),))
    return unpack(data, file)


def _taken(
    library: Library, known: Mapping[str, Wanted], catalogs: Sequence[ReturnedCatalog], locale: Locale
) -> Iterator[_Taken]:
    """What each catalog would become; all are looked at before one is written.

    Tools like to write `de-DE` for `de`: what CLDR takes for the same language is the same here.
    """
    for returned in catalogs:
        if returned.locale.likely != locale.likely:
            raise click.UsageError(f"{returned.name} is in {returned.locale}, not in {locale}")
    for returned in catalogs:
        one = known.get(returned.name)
        if one is not None:
            harmless = harmless_for(library, one.source.name)
            result = take_back(one.source.messages, one.read(), returned, locale, harmless)
            yield _Taken(one, returned, result)


def _strangers(known: Mapping[str, Wanted], catalogs: Iterable[ReturnedCatalog]) -> Iterator[str]:
    for returned in catalogs:
        if returned.name not in known:
            yield f"{returned.name} is no text of this library in this language and was not taken"


def _tell(taken: Sequence[_Taken], notes: Sequence[str]) -> None:
    for one in taken:
        for outcome in one.result.outcomes:
            if outcome.sentence:
                say(f"{one.wanted.path}: {outcome.fate}: {outcome.sentence}")
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

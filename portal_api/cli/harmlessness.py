"""`portal harmless`: an editor's word that a change of a source text did not change its meaning."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import click
import tomlkit

from portal_api.articles.library import read_library
from portal_api.catalogs.meaning import Lineage, meaning_may_differ, text_digest
from portal_api.catalogs.update import harmless_change, made_from
from portal_api.cli.files import write_whole
from portal_api.cli.options import library_option
from portal_api.cli.refusals import FINDINGS
from portal_api.cli.screen import complain, say
from portal_api.cli.wanted import Wanted, harmless_for, wanted

HARMLESS_FILE = Path("content") / "harmless.toml"


@click.command()
@click.argument("article")
@click.argument("segment")
@click.option("--by", metavar="NAME", required=True, help="Who says so, for the record.")
@click.option("--why", metavar="TEXT", required=True, help="Why the meaning is the same, for the record.")
@library_option
@click.pass_context
def harmless(ctx: click.Context, article: str, segment: str, by: str, why: str, root: Path) -> None:
    """Declare that a change of one source text did not change its meaning.

    SEGMENT is the id in braces at the end of the text. Translations and approvals of the old text then stay
    valid. The old text comes from the catalogs. Refused where numbers, units, negations or words such as
    "twice" differ.

    \b
    Example:
      portal harmless fever-in-children p7k2 --by "Ana Ruiz" --why "typing mistake"
    """
    library = read_library(root)
    catalogs = tuple(wanted(library, None, article))
    new = _text(catalogs, article, segment)
    lineage = Lineage.of(harmless_for(library, article))
    older = [old for old in _older(catalogs, segment, new) if not _is_declared(lineage, segment, old, new)]
    if not older:
        say(f"No catalog has an older text of {segment} that needs this; nothing was written.")
        return
    if sum(_is_refused(old, new) for old in older):
        ctx.exit(FINDINGS)
    _append(root / HARMLESS_FILE, _records(lineage, article, segment, older, new), {"by": by, "why": why})
    for old in older:
        say(f"Declared harmless in {HARMLESS_FILE}:\n  was {old}\n  now {new}")
    say("Next: portal catalogs update")


def _text(catalogs: Sequence[Wanted], article: str, segment: str) -> str:
    """The text of the segment as the source has it now."""
    for one in catalogs:
        for message in one.source.messages:
            if message.context == segment:
                return message.text
    raise click.UsageError(f"{article} has no text with the id {segment!r} that is translated")


def _older(catalogs: Iterable[Wanted], segment: str, new: str) -> tuple[str, ...]:
    """The other source texts that translations of this segment were made for. Raises SourceErrors."""
    found = {
        made_from(entry): None
        for po in (one.read() for one in catalogs)
        if po is not None
        for entry in po.live()
        if entry.context == segment and entry.translated
    }
    return tuple(old for old in found if old != new)


def _is_declared(lineage: Lineage, segment: str, old: str, new: str) -> bool:
    return harmless_change(lineage, segment, old, new)[0] in ("automatic", "declared")


def _is_refused(old: str, new: str) -> bool:
    """Whether the meaning may differ; says so."""
    reason = meaning_may_differ(old, new)
    if reason is not None:
        complain(f"Refused, because {reason}; have it translated again:\n  was {old}\n  now {new}")
    return reason is not None


def _records(
    lineage: Lineage, article: str, segment: str, older: Iterable[str], new: str
) -> Iterator[dict[str, str]]:
    """One step back for each older text, from the oldest text that is known already."""
    newer = lineage.exact(segment, new)
    for old in map(text_digest, older):
        yield {"article": article, "segment": segment, "old": old, "new": newer}
        newer = old


def _append(path: Path, records: Iterable[dict[str, str]], signature: dict[str, str]) -> None:
    """Adds the records at the end; what stands in the file stays as it is, byte for byte."""
    before = path.read_text("utf-8") if path.exists() else ""
    added = tomlkit.dumps({"harmless": [record | signature for record in records]})
    separator = "" if not before or before.endswith("\n") else "\n"
    write_whole(path, f"{before}{separator}\n{added}".lstrip("\n").encode())

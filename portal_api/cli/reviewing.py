"""What reviewers type: review approve."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path

import click

from portal_api.articles.library import Library, read_library
from portal_api.catalogs.coverage import PartTranslation
from portal_api.catalogs.reviews import Approval, ApprovedSection
from portal_api.catalogs.reviews import approve as with_approval
from portal_api.cli.files import write_whole
from portal_api.cli.options import LocaleType, library_option
from portal_api.cli.refusals import FINDINGS
from portal_api.cli.screen import complain, plural, say
from portal_api.cli.wanted import Wanted, wanted
from portal_api.locales import Locale


@click.group()
def review() -> None:
    """Record what persons approved."""


@review.command()
@click.argument("locale", type=LocaleType())
@click.argument("article")
@click.argument("sections", metavar="[SECTION]...", nargs=-1)
@click.option("--by", metavar="NAME", required=True, help="Who read and approved the texts, for the record.")
@click.option("--role", metavar="ROLE", required=True, help='As what, e.g. "paediatrician" or "translator".')
@click.option("--yes", is_flag=True, help="Do not show the texts and ask first.")
@library_option
@click.pass_context
def approve(
    ctx: click.Context,
    locale: Locale,
    article: str,
    sections: tuple[str, ...],
    by: str,
    role: str,
    root: Path,
    *,
    yes: bool,
) -> None:
    """Record that a person approved a translation, all of it or some sections, in exactly these words.

    Shows the texts and asks. When a text changes later, the approval of its section lapses by itself. A
    section with a missing, outdated or rejected text cannot be approved.

    \b
    Example:
      portal review approve es fever-in-children --by "Dr Ana Ruiz" --role paediatrician
      portal review approve es fever-in-children self-care --by "Dr Ana Ruiz" --role paediatrician
    """
    library = read_library(root)
    one = _the_only(library, locale, article)
    parts = [part for part in one.judge(library) if not sections or part.part_id in sections]
    _refuse_unknown(sections, parts, article)
    ready = [part for part in parts if _is_ready(one, part)]
    for part in () if yes else ready:
        _show(one, part)
    if not ready:
        say("There is nothing to approve.")
    elif yes or click.confirm(f"Approve {plural(len(ready), 'section')} as {by}, {role}?"):
        _record(one, ready, Approval(by, role, datetime.datetime.now(datetime.UTC).date()))
    if any(not part.reviewed and part not in ready for part in parts):
        ctx.exit(FINDINGS)


def _the_only(library: Library, locale: Locale, article: str) -> Wanted:
    for one in wanted(library, locale, article):
        return one
    raise click.UsageError(
        f"{article} has no translation into {locale}: that is the language it is written in"
    )


def _refuse_unknown(sections: Sequence[str], parts: Sequence[PartTranslation], article: str) -> None:
    for section in sections:
        if section not in {part.part_id for part in parts}:
            raise click.UsageError(f"{article} has no section {section!r}")


def _is_ready(one: Wanted, part: PartTranslation) -> bool:
    """Whether the section is sound and not approved yet; says why where a doubt stands in the way."""
    if part.reviewed:
        say(f"{part.part_id}: approved already, by {part.approval.by if part.approval else ''}")
        return False
    if part.status in ("translated", "unreviewed") and len(part.texts) == len(
        one.source.originals(part.part_id)
    ):
        return True
    complain(
        f"{part.part_id}: cannot be approved, because a text is {_doubt(part)}; see: portal catalogs check"
    )
    return False


def _doubt(part: PartTranslation) -> str:
    """The worst doubt about the section; what its translator marked as unsure, the translator settles."""
    return part.status if part.status != "unreviewed" else "marked as unsure (fuzzy) by its translator"


def _show(one: Wanted, part: PartTranslation) -> None:
    """The texts that are to be approved, each under its source."""
    say(f"\n{part.part_id} ({part.origin})")
    for name, original in one.source.originals(part.part_id).items():
        say(f"  {name}\n    {original}\n    {part.texts[name]}")
    for found in part.findings:
        say(f"  {found.finding.severity}[{found.finding.check}]: {found.finding.what}")


def _record(one: Wanted, parts: Sequence[PartTranslation], approval: Approval) -> None:
    path = one.review_path
    text = path.read_text("utf-8") if path.exists() else ""
    for part in parts:
        text = with_approval(text, ApprovedSection(part.part_id, part.origin, approval, part.digests), path)
    write_whole(path, text.encode())
    say(f"{plural(len(parts), 'approval')} recorded in {path}. Next: portal publish")

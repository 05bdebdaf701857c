"""What reviewers type: review approve, review accept."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path

import click

from portal_api.articles.library import Library, read_library
from portal_api.catalogs.coverage import PartTranslation, SegmentFinding
from portal_api.catalogs.reviews import Accepted, Approval, ApprovedSection
from portal_api.catalogs.reviews import accept as with_acceptance
from portal_api.catalogs.reviews import approve as with_approval
from portal_api.cli.files import write_whole
from portal_api.cli.options import LocaleType, library_option
from portal_api.cli.refusals import FINDINGS
from portal_api.cli.screen import complain, plural, say
from portal_api.cli.wanted import Wanted, wanted
from portal_api.errors import SourceErrors
from portal_api.locales import Locale


@click.group()
def review() -> None:
    """Record what persons approved, and see what still waits for them."""


@review.command()
@click.argument("locale", type=LocaleType())
@click.argument("article", metavar="ARTICLE[/SECTION]")
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
      portal review approve es fever-in-children/self-care --by "Dr Ana Ruiz" --role paediatrician
    """
    article, slash, section = article.partition("/")
    sections = (section, *sections) if slash else sections
    refuse_blank(by=by, role=role)
    library = read_library(root)
    one = _the_only(library, locale, article)
    judged = one.judge(library)
    _refuse_unknown(sections, judged, article)
    parts = [part for part in judged if not sections or part.part_id in sections]
    ready = [part for part in parts if _is_ready(one, part)]
    for part in () if yes else ready:
        _show(one, part)
    if not ready:
        say("There is nothing to approve.")
    elif yes or click.confirm(f"Approve {plural(len(ready), 'section')} as {by}, {role}?"):
        record(one, ready, Approval(by, role, datetime.datetime.now(datetime.UTC).date()))
    if any(not part.reviewed and part not in ready for part in parts):
        ctx.exit(FINDINGS)


@review.command()
@click.argument("locale", type=LocaleType())
@click.argument("article")
@click.argument("segment")
@click.argument("check")
@click.option("--by", metavar="NAME", required=True, help="Who looked at it, for the record.")
@click.option("--because", metavar="TEXT", required=True, help="Why it is no mistake, for the record.")
@library_option
def accept(locale: Locale, article: str, segment: str, check: str, by: str, because: str, root: Path) -> None:
    """Record that one finding is no mistake: this check, in this text, in exactly these words.

    SEGMENT and CHECK are what `portal catalogs check` tells: the id is the msgctxt at that line, the check
    stands in brackets. When the source or the translation changes later, the finding is told again.

    \b
    Example:
      portal review accept de fever-in-children p7k2 numbers --by "Ana Ruiz" --because "12 h clock"
    """
    refuse_blank(by=by, because=because)
    library = read_library(root)
    one = _the_only(library, locale, article)
    if segment not in one.source.contexts:
        raise click.UsageError(f"{article} has no text with the id {segment!r} of its own")
    all_found = _found(one.judge(library), segment, check)
    found = all_found[0]
    if found.acceptance is not None:
        say(f"Accepted already, by {found.acceptance.by or 'the translator'}: {found.acceptance.because}")
        return
    if found.digests is None:
        raise click.UsageError(f"{check} speaks of a comment in the catalog; mend the comment instead")
    record = Accepted(segment, check, by, because, found.digests)
    write_whole(one.review_path, with_acceptance(_text_of(one.review_path), record, one.review_path).encode())
    for each in all_found:
        say(f"Accepted: {each.finding.what}")
    say(f"Recorded in {one.review_path}. Next: portal publish")


def refuse_blank(**texts: str) -> None:
    """A record that says nothing is none, and one with line breaks could pass for several."""
    for name, text in texts.items():
        if not text.strip() or not text.isprintable():
            raise click.UsageError(f"--{name} must say something, in one line")


def _found(parts: Sequence[PartTranslation], segment: str, check: str) -> Sequence[SegmentFinding]:
    """All that this check finds in this text: who accepts it accepts all of it."""
    of_segment = [one for part in parts for one in part.findings if one.segment == segment]
    found = [one for one in of_segment if one.finding.check == check]
    if found:
        return found
    known = ", ".join(dict.fromkeys(one.finding.check for one in of_segment)) or "nothing"
    raise click.UsageError(f"{check} finds nothing in {segment!r}; the checks find there: {known}")


def _the_only(library: Library, locale: Locale, article: str) -> Wanted:
    for one in wanted(library, locale, article):
        return one
    if article in library.problems:
        raise SourceErrors(library.problems[article])
    raise click.UsageError(
        f"{article} has no translation into {locale}: that is the language it is written in"
    )


def _refuse_unknown(sections: Sequence[str], parts: Sequence[PartTranslation], article: str) -> None:
    known = [part.part_id for part in parts]
    for section in sections:
        if section not in known:
            raise click.UsageError(f"{article} has no section {section!r}; there are: {', '.join(known)}")


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
        said = " (accepted)" if found.accepted else ""
        say(f"  {found.finding.severity}[{found.finding.check}]: {found.finding.what}{said}")


def record(one: Wanted, parts: Sequence[PartTranslation], approval: Approval) -> None:
    """Write down that a person approved these sections as they are now."""
    path = one.review_path
    text = _text_of(path)
    for part in parts:
        text = with_approval(text, ApprovedSection(part.part_id, part.origin, approval, part.digests), path)
    write_whole(path, text.encode())
    say(f"{plural(len(parts), 'approval')} recorded in {path}. Next: portal publish")


def _text_of(path: Path) -> str:
    """The file as it is, its line ends included; nothing where there is none."""
    return path.read_bytes().decode("utf-8") if path.exists() else ""

"""What translators type to see what is wrong: catalogs check."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from portal_api.articles.library import Library, read_library
from portal_api.cli.judging import Judged, Place
from portal_api.cli.options import LocaleType, library_option
from portal_api.cli.refusals import FINDINGS
from portal_api.cli.screen import complain, patience, plural, say, say_json, table
from portal_api.cli.showing import annotation, as_json, counted, lines, problem_annotation, problem_json
from portal_api.cli.wanted import wanted
from portal_api.errors import Problem, SourceErrors
from portal_api.locales import Locale


@click.command("check")
@click.argument("locale", type=LocaleType(), required=False)
@click.argument("article", required=False)
@click.option("--json", "as_", flag_value="json", help="Print JSON for programs instead.")
@click.option("--github", "as_", flag_value="github", help="Print annotations for GitHub Actions instead.")
@library_option
@click.pass_context
def check_catalogs(
    ctx: click.Context, locale: Locale | None, article: str | None, as_: str | None, root: Path
) -> None:
    """Say what is wrong in the catalogs: file:line: severity[check]: what; remedy.

    An error keeps the section from being published in that language; a warning asks somebody to look. What a
    person or a translator's comment has accepted is not told again; --json lists it with the reason.

    \b
    Example:
      portal catalogs check
      portal catalogs check ar fever-in-children
      portal catalogs check --json
    """
    library = read_library(root)
    problems = [*_problems(library, article)]
    with patience("Checking the catalogs ..."):
        judged = [*_judged(library, locale, article, problems)]
    places = [place for one in judged for place in one.findings()]
    {"json": _print_json, "github": _print_annotations}.get(as_ or "", _print)(judged, places, problems)
    if problems or counted(places)["error"]:
        ctx.exit(FINDINGS)


def _problems(library: Library, article: str | None) -> Iterator[Problem]:
    """What is wrong in the articles that are meant."""
    for name, found in library.problems.items():
        if article in (None, name):
            yield from found


def _judged(
    library: Library, locale: Locale | None, article: str | None, problems: list[Problem]
) -> Iterator[Judged]:
    """Each catalog that can be read; adds to `problems` what is wrong in the others."""
    for one in wanted(library, locale, article):
        try:
            yield Judged.of(library, one)
        except SourceErrors as error:
            problems += error.problems


def _print(judged: list[Judged], places: list[Place], problems: list[Problem]) -> None:
    for problem in problems:
        complain(str(problem))
    for place in places:
        if place.acceptance is None:
            say("\n".join(lines(place)))
    if judged:
        table(
            ("catalog", "texts", "sound", "missing", "stale", "rejected", "unreviewed"),
            (one.row() for one in judged),
        )
    counts = counted(places)
    accepted = sum(place.acceptance is not None for place in places)
    told = [plural(counts[severity], severity) for severity in ("error", "warning")]
    told += [f"{counts['info']:,} for information"] if counts["info"] else []
    told += [f"{accepted:,} accepted"] if accepted else []
    unread = len({problem.path for problem in problems})
    told += [f"{plural(unread, 'file')} could not be read"] if unread else []
    say(f"\n{', '.join(told)}.")
    if counts["error"]:
        say("Until an error is mended, readers get its section in the source language.")


def _print_json(_: list[Judged], places: list[Place], problems: list[Problem]) -> None:
    found = [*map(problem_json, problems), *map(as_json, places)]
    say_json(found)


def _print_annotations(_: list[Judged], places: list[Place], problems: list[Problem]) -> None:
    for problem in problems:
        say(problem_annotation(problem))
    for place in places:
        if place.acceptance is None:
            say(annotation(place))

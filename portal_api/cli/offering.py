"""What operators type about languages: locales."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import click

from portal_api.articles.library import read_library
from portal_api.cli.options import library_option
from portal_api.cli.screen import table
from portal_api.errors import NothingPublished
from portal_api.locales import Locale
from portal_api.releases.proposal import Proposal, propose
from portal_api.releases.published import read_published
from portal_api.releases.snapshot import LocaleSummary
from portal_api.releases.store import Store
from portal_api.settings import Settings


@click.group(invoke_without_command=True)
@library_option
@click.pass_context
def locales(ctx: click.Context, root: Path) -> None:
    """List the languages of the library: tag, own name, direction, and offered or what is lacking.

    \b
    Example:
      portal locales
      portal locales add sw
    """
    if ctx.invoked_subcommand is None:
        _list(root)


def _list(root: Path) -> None:
    with closing(Store(Settings.from_env().database_url)) as store:
        proposal = propose(read_library(root), read_published(store))
        offered = _offered(store)
    table(
        ("tag", "name", "direction", "articles", "complete", "state"),
        (_language(locale, proposal, offered) for locale in proposal.library.locales),
    )


def _offered(store: Store) -> dict[Locale, LocaleSummary]:
    """The languages that readers have now, with what they cover."""
    try:
        with store.snapshot() as snapshot:
            return {summary.locale: summary for summary in snapshot.locales()}
    except NothingPublished:
        return {}


def _language(locale: Locale, proposal: Proposal, offered: dict[Locale, LocaleSummary]) -> tuple[object, ...]:
    now = offered.get(locale)
    counts = (now.articles, now.complete) if now else ("-", "-")
    return (
        locale,
        locale.own_name,
        locale.direction,
        *counts,
        _state(locale, proposal, is_offered=now is not None),
    )


def _state(locale: Locale, proposal: Proposal, *, is_offered: bool) -> str:
    refused = proposal.refused.get(locale)
    if is_offered:
        return f"offered; would go with the next publication: {refused.why}" if refused else "offered"
    return f"not offered: {refused.why}" if refused else "will be offered with the next publication"

"""What operators type about languages: locales."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import click

from portal_api.catalogs.coverage import DISCLAIMER
from portal_api.cli.narrow import narrow_table
from portal_api.cli.options import library_option, settings_of
from portal_api.cli.screen import say
from portal_api.errors import NothingPublished
from portal_api.locales import Locale
from portal_api.releases.publishing.disclaimers import Refused
from portal_api.releases.publishing.foundation import Foundation, Shared, lay_foundation, read_shared
from portal_api.releases.publishing.material import Material
from portal_api.releases.publishing.published import read_published
from portal_api.releases.record.store import Store
from portal_api.releases.record.stored import LocaleSummary


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
    with closing(Store(settings_of(root).database_url)) as store:
        shared = read_shared(root)
        foundation = _foundation(shared, store)
        offered = _offered(store)
    locales = shared.library.locales
    rows = (_language(locale, foundation, offered.get(locale)) for locale in locales)
    narrow_table(("tag", "name", "dir", "articles", "complete", "offered"), rows, gives_way=[1])
    for locale in locales:
        if refused := foundation.refused.get(locale):
            fate = "would go with the next publication" if locale in offered else "is not offered"
            say(f"{locale} {fate}: {refused.why}\n  {_next_step(refused)}")
        elif (found := foundation.disclaimers[locale]).note:
            say(f"{locale} {found.note}")


def _next_step(refused: Refused) -> str:
    """What a person does about it."""
    if refused.by_policy or refused.why.endswith("unreviewed"):
        return f"portal review approve {refused.locale} {DISCLAIMER} --by NAME --role ROLE"
    if refused.why.endswith("missing"):
        return f"translate translations/{refused.locale.folder}/LC_MESSAGES/{DISCLAIMER}.po"
    return f"portal catalogs check {refused.locale} {DISCLAIMER}"


def _foundation(shared: Shared, store: Store) -> Foundation:
    """What the files that decide for every article say now."""
    return lay_foundation(
        shared.library, Material(shared.library, read_published(store, ()), shared.catalogs)
    )


def _offered(store: Store) -> dict[Locale, LocaleSummary]:
    """The languages that readers have now, with what they cover."""
    try:
        with store.snapshot() as snapshot:
            return {summary.locale: summary for summary in snapshot.locales()}
    except NothingPublished:
        return {}


def _language(locale: Locale, foundation: Foundation, now: LocaleSummary | None) -> tuple[object, ...]:
    counts = (now.articles, now.complete) if now else ("-", "-")
    when = _offered_when(is_now=now is not None, will_be=locale not in foundation.refused)
    return locale, locale.own_name, locale.direction, *counts, when


def _offered_when(*, is_now: bool, will_be: bool) -> str:
    if is_now:
        return "now" if will_be else "until next publication"
    return "from next publication" if will_be else "no"

"""`portal hold`, `portal unhold`, `portal holds`: texts that nobody is to see, whatever the files say."""

from __future__ import annotations

import click

from portal_api.cli.listing import MOST_LISTED, say_editions
from portal_api.cli.options import LocaleType
from portal_api.cli.purging import tell_caches
from portal_api.cli.recording import (
    imprint_without_files,
    json_option,
    moment,
    note_option,
    the_store,
    typed_by_option,
)
from portal_api.cli.screen import plural, say, say_json, table
from portal_api.locales import Locale
from portal_api.releases.editions.canonical import Json
from portal_api.releases.holding import Named
from portal_api.releases.holding import hold as hold_texts
from portal_api.releases.holding import unhold as release_texts
from portal_api.releases.record.holds import HOLD_REASONS, Hold
from portal_api.releases.record.leads import leading_now
from portal_api.releases.record.snapshot import Snapshot
from portal_api.releases.record.store import Store

named_argument = click.argument("name", metavar="ARTICLE[/SECTION]")
locale_argument = click.argument("locale", metavar="[LOCALE]", type=LocaleType(), required=False)


@click.command()
@named_argument
@locale_argument
@click.option("--reason", type=click.Choice(HOLD_REASONS), required=True, help="Why, as readers are told it.")
@typed_by_option
@note_option
def hold(name: str, locale: Locale | None, reason: str, by: str, note: str) -> None:
    """Show a text to nobody any more, at once and until it is released by name.

    A section is marked as withheld, an article answers 410; both tell their readers the reason. Without
    LOCALE all languages are meant, those that come later included. No file of the library is read, and no
    later publication or rollback brings the text back. A corrected text is another text: a section with one
    is shown again as soon as it is published. An article held as a whole stays so until it is released.

    \b
    Example:
      portal hold baclofen-pump-child/risks --reason incorrect --by "Ana Ruiz" --note "wrong dose"
      portal hold fever-in-children es --reason under-review --by "Ana Ruiz"
    """
    named = _named(name, locale)
    with the_store() as store:
        done = hold_texts(store, named, reason, imprint_without_files(by, note))
        say_editions("withheld", done.editions)
        _say_leading(store, named)
        end = f"To end this: portal unhold {named} --by NAME"
        say(f"\n{named} is held since release {done.release.id}. {end}")
        tell_caches(store, done.release.id - 1)


@click.command()
@named_argument
@locale_argument
@typed_by_option
@note_option
def unhold(name: str, locale: Locale | None, by: str, note: str) -> None:
    """End a hold: its texts are shown again as they were published last, without reading any file.

    Name it as `portal holds` does.

    \b
    Example:
      portal unhold baclofen-pump-child/risks --by "Ana Ruiz" --note "checked with the pharmacy"
    """
    named = _named(name, locale)
    with the_store() as store:
        done = release_texts(store, named, imprint_without_files(by, note))
        say_editions("shown again", done.editions)
        say(f"\n{named} is not held any more, since release {done.release.id}.")
        tell_caches(store, done.release.id - 1)


@click.command()
@json_option
def holds(*, as_json: bool) -> None:
    """List what is held now: since when, by whom and why.

    \b
    Example:
      portal holds
    """
    with the_store() as store, store.snapshot() as snapshot:
        rows = [_described(order, snapshot) for order in snapshot.holds.orders]
    if as_json:
        say_json(rows)
    elif not rows:
        say("Nothing is held.")
    else:
        headings = ("held", "reason", "since", "", "by", "note")
        table(headings, (tuple(row[key] for key in _COLUMNS) for row in rows))


_COLUMNS = ("name", "reason", "release", "since", "by", "note")


def _described(order: Hold, snapshot: Snapshot) -> Json:
    (release,) = snapshot.releases(before=order.since + 1, limit=1)
    return {
        "name": order.name,
        "article": order.article_id,
        "section": order.section or None,
        "locale": str(order.locale) if order.locale else None,
        "reason": order.reason,
        "release": order.since,
        "since": moment(release.published_at),
        "by": order.by,
        "note": order.note,
    }


def _say_leading(store: Store, named: Named) -> None:
    """Which articles link there: their links go, and somebody may want to mend the words that stay."""
    with store.snapshot() as snapshot:
        leading = leading_now(snapshot, named.article_id)
    if leading:
        listed = ", ".join(leading[:MOST_LISTED])
        more = f" and {plural(len(leading) - MOST_LISTED, 'more article')}" if leading[MOST_LISTED:] else ""
        stays = "no link leads to what is held; its words stay"
        say(f"{named.article_id} is linked to by: {listed}{more} ({stays})")


def _named(name: str, locale: Locale | None) -> Named:
    article, slash, section = name.partition("/")
    if not article or (slash and not section) or "/" in section:
        raise click.UsageError(f"{name!r} is no name; write ARTICLE, or ARTICLE/SECTION")
    return Named(article, section, locale)

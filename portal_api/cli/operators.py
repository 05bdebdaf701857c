"""What operators type: init, serve."""

from __future__ import annotations

import shutil
from contextlib import closing
from importlib.resources import as_file, files
from pathlib import Path

import click

from portal_api.cli.options import by_option, find_library, settings_of
from portal_api.cli.publishing import imprint_of, publish_and_tell
from portal_api.cli.purging import CachesUnreached
from portal_api.cli.screen import complain, say
from portal_api.cli.serving import check_free
from portal_api.cli.serving import serve as serve_application
from portal_api.errors import StoreError
from portal_api.releases.publishing.publish import Consent
from portal_api.releases.record.snapshot import Snapshot
from portal_api.releases.record.store import Store
from portal_api.releases.record.stored import EditionSummary
from portal_api.settings import Settings

_IGNORED = """\
# What the program makes beside the library: the releases, and what it remembers of the files.
/portal.db*
/.portal/
"""


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
def init(folder: Path) -> None:
    """Start a library of your own in DIR, which must be empty or not exist yet.

    It holds a first article, the disclaimer, and settings that show no machine translation before a person
    has approved it.

    \b
    Example:
      portal init my-library
    """
    if folder.exists() and any(folder.iterdir()):
        raise click.UsageError(f"{folder} is not empty; name an empty folder or a new one")
    with as_file(files("portal_api") / "starter") as starter:
        shutil.copytree(
            starter,
            folder,
            dirs_exist_ok=True,
            copy_function=shutil.copyfile,
            ignore=shutil.ignore_patterns("__pycache__"),
        )
    (folder / ".gitignore").write_text(_IGNORED, "ascii")
    say(f"Your library is in {folder}. Next:\n  cd {folder}\n  portal publish\n  portal serve")


@click.command()
@click.option("--host", metavar="ADDRESS", help="Where to listen.  [default: PORTAL_HOST or 127.0.0.1]")
@click.option(
    "--port", type=click.IntRange(1, 65535), help="Where to listen.  [default: PORTAL_PORT or 8000]"
)
@click.option(
    "--workers",
    type=click.IntRange(0, 64),
    default=1,
    show_default=True,
    help="How many processes; 0: one for each core.",
)
@click.option(
    "--access-log", is_flag=True, help="Print a line of JSON for each request; nothing in it tells who asked."
)
@click.option(
    "--publish",
    "library",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="Publish what changed in the library in DIR first.",
)
@by_option
def serve(
    host: str | None, port: int | None, workers: int, library: Path | None, by: str, *, access_log: bool
) -> None:
    """Serve the current release, and each later one as soon as it is published.

    \b
    Example:
      portal serve --port 8001 --workers 4
      portal serve --publish .
    """
    root = find_library(library) if library is not None else None
    settings = settings_of(root).listening(host, port)
    check_free(settings.host, settings.port)
    if settings.metrics is not None:
        check_free(*settings.metrics)
    if root is not None:
        publish_first(root, by)
    serve_application(settings, _worth_opening(settings), workers=workers, log=access_log)


def publish_first(root: Path, by: str) -> None:
    """Publishes what changed before serving; a cache that does not answer is no reason not to serve."""
    try:
        publish_and_tell(root, imprint_of(root, by), Consent())
    except CachesUnreached as error:
        complain(str(error))


def _worth_opening(settings: Settings) -> tuple[str, ...]:
    """An article in another language than the default, as a page and as JSON, and the manual."""
    page, article = "", "/v1/locales"
    try:
        with closing(Store(settings.database_url)) as store, store.snapshot() as snapshot:
            if found := _an_article(snapshot):
                page, article = f"/{found.locale}/{found.article_id}", _in_api(found)
    except StoreError as error:
        complain(f"There is nothing to serve yet: {error}\nEvery answer is 503 until then.")
    return tuple(f"{settings.base_url}{path}" for path in (page, article, "/docs"))


def _in_api(edition: EditionSummary) -> str:
    return f"/v1/{edition.locale}/articles/{edition.article_id}"


def _an_article(snapshot: Snapshot) -> EditionSummary | None:
    """An article that shows what this is about: right to left if there is one, else another language."""
    locales = [summary.locale for summary in snapshot.locales()]
    for locale in sorted(locales, key=lambda one: (one.direction != "rtl", one == locales[0])):
        for edition in snapshot.editions(locale, limit=1):
            return edition
    return None

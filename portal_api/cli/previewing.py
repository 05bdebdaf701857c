"""`portal preview`: the files as they lie, served while somebody works on them."""

from __future__ import annotations

import os
import tempfile
from functools import partial
from pathlib import Path
from typing import Any

import click

from portal_api.cli.options import library_option
from portal_api.cli.serving import check_free, serve_alone
from portal_api.preview.draft import Draft
from portal_api.preview.places import Places, UnusableTemplate
from portal_api.preview.site import create_preview, is_own
from portal_api.settings import Settings


@click.command()
@library_option
@click.option(
    "--host",
    metavar="ADDRESS",
    help="Where to listen; another than this machine's own shows the draft to others.  [default: 127.0.0.1]",
)
@click.option(
    "--port", type=click.IntRange(1, 65535), help="Where to listen.  [default: PORTAL_PORT or 8000]"
)
@click.option(
    "--editor",
    metavar="URL",
    help="What opens a line in your editor, with {path} and {line}, e.g. vscode://file/{path}:{line}.",
)
@click.option(
    "--browse",
    metavar="URL",
    help="Where a line stands in the repository's web pages, with {path} and {line}.",
)
def preview(root: Path, host: str | None, port: int | None, editor: str | None, browse: str | None) -> None:
    """Show the files as they lie, each translation beside its source, and again as soon as you save one.

    Nothing is published and no file is written. Every page is marked as a draft, and closed to search
    engines. Besides the library's languages there are two for looking at the layout: en-XA has longer words,
    ar-XB runs from right to left.

    \b
    Example:
      portal preview --editor "vscode://file/{path}:{line}"
      portal preview --host 0.0.0.0 --browse "https://git.example/library/blob/main/{path}#L{line}"
    """
    settings = Settings.from_env().listening(host or "127.0.0.1", port)
    places = _places(root, editor, browse, is_local=is_own(settings.host))
    check_free(settings.host, settings.port)
    with tempfile.TemporaryDirectory(prefix="portal-preview-") as folder:
        loader = partial(_application, root.resolve(), Path(folder), settings, places)
        serve_alone(settings, [f"{settings.base_url}/preview"], loader)


def _places(root: Path, editor: str | None, browse: str | None, *, is_local: bool) -> Places:
    if editor and browse:
        raise click.UsageError("a line can lead to one place: give --editor or --browse")
    if editor and not is_local:
        raise click.UsageError("--editor is for your own machine; for others, give --browse")
    try:
        return Places(editor, root) if editor else Places(browse)
    except UnusableTemplate as error:
        raise click.UsageError(str(error)) from error


def _application(root: Path, folder: Path, settings: Settings, places: Places) -> Any:
    """The preview, in the process that answers; one that had to be started again begins anew."""
    os.setpgid(0, 0)
    draft = Draft(root, Path(tempfile.mkdtemp(dir=folder)))
    draft.start()
    return create_preview(draft, settings, places)

"""Options that several commands share: which library, who acts, and which part of it is meant."""

from __future__ import annotations

import getpass
from pathlib import Path

import click

from portal_api.errors import InvalidTag
from portal_api.locales import Locale
from portal_api.settings import Settings
from portal_api.whereabouts import LIBRARY_FILE, nearest_library


def find_library(start: Path) -> Path:
    """The folder of the library that `start` lies in, as short as it can be said from the current folder.

    Raises:
        UsageError: neither `start` nor a folder above it has content/library.toml.
    """
    folder = nearest_library(start)
    if folder is not None:
        return folder.relative_to(Path.cwd()) if folder.is_relative_to(Path.cwd()) else folder
    raise click.UsageError(
        f"{start.resolve()}: no library here or above (there is no {LIBRARY_FILE}); "
        "go to the folder of your library, name it with --library, or start one with: portal init DIR"
    )


def settings_of(root: Path | None = None) -> Settings:
    """The settings for work on the library in `root`, or on the one that the current folder lies in, if any.

    Raises:
        SettingsError: as for `Settings.from_env`.
    """
    return Settings.from_env(library=nearest_library(Path()) if root is None else root)


def default_name() -> str:
    """Who is logged in, as the system says it; `unknown` where it does not know."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "unknown"


class LocaleType(click.ParamType[Locale]):
    """A language tag as the user writes it, in either spelling."""

    name = "locale"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> Locale:
        """The canonical tag; a usage error where it is none."""
        try:
            return Locale.parse(value)
        except InvalidTag as error:
            self.fail(f"{error}", param, ctx)


def _found(_: click.Context, __: click.Parameter, value: Path) -> Path:
    return find_library(value)


library_option = click.option(
    "--library",
    "root",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    default=Path(),
    callback=_found,
    show_default="the current folder",
    help="The library to work on: DIR or the nearest folder above it with content/library.toml.",
)
by_option = click.option(
    "--by", metavar="NAME", default=default_name, show_default="your login name", help="Who does this."
)

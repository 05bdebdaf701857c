"""The `portal` command: what authors, translators and operators type."""

from __future__ import annotations

import click

from portal_api import __version__
from portal_api.cli.commands import Commands, Places
from portal_api.cli.refusals import CarefulGroup

COMMANDS: Places = {
    "init": ("operators:init",),
    "import": ("authors:import_page",),
    "stamp": ("authors:stamp",),
    "catalogs": (
        "translators:catalogs",
        "checking:check_catalogs",
        "handover:export_catalogs",
        "returning:import_catalogs",
    ),
    "coverage": ("covering:coverage",),
    "review": ("reviewing:review", "standing:review_status"),
    "harmless": ("harmlessness:harmless",),
    "preview": ("previewing:preview",),
    "publish": ("publishing:publish",),
    "serve": ("operators:serve",),
    "locales": ("offering:locales", "admission:add"),
    "hold": ("holding:hold",),
    "unhold": ("holding:unhold",),
    "holds": ("holding:holds",),
    "releases": ("releases:releases",),
    "verify": ("keeping:verify",),
    "backup": ("keeping:backup",),
    "restore": ("keeping:restore",),
    "export": ("mirror.exporting:export_mirror",),
    "purge": ("purging:purge",),
    "varnish": ("mirror.vcl:varnish",),
}
_HELP = {"help_option_names": ["-h", "--help"]}


@click.group(cls=CarefulGroup, commands=Commands(COMMANDS), context_settings=_HELP)
@click.version_option(__version__, prog_name="portal")
def portal() -> None:
    """Articles and their translations, published as releases and served as JSON.

    Every command works on the library whose content/library.toml lies in the current folder or
    above it; --library names another one.

    Exit codes: 0 all is well; 1 something is to be mended, and the output says what; 2 the command
    was not understood; 3 a mistake in this program.

    \b
    Example, a new library from nothing to a first answer:
      portal init my-library
      cd my-library
      portal publish
      portal serve
    """


def main() -> None:
    """The entry point of the installed command."""
    portal(prog_name="portal")

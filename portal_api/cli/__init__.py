"""The `portal` command: what authors, translators and operators type."""

from __future__ import annotations

import click

from portal_api import __version__
from portal_api.cli.admission import add
from portal_api.cli.authors import import_page, stamp
from portal_api.cli.checking import check_catalogs
from portal_api.cli.covering import coverage
from portal_api.cli.exporting import export_mirror
from portal_api.cli.handover import export_catalogs, import_catalogs
from portal_api.cli.harmlessness import harmless
from portal_api.cli.holding import hold, holds, unhold
from portal_api.cli.keeping import backup, restore, verify
from portal_api.cli.offering import locales
from portal_api.cli.operators import init, serve
from portal_api.cli.previewing import preview
from portal_api.cli.publishing import publish
from portal_api.cli.purging import purge
from portal_api.cli.refusals import CarefulGroup
from portal_api.cli.releases import releases
from portal_api.cli.reviewing import review
from portal_api.cli.standing import review_status
from portal_api.cli.translators import catalogs
from portal_api.cli.vcl import varnish

COMMANDS = (
    *(init, import_page, stamp, catalogs, coverage, review, harmless, preview, publish, serve, locales),
    *(hold, unhold, holds, releases, verify, backup, restore, export_mirror, purge, varnish),
)


@click.group(cls=CarefulGroup, context_settings={"help_option_names": ["-h", "--help"]})
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


for command in (check_catalogs, export_catalogs, import_catalogs):
    catalogs.add_command(command)
locales.add_command(add)
review.add_command(review_status)
for command in COMMANDS:
    portal.add_command(command)


def main() -> None:
    """The entry point of the installed command."""
    portal(prog_name="portal")

"""Errors -> plain words and an exit code: nobody who uses the command sees a traceback."""

from __future__ import annotations

import errno
import sys
import traceback
from collections.abc import Iterator

import click

from portal_api.cli.screen import complain, plural
from portal_api.errors import PortalError, PublishRefused, SourceErrors

FINDINGS = 1
OUR_FAULT = 3
STOPPED = 130

OUR_FAULT_TEXT = """
This is a mistake in the program, not yours.
Please report it, with the lines above and the command you ran; README.md says where, under
"Mistakes in the program"."""


class CarefulGroup(click.Group):
    """A group of commands that turns every error into words; click's own errors pass."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is meant; of one that stands in a group, `check`, says how to write it."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            whole = [f"portal {group} {args[0]}" for group in self._groups_with(ctx, args[0])]
            if not whole:
                raise
            raise click.UsageError(f"{error.message} Did you mean: {', '.join(whole)}?", ctx) from None

    def _groups_with(self, ctx: click.Context, name: str) -> Iterator[str]:
        for group in self.list_commands(ctx):
            command = self.get_command(ctx, group)
            if isinstance(command, click.Group) and name in command.commands:
                yield group

    def invoke(self, ctx: click.Context) -> object:
        """Runs the command; ends with 1 for what people can mend, 3 for our mistakes, 130 after Ctrl-C."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.Abort, click.exceptions.Exit):
            raise
        except KeyboardInterrupt:
            complain("\nStopped.")
            code = STOPPED
        except PortalError as error:
            complain(_words(error))
            code = FINDINGS
        except OSError as error:
            code = _refuse_file(error)
        except Exception as error:
            complain("".join(traceback.format_exception(error)) + OUR_FAULT_TEXT)
            raise click.exceptions.Exit(OUR_FAULT) from error
        raise click.exceptions.Exit(code)


_CLOSED = "; mend the permissions of it and its folder, or name another place"
_REMEDIES = {
    errno.EACCES: _CLOSED,
    errno.EPERM: _CLOSED,
    errno.EROFS: _CLOSED,
    errno.ENOSPC: "; make room on the disk, and run the command again",
}


def _words(error: PortalError) -> str:
    match error:
        case SourceErrors(problems=problems):
            return f"{error}\n\n{plural(len(problems), 'problem')} to mend."
        case PublishRefused():
            return f"Nothing was published.\n{error}"
        case _:
            return str(error)


def _refuse_file(error: OSError) -> int:
    """A file that cannot be read or written is for the user to mend; a closed pipe is nobody's mistake."""
    if error.errno == errno.EPIPE:
        sys.stderr.close()
        return FINDINGS
    where = f"{error.filename}: " if error.filename else ""
    remedy = _REMEDIES.get(error.errno or 0, "")
    complain(f"{where}{error.strerror or error}{remedy}")
    return FINDINGS

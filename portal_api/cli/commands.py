"""The name of a command -> the command, from a module that is read when somebody asks for it.

Most commands need a database, a server or the data of many languages; `portal --version` needs none of them.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping, MutableMapping
from contextlib import contextmanager
from importlib import import_module

import click

Places = Mapping[str, tuple[str, ...]]


class Commands(MutableMapping[str, click.Command]):
    """The commands of a group, as click asks for them.

    `places` says for each where it stands, as `module:attribute` of this package; behind a group stand those
    of its members that have modules of their own.
    """

    def __init__(self, places: Places) -> None:
        """Reads no module yet."""
        self._places = places
        self._loaded: dict[str, click.Command] = {}

    def __getitem__(self, name: str) -> click.Command:
        if name not in self._loaded:
            with _staying():
                self._loaded[name] = _loaded(*self._places[name])
        return self._loaded[name]

    def __setitem__(self, name: str, command: click.Command) -> None:
        self._loaded[name] = command

    def __delitem__(self, name: str) -> None:
        del self._loaded[name]

    def __iter__(self) -> Iterator[str]:
        return iter({**self._places, **self._loaded})

    def __len__(self) -> int:
        return len(self._places.keys() | self._loaded.keys())


@contextmanager
def _staying() -> Iterator[None]:
    """What modules are made of stays for good: looking for garbage in it is a sixth of a short command."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.freeze()


def _loaded(place: str, *members: str) -> click.Command:
    command = _attribute(place)
    for member in map(_attribute, members):
        if isinstance(command, click.Group):
            command.add_command(member)
    return command


def _attribute(place: str) -> click.Command:
    module, _, attribute = place.partition(":")
    command: click.Command = getattr(import_module(f"portal_api.cli.{module}"), attribute)
    return command

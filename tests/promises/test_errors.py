"""Every exception of ours has one ancestor, and stands at its place in the tree that errors.py draws."""

from __future__ import annotations

import pkgutil
import re
from collections.abc import Iterator
from importlib import import_module

import portal_api
from portal_api import errors
from portal_api.errors import PortalError


def raised() -> set[type[BaseException]]:
    """Every exception that a module of the package defines."""
    found = pkgutil.walk_packages(portal_api.__path__, "portal_api.")
    modules = [import_module(one.name) for one in found if not one.name.endswith("__main__")]
    return {
        thing
        for module in modules
        for thing in vars(module).values()
        if isinstance(thing, type)
        and issubclass(thing, BaseException)
        and thing.__module__ == module.__name__
    }


def drawn() -> Iterator[tuple[str, str]]:
    """Each name in the tree, with the one above it."""
    above = {0: "PortalError"}
    for line in (errors.__doc__ or "").splitlines():
        if found := re.match(r"((?:│   )*)[├└]── (\w+)", line):
            depth = len(found[1]) // 4
            above[depth + 1] = found[2]
            yield found[2], above[depth]


def test_the_tree_of_errors_is_the_one_that_the_package_has() -> None:
    actual = {(one.__name__, one.__base__.__name__) for one in raised() - {PortalError}}
    assert len(actual) > 20
    assert sorted(drawn()) == sorted(actual)


def test_every_error_of_ours_is_a_portal_error() -> None:
    assert all(issubclass(one, PortalError) for one in raised())

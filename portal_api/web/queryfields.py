"""The kinds of values that a query may have, each with what the contract and a refusal say of it."""

from __future__ import annotations

import re
from typing import Any

from marshmallow import fields, validate

MOST_VALUES = 20


class WholeNumber(fields.Integer):
    """A number in plain ASCII digits: no sign, space or underscore."""

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> int:
        if not re.fullmatch(r"[0-9]{1,9}", str(value)):
            raise self.make_error("invalid", input=value)
        return int(value)


class Several(fields.String):
    """One value or several, with commas between them: a tuple, each once."""

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> Any:
        found = tuple(dict.fromkeys(str(value).split(",")))
        if len(found) > MOST_VALUES or not all(map(re.compile(self.metadata["one"]).fullmatch, found)):
            raise self.make_error("invalid", input=value)
        return found


def several(one: str, longest: int, expected: str, about: str) -> Several:
    """One value or several of a pattern, with commas between them."""
    return Several(
        metadata={
            "description": f"{about} Several with commas between them, at most {MOST_VALUES}: any of these.",
            "expected": expected,
            "one": one,
            "pattern": f"^{one}(,{one}){{0,{MOST_VALUES - 1}}}$",
            "maxLength": MOST_VALUES * (longest + 1) - 1,
        },
    )


def any_of(names: tuple[str, ...], about: str) -> Several:
    """One or several of these names."""
    return several(f"({'|'.join(names)})", max(map(len, names)), ", ".join(names), about)


def choice(names: tuple[str, ...], about: str, **more: Any) -> fields.String:
    """One of these names."""
    return fields.String(
        validate=validate.OneOf(names), metadata={"description": about, "expected": ", ".join(names)}, **more
    )


def number(least: int, most: int, about: str, **more: Any) -> fields.Integer:
    """A whole number in this range."""
    return WholeNumber(
        validate=validate.Range(least, most),
        metadata={"description": about, "expected": f"{least}-{most}"},
        **more,
    )


def text(pattern: str, longest: int, expected: str, about: str, **more: Any) -> fields.String:
    """A text of a pattern."""
    return fields.String(
        validate=validate.Regexp(rf"^{pattern}\Z"),
        metadata={
            "description": about,
            "expected": expected,
            "pattern": f"^{pattern}$",
            "maxLength": longest,
        },
        **more,
    )

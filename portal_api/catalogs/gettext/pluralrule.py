"""A gettext plural expression -> which form each number takes, computed without running any of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from portal_api.errors import PortalError

MOST_FORMS = 6
_LONGEST = 1_000
_DEEPEST = 40
_PROBED = 1_001
_WORD = 0xFFFF_FFFF_FFFF_FFFF

_HEADER = re.compile(r"\s*nplurals\s*=\s*(\d{1,9})\s*;\s*plural\s*=([^;]*);?\s*", re.ASCII)
_TOKEN = re.compile(r"[ \t]*(\d{1,9}(?![\da-zA-Z_])|n(?!\w)|&&|\|\||[<>=!]=|[-+*/%<>!?:()])", re.ASCII)

Evaluate = Callable[[int], int]


class PluralError(PortalError):
    """A plural rule that cannot be used; the text says why."""


@dataclass(frozen=True)
class PluralRule:
    """A rule by what it does: the form that each number from 0 to 1000 takes, of `count` forms."""

    count: int
    forms: tuple[int, ...]


@lru_cache(maxsize=512)
def read_rule(header: str) -> PluralRule:
    """The rule of a Plural-Forms header.

    Raises:
        PluralError: not `nplurals=N; plural=EXPRESSION;`, too many forms, or a form that does not exist.
    """
    match = _HEADER.fullmatch(header) if len(header) <= _LONGEST else None
    if match is None:
        raise PluralError("it is not of the form nplurals=N; plural=EXPRESSION;")
    count = int(match[1])
    if not 1 <= count <= MOST_FORMS:
        raise PluralError(f"nplurals is {count}, which is not 1 to {MOST_FORMS}")
    forms = _forms(_Parser(match[2]).expression())
    if max(forms) >= count:
        raise PluralError(f"it asks for form {max(forms)}, but nplurals is {count}")
    return PluralRule(count, forms)


def _forms(evaluate: Evaluate) -> tuple[int, ...]:
    try:
        return tuple(evaluate(n) for n in range(_PROBED))
    except ZeroDivisionError:
        raise PluralError("it divides by zero") from None


class _Parser:
    """C's conditional expressions over unsigned numbers, as gettext's manual allows them."""

    _LEVELS = (("||",), ("&&",), ("==", "!="), ("<", ">", "<=", ">="), ("+", "-"), ("*", "/", "%"))

    def __init__(self, text: str) -> None:
        self._tokens = list(_tokens(text))
        self._depth = 0

    def expression(self) -> Evaluate:
        """The whole text as a function of n."""
        found = self._conditional()
        if self._tokens:
            raise PluralError(f"{self._tokens[0]!r} is not expected there")
        return found

    def _conditional(self) -> Evaluate:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise PluralError("its parts are nested too deeply")
        condition = self._binary(0)
        if self._take("?"):
            condition = self._choice(condition)
        self._depth -= 1
        return condition

    def _choice(self, condition: Evaluate) -> Evaluate:
        yes = self._conditional()
        if not self._take(":"):
            raise PluralError("a '?' has no ':'")
        no = self._conditional()
        return lambda n: yes(n) if condition(n) else no(n)

    def _binary(self, level: int) -> Evaluate:
        if level == len(self._LEVELS):
            return self._unary()
        left = self._binary(level + 1)
        while self._tokens and self._tokens[0] in self._LEVELS[level]:
            left = _operation(self._tokens.pop(0), left, self._binary(level + 1))
        return left

    def _unary(self) -> Evaluate:
        negations = 0
        while self._take("!"):
            negations += 1
        value = self._primary()
        for _ in range(min(negations, 2 + negations % 2)):
            value = _not(value)
        return value

    def _primary(self) -> Evaluate:
        if self._take("("):
            inner = self._conditional()
            if not self._take(")"):
                raise PluralError("a '(' is not closed")
            return inner
        if self._take("n"):
            return lambda n: n
        if self._tokens and self._tokens[0].isdecimal():
            number = int(self._tokens.pop(0))
            return lambda _: number
        raise PluralError("a number, n or '(' is missing")

    def _take(self, token: str) -> bool:
        if self._tokens and self._tokens[0] == token:
            del self._tokens[0]
            return True
        return False


def _tokens(text: str) -> Iterator[str]:
    text, position = text.strip(), 0
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None:
            raise PluralError(f"{text[position:].split()[0][:20]!r} is not allowed in it")
        yield match[1]
        position = match.end()


def _not(value: Evaluate) -> Evaluate:
    return lambda n: int(not value(n))


def _operation(sign: str, left: Evaluate, right: Evaluate) -> Evaluate:
    return {
        "||": lambda n: int(bool(left(n) or right(n))),
        "&&": lambda n: int(bool(left(n) and right(n))),
        "==": lambda n: int(left(n) == right(n)),
        "!=": lambda n: int(left(n) != right(n)),
        "<": lambda n: int(left(n) < right(n)),
        ">": lambda n: int(left(n) > right(n)),
        "<=": lambda n: int(left(n) <= right(n)),
        ">=": lambda n: int(left(n) >= right(n)),
        "+": lambda n: left(n) + right(n) & _WORD,
        "-": lambda n: left(n) - right(n) & _WORD,
        "*": lambda n: left(n) * right(n) & _WORD,
        "/": lambda n: left(n) // right(n),
        "%": lambda n: left(n) % right(n),
    }[sign]

"""A sound PO file -> a damaged one; each way of damage is a function whose docstring says what it does.

All of them come from what people, tools and transports really do to such files, and from what somebody would
do who means harm. The same dice give the same damage.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Sequence

from oddities import (
    CHARACTERS,
    CHARSETS,
    CODECS,
    COMMENTS,
    ESCAPES,
    KEYWORDS,
    OBSOLETE,
    PLURAL_BOMBS,
    PLURAL_PIECES,
    PLURAL_RULES,
)

Mutation = Callable[[bytes, random.Random], bytes]

_STRING = re.compile(rb'"[^\n]*"')
_KEYWORD = re.compile(rb"(?m)^(?:#~ )?(?:msgctxt|msgid_plural|msgid|msgstr(?:\[\d\])?) ")
_HEADER_LINE = re.compile(rb'(?m)^"([A-Za-z-]+): ([^\n]*)\\n"\n')
_BIG = 200_000
# How often a file is damaged: mostly once, so that many remain readable.
_FEW = (1, 1, 1, 1, 2, 3, 6)


def byte_flips(data: bytes, dice: random.Random) -> bytes:
    """A few bytes are changed, lost, or come twice."""
    mutable = bytearray(data)
    for _ in range(dice.choice(_FEW)):
        place = dice.randrange(len(mutable) + 1)
        mutable[place : place + dice.randint(0, 3)] = dice.randbytes(dice.randint(0, 3))
    return bytes(mutable)


def lines(data: bytes, dice: random.Random) -> bytes:
    """Lines are swapped, come twice, are lost, joined, or end in another way."""
    found = data.splitlines(keepends=True) or [b""]
    for _ in range(dice.choice(_FEW)):
        one, other = dice.randrange(len(found)), dice.randrange(len(found))
        changed = (
            [found[other]],
            [found[one], found[one]],
            [],
            [found[one].rstrip(b"\n")],
            [found[one].replace(b"\n", dice.choice((b"\r\n", b"\r", b"\n\n", b"\x0b\n", b"\xc2\x85")))],
        )
        found[one : one + 1] = dice.choice(changed)
        found = found or [b""]
    return b"".join(found)


def conflicts(data: bytes, dice: random.Random) -> bytes:
    """A merge left its marks, all of them or some, in two or three parts."""
    found = data.splitlines(keepends=True)
    start = dice.randrange(len(found) + 1)
    size = dice.randint(0, 6)
    ours = found[start : start + size]
    theirs = byte_flips(b"".join(ours) or b"x", dice)
    base = [b"||||||| base\n", *ours] if dice.random() < 0.3 else []
    marked = [b"<<<<<<< HEAD\n", *ours, *base, b"=======\n", theirs, b"\n", b">>>>>>> theirs\n"]
    if dice.random() < 0.3:
        marked = [line for line in marked if not re.match(rb"[<=>|]{7}", line) or dice.random() < 0.5]
    found[start : start + size] = marked
    return b"".join(found)


def truncated(data: bytes, dice: random.Random) -> bytes:
    """The end, the beginning or the middle is gone, or another piece stands there."""
    start, end = sorted((dice.randrange(len(data) + 1), dice.randrange(len(data) + 1)))
    return dice.choice((data[:start], data[start:], data[:start] + data[end:], data[:end] + data[start:]))


def encodings(data: bytes, dice: random.Random) -> bytes:
    """The file is in another encoding than it says, as a whole or in part."""
    charset = dice.choice(CHARSETS)
    text = data.decode("utf-8", "replace")
    cut = dice.randrange(len(data) + 1)
    other = dice.choice(CODECS)
    odd = dice.choice((b"\xc0\xaf", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xff", b"\0"))
    ways = (
        data.replace(b"UTF-8", charset),
        text.encode(other, "replace"),
        data[:cut] + data[cut:].decode("utf-8", "replace").encode(other, "replace"),
        data[:cut] + odd + data[cut:],
    )
    return dice.choice(ways)


def header_bombs(data: bytes, dice: random.Random) -> bytes:
    """The header has hostile, repeated, lost or enormous fields, is marked fuzzy, or stands twice."""
    found = [*_HEADER_LINE.finditer(data)]
    if not found:
        return lines(data, dice)
    one = dice.choice(found)
    name = dice.choice((one[1], b"Language", b"Plural-Forms", b"Content-Type", b"X-Generator", b""))
    value = dice.choice(
        (
            b"../../etc/passwd",
            b"es_ES@../x",
            b"nplurals=100000000; plural=n;",
            b"nplurals=999999999999999999999999; plural=0;",
            b"text/plain; charset=utf-7",
            b"%(n)999999999d",
            b"a" * dice.choice((1, 1_000, _BIG)),
            b"e" + b"s-x" * dice.choice((1, 40, 5_000)),
            b"x:" * dice.choice((1, 10_000)),
            "\u202eed\u202c".encode(),
        )
    )
    line = b'"' + name + b": " + value + b'\\n"\n'
    changed = dice.choice((line, one[0] + line, one[0] * dice.choice((2, 2_000)), b"", one[0][:-4] + b'"\n'))
    mutated = data[: one.start()] + changed + data[one.end() :]
    return dice.choice((mutated, mutated, mutated, b"#, fuzzy\n" + mutated, mutated + data[: one.end()]))


def plural_rules(data: bytes, dice: random.Random) -> bytes:
    """The plural rule is another one: of another language, made of random pieces, or a bomb."""
    made = "".join(dice.choices(PLURAL_PIECES, k=dice.choice((3, 8, 30, 400))))
    bomb = dice.choice(PLURAL_BOMBS)
    usual = dice.choice(PLURAL_RULES)
    count = dice.choice(("1", "2", "3", "4", "6", "7", "0", "-1", "²", "٢", "1e9", "100000000", ""))
    if dice.random() < 0.3:
        around = (b"(%s)", b" %s ", b"0+%s")
        return re.sub(rb"(?<=plural=)[^;\n]*", lambda old: dice.choice(around) % old[0], data, count=1)
    rule = f"nplurals={count}; plural={dice.choice((made, bomb, usual, usual))};".encode()
    return re.sub(rb"nplurals=[^\\\n]*", lambda _: rule, data, count=1)


def escapes(data: bytes, dice: random.Random) -> bytes:
    """Strings hold escapes that are unknown, cut in two, doubled or without an end."""
    return _in_strings(data, dice, lambda: dice.choice(ESCAPES) * dice.choice((1, 1, 2, 3)))


def quotes(data: bytes, dice: random.Random) -> bytes:
    """Quotation marks are lost, doubled, curled, or stand where none may."""
    odd = (b"", b'""', b"'", "“".encode(), "«".encode(), b' "', b'" "', b'"\n"', b'"\t', b'\\"')
    for found in _some(re.finditer(rb'"', data), dice):
        data = data[: found.start()] + dice.choice(odd) + data[found.end() :]
    return data


def comments(data: bytes, dice: random.Random) -> bytes:
    """Comments of every kind stand between the lines, also inside of messages."""
    return _between(data, dice, COMMENTS)


def obsolete(data: bytes, dice: random.Random) -> bytes:
    """Messages, or some of their lines, become obsolete or stop being so; `#~|` stands after live ones."""
    found = data.splitlines(keepends=True)
    if not found:
        return data
    start = dice.randrange(len(found))
    for place in range(start, min(start + dice.randint(1, 8), len(found))):
        line = found[place]
        is_text = line.startswith((b"msg", b'"', b"#~ "))
        if is_text and dice.random() < 0.8:
            found[place] = line[3:] if line.startswith(b"#~ ") else b"#~ " + line
    return dice.choice((b"".join(found), _between(b"".join(found), dice, OBSOLETE)))


def fields(data: bytes, dice: random.Random) -> bytes:
    """Keywords are others, contexts and plurals come and go, forms are numbered wrongly."""
    for found in _some(_KEYWORD.finditer(data), dice):
        start, end = found.span()
        new = dice.choice((dice.choice(KEYWORDS), found[0] + b'"x"\n' + dice.choice(KEYWORDS), b""))
        data = data[:start] + new + data[end:]
    return data


def unicode(data: bytes, dice: random.Random) -> bytes:
    """Texts hold characters of every class: marks, directions, private, separators, other digits."""

    def some() -> bytes:
        return "".join(dice.choices(CHARACTERS, k=dice.choice((1, 2, 50)))).encode()

    return _in_strings(data, dice, some)


SINGLE: tuple[Mutation, ...] = (
    byte_flips,
    lines,
    conflicts,
    truncated,
    encodings,
    header_bombs,
    plural_rules,
    escapes,
    quotes,
    comments,
    obsolete,
    fields,
    unicode,
)


def combinations(data: bytes, dice: random.Random) -> bytes:
    """Two to four of the others, one after another."""
    for mutation in dice.choices(SINGLE, k=dice.randint(2, 4)):
        data = mutation(data, dice) or b"\n"
    return data


MUTATIONS: tuple[Mutation, ...] = (*SINGLE, combinations)


def _in_strings(data: bytes, dice: random.Random, piece: Callable[[], bytes]) -> bytes:
    """Put pieces into a few strings, somewhere between their quotation marks."""
    for found in _some(_STRING.finditer(data), dice):
        place = dice.randint(found.start() + 1, found.end() - 1)
        data = data[:place] + piece() + data[place:]
    return data


def _some(places: Iterable[re.Match[bytes]], dice: random.Random) -> Sequence[re.Match[bytes]]:
    """A few of the places, the last first: what changes there moves no other."""
    known = [*places]
    chosen = dice.sample(known, min(len(known), dice.choice(_FEW)))
    return sorted(chosen, key=lambda one: one.start(), reverse=True)


def _between(data: bytes, dice: random.Random, odd: tuple[bytes, ...]) -> bytes:
    found = data.splitlines(keepends=True)
    for _ in range(dice.choice(_FEW)):
        found.insert(dice.randrange(len(found) + 1), dice.choice(odd) + b"\n")
    return b"".join(found)

"""Which Korean syllables are numbers: 두 번 is twice, but 이 약 is "this medicine"."""

from __future__ import annotations

import re

_HANGUL = re.compile("[가-힣]")
_SINO = frozenset("일이삼사오육칠팔구")
_SINO_JOINED = frozenset("일이삼사오육칠팔구십백천만억")
_NATIVE_JOINED = frozenset("열물른흔쉰순든한두세네서너")  # tens, and the first of two or three: 두세 번
_AFTER_SINO = re.compile("[일이삼사오육칠팔구십백천만억]| ?(?:개월|년|주|분|차|퍼센트|배|회)")
_AFTER_NATIVE = re.compile(
    "(?![가-힣])|하나|[둘두셋세넷네너]|다섯|여섯|여덟|아홉|[번배알개시달정명째잔살씩일이삼사오육칠팔구십백천만억]"
)


def is_number(text: str, match: re.Match[str], *, joined: bool) -> bool:
    """Whether a piece of Korean is a number rather than a part of another word.

    It is `joined` where another such piece is right before it. Syllables that are Chinese numbers need a
    counter behind them or another of their kind beside them, since they are also particles and "this".
    """
    before = text[match.start() - 1 : match.start()]
    counts_on = joined and before in _SINO_JOINED | _NATIVE_JOINED
    if not counts_on and _HANGUL.match(before):
        return False
    if len(match.group()) > 1:
        return True
    after = _AFTER_SINO if match.group() in _SINO and not counts_on else _AFTER_NATIVE
    return after.match(text, match.end()) is not None

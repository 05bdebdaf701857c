"""What is printed: safe on a terminal, whole in a pipe, coloured only where somebody looks."""

from __future__ import annotations

import io
import time

import pytest
from rich.console import Console

from portal_api.cli import screen


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("\x1b[31mred", "\\u001b[31mred"),
        ("a\rb", "a\\u000db"),
        ("left \u202eright", "left \\u202eright"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("two\nlines\tand a tab", "two\nlines\tand a tab"),
    ],
)
def test_a_text_cannot_move_the_cursor_or_turn_the_line(text: str, shown: str) -> None:
    assert screen.harmless_to_a_terminal(text) == shown


def test_a_table_in_a_pipe_has_no_colour_and_cuts_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    screen.table(("a", "b"), [("x" * 90, "[red]y[/red]")])
    printed = capsys.readouterr().out
    assert "x" * 90 in printed
    assert "[red]y[/red]" in printed
    assert "\x1b" not in printed


def test_numbers_agree_with_their_nouns() -> None:
    assert [screen.plural(count, "id") for count in (0, 1, 2, 1000)] == [
        "0 ids",
        "1 id",
        "2 ids",
        "1,000 ids",
    ]


def test_what_is_quick_shows_no_sign_of_life(capsys: pytest.CaptureFixture[str]) -> None:
    with screen.patience("Working ..."):
        pass
    assert capsys.readouterr().err == ""


def test_what_takes_long_shows_a_sign_of_life_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Console(file=io.StringIO(), force_terminal=True, width=80)
    monkeypatch.setattr(screen, "PATIENCE_SECONDS", 0.01)
    monkeypatch.setattr(screen, "_console", lambda *, err: terminal)
    with screen.patience("Working ..."):
        time.sleep(0.3)
    assert "Working ..." in terminal.file.getvalue()

"""Where a line leads: an editor on this machine, a forge for everybody, never a script."""

from __future__ import annotations

from pathlib import Path

import pytest

from portal_api.preview.places import Places, UnusableTemplate


def test_an_editor_gets_the_path_on_this_machine(tmp_path: Path) -> None:
    place = Places("vscode://file/{path}:{line}", tmp_path).at("content/a b.md", 7)
    assert place.url == f"vscode://file/{tmp_path.resolve()}/content/a%20b.md:7"
    assert str(place) == "content/a b.md:7"


def test_a_forge_gets_the_path_in_the_library() -> None:
    place = Places("https://git.example/{path}#L{line}").at("content/a.md", 0)
    assert (str(place), place.url) == ("content/a.md", "https://git.example/content/a.md#L1")


def test_a_path_that_looks_like_a_placeholder_stays_a_path() -> None:
    assert Places("x://{path}").at("{line}.po", 3).url == "x://%7Bline%7D.po"


@pytest.mark.parametrize(
    "template",
    [
        "javascript:alert({path})",
        "DATA:text/html,{path}",
        "/{path}",
        "https://git.example/",
        'x://{path}"onclick="',
        "x://{path}" + "a" * 600,
    ],
)
def test_what_is_no_address_of_a_file_is_refused(template) -> None:
    with pytest.raises(UnusableTemplate):
        Places(template)

"""A publication asks the glossary, and a changed glossary is asked anew, in the languages that it touches."""

from __future__ import annotations

import pytest
from test_incremental import settle
from tiny import TinyLibrary

from portal_api.errors import SourceErrors
from portal_api.locales import Locale

GLOSSARY = '[[term]]\nterm = "Infection"\naccepted = {{{accepted}}}\n'
PUMP = "translations/es/LC_MESSAGES/pump.po"


@pytest.fixture
def offered(tiny: TinyLibrary) -> TinyLibrary:
    """Spanish and Arabic are published; in Spanish a comment says why "Infection" has another word."""
    for tag in ("es", "ar"):
        tiny.offer(tag)
    tiny.change(PUMP, 'msgctxt "r2"', '# accept: glossary because patients say so\nmsgctxt "r2"')
    settle(tiny.root)
    tiny.publish()
    settle(tiny.root)
    return tiny


def ask(library: TinyLibrary, accepted: str) -> frozenset[str]:
    """Change the glossary and publish: the languages whose editions changed."""
    library.write("content/glossary.toml", GLOSSARY.format(accepted=accepted))
    return frozenset(str(locale) for _, locale in library.publish().changed)


def accepted(library: TinyLibrary, tag: str) -> list[str]:
    """The checks whose findings somebody accepted in the published risks."""
    return [one["check"] for one in library.edition(tag).origins["risks"].get("accepted", ())]


def test_a_publication_keeps_what_a_translator_said_to_a_finding_of_the_glossary(offered):
    assert accepted(offered, "es") == []
    assert ask(offered, 'es = ["infección"]') == {"es"}
    assert accepted(offered, "es") == ["glossary"]


def test_what_was_found_with_another_glossary_is_not_believed(offered):
    ask(offered, 'es = ["infección"]')
    assert ask(offered, 'es = ["infección", "infection"]') == {"es"}
    assert accepted(offered, "es") == []
    (offered.root / "content/glossary.toml").unlink()
    assert offered.publish().nothing_changed


def test_a_glossary_that_asks_nothing_else_of_a_language_changes_nothing_there(offered):
    ask(offered, 'es = ["infección"]')
    assert ask(offered, 'es = ["infección"], fr = ["infection"]') == frozenset()
    assert offered.publish().nothing_changed


def test_the_glossary_blocks_nothing(offered):
    ask(offered, 'es = ["infección"], ar = ["عدوى"]')
    assert set(offered.statuses("ar").values()) == {"translated"}


def test_a_glossary_that_cannot_be_read_stops_the_publication_and_names_the_line(offered):
    offered.write("content/glossary.toml", '[[term]]\nterm = "Infection"\n')
    with pytest.raises(SourceErrors) as caught:
        offered.publish()
    assert [(one.path.name, one.line) for one in caught.value.problems] == [("glossary.toml", 1)]
    assert offered.edition("es").locale == Locale("es")

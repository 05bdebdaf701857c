"""The preview asks the glossary, and follows it like any other file."""

from __future__ import annotations

from flask.testing import FlaskClient
from tiny import TinyLibrary

from portal_api.preview.draft import Draft

GLOSSARY = '[[term]]\nterm = "Infection"\naccepted = {es = ["infección"]}\n'
SAID = "“Infection” is not translated as the glossary has it"


def page(client: FlaskClient) -> str:
    return client.get("/preview/es/pump").get_data(as_text=True)


def test_a_saved_glossary_shows_what_it_finds(
    draft: Draft, working: TinyLibrary, client: FlaskClient
) -> None:
    assert SAID not in page(client)
    working.write("content/glossary.toml", GLOSSARY)
    assert draft.look()
    assert SAID in page(client)


def test_a_glossary_that_cannot_be_read_is_told_with_its_line(draft: Draft, working: TinyLibrary) -> None:
    working.write("content/glossary.toml", '[[term]]\nterm = "Infection"\n')
    draft.look()
    assert [(str(one.path), one.line) for one in draft.state.problems] == [("content/glossary.toml", 1)]

"""The texts that editions are made from are those that gettext, by Babel, gives for the same messages."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from portal_api.catalogs.current import CurrentCatalog
from portal_api.catalogs.gettext.po import Entry, babel_catalog, new_po
from portal_api.catalogs.messages import Message
from portal_api.catalogs.update import update
from portal_api.locales import Locale

EN, ES = Locale("en"), Locale("es")
NAMES = st.sampled_from(["a", "b", "c", "title"])
WORDS = st.sampled_from(["Take 5 mg.", "Take 5 mg", "Rest.", "Tome 5 mg.", " ", "", "Ruhe é ع"])
ENTRIES = st.lists(
    st.builds(
        Entry,
        NAMES,
        WORDS.filter(str.strip),
        WORDS.map(lambda text: (text,)),
        flags=st.sampled_from([(), ("fuzzy",), ("python-format",)]),
        previous_id=st.none() | WORDS,
        obsolete=st.booleans(),
    ),
    max_size=5,
    unique_by=lambda entry: (entry.context, entry.id),
)
MESSAGES = st.lists(
    st.builds(Message, NAMES, WORDS.filter(str.strip), st.just("")), unique_by=lambda one: one.context
)


@given(MESSAGES, ENTRIES)
@settings(max_examples=200, deadline=None)
def test_a_text_is_shown_where_babel_has_it_and_it_says_something(
    messages: list[Message], entries: list[Entry]
) -> None:
    po = new_po(ES, entries)
    babel = babel_catalog(update(messages, po, ES).po, ES)
    expected = {}
    for message in messages:
        found = babel.get(message.text, message.context)
        if found is not None and str(found.string).strip():
            expected[message.context] = found.string
    assert CurrentCatalog.of(messages, po, (), EN, ES).texts == expected

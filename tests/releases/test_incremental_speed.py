"""What is written by hand because it is quick says what the slow and plain way says."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from portal_api.articles import inline
from portal_api.articles.inline import MarkupError, Run, runs
from portal_api.articles.syntax import parse
from portal_api.releases.editions.body import BlockField, canonical
from portal_api.releases.editions.edition import ItemList, Notice, Paragraph, Text

_words = st.text(max_size=20)
_runs = st.builds(Run, _words, st.booleans(), st.booleans(), st.none() | st.just("https://example.org/"))
_texts = st.builds(
    lambda name, found: Text(name, "".join(r.text for r in found), found), _words, st.tuples(_runs, _runs)
)
_many = st.lists(_texts, max_size=3).map(tuple)
_blocks = st.one_of(
    st.builds(lambda text: Paragraph(text.id, text.text, text.runs), _texts),
    st.builds(ItemList, st.booleans(), _many),
    st.builds(Notice, st.sampled_from(("note", "warning", "emergency")), _many),
)


@given(_blocks)
def test_a_block_is_stored_as_its_schema_says(block):
    by_schema = BlockField.SCHEMAS[block.type]().dump(block)
    assert canonical(BlockField()._serialize(block, None, None)) == canonical(by_schema)


@given(st.text(alphabet="ab .,:;!?-()<>&#`~{}'\"=+|/@$%^0123é中ا*_[]\\\u00a0", max_size=30))
def test_a_text_without_markup_is_read_as_the_parser_reads_it(text):
    try:
        found = runs(text)
    except MarkupError:
        return
    assert found == tuple(inline._merged(inline._runs(parse(text))))

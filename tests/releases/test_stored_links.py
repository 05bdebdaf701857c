"""Links are found in stored bytes unread: no text can be taken for one, and none is overlooked."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from portal_api.articles.links import Lead
from portal_api.releases.editions.canonical import Json, canonical
from portal_api.releases.editions.storedlinks import leads_in, related_in, relinked, without_related

NAMES = st.sampled_from(["fever", "a-1", "type-2-diabetes"])
LEADS = st.builds(Lead, NAMES, st.none() | st.sampled_from(["risks", "p-2"]))
# What a text would have to say to be taken for a link, and pieces of it.
TEXTS = st.text(max_size=20) | st.lists(
    st.sampled_from(
        [',"href":"article:x"', '\\",', '"href":"article:x#y"', ',"related":["x"]', "]", '\\"', '"']
    ),
    max_size=4,
).map("".join)
HREFS = st.none() | LEADS.map(str) | st.sampled_from(["https://a.example/article:x", "tel:123"])


def run(text: str, href: str | None, strong: bool) -> Json:
    found: Json = {"text": text} | ({"strong": True} if strong else {})
    return found | ({"href": href} if href else {})


BODIES = st.builds(
    lambda runs, title, related: {
        "id": "pump",
        "title": title,
        "runs": runs,
        "sources": [{"title": title, "url": "https://a.example/"}],
        "codes": {},
        **({"related": related} if related else {}),
    },
    st.lists(st.builds(run, TEXTS, HREFS, st.booleans()), max_size=5),
    TEXTS,
    st.lists(NAMES, max_size=3, unique=True),
)


@given(BODIES)
def test_what_an_article_leads_to_is_told_by_its_bytes(body: Json) -> None:
    hrefs = {one["href"] for one in body["runs"] if one.get("href", "").startswith("article:")}
    related = body.get("related", [])
    assert leads_in(canonical(body)) == tuple(sorted(hrefs | {f"article:{name}" for name in related}))
    assert related_in(canonical(body)) == tuple(related)


@given(BODIES, st.sets(LEADS.map(str)))
def test_a_link_is_replaced_or_goes_and_nothing_else_changes(body: Json, shown: set[str]) -> None:
    def members(lead: Lead) -> bytes:
        return b'"href":"%b"' % f"https://p.example/{lead.article}".encode() if str(lead) in shown else b""

    expected = json.loads(canonical(body))
    expected.pop("related", None)
    for one in expected["runs"]:
        href = one.get("href", "")
        if href in shown:
            one["href"] = f"https://p.example/{href.removeprefix('article:').partition('#')[0]}"
        elif href.startswith("article:"):
            del one["href"]
    assert without_related(relinked(canonical(body), members)) == canonical(expected)

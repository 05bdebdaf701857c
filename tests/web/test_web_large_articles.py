"""What is remembered of articles stays small, however large articles are."""

from __future__ import annotations

import json
import random

from shelving import Portal
from tiny import ARTICLE, TinyLibrary

from portal_api.releases.record import stored
from portal_api.web import shown


def test_a_very_long_article_is_answered_whole_and_not_remembered(own_library: TinyLibrary) -> None:
    words = random.Random(7)
    long = "".join(f"\n{words.randbytes(400).hex()} {{#x{number}}}\n" for number in range(120))
    own_library.article("long", ARTICLE + long)
    own_library.publish()
    portal = Portal(own_library.store, shelf_bytes=0)
    caches = (stored._inflated, shown._outlined)
    portal.ask("/v1/en/articles/pump")
    before = [cache.cache_info().currsize for cache in caches]
    answer = json.loads(portal.ask("/v1/en/articles/long").body)
    assert len(answer["sections"][-1]["blocks"]) == 121
    assert [cache.cache_info().currsize for cache in caches] == before


def test_a_usual_article_is_remembered(own_library: TinyLibrary) -> None:
    portal = Portal(own_library.store, shelf_bytes=0)
    portal.ask("/v1/en/articles/pump")
    before = stored._inflated.cache_info().hits, shown._outlined.cache_info().hits
    portal.ask("/v1/en/articles/pump")
    assert stored._inflated.cache_info().hits > before[0]
    assert shown._outlined.cache_info().hits > before[1]

"""The pages of a preview say how each text stands, where it is, and that all of it is a draft."""

from __future__ import annotations

import html
import json
import re

import pytest
from drafts import draft_of, new_draft
from tiny import ARTICLE

from portal_api.preview.places import Places
from portal_api.preview.site import create_preview
from portal_api.preview.stationery import file
from portal_api.settings import Settings
from portal_api.words import WORDS

SHEET = "/preview/ar/pump"
CATALOG = "translations/es/LC_MESSAGES/pump.po"


def read(client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.text


def segment(text: str, name: str) -> str:
    """The row of one segment."""
    found = re.search(
        rf'<li class="segment[^"]*" id="segment-{name}">.*?(?=<li class="segment|</ol>)', text, re.DOTALL
    )
    assert found, name
    return found[0]


def visible(markup: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", markup)).split())


def test_each_segment_shows_both_texts_its_status_and_its_lines(client) -> None:
    row = segment(read(client, SHEET), "p2")
    assert "Ready" in row
    assert "Call right away if it beeps." in row
    assert '<p class="text" lang="ar" dir="rtl">ar: Call right away if it beeps.</p>' in row
    line = ARTICLE[: ARTICLE.index("{#p2}")].count("\n") + 1
    assert f"https://git.example/library/blob/main/content/articles/pump.md#L{line}" in row
    assert "translations/ar/LC_MESSAGES/pump.po:" in row


def test_what_is_missing_is_marked(client) -> None:
    assert "Missing" in segment(read(client, SHEET), "r1")


def test_what_is_outdated_shows_the_words_that_changed(client, draft, working) -> None:
    working.change(
        "content/articles/pump.md", "Call your team within 2 hours", "Call your team within 3 hours"
    )
    draft.look()
    row = segment(read(client, "/preview/es/pump"), "h1")
    assert "Outdated" in row
    assert "within <del>2</del><ins>3</ins> hours" in row


def test_what_a_check_refuses_shows_the_finding_and_marks_the_number(client, draft, working) -> None:
    working.change(CATALOG, "es: Call your team within 2 hours", "es: Call your team within 20 hours")
    draft.look()
    row = segment(read(client, "/preview/es/pump"), "h1")
    assert "Refused by a check" in row
    assert "<mark>20</mark>" in row
    assert "<code>numbers</code>" in row


def test_what_waits_for_approval_is_told_under_the_real_policy(client, draft, working) -> None:
    working.settings("en", "es", "ar", machine="reviewed-only")
    draft.look()
    assert "Waits for approval" in segment(read(client, "/preview/es/pump"), "p1")


def test_only_what_is_to_do_can_be_shown(client) -> None:
    text = read(client, f"{SHEET}?show=work")
    assert "segment-r1" in text
    assert "segment-p2" not in text


def test_a_broken_file_is_told_with_line_and_remedy_above_the_last_good_texts(client, draft, working) -> None:
    path = working.root / CATALOG
    path.write_bytes(path.read_bytes() + b"no message\n")
    draft.look()
    text = read(client, "/preview/es/pump")
    assert "this line is not part of a PO file" in visible(text)
    assert f"{CATALOG}:{path.read_bytes().count(bytes([10]))}" in text
    assert "es: Call your team within 2 hours." in segment(text, "h1")


def test_a_link_to_another_article_leads_to_its_sheet_and_on_the_page_to_its_page(
    client, draft, working
) -> None:
    other = ARTICLE.replace("# Pump", "# Other").replace("https://www.example.org/more", "article:pump#risks")
    working.article("other", other)
    draft.look()
    assert '<a href="pump#part-risks">more</a>' in segment(read(client, "/preview/ar/other"), "p1")
    assert 'id="part-risks"' in read(client, "/preview/ar/pump")
    assert 'href="/ar/pump#risks"' in read(client, "/ar/other")


def test_a_link_that_leads_nowhere_is_told_with_line_and_remedy(client, draft, working) -> None:
    working.change("content/articles/pump.md", "https://www.example.org/more", "article:pumpe")
    draft.look()
    told = visible(read(client, "/preview/ar/pump"))
    assert "`article:pumpe` leads nowhere: the library has no article `pumpe`" in told
    assert "see more" in told


def test_a_file_that_never_made_sense_is_told_too(working, tmp_path) -> None:
    working.write(CATALOG, "nothing of the kind\n")
    draft = draft_of(working, tmp_path / "second")
    app = create_preview(draft, Settings(base_url="https://preview.example"), Places())
    text = visible(read(app.test_client(), "/preview/es/pump"))
    assert "cannot be shown" in text
    assert f"{CATALOG}:1" in text
    draft.stop()


def test_no_path_of_the_machine_is_shown(client, draft, working, tmp_path) -> None:
    (working.root / CATALOG).write_bytes(b"nothing of the kind\n")
    working.write("content/articles/broken.md", "nothing of the kind\n")
    working.write("content/disclaimer.md", "nothing of the kind\n")
    draft.look()
    for path in (
        "/preview",
        SHEET,
        "/preview/es/pump",
        "/preview/es/broken",
        "/preview/es/disclaimer",
        "/es/pump",
    ):
        assert str(tmp_path) not in client.get(path).text, path


def test_every_page_is_a_draft_that_nobody_finds_or_keeps(client) -> None:
    for path in ("/preview", SHEET, "/ar/pump", "/es", "/docs", "/nothing", "/embed/es/pump"):
        answer = client.get(path)
        assert "<strong>Draft</strong>" in answer.text, path
    for path in ("/v1/es/articles/pump", "/ar/pump", "/preview", "/v1/nothing", "/robots.txt"):
        headers = client.get(path).headers
        assert "noindex" in headers["X-Robots-Tag"], path
        assert headers.getlist("Cache-Control") == ["no-store"], path
        assert "Access-Control-Allow-Origin" not in headers, path


def test_the_policy_of_a_page_lets_the_live_script_run_and_nothing_else(client) -> None:
    policy = client.get("/ar/pump").headers["Content-Security-Policy"]
    assert "script-src 'self';" in f"{policy};"
    assert "default-src 'none'" in policy


def test_a_website_cannot_reach_a_local_preview_under_a_name_of_its_own(draft) -> None:
    local = create_preview(draft, Settings(), Places()).test_client()
    assert local.get("/preview", headers={"Host": "evil.example"}).status_code == 400
    assert local.get("/preview", headers={"Host": "localhost:8000"}).status_code == 200


def test_the_state_is_told_when_it_changes(client, draft) -> None:
    token = json.loads(client.get("/preview/state").data)["draft"]
    assert token == draft.state.token
    assert json.loads(client.get(f"/preview/state?after={token}").data)["draft"] == token


@pytest.mark.parametrize(
    ("file_name", "target"),
    [
        ("translations/ar/LC_MESSAGES/pump.po", "/preview/ar/pump"),
        ("content/articles/pump.md", "/preview/es/pump"),
        ("content/disclaimer.md", "/preview/es/disclaimer"),
        ("content/articles/pump.md&locale=ar", "/preview/ar/pump"),
    ],
)
def test_a_translation_tool_can_link_to_a_file(client, file_name, target) -> None:
    answer = client.get(f"/preview/at?file={file_name}")
    assert answer.headers["Location"] == f"https://preview.example{target}"


@pytest.mark.parametrize(
    "path",
    [
        "/preview/xx/pump",
        "/preview/es/nothing",
        "/preview/at",
        "/preview/at?file=../../etc/passwd",
        "/preview/at?file=translations/xx/LC_MESSAGES/pump.po",
        "/preview/files/nothing.js",
    ],
)
def test_what_is_not_there_is_not_found(client, path) -> None:
    assert client.get(path).status_code == 404


def test_the_script_and_the_style_sheet_are_served(client) -> None:
    for name in ("live.js", "preview.css"):
        known = file(name)
        assert known is not None
        assert client.get(f"/preview/files/{name}").data == known.data


def test_an_article_that_was_not_read_yet_is_listed_and_opens_at_once(working, tmp_path) -> None:
    for number in range(40):
        working.write(f"content/articles/new-{number:02}.md", ARTICLE)
    draft = new_draft(working, tmp_path / "second")
    app = create_preview(draft, Settings(base_url="https://preview.example"), Places())
    client = app.test_client()
    overview = read(client, "/preview")
    assert "41 of 41 articles are still being read" in visible(overview)
    assert "/preview/es/new-39" in overview
    draft.start()
    assert "What is it?" in visible(read(client, "/preview/es/new-39"))
    assert "<h1>Pump</h1>" in read(client, "/en/new-38")
    draft.stop()


def test_a_page_that_is_looked_at_again_checks_nothing_again(client, draft, working, monkeypatch) -> None:
    working.translate("es", "pump", {"p1": "Da **50 mg** al día, vea [más](https://www.example.org/more)."})
    draft.look()
    before = {path: read(client, path) for path in ("/preview/es/pump", "/preview/ar/pump")}
    assert "the translation states 50" in before["/preview/es/pump"]

    def asked(*_: object) -> None:
        raise AssertionError("the checks were asked again")

    monkeypatch.setattr("portal_api.catalogs.checked.check", asked)
    monkeypatch.setattr("portal_api.catalogs.checked.check_catalog", asked)
    assert {path: read(client, path) for path in before} == before
    working.change(CATALOG, "**50 mg** al día", "**5 mg** al día")
    with pytest.raises(AssertionError, match="asked again"):
        draft.look()


def test_a_text_marked_as_unsure_needs_work_and_waits_for_no_approval(client, draft, working) -> None:
    working.change(CATALOG, 'msgctxt "h1"', '#, fuzzy\nmsgctxt "h1"')
    draft.look()
    page = read(client, "/preview/es/pump")
    assert "Needs work" in visible(segment(page, "h1"))
    assert "Show only the 1 to work on" in visible(page)
    work = read(client, "/preview/es/pump?show=work")
    assert 'id="segment-h1"' in work
    assert 'id="segment-p1"' not in work


def test_the_words_that_articles_share_say_where_they_are_used_and_stand_in_no_file(client) -> None:
    row = segment(read(client, "/preview/es/portal"), "callout.warning")
    note = next(word.note for word in WORDS if word.id == "callout.warning")
    assert note in visible(row)
    source, _, translation = row.partition("Translation: ")
    assert 'class="place"' not in source
    assert "translations/es/LC_MESSAGES/portal.po:" in translation


def test_a_translation_that_nobody_has_begun_says_how_to_begin_it(client, draft, working) -> None:
    said = "portal catalogs update es pump"
    assert said not in read(client, "/preview/es/pump")
    assert "portal catalogs update" not in read(client, "/preview/en/pump"), "the source needs none"
    (working.root / CATALOG).unlink()
    draft.look()
    assert said in read(client, "/preview/es/pump")


def test_a_title_in_another_script_keeps_its_direction_and_its_place(client, draft, working) -> None:
    arabic = ARTICLE.replace("language: en", "language: ar").replace("# Pump", "# \u0645\u0636\u062e\u0629")
    working.article("mudakhkha", arabic)
    draft.look()
    while draft.state.later:
        draft.look()
    page = read(client, "/preview/en/mudakhkha")
    assert '<h1><bdi lang="ar" dir="rtl">\u0645\u0636\u062e\u0629</bdi></h1>' in page
    assert re.search(r'<h2 id="part-risks"><bdi lang="ar" dir="rtl">', page)
    assert "<bdi>\u0645\u0636\u062e\u0629</bdi></a>" in read(client, "/preview")

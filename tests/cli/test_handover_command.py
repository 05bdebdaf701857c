"""catalogs export and import: out to an agency and back, on a real library."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
from tiny import TinyLibrary

from portal_api.catalogs.gettext.po import Entry, new_po, read_po
from portal_api.locales import Locale

ES = Locale("es")


def texts(tiny: TinyLibrary) -> dict[str, str]:
    return {entry.context or "": entry.texts[0] for entry in read_po(tiny.catalog("es", "pump"), ES).live()}


def rezipped(path: Path, old: str, new: str) -> None:
    """The zip as an agency sends it back: one text replaced in every file."""
    with zipfile.ZipFile(path) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data.replace(old.encode(), new.encode()))


@pytest.fixture
def files(tiny: TinyLibrary) -> dict[Path, bytes]:
    """The library's catalogs, Spanish complete."""
    tiny.offer("es")
    return {path: path.read_bytes() for path in tiny.root.rglob("*.po")}


@pytest.mark.parametrize("options", [("-o", "a.zip"), ("-o", "a.xlf"), ("-o", "a.zip", "--xliff")])
def test_out_and_back_changes_no_byte(run, files: dict[Path, bytes], options: tuple[str, ...]) -> None:
    assert run("catalogs", "export", "es", *options).exit_code == 0
    result = run("catalogs", "import", "es", options[1])
    assert result.exit_code == 0, result.output
    assert {path: path.read_bytes() for path in files} == files


@pytest.mark.parametrize("xliff", [False, True])
def test_what_an_agency_translated_arrives(run, tiny: TinyLibrary, files, xliff: bool) -> None:
    run("catalogs", "export", "es", "-o", "a.zip", *(["--xliff"] if xliff else []))
    rezipped(tiny.root / "a.zip", "es: Infection", "Infección")
    result = run("catalogs", "import", "es", "a.zip")
    assert result.exit_code == 0, result.output
    assert texts(tiny)["r2"] == "Infección"


def test_a_dry_run_writes_nothing(run, tiny: TinyLibrary, files: dict[Path, bytes]) -> None:
    run("catalogs", "export", "es", "-o", "a.zip")
    rezipped(tiny.root / "a.zip", "es: Infection", "Infección")
    assert "dry run" in run("catalogs", "import", "es", "a.zip", "--dry-run").output
    assert {path: path.read_bytes() for path in files} == files


def test_the_source_may_change_meanwhile(run, tiny: TinyLibrary, files) -> None:
    run("catalogs", "export", "es", "-o", "a.zip")
    tiny.change("content/articles/pump.md", "Infection", "Infection or bleeding")
    rezipped(tiny.root / "a.zip", "es: Infection", "Infección")
    result = run("catalogs", "import", "es", "a.zip")
    assert result.exit_code == 1
    assert "taken, but made for another source than ours is now" in result.output
    entry = next(e for e in read_po(tiny.catalog("es", "pump"), ES).live() if e.context == "r2")
    assert (entry.fuzzy, entry.previous_id, entry.texts) == (True, "Infection", ("Infección",))


def test_a_parcel_in_another_language_is_refused(run, tiny: TinyLibrary, files: dict[Path, bytes]) -> None:
    run("catalogs", "export", "es", "-o", "a.zip")
    assert "is in es, not in ar" in run("catalogs", "import", "ar", "a.zip").output
    assert {path: path.read_bytes() for path in files} == files


def test_a_catalog_of_another_library_is_told_and_left(run, tiny: TinyLibrary, files) -> None:
    run("catalogs", "export", "es", "-o", "a.zip")
    rezipped(tiny.root / "a.zip", "nothing", "nothing")
    with zipfile.ZipFile(tiny.root / "a.zip", "a") as archive:
        archive.writestr("es/stranger.po", tiny.catalog("es", "disclaimer").read_bytes())
    result = run("catalogs", "import", "es", "a.zip")
    assert result.exit_code == 1
    assert "stranger is no text of this library" in result.output
    assert not tiny.catalog("es", "stranger").exists()


def test_one_broken_file_leaves_all_files_as_they_are(
    run, tiny: TinyLibrary, files: dict[Path, bytes]
) -> None:
    run("catalogs", "export", "es", "-o", "a.zip")
    rezipped(tiny.root / "a.zip", 'msgid "Infection"', 'msgid "Infection')
    result = run("catalogs", "import", "es", "a.zip")
    assert result.exit_code == 1
    assert "a.zip/es/pump.po:" in result.output
    assert {path: path.read_bytes() for path in files} == files


def test_what_came_back_as_reviewed_is_recorded_only_in_a_persons_name(run, tiny: TinyLibrary, files) -> None:
    run("catalogs", "export", "es", "pump", "-o", "a.xlf")
    path = tiny.root / "a.xlf"
    path.write_bytes(path.read_bytes().replace(b'state="translated"', b'state="reviewed"'))
    assert "came back as reviewed" in run("catalogs", "import", "es", "a.xlf").output
    assert "[[approval]]" not in (tiny.root / "translations/es/reviews/pump.toml").read_text("utf-8")
    assert run("catalogs", "import", "es", "a.xlf", "--by", "Ana").exit_code == 2
    run("catalogs", "import", "es", "a.xlf", "--by", "Ana", "--role", "nurse")
    assert "by Ana, nurse" in run("review", "status", "es", "pump").output
    run("catalogs", "export", "es", "pump", "-o", "b.xlf")
    assert b'state="reviewed"' in (tiny.root / "b.xlf").read_bytes()


def test_a_language_without_texts_has_nothing_to_export(run, tiny: TinyLibrary) -> None:
    tiny.settings("en")
    assert run("catalogs", "export", "en", "pump").exit_code == 2


def test_an_approval_counts_the_shared_headings_that_came_back_with_it(run, tiny: TinyLibrary, files) -> None:
    run("catalogs", "export", "es", "-o", "a.xlf")
    path = tiny.root / "a.xlf"
    back = path.read_bytes().replace(b'state="translated"', b'state="final"')
    path.write_bytes(back.replace(b"es: What is it?", "¿Qué es?".encode()))
    run("catalogs", "import", "es", "a.xlf", "--by", "Ana", "--role", "nurse")
    (overview,) = (
        line for line in run("review", "status", "es", "pump").output.splitlines() if "overview" in line
    )
    assert "by Ana, nurse" in overview
    assert "lapsed" not in overview


@pytest.mark.parametrize(("old", "new"), [('trgLang="es"', 'trgLang="es-ES"'), ("<target>", "<target>")])
def test_a_tool_may_name_the_region_too(run, tiny: TinyLibrary, files, old: str, new: str) -> None:
    run("catalogs", "export", "es", "pump", "-o", "a.xlf")
    path = tiny.root / "a.xlf"
    path.write_text(path.read_text("utf-8").replace(old, new).replace("es: Infection", "Infección"), "utf-8")
    assert run("catalogs", "import", "es", "a.xlf").exit_code == 0
    assert texts(tiny)["r2"] == "Infección"


def test_one_po_file_comes_back_alone(run, tiny: TinyLibrary, files: dict[Path, bytes]) -> None:
    data = files[tiny.catalog("es", "pump")].replace(b"es: Infection", "Infección".encode())
    (tiny.root / "pump.po").write_bytes(data.replace(b"Language: es", b"Language: es_ES"))
    result = run("catalogs", "import", "es", "pump.po")
    assert result.exit_code == 0, result.output
    assert tiny.catalog("es", "pump").read_bytes() == data


def sent_back(tiny: TinyLibrary, changes: dict[str, str], old: str, new: str) -> None:
    """The zip as it comes back: files renamed as `changes` say, a text replaced."""
    path = tiny.root / "a.zip"
    with zipfile.ZipFile(path) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(changes.get(name, name), data.replace(old.encode(), new.encode()))


@pytest.mark.parametrize("name", ["es/pump_ES (1).po", "es final/PUMP.PO", "Bomba médica.po"])
def test_a_file_that_was_renamed_is_known_by_its_texts(run, tiny: TinyLibrary, files, name: str) -> None:
    run("catalogs", "export", "es", "-o", "a.zip")
    sent_back(tiny, {"es/pump.po": name}, "es: Infection", "Infección")
    result = run("catalogs", "import", "es", "a.zip")
    assert result.exit_code == 0, result.output
    assert f"a.zip/{name}: {Path(name).stem} was taken for pump, whose texts it has" in result.output
    assert texts(tiny)["r2"] == "Infección"


def test_a_renamed_file_keeps_what_was_changed_here_meanwhile(run, tiny: TinyLibrary, files) -> None:
    run("catalogs", "export", "es", "-o", "a.zip")
    tiny.translate("es", "pump", {"r2": "Una infección"})
    sent_back(tiny, {"es/pump.po": "es/pump_v2.po"}, "es: Infection", "Infección")
    result = run("catalogs", "import", "es", "a.zip")
    assert result.exit_code == 1
    assert "conflict: r2: changed here and there; ours stays; write theirs into it" in result.output
    assert texts(tiny)["r2"] == "Una infección"


def test_a_copy_beside_the_file_is_told_and_not_taken(run, tiny: TinyLibrary, files) -> None:
    run("catalogs", "export", "es", "-o", "a.zip")
    with zipfile.ZipFile(tiny.root / "a.zip", "a") as archive:
        data = tiny.catalog("es", "pump").read_bytes().replace(b"es: Infection", b"Old")
        archive.writestr("es/pump (copy).po", data)
    result = run("catalogs", "import", "es", "a.zip")
    assert result.exit_code == 1
    assert "a.zip/es/pump (copy).po: pump (copy) is no text of this library" in result.output
    assert texts(tiny)["r2"] == "es: Infection"


@pytest.mark.parametrize(
    ("name", "encode"),
    [
        ("pump.po", lambda text: b"\xef\xbb\xbf" + text.encode()),
        ("pump.po", lambda text: text.encode("utf-16")),
        ("pump.txt", lambda text: text.replace("\n", "\r\n").encode("utf-16")),
        ("done.po", lambda text: text.encode()),
    ],
    ids=["mark", "utf-16", "notepad", "renamed"],
)
def test_one_file_comes_back_as_windows_programs_save_it(run, tiny: TinyLibrary, files, name, encode) -> None:
    text = tiny.catalog("es", "pump").read_text("utf-8").replace("es: Infection", "Infección")
    (tiny.root / name).write_bytes(encode(text))
    result = run("catalogs", "import", "es", name)
    assert result.exit_code == 0, result.output
    assert texts(tiny)["r2"] == "Infección"


@pytest.mark.parametrize("name", ["a.xml", "a.sdlxliff", "A.XLF"])
def test_a_document_is_known_by_its_contents(run, tiny: TinyLibrary, files, name: str) -> None:
    run("catalogs", "export", "es", "pump", "-o", "a.xlf")
    text = (tiny.root / "a.xlf").read_text("utf-8").replace('<file id="pump"', '<file id="f1"')
    (tiny.root / name).write_text("\ufeff" + text.replace("es: Infection", "Infección"), "utf-8")
    result = run("catalogs", "import", "es", name)
    assert result.exit_code == 0, result.output
    assert "f1 was taken for pump" in result.output
    assert texts(tiny)["r2"] == "Infección"


def test_texts_that_a_tool_gave_other_ids_find_their_places(run, tiny: TinyLibrary, files) -> None:
    tiny.translate("es", "pump", {"h1": ""})
    run("catalogs", "export", "es", "pump", "-o", "a.xlf")
    path = tiny.root / "a.xlf"
    back = path.read_text("utf-8").replace('<unit id="', '<unit id="u-').replace("es: Infection", "Infección")
    path.write_text(back, "utf-8")
    result = run("catalogs", "import", "es", "a.xlf")
    assert result.exit_code == 0, result.output
    assert "reattached: u-r2: is now r2" in result.output
    assert texts(tiny)["r2"] == "Infección"


def test_what_did_not_come_back_is_told_in_one_line(run, tiny: TinyLibrary, files) -> None:
    run("catalogs", "export", "es", "pump", "-o", "a.xlf")
    path = tiny.root / "a.xlf"
    head, unit, *rest = path.read_text("utf-8").split("  <unit ")
    path.write_text(f"{head}  <unit {unit}" + rest[-1].partition("</unit>\n")[2], "utf-8")
    result = run("catalogs", "import", "es", "a.xlf")
    assert result.exit_code == 1
    (line,) = (one for one in result.output.splitlines() if "did not come back" in one)
    assert line.startswith("a.xlf: missing: 7 texts did not come back; what we have stays: lead, p1, p2")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"PK\x03\x04 and then nothing", "this zip is cut off, or it has a comment; ask for it again"),
        (b"7z\xbc\xaf\x27\x1c", "this is not a zip, no PO file and no XLIFF document; unpack it"),
        (b"", "this is not a zip, no PO file"),
    ],
    ids=["cut", "7z", "empty"],
)
def test_what_is_no_parcel_is_told_with_a_remedy(
    run, tiny: TinyLibrary, files, data: bytes, said: str
) -> None:
    (tiny.root / "a.zip").write_bytes(data)
    result = run("catalogs", "import", "es", "a.zip")
    assert result.exit_code == 1
    assert f"a.zip:1: {said}" in result.output


FEVER = """\
---
language: en
kind: condition
audience: child
---
# Fever

A child who is warm. {#f1}

## What is it? {#overview}

It is fever from 38 °C. {#f2}

- Give **5 ml** twice a day. {#f3}
"""


@pytest.fixture
def two(tiny: TinyLibrary) -> dict[str, bytes]:
    """A library of two articles, and the Spanish files of both by their names."""
    tiny.article("fever", FEVER)
    tiny.offer("es")
    tiny.translate("es", "fever")
    return {name: tiny.catalog("es", name).read_bytes() for name in ("pump", "fever")}


def parcel(tiny: TinyLibrary, files: dict[str, bytes], *, manifest: bool) -> None:
    """The exported zip, its files replaced by these."""
    with zipfile.ZipFile(tiny.root / "a.zip") as archive:
        marks = archive.read("manifest.json")
    with zipfile.ZipFile(tiny.root / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        if manifest:
            archive.writestr("manifest.json", marks)
        for name, data in files.items():
            archive.writestr(f"es/{name}", data)


@pytest.mark.parametrize("manifest", [True, False], ids=["manifest", "no manifest"])
def test_files_whose_names_were_mixed_up_are_put_right(run, tiny, two, manifest: bool) -> None:
    run("catalogs", "export", "es", "-o", "a.zip")
    changed = two["fever"].replace(b"es: A child", "Un niño".encode())
    parcel(tiny, {"pump.po": changed, "fever.po": two["pump"]}, manifest=manifest)
    result = run("catalogs", "import", "es", "a.zip")
    assert "a.zip/es/pump.po: pump was taken for fever, whose texts it has" in result.output
    assert "a.zip/es/fever.po: fever was taken for pump, whose texts it has" in result.output
    assert tiny.catalog("es", "fever").read_bytes() == changed
    assert tiny.catalog("es", "pump").read_bytes() == two["pump"]


@pytest.mark.parametrize("manifest", [True, False], ids=["manifest", "no manifest"])
def test_one_text_under_the_name_of_another_changes_only_its_own(run, tiny, two, manifest: bool) -> None:
    run("catalogs", "export", "es", "-o", "a.zip")
    changed = two["fever"].replace(b"es: A child", "Un niño".encode())
    parcel(tiny, {"pump.po": changed}, manifest=manifest)
    run("catalogs", "import", "es", "a.zip")
    assert tiny.catalog("es", "fever").read_bytes() == changed
    assert tiny.catalog("es", "pump").read_bytes() == two["pump"]


@pytest.mark.parametrize("manifest", [True, False], ids=["manifest", "no manifest"])
def test_a_copy_under_the_name_of_another_is_told_and_not_taken(run, tiny, two, manifest: bool) -> None:
    run("catalogs", "export", "es", "-o", "a.zip")
    changed = two["fever"].replace(b"es: A child", "Un niño".encode())
    parcel(tiny, {"pump.po": two["fever"], "fever.po": changed}, manifest=manifest)
    result = run("catalogs", "import", "es", "a.zip")
    assert result.exit_code == 1
    assert "a.zip/es/pump.po: pump is called so, but has none of its texts" in result.output
    assert tiny.catalog("es", "fever").read_bytes() == changed
    assert tiny.catalog("es", "pump").read_bytes() == two["pump"]


def test_a_single_file_under_the_name_of_another_goes_where_its_texts_are(run, tiny, two) -> None:
    changed = two["fever"].replace(b"es: A child", "Un niño".encode())
    (tiny.root / "pump.po").write_bytes(changed)
    result = run("catalogs", "import", "es", "pump.po")
    assert result.exit_code == 0, result.output
    assert tiny.catalog("es", "fever").read_bytes() == changed
    assert tiny.catalog("es", "pump").read_bytes() == two["pump"]


def test_a_file_that_has_nothing_of_what_it_is_called_leaves_even_the_title(run, tiny, two) -> None:
    stranger = new_po(ES, [Entry("title", "Asthma", ("Asma",)), Entry("x1", "It is asthma.", ("Es asma.",))])
    (tiny.root / "pump.po").write_bytes(stranger.to_bytes())
    result = run("catalogs", "import", "es", "pump.po")
    assert result.exit_code == 1
    assert "pump.po: pump is called so, but has none of its texts" in result.output
    assert tiny.catalog("es", "pump").read_bytes() == two["pump"]


def test_what_changed_since_it_was_sent_out_is_still_known_by_its_name(run, tiny, two) -> None:
    run("catalogs", "export", "es", "-o", "a.zip")
    for old, new in (
        ("is warm", "is hot"),
        ("from 38", "from 38.5"),
        ("5 ml", "4 ml"),
        ("# Fever", "# A fever"),
    ):
        tiny.change("content/articles/fever.md", old, new)
    result = run("catalogs", "import", "es", "a.zip")
    assert "was taken for" not in result.output
    assert "not taken" not in result.output


def test_a_language_that_poedit_took_away_on_the_way_is_the_one_that_was_asked_for(run, tiny) -> None:
    """Poedit 3.2 removes the name of a language that it does not know, as `zh_Hant`."""
    tiny.settings("en", "zh-Hant")
    tiny.offer("zh-Hant")
    path = tiny.catalog("zh-Hant", "pump")
    before = path.read_text("utf-8")
    back = before.replace('"Language: zh_TW\\n"\n', '"X-Generator: Poedit 3.2.2\\n"\n')
    (tiny.root / "pump.po").write_text(back.replace("zh-Hant: Infection", "感染"), "utf-8")
    assert "Language: " not in back
    assert run("catalogs", "import", "zh-Hant", "pump.po").exit_code == 0
    assert "感染" in path.read_text("utf-8")
    path.write_text(back, "utf-8")
    run("catalogs", "update", "zh-Hant", "pump")
    assert '"Language: zh_TW\\n"' in path.read_text("utf-8")


def test_an_outdated_text_stays_so_though_a_tool_drops_states_and_notes(run, tiny, files) -> None:
    tiny.change("content/articles/pump.md", "within 2 hours", "within 4 hours")
    run("catalogs", "update", "es")
    run("catalogs", "export", "es", "pump", "-o", "a.xlf")
    path = tiny.root / "a.xlf"
    bare = re.sub(r' (state|subState)="[^"]*"', "", path.read_text("utf-8"))
    path.write_text(re.sub(r"(?s)<mda:metadata>.*?</mda:metadata>", "", bare), "utf-8")
    run("catalogs", "import", "es", "a.xlf")
    entry = next(e for e in read_po(tiny.catalog("es", "pump"), ES).live() if e.context == "h1")
    assert entry.fuzzy
    assert entry.previous_id == "Call your team within 2 hours."


def test_a_file_whose_ids_a_tool_dropped_is_known_by_its_sources(run, tiny, two) -> None:
    """As `po2xliff` and `xliff2po` do. What is empty here is taken; what differs is told, nothing is lost."""
    tiny.translate("es", "fever", {"f2": ""})
    back = re.sub(rb'msgctxt "[^"]*"\n', b"", two["fever"]).replace(b"es: A child", "Un niño".encode())
    (tiny.root / "back.po").write_bytes(back)
    result = run("catalogs", "import", "es", "back.po")
    assert "back.po: back was taken for fever, whose texts it has" in result.output
    assert "reattached: a text without its id: is now f2, which has the same source" in result.output
    assert "vanished: a text without its id: not taken, it has the source of f1" in result.output
    assert "    text:   Un niño" in result.output
    assert tiny.catalog("es", "fever").read_bytes() == two["fever"]

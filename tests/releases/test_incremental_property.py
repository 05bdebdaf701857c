"""Whatever happens to a library: what is remembered gives the release that reading everything gives."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tiny import ARTICLE, LIBRARY, TinyLibrary

from portal_api.catalogs.gettext.po import Entry, new_po
from portal_api.errors import PortalError
from portal_api.locales import Locale
from portal_api.releases.publishing.losses import Consent
from portal_api.releases.summary import Summary
from portal_api.whereabouts import MEMORY_FOLDER

ARTICLES = ("pump", "second", "third")
TAGS = ("es", "es-MX", "ar")
AGREED = Consent(loss=True, dropped=frozenset(map(Locale, TAGS)))
Edit = Callable[[TinyLibrary], None]


def _edit_source(name: str, number: int) -> Edit:
    text = ARTICLE.replace("# Pump", f"# {name}").replace("5 mg", f"{number} mg")
    return lambda library: library.article(name, text)


def _break_source(name: str) -> Edit:
    return lambda library: library.article(name, "no front matter")


def _remove(name: str) -> Edit:
    return lambda library: (library.root / name).unlink(missing_ok=True)


def _translate(tag: str, name: str) -> Edit:
    def edit(library: TinyLibrary) -> None:
        try:
            library.translate(tag, name)
        except (PortalError, OSError):
            library.catalog(tag, name).unlink(missing_ok=True)

    return edit


def _replace(name: str, old: str, new: str) -> Edit:
    def edit(library: TinyLibrary) -> None:
        path = library.root / name
        if path.is_file():
            path.write_bytes(path.read_bytes().replace(old.encode(), new.encode()))

    return edit


def _origin(tag: str, name: str, origin: str) -> Edit:
    return lambda library: library.origin(tag, name, origin)


def _settings(tags: tuple[str, ...], machine: str) -> Edit:
    listed = ", ".join(f'"{tag}"' for tag in ("en", *tags))
    text = LIBRARY.format(locales=listed, machine=machine, human="publish")
    return lambda library: library.write("content/library.toml", text) and None


def _withdraw(name: str | None) -> Edit:
    rows = f'[[withdrawn]]\narticle = "{name}"\nreason = "outdated"\non = 2026-01-01\n' if name else ""
    return lambda library: library.write("content/withdrawn.toml", rows) and None


_article = st.sampled_from(ARTICLES)
_tag = st.sampled_from(TAGS)
_catalog = st.sampled_from((*ARTICLES, "disclaimer"))
_path = st.builds(
    lambda tag, name: f"translations/{Locale(tag).folder}/LC_MESSAGES/{name}.po",
    _tag,
    st.sampled_from((*ARTICLES, "portal", "disclaimer")),
)
EDITS = st.one_of(
    st.builds(_edit_source, _article, st.sampled_from((5, 6))),
    st.builds(_break_source, _article),
    st.builds(lambda name: _remove(f"content/articles/{name}.md"), _article),
    st.builds(_translate, _tag, _catalog),
    st.builds(_translate, _tag, _catalog),
    st.builds(_remove, _path),
    st.builds(_replace, _path, st.just("msgstr"), st.sampled_from(("msgst", "msgstr"))),
    st.builds(_replace, _path, st.just(": It gives **5 mg**"), st.just(": It gives **50 mg**")),
    st.builds(
        _replace,
        _path,
        st.just(": What is it?"),
        st.sampled_from(
            (
                ": Que?",
                ": Que",
            )
        ),
    ),
    st.builds(_origin, _tag, _catalog, st.sampled_from(("human", "machine", "nobody"))),
    st.builds(
        _settings,
        st.sampled_from((TAGS, TAGS[:1], ("ar", "es"))),
        st.sampled_from(("publish", "reviewed-only")),
    ),
    st.builds(_withdraw, st.sampled_from((None, *ARTICLES))),
)


def _published(library: TinyLibrary) -> object:
    """The digest of the release, which speaks of every row, and what is told; or the refusal."""
    try:
        told = _told(library.publish(AGREED))
    except PortalError as error:
        told = str(error)
    with library.store.snapshot() as snapshot:
        return snapshot.release.id, snapshot.release.digest, told


def _told(summary: Summary) -> object:
    changed = (summary.new, summary.changed, summary.withdrawn, summary.unchanged, summary.shared_changed)
    return changed, summary.locales, summary.problems, sorted(summary.notes)


def _few_words(library: TinyLibrary, tag: str) -> None:
    """A portal.po with one heading, so that many publications take little time."""
    path = library.catalog(tag, "portal")
    entries = (Entry("heading.overview", "What is it?", (f"{tag}: What is it?",)),)
    path.write_bytes(new_po(Locale(tag), entries).to_bytes())


def _without_memory(library: TinyLibrary) -> object:
    """The same, everything read; what was remembered is put back afterwards."""
    kept, aside = library.root / MEMORY_FOLDER, library.root / "aside"
    if kept.exists():
        kept.rename(aside)
    try:
        return _published(library)
    finally:
        shutil.rmtree(kept, ignore_errors=True)
        if aside.exists():
            aside.rename(kept)


@settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rounds=st.lists(st.lists(EDITS, min_size=1, max_size=3), min_size=1, max_size=3))
def test_remembering_changes_no_release(rounds: list[list[Edit]]) -> None:
    with TemporaryDirectory() as folder:
        _edited_and_compared(Path(folder), rounds, TAGS, databases=1)


@settings(max_examples=2, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rounds=st.lists(st.lists(EDITS, min_size=1, max_size=2), min_size=1, max_size=2))
def test_nor_does_one_memory_for_two_databases(rounds: list[list[Edit]]) -> None:
    with TemporaryDirectory() as folder:
        # All that is offered is translated, so that whole articles are remembered.
        _edited_and_compared(Path(folder), rounds, ("es", "ar"), databases=2)


def _edited_and_compared(
    folder: Path, rounds: list[list[Edit]], tags: tuple[str, ...], databases: int
) -> None:
    """After each round of edits, every database gets what one gets for which nothing is remembered."""
    root = folder / "library"
    quick = [TinyLibrary(root, f"sqlite:///{folder}/quick-{number}.db") for number in range(databases)]
    thorough = [TinyLibrary(root, f"sqlite:///{folder}/thorough-{number}.db") for number in range(databases)]
    library = quick[0]
    library.settings("en", *tags)
    for tag in ("es", "ar"):
        library.translate(tag, "disclaimer")
        library.translate(tag, "pump")
        _few_words(library, tag)
    for edits in ([], *rounds):
        for edit in edits:
            edit(library)
        for with_memory, without in zip(quick, thorough, strict=True):
            assert _published(with_memory) == _without_memory(without)
    for one in (*quick, *thorough):
        one.store.close()

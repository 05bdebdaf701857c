"""Articles -> what is wrong with the links between them: each leads to what the library has."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path

from portal_api.articles import attributes
from portal_api.articles.article import Article
from portal_api.articles.complaints import suggestion
from portal_api.articles.inline import runs
from portal_api.articles.links import Lead, lead_of
from portal_api.articles.reader import read_bytes
from portal_api.errors import Problem, SourceErrors

# Every answer looks at each of them. Nobody follows so many.
MAX_LEADS = 50

_SECTION = "## "
# To compare one name with ten thousand others takes a tenth of a second; a file may have fifty wrong ones.
_MOST_COMPARED = 300
_LEAST_SHARED = 3


class Neighbours:
    """The articles in one folder as far as links between them need to know them: their names and sections.

    `withdrawn` says of each article that is taken back in all languages why, and what takes its place.
    Every file is read once, and none is parsed: what is wrong with an article is no fault of those that lead
    to it.
    """

    def __init__(self, folder: Path, withdrawn: Mapping[str, tuple[str, str | None]]) -> None:
        """Reads nothing yet."""
        self._folder = folder
        self._withdrawn = withdrawn
        self._sections: dict[str, tuple[str, ...] | None] = {}

    def fault(self, lead: Lead, sections: Iterable[str] | None = None) -> tuple[str, str] | None:
        """Why nothing can lead there, and what to do about it; None where it can.

        `sections` are those of the article, where they are known already.
        """
        if lead.article in self._withdrawn:
            return self._fault_of_withdrawn(lead)
        known = self.sections_of(lead.article) if sections is None else tuple(sections)
        if known is None:
            return f"the library has no article `{lead.article}`", self._remedy(lead.article)
        if lead.section is None or lead.section in known:
            return None
        remedy = suggestion(lead.section, known[:MAX_LEADS]) if known else "lead to the article as a whole"
        return f"the article `{lead.article}` has no section `{lead.section}`", remedy

    def is_withdrawn(self, article: str) -> bool:
        """Whether it is taken back in all languages."""
        return article in self._withdrawn

    def sections_of(self, article: str) -> tuple[str, ...] | None:
        """The ids of an article's sections; None where there is no such article."""
        if article not in self._sections:
            self._sections[article] = _sections_in(self._folder / f"{article}.md")
        return self._sections[article]

    def _fault_of_withdrawn(self, lead: Lead) -> tuple[str, str]:
        reason, successor = self._withdrawn[lead.article]
        what = f"the article `{lead.article}` is withdrawn ({reason})"
        return what, f"lead to {Lead(successor)}, its successor" if successor else "take the link out"

    def _remedy(self, name: str) -> str:
        near = difflib.get_close_matches(name, self._alike(name), n=1, cutoff=0.6)
        return f"did you mean `{near[0]}`?" if near else "write the name of its file in content/articles"

    def _alike(self, name: str) -> list[str]:
        """Names that share a word or their beginning with this one, as many as are worth a closer look."""
        found: dict[str, None] = {}
        for part in _parts(name):
            found.update(dict.fromkeys(self._names.get(part, ())[:_MOST_COMPARED]))
        return [*found][:_MOST_COMPARED]

    @cached_property
    def _names(self) -> Mapping[str, list[str]]:
        """The names of all articles that can be led to, by their words and by how they begin."""
        found: dict[str, list[str]] = {}
        for path in sorted(self._folder.glob("*.md")):
            if lead_of(f"article:{path.stem}") and path.stem not in self._withdrawn:
                for part in _parts(path.stem):
                    found.setdefault(part, []).append(path.stem)
        return found


def broken_leads(article: Article, neighbours: Neighbours) -> Iterator[Problem]:
    """What leads nowhere in an article, line by line; nobody reads one that is withdrawn itself."""
    if neighbours.is_withdrawn(article.id):
        return
    own = [section.id for section in article.sections]
    faults: dict[Lead, tuple[str, str] | None] = {}
    for lead, line in leads_of(article):
        if lead not in faults and len(faults) == MAX_LEADS:
            what = f"this article leads to more than {MAX_LEADS} places"
            yield Problem(article.path, line, what, "keep the links that help most")
            return
        if lead not in faults:
            faults[lead] = neighbours.fault(lead, own if lead.article == article.id else None)
        if fault := faults[lead]:
            yield Problem(article.path, line, f"`{lead}` leads nowhere: {fault[0]}", fault[1])
    if article.id in article.related:
        yield Problem(
            article.path, article.related_line, "related: it names the article itself", "take it out"
        )


def leads_of(article: Article) -> Iterator[tuple[Lead, int]]:
    """Every link of an article to one of ours, and those that it is related to, each with its line."""
    for name in article.related:
        yield Lead(name), article.related_line
    for segment in article.segments():
        if "article:" in segment.text:
            hrefs = dict.fromkeys(run.href for run in runs(segment.text) if run.href is not None)
            yield from ((lead, segment.line) for href in hrefs if (lead := lead_of(href)) is not None)


def _sections_in(path: Path) -> tuple[str, ...] | None:
    """The ids in the headings of a file as they are written there; None where there is no such file."""
    try:
        text = read_bytes(path).decode("utf-8", "replace")
    except SourceErrors:
        return None
    return tuple(_ids(line for line in text.splitlines() if line.startswith(_SECTION)))


def _ids(headings: Iterable[str]) -> Iterator[str]:
    for heading in headings:
        _, inside = attributes.split(heading.rstrip())
        yield from (token[1:] for token in (inside or "").split(" ") if token.startswith("#"))


def _parts(name: str) -> Iterator[str]:
    """What two names may share that mean the same: each longer word, and the first three letters."""
    yield f"^{name[:_LEAST_SHARED]}"
    yield from (word for word in name.split("-") if len(word) > _LEAST_SHARED)

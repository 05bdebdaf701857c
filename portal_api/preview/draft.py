"""The working files, again and again -> the draft that is served, and what is wrong with the files."""

from __future__ import annotations

import datetime
import re
import secrets
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from portal_api.articles.houserules import read_house_rules
from portal_api.articles.library import Library, read_library
from portal_api.catalogs.coverage import DISCLAIMER, PORTAL
from portal_api.catalogs.pseudo import PSEUDO_LOCALES
from portal_api.errors import Problem, PublishRefused, SourceErrors, StoreError
from portal_api.locales import Locale
from portal_api.preview.drafting import write_library_file, write_pseudo_catalogs
from portal_api.preview.mirror import LIBRARY_FILE, Look, Mirror
from portal_api.releases.publishing.publish import Consent, publish
from portal_api.releases.record.store import Imprint, Store

_RULES = (LIBRARY_FILE, "content/glossary.toml")
_LOOK_EVERY_SECONDS = 0.15
_LOOK_AT_LEAST_SECONDS = 0.5
_AT_REST = 10
_PATIENCE_SECONDS = 20.0


@dataclass(frozen=True)
class State:
    """One state of the draft; `token` is another for each.

    `library` is without articles, under the real policy; None before library.toml could be read once. The
    paths of `problems` are relative to the library. `refusals` say why the draft is older than the files.
    `later` are the articles that were not read yet.
    """

    token: str
    library: Library | None = None
    problems: tuple[Problem, ...] = ()
    refusals: tuple[str, ...] = ()
    later: frozenset[str] = frozenset()

    @property
    def locales(self) -> tuple[Locale, ...]:
        """The languages to look at: the library's, then the pseudo-languages."""
        return self.library.locales if self.library else ()


class Draft:
    """Publishes the files of `root` into a store of its own below `folder`, which is empty."""

    def __init__(self, root: Path, folder: Path) -> None:
        """Nothing is read yet."""
        self.root = root
        self.mirror = Mirror(root, folder)
        self.database_url = f"sqlite:///{folder / 'draft.db'}"
        self.store = Store(self.database_url)
        self._run = secrets.token_hex(4)
        self._count = 0
        self._seen: frozenset[Locale] = frozenset()
        self._turned = threading.Condition()
        self._stopped = threading.Event()
        self._called = threading.Event()
        self._thread: threading.Thread | None = None
        self.state = State(f"{self._run}-0")

    def start(self) -> None:
        """Look from now on, in the background; the first look at a large library takes a while."""
        self._thread = threading.Thread(target=self._watch, name="portal-preview", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Look no more."""
        self._stopped.set()
        self._called.set()
        if self._thread is not None:
            self._thread.join()
        self.store.close()

    def look(self) -> bool:
        """Bring the draft up to the files, as far as they were read; whether anything had changed."""
        look = self.mirror.look()
        if look or look.later != self.state.later:
            self._turn(replace(self._drafted(look), later=look.later))
        return bool(look)

    def read(self, article: str) -> None:
        """Have an article read before all others, if it was not yet; waits for it, but not for ever."""
        if self._thread is None or self._is_read(article):
            return
        self.mirror.want(article)
        self._called.set()
        with self._turned:
            self._turned.wait_for(lambda: self._is_read(article), _PATIENCE_SECONDS)

    def wait(self, token: str, seconds: float) -> State:
        """The state that comes after the one with this token, or the same when the time is up."""
        with self._turned:
            self._turned.wait_for(lambda: self.state.token != token, seconds)
            return self.state

    def has(self, article: str) -> bool:
        """Whether there is a file of an article, or the disclaimer, now or as it last made sense."""
        name = _source_file(article)
        return (self.mirror.folder / name).exists() or self.mirror.is_broken(name)

    def files_of(self, article: str, locale: Locale) -> tuple[str, ...]:
        """The files that one catalog's sheet is made from."""
        here = f"translations/{locale.folder}"
        catalogs = (f"{here}/LC_MESSAGES/{name}.po" for name in dict.fromkeys((article, PORTAL)))
        return (_source_file(article), *catalogs, f"{here}/reviews/{article}.toml", *_RULES)

    def _is_read(self, article: str) -> bool:
        return self._stopped.is_set() or (self._count > 0 and article not in self.state.later)

    def _turn(self, state: State) -> None:
        """Make this the state, and tell whoever waits."""
        self._count += 1
        with self._turned:
            self.state = replace(state, token=f"{self._run}-{self._count}")
            self._turned.notify_all()

    def _watch(self) -> None:
        """Whatever happens to the files, somebody goes on looking.

        Looking in vain takes at most a tenth of the time, unless whoever saves would have to wait for that.
        What was not read yet waits for a moment, in which pages are answered.
        """
        while not self._stopped.is_set():
            self._called.clear()
            began = time.monotonic()
            is_idle = not self.look() and not self.state.later
            rest = (time.monotonic() - began) * _AT_REST if is_idle else 0
            self._called.wait(min(max(_LOOK_EVERY_SECONDS, rest), _LOOK_AT_LEAST_SECONDS))

    def _drafted(self, look: Look) -> State:
        try:
            return self._published(look)
        except SourceErrors as error:
            return replace(self.state, problems=self._relative(error.problems), refusals=())
        except PublishRefused as error:
            return replace(self.state, problems=(), refusals=self._unplaced(error.reasons))
        except (StoreError, OSError) as error:
            return replace(self.state, refusals=self._unplaced([str(error)]))

    def _published(self, look: Look) -> State:
        rules = read_house_rules(self.root / LIBRARY_FILE)
        write_library_file(rules, self.mirror.folder)
        library = replace(read_library(self.mirror.folder, articles=()), policy=rules.policy)
        if self.state.library is None:
            self.state = replace(self.state, library=library)
        write_pseudo_catalogs(self.mirror, self._articles(look), is_first=not self._seen)
        self._seen |= {*library.locales}
        now = datetime.datetime.now(datetime.UTC)
        consent = Consent(loss=True, dropped=self._seen)
        summary = publish(self.mirror.folder, self.store, Imprint(now, "preview", "portal preview"), consent)
        return State("", library, self._relative(summary.problems))

    def _articles(self, look: Look) -> tuple[str, ...]:
        """The ids of the articles whose file changed."""
        names = (Path(name) for name in look.changed)
        return tuple(one.stem for one in names if one.parent.name == "articles" and one.suffix == ".md")

    def _relative(self, problems: Iterable[Problem]) -> tuple[Problem, ...]:
        return tuple(replace(one, path=self.relative(one.path)) for one in problems)

    def relative(self, path: Path) -> Path:
        """A path as the library names it; of one outside of it, just the name."""
        for base in (self.mirror.folder, self.root):
            if path.is_relative_to(base):
                return path.relative_to(base)
        return Path(path.name)

    def _unplaced(self, sentences: Iterable[str]) -> tuple[str, ...]:
        """Sentences without the folders of this machine."""
        bases = (f"{self.mirror.folder}/", f"{self.root.resolve()}/", f"{self.mirror.folder.parent}/")
        inside = re.compile("|".join(map(re.escape, bases)))
        return tuple(inside.sub("", sentence) for sentence in sentences)


def _source_file(article: str) -> str:
    return f"content/{article}.md" if article == DISCLAIMER else f"content/articles/{article}.md"


def is_pseudo(locale: Locale) -> bool:
    """Whether a language exists in a preview only."""
    return locale in PSEUDO_LOCALES

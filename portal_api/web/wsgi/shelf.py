"""A WSGI layer in front of Flask that holds finished answers of the current release in memory.

What is on the shelf was rendered by the ordinary views, for a request that held nothing but address and
languages: so no other header of any client can get into what others are given.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from portal_api.locales import parse_accept_language
from portal_api.locales.accept import LONGEST_HEADER
from portal_api.releases.record.stored import Release
from portal_api.web.wsgi.asking import Asking
from portal_api.web.wsgi.coding import IDENTITY, Coding, preferred
from portal_api.web.wsgi.colophon import colophon_of
from portal_api.web.wsgi.finished import UNCHANGED, Fields, Finished, Labels
from portal_api.web.wsgi.host import names_one_host
from portal_api.web.wsgi.metrics import Label, Reading, Tally
from portal_api.web.wsgi.oversize import is_oversized_at_a_glance
from portal_api.web.wsgi.stock import BY_LANGUAGE, Flight, Key, Stock
from portal_api.web.wsgi.watch import Watch

_LABEL = "portal.label"
_LANGUAGES_REMEMBERED = 1024


class Shelf:
    """Answers from memory where it can, else as the application does. Safe to share between threads.

    The current release is looked for in the background, never by a request, unless the watch asks every time.
    A new release begins with an empty shelf.
    """

    def __init__(self, app: WSGIApplication, watch: Watch, base_url: str, limit: int) -> None:
        """`limit` is how many bytes the answers may take; with 0 none is kept."""
        self._app = app
        self._watch = watch
        self._arrive = watch.here.check
        self._limit = limit
        self._asking = Asking(app, base_url)
        self._stock = Stock(None, limit)
        self._tally = Tally()
        watch.tell(self.turn_to, self.clear)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """One answer."""
        method = environ["REQUEST_METHOD"]
        if (method != "GET" and method != "HEAD") or not names_one_host(environ.get("HTTP_HOST")):
            return self._pass(environ, start_response)
        if is_oversized_at_a_glance(environ) or "HTTP_IF_MATCH" in environ:
            # The application knows how to refuse in the reader's language.
            return self._pass(environ, start_response)
        self._arrive()
        if self._watch.asks_every_time:
            self._watch.look()
        key = (environ["PATH_INFO"], environ.get("QUERY_STRING", ""))
        answer = self._stock.answers.get(key)
        if answer is BY_LANGUAGE:
            answer = self._stock.find(key, _languages(environ.get("HTTP_ACCEPT_LANGUAGE")))
        if answer is None:
            return self._miss(key, environ, start_response)
        answer.used = True
        coding = preferred(environ.get("HTTP_ACCEPT_ENCODING"))
        return self._send(answer, answer.hit, coding, environ, start_response)

    def turn_to(self, release: Release | None) -> None:
        """Begin an empty shelf, unless the shelf is of this release already. Only the watch knows when."""
        if self._stock.release != release:
            self._stock = Stock(release, self._limit)

    def clear(self) -> None:
        """Forget every answer."""
        self._stock = Stock(None, self._limit)

    def reading(self) -> Reading:
        """What it counts, as one worker of several."""
        self._arrive()
        stock = self._stock
        release = stock.release
        return Reading(
            requests=self._tally.totals(),
            evicted=stock.evicted,
            shelf_bytes=stock.size,
            shelf_answers=len(stock.answers),
            workers=1,
            release=release.id if release else 0,
            published=release.published_at.timestamp() if release else 0.0,
        )

    def _send(
        self,
        answer: Finished,
        labels: Labels,
        coding: Coding,
        environ: WSGIEnvironment,
        start_response: StartResponse,
    ) -> Iterable[bytes]:
        """The answer in this coding, or 304. A server may change the list of headers: it gets its own."""
        form = answer.forms[coding]
        whole, unchanged = labels
        if_none_match = environ.get("HTTP_IF_NONE_MATCH")
        if if_none_match is not None and answer.is_current_copy(if_none_match, form):
            self._count(unchanged, environ)
            start_response(UNCHANGED, form.unchanged.copy())
            return []
        self._count(whole, environ)
        start_response(answer.status, form.headers.copy())
        return [form.body] if environ["REQUEST_METHOD"] == "GET" else []

    def _miss(self, key: Key, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        self._watch.start()
        answer = self._brought(key, _languages(environ.get("HTTP_ACCEPT_LANGUAGE")), environ)
        if not answer.is_for_everybody:
            return self._pass(environ, start_response)
        coding = preferred(environ.get("HTTP_ACCEPT_ENCODING"))
        if answer.forms[coding] is answer.forms[IDENTITY]:
            answer.compressed((coding,))
        labels = answer.labels("miss" if answer.may_be_kept else "pass")
        return self._send(answer, labels, coding, environ, start_response)

    def _brought(self, key: Key, languages: str, environ: WSGIEnvironment) -> Finished:
        """The answer by the application, which is asked once however many readers want it.

        The first flight may show that there has to be one for each language: then it is worth a second try.
        """
        stock = self._stock
        for _ in range(2):
            flight, leads = stock.board(key, languages)
            if leads:
                return self._led(stock, flight, key, languages, environ)
            answer = flight.wait(languages)
            if answer is not None:
                return answer
        return self._rendered(key, languages, environ)

    def _led(
        self, stock: Stock, flight: Flight, key: Key, languages: str, environ: WSGIEnvironment
    ) -> Finished:
        """Render for all who wait. Whatever happens, they do not wait for ever."""
        try:
            flight.answer = self._rendered(key, languages, environ)
            self._keep(stock, key, languages, flight.answer)
            return flight.answer
        finally:
            stock.land(flight)

    def _rendered(self, key: Key, languages: str, environ: WSGIEnvironment) -> Finished:
        """By a request of our own, which has nothing else of the client's."""
        path, query = key
        return self._asking.ask(path, query, languages, environ.get("wsgi.errors"))

    def _keep(self, stock: Stock, key: Key, languages: str, answer: Finished) -> None:
        """Put it on the shelf if the release it was read from is still the current one."""
        release = answer.colophon.release
        if not self._limit or release is None or not answer.may_be_kept:
            return
        if release == stock.release and stock is self._stock:
            answer.compressed()
            stock.put(key, languages, answer)

    def _pass(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """What the application answers to the request as it is."""
        seen = [("500", "")]

        def started(status: str, headers: Fields, *more: Any) -> Any:
            seen.append((status, dict(headers).get("Content-Language", "")))
            return start_response(status, headers, *more)

        body = self._app(environ, started)
        status, locale = seen[-1]
        self._count(Label(colophon_of(environ).route, f"{status[:1]}xx", locale, "pass"), environ)
        return body

    def _count(self, label: Label, environ: WSGIEnvironment) -> None:
        environ[_LABEL] = label
        self._tally.count(label)


def label_of(environ: WSGIEnvironment) -> Label:
    """What the request with this environment was counted under."""
    found = environ.get(_LABEL)
    return found if isinstance(found, Label) else Label(colophon_of(environ).route, "5xx", "", "pass")


def _languages(header: str | None) -> str:
    """Accept-Language in its normal spelling: whoever wants the same languages gets the same answer."""
    return _normal(header[: LONGEST_HEADER + 1]) if header else ""


@lru_cache(maxsize=_LANGUAGES_REMEMBERED)
def _normal(header: str) -> str:
    wishes = parse_accept_language(header)
    return str(wishes) if parse_accept_language(str(wishes)) == wishes else header

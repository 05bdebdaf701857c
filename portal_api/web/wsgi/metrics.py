"""What a server counts -> figures for Prometheus (text format 0.0.4), added up over all workers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from threading import get_ident
from typing import NamedTuple

from portal_api.releases.editions.body import Json

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


class Label(NamedTuple):
    """What a request is counted under: URL pattern, status class (`2xx`), language and use of the shelf.

    `shelf` is `hit`, `miss` or `pass`. A closed set for each library: nothing that clients invent is in it.
    """

    route: str
    status: str
    locale: str
    shelf: str


class Tally:
    """Counts requests by label. Each thread counts for itself, so that nothing is lost and nothing locked."""

    def __init__(self) -> None:
        self._by_thread: defaultdict[int, defaultdict[Label, int]] = defaultdict(lambda: defaultdict(int))

    def count(self, label: Label) -> None:
        """One more."""
        self._by_thread[get_ident()][label] += 1

    def totals(self) -> Counter[Label]:
        """How many of each, by all threads."""
        total: Counter[Label] = Counter()
        for counts in list(self._by_thread.values()):
            total.update(counts.copy())
        return total


@dataclass(frozen=True)
class Reading:
    """The figures of one worker, or of several added up.

    `published` is when the current release was published, in seconds since 1970; both are 0 before the first.
    """

    requests: Counter[Label] = field(default_factory=Counter)
    evicted: int = 0
    shelf_bytes: int = 0
    shelf_answers: int = 0
    workers: int = 0
    release: int = 0
    published: float = 0.0

    def to_json(self) -> Json:
        """As a worker hands it over."""
        return vars(self) | {"requests": [[*label, number] for label, number in self.requests.items()]}

    @classmethod
    def from_json(cls, data: Json) -> Reading:
        """What a worker handed over."""
        counted = {Label(*label): number for *label, number in data["requests"]}
        return cls(**data | {"requests": Counter(counted)})

    def of_the_dead(self) -> Reading:
        """What still counts after a worker has ended: what it did, not what it had."""
        return Reading(self.requests, self.evicted)


def added_up(readings: Iterable[Reading]) -> Reading:
    """All workers together; the release is the oldest that any of them still serves."""
    found = list(readings)
    living = [one for one in found if one.workers]
    oldest = min(living, key=lambda one: one.release, default=Reading())
    return Reading(
        requests=sum((one.requests for one in found), Counter()),
        evicted=sum(one.evicted for one in found),
        shelf_bytes=sum(one.shelf_bytes for one in living),
        shelf_answers=sum(one.shelf_answers for one in living),
        workers=sum(one.workers for one in living),
        release=oldest.release,
        published=oldest.published,
    )


def exposition(reading: Reading, now: float) -> str:
    """The figures as Prometheus reads them; `now` is in seconds since 1970."""
    return "".join(f"{line}\n" for metric in _METRICS for line in metric.lines(reading, now))


@dataclass(frozen=True)
class _Metric:
    name: str
    kind: str
    about: str
    values: Callable[[Reading, float], Iterable[tuple[str, float]]]

    def lines(self, reading: Reading, now: float) -> Iterator[str]:
        yield f"# HELP {self.name} {self.about}"
        yield f"# TYPE {self.name} {self.kind}"
        for labels, value in self.values(reading, now):
            yield f"{self.name}{labels} {value:.15g}"


def _requests(reading: Reading, _: float) -> Iterator[tuple[str, float]]:
    total: Counter[tuple[str, str, str]] = Counter()
    for label, number in reading.requests.items():
        total[label.route, label.status, label.locale] += number
    for (route, status, locale), number in sorted(total.items()):
        yield _labels(route=route, status=status, locale=locale), number


def _shelf(reading: Reading, _: float) -> Iterator[tuple[str, float]]:
    total = Counter({"hit": 0, "miss": 0, "pass": 0})
    for label, number in reading.requests.items():
        total[label.shelf] += number
    for result, number in sorted(total.items()):
        yield _labels(result=result), number


def _age(reading: Reading, now: float) -> Iterator[tuple[str, float]]:
    if reading.release:
        yield "", max(0.0, now - reading.published)


def _plain(name: str) -> Callable[[Reading, float], Iterable[tuple[str, float]]]:
    return lambda reading, _: [("", float(getattr(reading, name)))]


def _labels(**labels: str) -> str:
    return "{" + ",".join(f'{name}="{_escaped(value)}"' for name, value in labels.items()) + "}"


def _escaped(value: str) -> str:
    return value.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")


_METRICS = (
    _Metric(
        "portal_requests_total", "counter", "Requests by URL pattern, status class and language.", _requests
    ),
    _Metric(
        "portal_shelf_requests_total",
        "counter",
        "Requests answered from the shelf (hit), by the application for the shelf (miss), or past it (pass).",
        _shelf,
    ),
    _Metric("portal_shelf_evicted_total", "counter", "Answers that made room for others.", _plain("evicted")),
    _Metric(
        "portal_shelf_bytes", "gauge", "Memory that the shelves of all workers take.", _plain("shelf_bytes")
    ),
    _Metric(
        "portal_shelf_answers", "gauge", "Answers on the shelves of all workers.", _plain("shelf_answers")
    ),
    _Metric("portal_workers", "gauge", "Workers that serve.", _plain("workers")),
    _Metric("portal_release", "gauge", "The oldest release that a worker serves.", _plain("release")),
    _Metric("portal_release_age_seconds", "gauge", "How long ago that release was published.", _age),
)

"""Rows of an export -> what nginx needs to know: which file answers an address, and with which headers.

Everything that varies is in maps, which nginx keeps as hash tables; `deploy/nginx/mirror.conf` uses them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from http import HTTPStatus
from pathlib import Path

from portal_api.cli.mirror.addresses import CannotExport
from portal_api.cli.mirror.draft import EXTENSIONS, FILES, SUFFIXES, Draft, Row
from portal_api.cli.mirror.nearest import served_by_wish
from portal_api.locales import Locale
from portal_api.releases.record.mirrors import SERVED
from portal_api.web.html.problempage import is_for_programs

MAPS, FILE_MAPS, TYPES, LANGUAGES = "maps.conf", "file-maps.conf", "types.conf", "languages.map"
ANSWER, ANSWER_IN_API = "answer.conf", "answer-v1.conf"
LIVE, LIVE_IN_API = "live.conf", "live-v1.conf"
UNCHANGED, OTHER = "unchanged.conf", "other.conf"

# nginx makes these itself, from the file and from `types`.
_MADE_BY_NGINX = frozenset({"content-type", "content-length"})
_WAYS = {HTTPStatus.FOUND: "found", HTTPStatus.PERMANENT_REDIRECT: "moved", HTTPStatus.GONE: "gone"}
_NO_FILE = "/.none"
_LANGUAGE = "{language}"
# What caches tell each other, and a server in front of one tells nobody.
_BETWEEN_CACHES = frozenset({"cdn-cache-control", "portal-release", "surrogate-key"})
# The shipped configuration names their variables.
_USED_BY_NAME = frozenset({"content-language", "link"})
_REFUSAL = "/.refusal"
_PLAIN_EXTENSION = {True: "json", False: "html"}
_LONGEST_TEXT = 4000

Entries = Mapping[str, str]


def check_folder(folder: Path) -> None:
    """Raises CannotExport where nginx would take a part of the folder's name for an order."""
    _quoted(str(folder.resolve()))


def write_nginx_files(
    draft: Draft, final: Path, answers: Sequence[Row], refusals: Sequence[Row], locales: Sequence[Locale]
) -> None:
    """Write the files that nginx includes; `final` is where the export will be served from.

    `locales` are those that readers may ask for, the default one first.

    Raises:
        CannotExport: nginx would not give an answer as the service does.
    """
    files = {row.path: row for row in answers if row.is_plain}
    for row in files.values():
        _check_media_type(row)
    others = [row for row in answers if not row.is_plain]
    rest = {_other_key(row): row for row in others}
    rest |= {f"{_REFUSAL}{_other_key(row)}": row for row in refusals}
    plain, other = _Files(files), _Others(rest)
    sizes = _hash_sizes([*files, *rest])
    draft.write_text(MAPS, "".join([sizes, *other.maps(), *_languages(locales, final)]))
    draft.write_text(FILE_MAPS, "".join([*plain.maps(), *_ways(others)]))
    draft.write_text(TYPES, _types())
    draft.write_text(LANGUAGES, _near(locales))
    root = _quoted(str(final))[1:-1]
    in_api = [path for path in files if path.startswith("/v1/")]
    for name, path, headers in (
        (ANSWER, f"{FILES}$uri$portal_ending", plain.headers(files)),
        (ANSWER_IN_API, f"{FILES}$uri$portal_ending", plain.headers(in_api)),
        (LIVE, f"{SERVED}$uri$portal_ending", plain.headers(files, _BETWEEN_CACHES)),
        (LIVE_IN_API, f"{SERVED}$uri$portal_ending", plain.headers(in_api, _BETWEEN_CACHES)),
        (UNCHANGED, f"{FILES}$portal_asked$portal_usual_ending", plain.headers(files)),
        (OTHER, "$portal_other_file", other.headers(rest)),
    ):
        draft.write_text(name, f'alias "{root}/{path}";\n' + "".join(headers))


def _hash_sizes(keys: Sequence[str]) -> str:
    """Room for the longest key and no more: nginx fills each bucket, and looks through all that is in one."""
    longest = max(map(len, keys)) + 32
    return f"map_hash_max_size {8 * len(keys) + 4096};\nmap_hash_bucket_size {-(-longest // 64) * 64};\n"


class _Answers:
    """A set of answers by a key that nginx knows, and the maps from that key to what they are made of.

    Each map that nginx looks into costs time. So an address leads to its kind of answer, and short maps lead
    from there to the headers that answers of this kind share. `own` headers differ with nearly each answer.
    """

    own = frozenset({"etag", "location"})
    parameters = ""

    def __init__(self, name: str, key: str, rows: Mapping[str, Row]) -> None:
        self.name = name
        self.key = key
        self.rows = rows
        self._own: dict[str, dict[str, str]] = {low: {} for low in self.own}
        self._fields = self._common(rows)
        names = {name.lower(): name for row in rows.values() for name, _ in row.headers}
        self._headers = {low: name for low, name in sorted(names.items()) if low not in _MADE_BY_NGINX}
        numbers: dict[tuple[str, ...], str] = {}
        self._kinds = {key: numbers.setdefault(self.kind(key), str(len(numbers) + 1)) for key in rows}
        self.examples = {kind: rows[key] for key, kind in self._kinds.items()}

    def _common(self, rows: Mapping[str, Row]) -> Mapping[str, Entries]:
        """The headers of each answer less its own, which go apart: what many have in common is kept once."""
        known: dict[tuple[tuple[str, str], ...], Entries] = {}
        found: dict[str, Entries] = {}
        for key, row in rows.items():
            fields = [(name.lower(), value) for name, value in row.headers]
            for low, value in fields:
                if low in self.own:
                    self._own[low][key] = value
            common = tuple(one for one in fields if one[0] not in self.own | _MADE_BY_NGINX)
            found[key] = known.setdefault(common, dict(common))
        return found

    def kind(self, key: str) -> tuple[str, ...]:
        """What answers of one kind have in common."""
        fields = self._fields[key]
        return tuple(fields.get(low, "") for low in self._headers if low not in self.own)

    def maps(self) -> Iterator[str]:
        """From the key to the kind of answer, and from there to the headers."""
        yield self._map(self.key, f"${self.name}_kind", self._kinds)
        for low in self._varying():
            if low in self.own:
                yield self._map(self.key, self._variable(low), self._values(low, self._kinds))
            else:
                examples = {kind: key for key, kind in self._kinds.items()}
                values = self._values(low, examples.values())
                by_kind = {self._kinds[key]: value for key, value in values.items()}
                yield self._map(f"${self.name}_kind", self._variable(low), by_kind)

    def headers(self, keys: Iterable[str], unsaid: Collection[str] = ()) -> Iterator[str]:
        """The line of each header for these answers but the unsaid; nginx leaves out those that are empty.

        What all of them share is said as it is, and costs no map.
        """
        yield 'add_header Last-Modified "" always;\n'  # the files are younger than what they say
        for low, name in self._headers.items():
            if low in unsaid:
                continue
            said = {self._said(low, self._fields[key]) for key in keys}
            varies = len(said) > 1 or low in self.own
            value = self._variable(low) if varies else _quoted(next(iter(said), ""))
            value = value.replace(_LANGUAGE, self._variable("content-language"))
            yield f"add_header {name} {value} always;\n"

    def _said(self, low: str, fields: Entries) -> str:
        """A header less the language in its addresses, which nginx can put there."""
        return fields.get(low, "").replace(f"/{fields['content-language']}/", f"/{_LANGUAGE}/")

    def _varying(self) -> list[str]:
        found = {low: {fields.get(low, "") for fields in self._fields.values()} for low in self._headers}
        always = self.own | _USED_BY_NAME
        return [low for low, values in found.items() if len(values) > 1 or low in always]

    def _map(self, source: str, target: str, entries: Entries) -> str:
        return _map(source, target, entries, parameters=self.parameters)

    def _variable(self, low: str) -> str:
        return f"${self.name}_{low.replace('-', '_')}"

    def _values(self, low: str, keys: Iterable[str]) -> Entries:
        if low in self.own:
            return {key: self._own[low][key] for key in keys if key in self._own[low]}
        return {key: self._fields[key][low] for key in keys if low in self._fields[key]}


class _Files(_Answers):
    """What plain files answer: the address says the file, less how it is called by type and coding."""

    def __init__(self, rows: Mapping[str, Row]) -> None:
        super().__init__("portal", "$uri", rows)

    def kind(self, key: str) -> tuple[str, ...]:
        row = self.rows[key]
        return (_ending(row), *row.codings, *super().kind(key))

    def maps(self) -> Iterator[str]:
        yield from super().maps()
        endings: dict[str, str] = {}
        coded: dict[str, str] = {}
        for kind, row in self.examples.items():
            endings[kind] = _ending(row)
            endings |= {f"{kind}-{coding}": f"{_ending(row)}{SUFFIXES[coding]}" for coding in row.codings}
            coded |= {kind: "coded"} if row.codings else {}
        yield _map('"$portal_kind$portal_chosen$portal_unusual"', "$portal_ending", endings, _NO_FILE)
        yield _map('"$portal_kind$portal_chosen"', "$portal_usual_ending", endings, _NO_FILE)
        yield _map("$portal_kind", "$portal_coded", coded)

    def headers(self, keys: Iterable[str], unsaid: Collection[str] = ()) -> Iterator[str]:
        """The same; the tag of a coding has a suffix."""
        for line in super().headers(keys, unsaid):
            yield line.replace("$portal_etag", '"\\"$portal_etag$portal_chosen\\""')

    def _values(self, low: str, keys: Iterable[str]) -> Entries:
        found = super()._values(low, keys)
        return {key: tag.strip('"') for key, tag in found.items()} if low == "etag" else found


class _Others(_Answers):
    """What else there is: redirects, refusals, and what depends on the reader's language.

    Where one cannot be read another one is said instead, so nginx must not remember what it found before.
    """

    parameters = "    volatile;\n"

    def __init__(self, rows: Mapping[str, Row]) -> None:
        super().__init__("portal_other", "$portal_other", rows)

    def maps(self) -> Iterator[str]:
        yield from super().maps()
        yield self._map(self.key, "$portal_other_file", {key: row.file for key, row in self.rows.items()})


def _ending(row: Row) -> str:
    """What the name of a file has more than the path of its address."""
    return row.file.removeprefix(FILES + row.path)


def _other_key(row: Row) -> str:
    """How nginx asks for what is no plain file: by the path, and by the language where that matters."""
    return row.path if row.language is None else f"{row.path} {row.language or '-'}"


def _ways(others: Iterable[Row]) -> Iterator[str]:
    """How each address is answered that no plain file answers, and whether the reader's language matters."""
    ways: dict[str, str] = {}
    for row in others:
        way = _WAYS.get(HTTPStatus(row.status), "page")
        if ways.setdefault(row.path, way) != way:
            raise CannotExport(f"{row.path} has another status in another language; nginx cannot say that")
    yield _map("$portal_subject", "$portal_way", ways)
    varying = {row.path: "by-language" for row in others if row.language is not None}
    yield _map("$portal_subject", "$portal_varies", varying)
    yield _map("$portal_whole", "$portal_gone", {path: way for path, way in ways.items() if way == "gone"})


def _languages(locales: Sequence[Locale], final: Path) -> Iterator[str]:
    """The language of an address that names one, and that of a reader, by the first three that are wanted."""
    yield f"map $uri $portal_default {{ default {locales[0]}; }}\n"
    yield _map("$portal_named", "$portal_in_path", {str(locale): str(locale) for locale in locales})
    near = _quoted(str(final / LANGUAGES))
    for place in ("1", "2", "3"):
        yield f"map $portal_wish{place} $portal_near{place} {{ include {near}; }}\n"


def _near(locales: Sequence[Locale]) -> str:
    """The rows of a map from a wanted language to the one that is served."""
    return "".join(f"{_quoted(wish)} {_quoted(str(served))};\n" for wish, served in served_by_wish(locales))


def _types() -> str:
    """The media type of each extension."""
    lines = [
        f'    "{name}" {extension};\n' for name, extension in EXTENSIONS.items() if "problem" not in name
    ]
    return f"types {{\n{''.join(lines)}}}\n"


def _check_media_type(row: Row) -> None:
    """nginx knows the media type by the extension of the address, else by where the address is."""
    said = next(value for name, value in row.headers if name.lower() == "content-type")
    last = row.path.partition("?")[0].rpartition("/")[2]
    extension = last.rpartition(".")[2] if "." in last else _PLAIN_EXTENSION[is_for_programs(row.path)]
    if EXTENSIONS[said] != extension or "problem" in said:
        raise CannotExport(f"{row.path} is {said}, and nginx would say it is a file of type {extension}")


def _map(source: str, target: str, entries: Entries, default: str = "", parameters: str = "") -> str:
    rows = "".join(f"    {_quoted(key)} {_quoted(value)};\n" for key, value in entries.items())
    rows += f"    default {_quoted(default)};\n"
    return f"map {source} {target} {{\n{parameters}{rows}}}\n"


def _quoted(text: str) -> str:
    """A text as nginx reads it. Raises CannotExport where nginx would take a part of it for a variable."""
    if "$" in text or not text.isprintable():
        raise CannotExport(f"{text!r} cannot stand in a configuration of nginx")
    if len(text) > _LONGEST_TEXT:
        raise CannotExport(f"{text[:100]!r}... is too long for a configuration of nginx")
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'

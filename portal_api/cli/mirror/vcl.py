"""`portal varnish`: the service's own refusals -> VCL that says them in the language of the address."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import click
from flask import Flask, Response

from portal_api.app import create_app
from portal_api.cli.files import write_whole
from portal_api.cli.mirror.nearest import served_by_wish
from portal_api.cli.options import settings_of
from portal_api.cli.screen import plural, say
from portal_api.errors import PortalError, StoreError
from portal_api.locales import Locale
from portal_api.releases.record.store import Store
from portal_api.web.html.problempage import FOR_PROGRAMS
from portal_api.web.problems import Refused, answer_error

# What Varnish has to say by itself, for a program and for a person; everything else it asks the service for.
_SAID: tuple[PortalError, ...] = (Refused("malformed-request"), Refused("too-many-requests"), StoreError())
_SOMEWHERE = {"program": "/v1/{locale}/", "person": "/{locale}/"}
_SET_BY_VARNISH = frozenset({"content-length", "portal-release", "vary"})


@dataclass(frozen=True)
class Saying:
    """What is said to a reader of a language; `form` is one of `_SOMEWHERE`."""

    form: str
    locale: Locale
    status: int
    headers: Mapping[str, str]
    body: str


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def varnish(file: Path) -> None:
    """Write what Varnish says by itself, with the disclaimer in every offered language, as VCL.

    That is: the service cannot be reached, somebody asks too often, a request cannot be understood. The file
    deploy/varnish/portal.vcl includes it as words.vcl. Write it again, and reload, when a disclaimer changed.

    \b
    Example:
      portal varnish /etc/varnish/words.vcl
    """
    settings = settings_of()
    with closing(Store(settings.database_url)) as store:
        with store.snapshot() as snapshot:
            offered = snapshot.offered
        sayings = [*_sayings(create_app(store, settings), offered)]
    write_whole(file, "\n".join(_program(sayings, offered)).encode() + b"\n")
    say(f"{file}: {plural(len(sayings), 'answer')} in {plural(len(offered), 'language')}.")


def _sayings(app: Flask, offered: Sequence[Locale]) -> Iterator[Saying]:
    for form, somewhere in _SOMEWHERE.items():
        for locale in offered:
            for error in _SAID:
                yield _saying(form, locale, _refusal(app, somewhere.format(locale=locale), error))


def _refusal(app: Flask, path: str, error: PortalError) -> Response:
    """What the service answers to this error at a path."""
    with app.test_request_context(path):
        return app.process_response(answer_error(error))


def _saying(form: str, locale: Locale, refusal: Response) -> Saying:
    headers = {name: value for name, value in refusal.headers if name.lower() not in _SET_BY_VARNISH}
    return Saying(form, locale, refusal.status_code, headers, refusal.get_data(as_text=True))


def _program(sayings: Sequence[Saying], offered: Sequence[Locale]) -> Iterator[str]:
    yield "# Written by `portal varnish`: what the service itself would say. Not to be edited."
    yield from _settling(offered)
    for form in _SOMEWHERE:
        yield f"sub portal_say_to_{form} {{"
        for saying in sayings:
            if saying.form == form:
                yield from _said(saying)
        yield "}"
    programs = "|".join(sorted(FOR_PROGRAMS))
    yield "sub portal_say {"
    yield "    call portal_settle_language;"
    yield f'    if (req.url ~ "^/(?:{programs})(?:[/?]|$)") {{'
    yield "        call portal_say_to_program;"
    yield "    } else {"
    yield "        call portal_say_to_person;"
    yield "    }"
    yield "}"


def _settling(offered: Sequence[Locale]) -> Iterator[str]:
    """The language in the path, else the first that the reader asks for, where one near enough is offered.

    It is the one that the service would choose for it, else the default one. Weights are not read, but 0 is.
    """
    wishes: dict[Locale, list[str]] = {locale: [] for locale in offered}
    for wish, served in served_by_wish(offered):
        wishes[served].append(wish)
    known = "|".join(sorted(chain.from_iterable(wishes.values())))
    refused = ",[^,;]*;[ \\t]*q=0?\\.?0*[ \\t]*(?=,|$)"
    unknown = f",[ \\t]*(?!(?:{known})[ \\t]*(?:[;,]|$))[^,]*"
    yield "sub portal_settle_language {"
    yield '    set req.http.Portal-Tag = std.tolower(regsuball(req.http.Portal-Tag, "_", "-"));'
    yield '    set req.http.Portal-Tag = "," + req.http.Portal-Tag + ","'
    yield '        + std.tolower(regsub(req.http.Accept-Language, "^(.{0,256}).*$", "\\1"));'
    yield f'    set req.http.Portal-Tag = regsuball(req.http.Portal-Tag, "{refused}", "");'
    yield f'    set req.http.Portal-Tag = regsuball(req.http.Portal-Tag, "{unknown}", "");'
    yield '    set req.http.Portal-Tag = regsub(req.http.Portal-Tag, "^,[ \\t]*([a-z0-9-]+).*$", "\\1");'
    for locale, near in wishes.items():
        yield f'    if (req.http.Portal-Tag ~ "^(?:{"|".join(near)})$") {{'
        yield f'        set req.http.Portal-Tag = "{str(locale).lower()}";'
        yield "        return;"
        yield "    }"
    yield f'    set req.http.Portal-Tag = "{str(offered[0]).lower()}";'
    yield "}"


def _said(saying: Saying) -> Iterator[str]:
    tag = str(saying.locale).lower()
    yield f'    if (resp.status == {saying.status} && req.http.Portal-Tag == "{tag}") {{'
    for name, value in saying.headers.items():
        yield f"        set resp.http.{name} = {quoted(value)};"
    yield f"        set resp.body = {quoted(saying.body)};"
    yield "    }"


def quoted(text: str) -> str:
    """A text as VCL has it; where a quotation mark before a brace would end it, it is taken apart."""
    return '{"' + text.replace('"}', '""} + {"}') + '"}'

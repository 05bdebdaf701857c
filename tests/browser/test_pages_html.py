"""html-validate and the Nu checker find no mistake in our pages, and would find one."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
import urllib.error
import urllib.request
from collections.abc import Iterator
from http.client import HTTPMessage
from pathlib import Path
from typing import IO

import pytest
from portal import ARTICLE, PARTLY_TRANSLATED, PROJECT

HERE = Path(__file__).parent
BROKEN = '<!DOCTYPE html><html lang="en"><head><title>x</title></head><body><p><div>x</p><img src="x"></body>'


Report = dict[str, list[str]]


@pytest.fixture(scope="module")
def files(portal_url: str, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Every kind of page in each direction and script, the style sheet, and a page with mistakes."""
    folder = tmp_path_factory.mktemp("html")
    broken = folder / "broken.html"
    broken.write_text(BROKEN)
    return [*(_saved(portal_url + path, folder) for path in _paths()), broken]


def _paths() -> Iterator[str]:
    for locale in ("en", "ar", "zh-Hans"):
        yield f"/{locale}/{ARTICLE}"
        yield f"/{locale}/{PARTLY_TRANSLATED}"
        yield f"/{locale}"
        yield f"/{locale}?q=fever"
        yield f"/{locale}?q=nothing-here"
        yield f"/{locale}/nothing-here"
    yield from ("/", "/en/", "/pt_br", "/nothing/here", "/docs", "/problems", "/problems/held")


def test_html_validate_finds_nothing_but_what_is_broken(files: list[Path], modules: Path) -> None:
    assert _html_validate(files, modules).keys() == {"broken.html"}


def test_the_nu_checker_finds_nothing_but_what_is_broken(files: list[Path], modules: Path) -> None:
    style = PROJECT / "portal_api/web/static/page.css"
    assert _nu([*files, style], modules).keys() == {"broken.html"}


def _html_validate(files: list[Path], modules: Path) -> Report:
    """What html-validate finds, by file."""
    program, settings = modules / ".bin/html-validate", HERE / ".htmlvalidate.json"
    command = [str(program), "--config", str(settings), "--formatter", "json", *map(str, files)]
    with tempfile.TemporaryFile("w+") as output:  # a pipe would lose the end of a long report
        subprocess.run(command, stdout=output, stderr=subprocess.DEVNULL, check=False)
        output.seek(0)
        report = json.load(output)
    return {
        Path(found["filePath"]).name: [f"{one['ruleId']}: {one['message']}" for one in found["messages"]]
        for found in report
        if found["messages"]
    }


def _nu(files: list[Path], modules: Path) -> Report:
    """What the Nu checker finds, errors and warnings, by file."""
    java = shutil.which("java")
    if java is None:
        pytest.skip("Java is not here; install it, e.g. apt install default-jre-headless")
    jar = modules / "vnu-jar/build/dist/vnu.jar"
    command = [java, "-jar", str(jar), "--also-check-css", "--format", "json", "--exit-zero-always"]
    output = subprocess.run([*command, *map(str, files)], capture_output=True, text=True, check=True).stderr
    found: Report = {}
    for message in json.loads(output)["messages"]:
        if message["type"] != "info" or message.get("subType") == "warning":
            found.setdefault(Path(message.get("url", "")).name, []).append(message["message"])
    return found


class _Stay(urllib.request.HTTPRedirectHandler):
    """A redirect is a page too."""

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: HTTPMessage,
        newurl: str,
    ) -> None:
        """Goes nowhere."""


def _saved(url: str, folder: Path) -> Path:
    file = folder / f"{url.partition('//')[2].replace('/', '_').replace(':', '_')}.html"
    try:
        with urllib.request.build_opener(_Stay).open(url) as answer:
            data = answer.read()
    except urllib.error.HTTPError as error:
        data = error.read()
        error.close()
    file.write_bytes(data)
    return file

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


@pytest.fixture(scope="module")
def files(portal_url: str, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Every kind of page in each direction and script, as files."""
    folder = tmp_path_factory.mktemp("html")
    return [_saved(portal_url + path, folder) for path in _paths()]


def _paths() -> Iterator[str]:
    for locale in ("en", "ar", "zh-Hans"):
        yield f"/{locale}/{ARTICLE}"
        yield f"/{locale}/{PARTLY_TRANSLATED}"
        yield f"/{locale}"
        yield f"/{locale}/nothing-here"
    yield from ("/", "/en/", "/pt_br", "/nothing/here")


def test_html_validate_finds_nothing(files: list[Path], modules: Path) -> None:
    assert _html_validate(files, modules) == []


def test_the_nu_checker_finds_nothing(files: list[Path], modules: Path) -> None:
    assert _nu([*files, PROJECT / "portal_api/web/static/page.css"], modules) == []


def test_both_are_seen_to_fire(tmp_path: Path, modules: Path) -> None:
    file = tmp_path / "broken.html"
    file.write_text(BROKEN)
    assert _html_validate([file], modules)
    assert _nu([file], modules)


def _html_validate(files: list[Path], modules: Path) -> list[str]:
    program, settings = modules / ".bin/html-validate", HERE / ".htmlvalidate.json"
    command = [str(program), "--config", str(settings), "--formatter", "json", *map(str, files)]
    with tempfile.TemporaryFile("w+") as output:  # a pipe would lose the end of a long report
        subprocess.run(command, stdout=output, stderr=subprocess.DEVNULL, check=False)
        output.seek(0)
        report = json.load(output)
    return [
        f"{Path(found['filePath']).name}: {message['ruleId']}: {message['message']}"
        for found in report
        for message in found["messages"]
    ]


def _nu(files: list[Path], modules: Path) -> list[str]:
    java = shutil.which("java")
    if java is None:
        pytest.skip("Java is not here; install it, e.g. apt install default-jre-headless")
    jar = modules / "vnu-jar/build/dist/vnu.jar"
    command = [java, "-jar", str(jar), "--also-check-css", "--format", "json", "--exit-zero-always"]
    output = subprocess.run([*command, *map(str, files)], capture_output=True, text=True, check=True).stderr
    return [
        f"{Path(message.get('url', '')).name}: {message['message']}"
        for message in json.loads(output)["messages"]
        if message["type"] != "info" or message.get("subType") == "warning"
    ]


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

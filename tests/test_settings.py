"""Settings: the defaults, what is understood, and what stops the start."""

from __future__ import annotations

import dataclasses
import os
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as profile
from hypothesis import strategies as st

from portal_api.errors import SettingsError
from portal_api.settings import SETTINGS, Settings


def refusal(**environ: str) -> str:
    with pytest.raises(SettingsError) as refused:
        Settings.from_env(environ)
    return str(refused.value)


def test_without_variables_everything_has_its_default() -> None:
    assert Settings.from_env({}) == Settings()


def test_every_setting_is_listed_with_its_default() -> None:
    assert [setting.field for setting in SETTINGS] == [field.name for field in dataclasses.fields(Settings)]
    assert Settings.from_env({setting.name: setting.default for setting in SETTINGS}) == Settings()
    for setting in SETTINGS:
        assert setting.name == f"PORTAL_{setting.field.upper()}"
        assert setting.meaning.endswith(".")


def test_the_process_environment_is_read_where_none_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("PORTAL_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PORTAL_POLL_SECONDS", "2.5")
    assert Settings.from_env() == Settings(poll_seconds=2.5)


def test_nothing_else_reads_the_environment() -> None:
    package = Path(__file__).resolve().parents[1] / "portal_api"
    readers = {
        path.relative_to(package).as_posix()
        for path in package.rglob("*.py")
        if re.search(r"\bos\.(environ|getenv)\b|from os import .*(environ|getenv)", path.read_text("utf-8"))
    }
    assert readers == {"settings.py"}


def test_variables_of_others_are_not_looked_at() -> None:
    assert Settings.from_env({"PATH": "", "PORT": "x", "portal_port": "x"}) == Settings()


UNDERSTOOD = [
    ("PORTAL_BASE_URL", "https://portal.example", "https://portal.example"),
    ("PORTAL_BASE_URL", "HTTPS://Portal.Example:8443/Health/", "https://portal.example:8443/Health"),
    ("PORTAL_BASE_URL", "http://[::1]:8000//", "http://[::1]:8000"),
    ("PORTAL_BASE_URL", "https://xn--bcher-kva.example", "https://xn--bcher-kva.example"),
    ("PORTAL_HOST", "0.0.0.0", "0.0.0.0"),
    ("PORTAL_HOST", "::", "::"),
    ("PORTAL_HOST", "localhost", "localhost"),
    ("PORTAL_PORT", "65535", 65535),
    ("PORTAL_POLL_SECONDS", "0", 0.0),
    ("PORTAL_POLL_SECONDS", "0.25", 0.25),
    ("PORTAL_SHELF_BYTES", "0", 0),
    ("PORTAL_SHELF_BYTES", "67108864", 67_108_864),
    ("PORTAL_METRICS", "off", None),
    ("PORTAL_METRICS", "127.0.0.1:9100", ("127.0.0.1", 9100)),
    ("PORTAL_METRICS", "[::1]:9100", ("::1", 9100)),
    ("PORTAL_PURGE_URLS", "off", ()),
    ("PORTAL_PURGE_URLS", "file:///srv/portal/mirror", ("file:///srv/portal/mirror",)),
    (
        "PORTAL_PURGE_URLS",
        "http://10.0.0.5:6083 https://edge.example/purge http://10.0.0.5:6083",
        ("http://10.0.0.5:6083", "https://edge.example/purge"),
    ),
    ("PORTAL_DATABASE_URL", "sqlite:////srv/portal/portal.db", "sqlite:////srv/portal/portal.db"),
    ("PORTAL_DATABASE_URL", "postgres://u:p%40s@h:5432/n", "postgresql+psycopg://u:p%40s@h:5432/n"),
    (
        "PORTAL_DATABASE_URL",
        "postgresql://u@h/n?sslmode=require",
        "postgresql+psycopg://u@h/n?sslmode=require",
    ),
    ("PORTAL_DATABASE_URL", "postgresql+psycopg://u:p@h/n", "postgresql+psycopg://u:p@h/n"),
]


@pytest.mark.parametrize(("name", "text", "value"), UNDERSTOOD)
def test_a_value_is_understood(name: str, text: str, value: object) -> None:
    assert getattr(Settings.from_env({name: text}), name.removeprefix("PORTAL_").lower()) == value


UNUSABLE = [
    ("PORTAL_BASE_URL", "", "it is empty"),
    ("PORTAL_BASE_URL", "portal.example", "https://portal.example"),
    ("PORTAL_BASE_URL", "//portal.example", "https://portal.example"),
    ("PORTAL_BASE_URL", "ftp://portal.example", "http or https"),
    ("PORTAL_BASE_URL", "https://", "http or https"),
    ("PORTAL_BASE_URL", "https://portal.example/?a=b", "query"),
    ("PORTAL_BASE_URL", "https://portal.example/#top", "fragment"),
    ("PORTAL_BASE_URL", "https://me:secret@portal.example", "user"),
    ("PORTAL_BASE_URL", "https://portal.example/a/../b", "http or https"),
    ("PORTAL_BASE_URL", "https://portal.example\n", "plainly"),
    ("PORTAL_BASE_URL", 'https://portal.example/"><b>', "http or https"),
    ("PORTAL_BASE_URL", "https://-portal.example", "host"),
    ("PORTAL_BASE_URL", "https://999.1.1.1", "host"),
    ("PORTAL_BASE_URL", "https://[12::34::56]", "host"),
    ("PORTAL_BASE_URL", "https://portal.example:0", "65535"),
    ("PORTAL_BASE_URL", "https://portal.example:65536", "65535"),
    ("PORTAL_BASE_URL", "https://bücher.example", "ASCII"),
    ("PORTAL_HOST", "http://localhost", "host"),
    ("PORTAL_HOST", "local host", "host"),
    ("PORTAL_HOST", "256.0.0.1", "host"),
    ("PORTAL_HOST", "a" * 64, "host"),
    ("PORTAL_HOST", "a." * 127 + "ab", "host"),
    ("PORTAL_PORT", "0", "65535"),
    ("PORTAL_PORT", "-1", "65535"),
    ("PORTAL_PORT", "80 ", "plainly"),
    ("PORTAL_PORT", "8_000", "65535"),
    ("PORTAL_PORT", "٨٠", "ASCII"),
    ("PORTAL_PORT", "9" * 5000, "too many"),
    ("PORTAL_PORT", "tcp://10.0.0.1:80", "enableServiceLinks"),
    ("PORTAL_POLL_SECONDS", "-1", "seconds"),
    ("PORTAL_POLL_SECONDS", "nan", "seconds"),
    ("PORTAL_POLL_SECONDS", "inf", "seconds"),
    ("PORTAL_POLL_SECONDS", "1e3", "seconds"),
    ("PORTAL_POLL_SECONDS", "3601", "3600"),
    ("PORTAL_SHELF_BYTES", "-1", "bytes"),
    ("PORTAL_SHELF_BYTES", "64M", "bytes"),
    ("PORTAL_METRICS", "9100", "host and port"),
    ("PORTAL_METRICS", "on", "host and port"),
    ("PORTAL_METRICS", "127.0.0.1:0", "port"),
    ("PORTAL_PURGE_URLS", "10.0.0.5:6083", "http://10.0.0.5:6083"),
    ("PORTAL_PURGE_URLS", "http://10.0.0.5, http://10.0.0.6", "http://10.0.0.5:6083"),
    ("PORTAL_PURGE_URLS", "http://me:secret@10.0.0.5", "user"),
    *(
        ("PORTAL_PURGE_URLS", f"file://{path}", "file:///srv/portal/mirror")
        for path in ("srv/mirror", "", "/srv/../etc", "/srv/$uri", "/")
    ),
    ("PORTAL_DATABASE_URL", "portal.db", "sqlite:///file.db"),
    ("PORTAL_DATABASE_URL", "sqlite://", "in memory"),
    ("PORTAL_DATABASE_URL", "sqlite:///:memory:", "in memory"),
    ("PORTAL_DATABASE_URL", "sqlite:///file:a?mode=memory&uri=true", "in memory"),
    ("PORTAL_DATABASE_URL", "mysql://u:p@h/n", "not supported"),
    ("PORTAL_DATABASE_URL", "postgresql+asyncpg://u:p@h/n", "not supported"),
    ("PORTAL_DATABASE_URL", "postgresql://u:p@h:port/n", "not a database URL"),
]


@pytest.mark.parametrize(("name", "text", "remedy"), UNUSABLE)
def test_an_unusable_value_stops_the_start_with_a_remedy(name: str, text: str, remedy: str) -> None:
    message = refusal(**{name: text})
    assert message.startswith(f"{name}=")
    assert remedy in message
    assert len(message) < 500


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("PORTAL_DATABASE_URL", "mysql://user:hunter2@host/name"),
        ("PORTAL_DATABASE_URL", "postgresql://user:hunter2@host:port/name"),
        ("PORTAL_DATABASE_URL", "postgresql://user:hunter2"),
        ("PORTAL_DATABASE_URL", "user:hunter2@host/name"),
        ("PORTAL_DATABASE_URL", "oracle://host/name?password=hunter2"),
        ("PORTAL_DATABASE_URL", "postgresql://user:pa@ss/hunter2@host:x/name "),
        ("PORTAL_BASE_URL", "https://user:hunter2@portal.example"),
        ("PORTAL_BASE_URL", "https://portal.example/?token=hunter2"),
    ],
)
def test_no_message_shows_a_password(name: str, text: str) -> None:
    assert "hunter2" not in refusal(**{name: text})


def test_settings_that_are_printed_show_no_password() -> None:
    environ = {"PORTAL_DATABASE_URL": "postgresql://user:hunter2@host/name"}
    assert "hunter2" not in repr(Settings.from_env(environ))


def test_all_mistakes_are_told_at_once() -> None:
    message = refusal(PORTAL_PORT="x", PORTAL_POLL_SECONDS="x", PORTAL_PROT="1")
    assert [line.split("=")[0].split(" ")[0] for line in message.splitlines()] == [
        "PORTAL_PROT",
        "PORTAL_PORT",
        "PORTAL_POLL_SECONDS",
    ]


def test_a_misspelled_variable_stops_the_start_and_is_told_the_near_one() -> None:
    assert "did you mean PORTAL_DATABASE_URL?" in refusal(PORTAL_DATABSE_URL="sqlite:///x.db")
    assert "there are PORTAL_DATABASE_URL, PORTAL_BASE_URL" in refusal(PORTAL_ZZ="1")


def test_variables_that_kubernetes_adds_are_explained() -> None:
    assert "enableServiceLinks" in refusal(PORTAL_SERVICE_HOST="10.0.0.1")
    assert "enableServiceLinks" in refusal(PORTAL_PORT_80_TCP="tcp://10.0.0.1:80")


@pytest.mark.parametrize(
    ("environ", "base_url"),
    [
        ({"PORTAL_PORT": "9000"}, "http://127.0.0.1:9000"),
        ({"PORTAL_HOST": "0.0.0.0"}, "http://127.0.0.1:8000"),
        ({"PORTAL_HOST": "::"}, "http://[::1]:8000"),
        ({"PORTAL_PORT": "9000", "PORTAL_BASE_URL": "https://portal.example"}, "https://portal.example"),
        ({"PORTAL_PORT": "9000", "PORTAL_BASE_URL": "http://127.0.0.1:8000"}, "http://127.0.0.1:8000"),
    ],
)
def test_a_base_url_that_nobody_set_follows_host_and_port(environ: dict[str, str], base_url: str) -> None:
    assert Settings.from_env(environ).base_url == base_url


def test_listening_elsewhere_moves_only_a_base_url_that_nobody_set() -> None:
    moved = Settings().listening(port=9000)
    assert (moved.host, moved.port, moved.base_url) == ("127.0.0.1", 9000, "http://127.0.0.1:9000")
    public = Settings(base_url="https://portal.example").listening("0.0.0.0", 80)
    assert (public.host, public.port, public.base_url) == ("0.0.0.0", 80, "https://portal.example")
    assert Settings().listening() == Settings()


@pytest.mark.parametrize(("host", "port"), [("no host", 80), ("", 80), (None, 0), (None, 65536)])
def test_no_one_listens_where_nobody_can(host: str | None, port: int) -> None:
    with pytest.raises(SettingsError, match="cannot listen on"):
        Settings().listening(host, port)


@given(
    st.dictionaries(
        st.sampled_from([setting.name for setting in SETTINGS]) | st.text(max_size=10).map("PORTAL_".__add__),
        st.text(max_size=60) | st.from_regex(r"(https?|sqlite|postgresql)://[ -~]{0,40}", fullmatch=True),
        max_size=4,
    )
)
@profile(max_examples=200, deadline=None)
def test_any_environment_is_read_or_refused(environ: dict[str, str]) -> None:
    try:
        read = Settings.from_env(environ)
    except SettingsError:
        return
    assert re.fullmatch(r"https?://[^/?#@\s]+(/[^?#\s]*[^/?#\s])?", read.base_url)
    assert 1 <= read.port <= 65535
    assert 0 <= read.poll_seconds <= 3600

"""How fast answers are, side by side with peers, each server measured in turn in one run.

    make bench                                      # all of it, about four minutes
    python benchmarks/serving.py --seconds 1 hot bare

Needs Linux with taskset, wrk and nginx (Debian: apt-get install wrk nginx-light), for its row also Varnish.
The server has one core and one blocking thread or pool of threads, the load comes from another core. What
counts are the ratios of requests per second of processor time that the server used: on a machine of one's own
that is the same as requests per second, and it holds while other programs use the machine too.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median

import fronts
from contenders import ARTICLE, CONTENDERS, Contender
from ports import PATIENCE_SECONDS, answers_in_time, ask, free_port
from scores import Round, kept, print_table

PROJECT = Path(__file__).resolve().parents[1]
SERVER_CORE, LOAD_CORE = "0", "1"
ROUNDS = 3
CONNECTIONS = 32


def main() -> None:
    """Measure and print the table; exit code 1 where a promise is not kept."""
    arguments = _arguments()
    chosen = [one for one in CONTENDERS if not arguments.names or one.name in arguments.names]
    if shutil.which("varnishd") is None:
        print("no row for varnish: varnishd is not here (Debian: apt-get install varnish)")
        chosen = [one for one in chosen if one.name != "varnish"]
    with tempfile.TemporaryDirectory(prefix="portal-bench-") as name:
        bench = Bench(Path(name), arguments.seconds)
        rounds: dict[str, list[Round]] = {one.name: [] for one in chosen}
        for _ in range(arguments.rounds):
            for one in chosen:
                rounds[one.name].append(bench.measure(one))
    results = {name: median(one.per_cpu for one in found) for name, found in rounds.items()}
    print_table(chosen, results, rounds)
    sys.exit(0 if all(kept(results)) else 1)


class Bench:
    """A published sample library in a folder of its own, and the servers that serve it."""

    def __init__(self, folder: Path, seconds: float) -> None:
        self._folder = folder
        self._seconds = seconds
        self._port = free_port()
        self._backend = 0
        self._environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("PORTAL_")},
            "PORTAL_DATABASE_URL": f"sqlite:///{folder / 'portal.db'}",
            "PYTHONPATH": f"{PROJECT}:{PROJECT / 'benchmarks'}",
            "BENCH_FOLDER": str(folder),
        }
        self._publish()

    def measure(self, one: Contender) -> Round:
        """How many requests the server answers. Refuses answers that are not what they should be."""
        with self._serving(one.server) as pid:
            headers = tuple(self._filled(header, one) for header in one.headers)
            self._check(one, headers)
            self._load(one, headers, 1.0)
            before = _cpu_seconds(pid)
            number, rate = self._load(one, headers, self._seconds)
            return Round(rate, number / (_cpu_seconds(pid) - before))

    def _publish(self) -> None:
        for name in ("content", "translations"):
            # A copy: the library itself would note that it was published into a database that soon is gone.
            shutil.copytree(PROJECT / name, self._folder / "library" / name)
        command = [
            sys.executable,
            "-m",
            "portal_api",
            "publish",
            "--library",
            str(self._folder / "library"),
            "--by",
            "benchmark",
        ]
        subprocess.run(
            command, env=self._environment, check=False, stdout=subprocess.DEVNULL, cwd=self._folder
        )
        with self._serving("portal"):
            source = ask(self._port, ARTICLE.replace("/es/", "/en/"), {})[2]
            status, headers, body = ask(self._port, ARTICLE, {})
        if status != 200:
            sys.exit(f"the sample library has no {ARTICLE}: {status}")
        (self._folder / "source.json").write_bytes(source)
        (self._folder / "article.json").write_bytes(body)
        kept = [(name, value) for name, value in headers.items() if name.lower() not in ("date", "server")]
        (self._folder / "headers.txt").write_text("\n".join(f"{name}: {value}" for name, value in kept))

    @contextlib.contextmanager
    def _serving(self, server: str) -> Iterator[int]:
        with contextlib.ExitStack() as stack:
            if server == "varnish":
                self._backend = stack.enter_context(self._backend_of_varnish())
            yield stack.enter_context(self._running(server, SERVER_CORE, self._port))

    @contextlib.contextmanager
    def _backend_of_varnish(self) -> Iterator[int]:
        """What Varnish asks once; it has the other core, and does nothing while hits are counted."""
        port = free_port()
        with self._running("portal", LOAD_CORE, port):
            yield port

    @contextlib.contextmanager
    def _running(self, server: str, core: str, port: int) -> Iterator[int]:
        command, environment = self._command(server, port)
        process = subprocess.Popen(
            ["taskset", "-c", core, *command],
            env=self._environment | environment,
            cwd=self._folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            if not answers_in_time(port, lambda: process.poll() is None):
                sys.exit(f"{process.args!r} does not answer")
            yield process.pid
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(PATIENCE_SECONDS)

    def _command(self, server: str, port: int) -> tuple[Sequence[str], dict[str, str]]:
        if server == "nginx":
            return fronts.nginx_command(self._folder, fronts.plain_file(self._folder, port)), {}
        if server in ("exported", "live"):
            shipped = {"exported": "mirror.conf", "live": "live.conf"}[server]
            mirror = fronts.mirror(self._folder, port, self._environment, shipped)
            return fronts.nginx_command(self._folder, mirror), {}
        if server == "varnish":
            return fronts.varnish_command(self._folder, port, self._backend, self._environment), {}
        granian = [sys.executable, "-m", "granian", "--interface", "wsgi", "--http", "1", "--workers", "1"]
        granian += ["--blocking-threads", "1", "--no-ws", "--port", str(port), "--log-level", "error"]
        targets = {
            "bare": ("peers:bare", {}),
            "bare-short": ("peers:bare_short", {}),
            "portal": ("wsgi:app", {}),
            "portal-cold": ("wsgi:app", {"PORTAL_SHELF_BYTES": "0"}),
            "usual": ("--factory peers:usual", {}),
        }
        target, environment = targets[server]
        return [*granian, *target.split()], environment

    def _filled(self, header: str, one: Contender) -> str:
        if "{etag}" not in header:
            return header
        return header.format(etag=ask(self._port, one.path, {})[1]["etag"])

    def _check(self, one: Contender, headers: Sequence[str]) -> None:
        sent = dict(header.split(": ", 1) for header in headers)
        status, _, body = ask(self._port, one.path, sent)
        status, _, body = ask(self._port, one.path, sent)
        same = (self._folder / "article.json").read_bytes()
        wrong_body = (
            one.path == ARTICLE
            and one.status == 200
            and not one.headers
            and one.name != "usual"
            and body != same
        )
        if status != one.status or wrong_body:
            sys.exit(f"{one.name}: {status}, {len(body)} bytes; it should be {one.status}, {len(same)} bytes")

    def _load(self, one: Contender, headers: Sequence[str], seconds: float) -> tuple[int, float]:
        named = [part for header in headers for part in ("-H", header)]
        url = f"http://127.0.0.1:{self._port}{one.path}"
        command = [
            "taskset",
            "-c",
            LOAD_CORE,
            "wrk",
            "-t1",
            f"-c{CONNECTIONS}",
            f"-d{max(1, round(seconds))}s",
        ]
        told = subprocess.run([*command, *named, url], check=True, capture_output=True, text=True).stdout
        if "Non-2xx" in told and one.status < 300:
            sys.exit(f"{one.name}: {told}")
        number, rate = re.search(r"(\d+) requests in", told), re.search(r"Requests/sec:\s+([0-9.]+)", told)
        if number is None or rate is None:
            sys.exit(f"wrk told something unknown: {told}")
        return int(number[1]), float(rate[1])


def _cpu_seconds(pid: int) -> float:
    """The processor time of a process and of its children."""
    rows = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            rows.append((int(path.parent.name), path.read_text().rpartition(")")[2].split()))
    ours = [fields for number, fields in rows if number == pid or int(fields[1]) == pid]
    return sum(int(fields[11]) + int(fields[12]) for fields in ours) / os.sysconf("SC_CLK_TCK")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("names", nargs="*", choices=[[], *(one.name for one in CONTENDERS)], metavar="ROW")
    parser.add_argument(
        "--seconds", type=float, default=3.0, help="how long each row is measured, each round"
    )
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    missing = [program for program in ("taskset", "wrk", "nginx") if shutil.which(program) is None]
    if missing or (os.cpu_count() or 1) < 2:
        sys.exit(
            f"two cores are needed, and {', '.join(missing) or 'nothing else'} (Debian: apt-get install)"
        )
    return parser.parse_args()


if __name__ == "__main__":
    main()

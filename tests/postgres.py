"""A PostgreSQL for the tests: the one that an address names, else a throw-away cluster of the installed programs."""

from __future__ import annotations

import contextlib
import ctypes
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

ADDRESS = "NEWSSTAND_TEST_POSTGRES"
REQUIRED = "NEWSSTAND_REQUIRE_POSTGRES"
START_SECONDS = 30.0
PR_SET_PDEATHSIG = 1
# A cluster that is thrown away needs no protection against a crash of the machine.
INIT = ("--encoding=UTF8", "--no-locale", "--no-sync")
OPTIONS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "32MB",
    "max_connections": "20",
}


def find_programs() -> Path | None:
    """The folder with `initdb` and `postgres`; the newest where Debian keeps several."""
    found = shutil.which("initdb")
    folders = [Path(found).resolve().parent] if found else []
    kept = Path("/usr/lib/postgresql").glob("*/bin")
    folders += sorted(kept, key=lambda f: float(f.parent.name or 0), reverse=True)
    return next((f for f in folders if (f / "initdb").exists() and (f / "postgres").exists()), None)


@contextlib.contextmanager
def take_postgres() -> Iterator[str | None]:
    """The address of a PostgreSQL while the tests run, or None where there is none."""
    programs = find_programs()
    if os.environ.get(ADDRESS):
        yield os.environ[ADDRESS]
    elif programs is None:
        yield None
    else:
        with start_cluster(programs) as address:
            yield address


@contextlib.contextmanager
def start_cluster(programs: Path) -> Iterator[str]:
    """A new cluster on a socket in a temporary folder, gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="newsstand-pg-", dir="/tmp"))  # a socket's path may have 107 bytes
    who = unprivileged()
    identity = {"user": who.pw_uid, "group": who.pw_gid, "extra_groups": []} if who else {}
    if who:
        os.chown(folder, who.pw_uid, who.pw_gid)
    common = {"cwd": folder, "stdin": subprocess.DEVNULL, "stderr": subprocess.STDOUT, **identity}
    try:
        made = subprocess.run(
            [programs / "initdb", "-D", folder / "cluster", "--username=newsstand", "--auth=trust", *INIT],
            stdout=subprocess.PIPE,
            text=True,
            **common,  # type: ignore[call-overload]
        )
        if made.returncode:
            raise RuntimeError(f"initdb made no cluster: {made.stdout[-500:]}")
        settings = [word for name, value in OPTIONS.items() for word in ("-c", f"{name}={value}")]
        server = subprocess.Popen(
            [programs / "postgres", "-D", folder / "cluster", "-k", folder, *settings],
            stdout=subprocess.DEVNULL,
            preexec_fn=end_with_parent,  # noqa: PLW1509 - no other thread is there yet
            **common,  # type: ignore[call-overload]
        )
        try:
            wait_until_open(folder, server)
            yield f"postgres://newsstand@{quote(str(folder), safe='')}/newsstand"
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(START_SECONDS)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def unprivileged() -> pwd.struct_passwd | None:
    """Whom the cluster belongs to where we are root, whom PostgreSQL refuses; None where we are somebody else."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    raise RuntimeError("neither “postgres” nor “nobody” is a user here, and PostgreSQL does not run as root")


def wait_until_open(folder: Path, server: subprocess.Popen[bytes]) -> None:
    """Return when the server takes connections."""
    import psycopg

    until = time.monotonic() + START_SECONDS
    while True:
        try:
            psycopg.connect(host=str(folder), user="newsstand", dbname="postgres", connect_timeout=2).close()
            return
        except psycopg.OperationalError as error:
            if server.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"the PostgreSQL for the tests does not start: {error}") from error
            time.sleep(0.05)


def end_with_parent() -> None:
    """On Linux, ask the kernel to end the server when the tests end, however that comes about."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGINT)

"""`newsstand up`: everything on one machine, gatherer, pipeline and pages."""

from __future__ import annotations

import argparse
import asyncio
import errno
import os
import shutil
import socket
import sys
import time
from pathlib import Path

from newsstand.cli.titles import add_titles_argument, choose_catalogue
from newsstand.errors import SettingInvalid

DEMO_MINUTES = 10.0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What can be said after the command."""
    add_titles_argument(parser, default="auto", help_="auto, starter, demo, or a catalogue's FILE")
    parser.add_argument(
        "--data", metavar="DIR", help="the folder that holds the store (default: NEWSSTAND_DATA, else data)"
    )
    parser.add_argument("--host", default="127.0.0.1", help="the address to serve on (default: 127.0.0.1)")
    parser.add_argument("--port", type=_port, default=8000, help="the port to serve on (default: 8000)")


def run(args: argparse.Namespace) -> int:
    """Choose the titles, then run until Ctrl-C."""
    if args.data:
        os.environ["NEWSSTAND_DATA"] = args.data
    check_port(args.host, args.port)
    titles = args.titles
    if titles == "auto":
        titles = choose_titles()
    return run_demo(args) if titles == "demo" else run_titles(args, titles)


def check_port(host: str, port: int) -> None:
    """Refuse to start where somebody else serves; SettingInvalid says so."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except (OSError, UnicodeError) as error:
            # A name that nobody knows raises socket.gaierror, an address of another machine EADDRNOTAVAIL.
            is_host = isinstance(error, socket.gaierror | UnicodeError) or error.errno == errno.EADDRNOTAVAIL
            option = "--host" if is_host else "--port"
            said = getattr(error, "strerror", None) or error
            raise SettingInvalid(
                f"{host}:{port} cannot be served on ({said}); choose another with {option}", name=option
            ) from error


def choose_titles() -> str:
    """The titles already stored, else the starter catalogue, else, when nothing outside answers, the demo."""
    from newsstand.site.settings_file import read_settings, settings_path

    store = Path(os.environ.get("NEWSSTAND_DATA", "data")) / "newsstand.sqlite3"
    kept = read_settings(settings_path(os.environ))
    if os.environ.get("DATABASE_URL") or kept.get("DATABASE_URL") or store.exists():
        from newsstand.site.wiring import open_store

        open_store()
        from newsstand.newsroom.models import Publisher

        if Publisher.objects.filter(is_demo=False).exists():
            return "stored"
    from newsstand.cli.outside import outside_answers

    print("Looking whether the titles' sites answer …", file=sys.stderr)
    return "starter" if asyncio.run(outside_answers()) else "demo"


def run_titles(args: argparse.Namespace, titles: str) -> int:
    """Run on real titles."""
    from newsstand.cli.serving import run_everything
    from newsstand.site.wiring import open_store, take_in_titles

    open_store()
    if titles != "stored":
        new = take_in_titles(choose_catalogue(titles))
        print(f"{new} titles taken in.", file=sys.stderr)
    return asyncio.run(run_everything(args.host, args.port))


def run_demo(args: argparse.Namespace) -> int:
    """Run on the demo newsroom, in a store of its own that begins anew each time."""
    if "django" in sys.modules:  # the store that was looked at is another one
        words = ["up", "--titles", "demo", "--host", args.host, "--port", str(args.port)]
        words += ["--data", args.data] if args.data else []
        os.execv(sys.executable, [sys.executable, "-m", "newsstand", *words])  # noqa: S606 - ourselves again
    from newsstand.cli.serving import run_everything
    from newsstand.demo.clock import PLAYING_FROM, PLAYING_UNTIL
    from newsstand.newsroom.clock import PlayedClock

    data = Path(os.environ.get("NEWSSTAND_DATA", "data")) / "demo"
    shutil.rmtree(data, ignore_errors=True)
    os.environ["NEWSSTAND_DATA"] = str(data)
    os.environ.pop("DATABASE_URL", None)
    clock = PlayedClock.lasting(DEMO_MINUTES, start=PLAYING_FROM, until=PLAYING_UNTIL, since=time.time())
    os.environ["NEWSSTAND_CLOCK"] = clock.spelled()
    from newsstand.site.wiring import open_store

    open_store()
    return asyncio.run(run_everything(args.host, args.port, demo=True))


def _port(text: str) -> int:
    if not (text.isdecimal() and 0 < int(text) < 65_536):
        raise argparse.ArgumentTypeError("a port is a number from 1 to 65535")
    return int(text)

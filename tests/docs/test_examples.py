"""The examples in the docs run, and print what the page says; those that do not end answer, and end when asked."""

import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.cli.house import environment
from tests.docs.examples import PORT, Example, examples_of, files_of
from tests.ports import free_port

DOCS = Path(__file__).parents[2] / "docs"
PAGES = [DOCS / "commands.md", DOCS / "guide.md", DOCS.parent / "README.md"]
STARTS_WITHIN = 30.0
STOPS_WITHIN = 5.0


class Shell:
    """Runs a page's commands in one folder, each fixed port of the page put on a free one."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environment = environment(Path("data"))
        self.environment["PATH"] = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
        self._ports: dict[str, str] = {}

    def placed(self, text: str) -> str:
        """The text with free ports for its own."""
        return PORT.sub(lambda found: self._ports.setdefault(found[0], str(free_port())), text)

    def run(self, example: Example) -> None:
        """Run a command to its end, and compare what it prints."""
        command, expected = (
            self.placed(example.command),
            Example(command="", printed=self.placed(example.printed)),
        )
        done = subprocess.run(
            ["bash", "-c", command],
            cwd=self.folder,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
        assert expected.prints(done.stdout), f"{command}\n{done.stdout}"

    @contextmanager
    def running(self, example: Example) -> Iterator[None]:
        """Start a command that does not end; afterwards Ctrl-C ends it in time."""
        command = self.placed(example.command)
        port = re.search(r"--port (\d+)", command)
        assert port, f"{command} says no port to ask at"
        with (self.folder / "printed").open("w") as printed:
            process = subprocess.Popen(
                ["bash", "-c", f"exec {command}"],
                cwd=self.folder,
                env=self.environment,
                stdout=printed,
                stderr=printed,
            )
        try:
            wait_for_answer(
                f"http://127.0.0.1:{port[1]}/{'healthz' if ' up' in command else ''}", process, command
            )
            yield
        finally:
            begun = time.monotonic()
            process.send_signal(signal.SIGINT)
            try:
                process.wait(STOPS_WITHIN)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
                pytest.fail(f"{command} did not stop within {STOPS_WITHIN:.0f} s")
        assert time.monotonic() - begun < STOPS_WITHIN
        assert "Traceback" not in (self.folder / "printed").read_text()


def wait_for_answer(address: str, process: subprocess.Popen[bytes], command: str) -> None:
    until = time.monotonic() + STARTS_WITHIN
    while not answers(address):
        assert process.poll() is None, f"{command} ended by itself"
        assert time.monotonic() < until, f"{command} does not answer at {address}"
        time.sleep(0.1)


def answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=2) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_pages_examples(page: Path, tmp_path: Path) -> None:
    text = page.read_text("utf-8")
    for name, content in files_of(text).items():
        (tmp_path / name).write_text(content, "utf-8")
    shell = Shell(tmp_path)
    examples = list(examples_of(text))
    assert examples
    play(shell, examples)


def play(shell: Shell, examples: list[Example]) -> None:
    """Run examples in order; what does not end goes on while the rest runs, but `up`, which has the store to itself."""
    if not examples:
        return
    first, *rest = examples
    if not first.is_endless:
        shell.run(first)
        play(shell, rest)
    elif " up" in first.command:
        with shell.running(first):
            pass
        play(shell, rest)
    else:
        with shell.running(first):
            play(shell, rest)


def test_what_stands_for_anything() -> None:
    example = Example(command="newsstand x", printed="… rows in a.b (…)\n…\nlast\n")
    assert example.prints("12 rows in a.b (1 MB)\nanything\nat all\nlast")
    assert not example.prints("12 rows in axb (1 MB)\nanything\nlast")
    assert not example.prints("12 rows in a.b (1 MB)\nanything")


def test_examples_are_found() -> None:
    page = (
        "`a.txt`:\n\n```text\nline\n```\n\n```console\n$ one  # why\nout\n$ two\n```\n\n```sh\n$ never\n```\n"
    )
    assert files_of(page) == {"a.txt": "line\n"}
    assert list(examples_of(page)) == [
        Example(command="one", printed="out\n"),
        Example(command="two", printed=""),
    ]

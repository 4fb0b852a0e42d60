"""The examples of a page: files that it gives in full, and commands with what they print."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

FILE = re.compile(r"^`(?P<name>[\w.-]+)`:\n\n```\w*\n(?P<content>.*?)^```$", re.DOTALL | re.MULTILINE)
CONSOLE = re.compile(r"^```console\n(?P<content>.*?)^```$", re.DOTALL | re.MULTILINE)
PORT = re.compile(r"(?<=--port )\d+|(?<=localhost:)\d+|(?<=127\.0\.0\.1:)\d+")
ENDLESS = re.compile(r"\bnewsstand (?:up|demo)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A command, and what it prints; "…" stands for anything."""

    command: str
    printed: str

    @property
    def is_endless(self) -> bool:
        """Whether the command runs until it is interrupted."""
        return bool(ENDLESS.search(self.command))

    def prints(self, text: str) -> bool:
        """Whether a text is what the page says that the command prints."""
        pattern = ".*?".join(map(re.escape, self.printed.strip().split("…")))
        return re.fullmatch(pattern, text.strip(), re.DOTALL) is not None


def files_of(page: str) -> dict[str, str]:
    """The files that a page gives, by name."""
    return {found["name"]: found["content"] for found in FILE.finditer(page)}


def examples_of(page: str) -> Iterator[Example]:
    """The commands of a page's console blocks, in order; a comment after a command is no part of it."""
    for block in CONSOLE.finditer(page):
        command, printed = "", ""
        for line in (*block["content"].splitlines(), "$ "):
            if line.startswith("$ "):
                if command:
                    yield Example(command=command, printed=printed)
                command, printed = line.removeprefix("$ ").partition("  #")[0].strip(), ""
            else:
                printed += line + "\n"

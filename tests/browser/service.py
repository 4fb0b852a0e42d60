"""A paper that readers sign up to, with mails in a folder, a payment provider beside it, and a time that a test moves."""

from __future__ import annotations

import email
import email.policy
import json
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from tests.browser.serving import House
from tests.stripe_server.running import KEY, SECRET, Fake

LINK = re.compile(r"http://127\.0\.0\.1:\d+/\S+")


class Service(House):
    """A house in which memberships are sold; time stands still between two journeys."""

    def __init__(self, folder: Path, wait_for: Callable[[str], None], fake: Fake, *, now: datetime) -> None:
        """Make the paper and open the house at a moment."""
        super().__init__(folder, wait_for, NEWSSTAND_SINGLE_READER="no")
        self.fake = fake
        self._env |= {
            "NEWSSTAND_ADDRESS": self.address,
            "NEWSSTAND_STRIPE_API": fake.address,
            "NEWSSTAND_STRIPE_KEY": KEY,
            "NEWSSTAND_STRIPE_WEBHOOK_SECRET": SECRET,
        }
        fake.switch("deliveries", mode="now", webhook=f"{self.address}/hooks/stripe")
        self._read: set[Path] = set()
        self.now = now
        self._set(now)
        self.open()

    def travel(self, to: datetime) -> None:
        """Go to a moment: the house is opened then, what the provider did on the way arrives, the chores are done."""
        self.close()
        self._set(to)
        self.open()
        self.fake.switch("advance", to=to.isoformat())
        self.do_chores()

    def do_chores(self) -> None:
        """One round of what goes on by itself."""
        self.manage("do_chores")

    def manage(self, *words: str) -> str:
        """A command; what it printed."""
        done = subprocess.run(
            [sys.executable, "-m", "newsstand", "manage", *words],
            env=self._env, check=False, capture_output=True, text=True, timeout=120,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def ask(self, code: str) -> Any:
        """What Python says of the store: `code` sets `found`."""
        words = f"import json\n{code}\nprint('FOUND' + json.dumps(found, default=str))"
        return json.loads(self.manage("shell", "-v", "0", "-c", words).rpartition("FOUND")[2])

    def mails(self) -> list[tuple[str, str, str]]:
        """Mails that went out and were not looked at before, in order: to whom, subject, text."""
        found = []
        for file in sorted((self.folder / "mail").glob("*.log"), key=lambda one: one.stat().st_mtime_ns):
            if file in self._read:
                continue
            self._read.add(file)
            for one in file.read_bytes().split(b"-" * 79 + b"\n"):
                if one.strip():
                    mail = email.message_from_bytes(one, policy=email.policy.default)
                    part = mail.get_body(("plain",))
                    found.append((str(mail["To"]), str(mail["Subject"]), part.get_content() if part else ""))
        return found

    def _set(self, now: datetime) -> None:
        self.now = now
        self._env["NEWSSTAND_CLOCK"] = f"{now:%Y-%m-%dT%H:%M:%SZ};speed=0"


def link_in(text: str, part: str) -> str:
    """The first link of a mail that holds a word."""
    return next(link for link in LINK.findall(text) if part in link)

"""Known vulnerabilities in what is locked: `python -m tools.audit`. Where the service cannot be asked, it says so and passes."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

LOCK = Path(__file__).parents[1] / "requirements" / "run.lock"
SECONDS = 20.0
# A lock with hashes names every package: nothing is resolved, and nothing is installed.
COMMAND = (
    sys.executable, "-m", "pip_audit", "--requirement", str(LOCK), "--disable-pip", "--require-hashes", "--strict",
    "--progress-spinner", "off", "--timeout", "5",
)  # fmt: skip
UNASKED = (
    "ConnectionError", "ConnectTimeout", "ReadTimeout", "Max retries exceeded", "Failed to resolve", "NameResolutionError",
    "ServiceError", "ProxyError", "SSLError", "Connection refused", "Could not connect", "Temporary failure",
    "Dependency not found on PyPI",  # a mirror that has packages and knows nothing of their faults
)  # fmt: skip


def audit(command: Sequence[str] = COMMAND, *, seconds: float = SECONDS) -> int:
    """0 where nothing is known or nobody could be asked, 1 where something is: the list is printed."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=seconds, check=False)  # noqa: S603 - our own words
    except subprocess.TimeoutExpired:
        print(f"audit: the vulnerability service did not answer in {seconds:g} seconds; nothing was audited")
        return 0
    if done.returncode == 0:
        print("audit: no known vulnerabilities in requirements/run.lock")
        return 0
    if any(word in done.stderr for word in UNASKED):
        print("audit: the vulnerability service cannot be reached; nothing was audited")
        return 0
    print(done.stdout + done.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(audit())

"""How the house logs: one line an event, to stderr, and never an e-mail address in it."""

from __future__ import annotations

import logging
import re
from copy import copy
from typing import Any

# Loose on purpose: a mask too many costs less than an address too many.
ADDRESS = re.compile(r"[^\s@<>\"'(),;:\[\]{}=/\\|]{1,64}(?:@|%40)[^\s@<>\"'(),;:\[\]{}=/\\|&?]{1,255}")
CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
MASK = "(address)"


class Unaddressed(logging.Formatter):
    """Writes a line, and the traceback below it, with every e-mail address masked: wherever the record came from.

    What is told cannot begin a line of its own, nor move the cursor of who reads it.
    """

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging's own name
        """The line without what may stand below it."""
        return CONTROL.sub(lambda found: repr(found[0])[1:-1], super().formatMessage(record))

    def format(self, record: logging.LogRecord) -> str:
        """The line as it is written; what was refused for what was sent is no fault of ours, and is one line."""
        if is_refusal(record):
            record = copy(record)
            record.exc_info = record.exc_text = None
        return masked(super().format(record))


def is_refusal(record: logging.LogRecord) -> bool:
    """Whether Django tells of a request that it refused: one of 4xx, or one that breaks a bound."""
    return record.name.startswith("django.security") or (
        record.name == "django.request" and record.levelno < logging.ERROR
    )


def masked(text: str) -> str:
    """A text without e-mail addresses."""
    return ADDRESS.sub(MASK, text) if "@" in text or "%40" in text else text


LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "newsstand.site.logs.Unaddressed",
            "format": "{asctime} {levelname} {name}: {message}",
            "style": "{",
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    # Django's own would send tracebacks by mail, and print them where DEBUG is on: the root's handler is enough.
    "loggers": {
        "django": {"handlers": [], "propagate": True, "level": "WARNING"},
        "newsstand.members.accounts.door": {
            "level": "INFO"
        },  # every sign-in is a line, not the refused ones alone
    },
}

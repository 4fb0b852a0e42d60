"""Letters sent: each is claimed, handed over and marked, so that a crash doubles one at most and loses none."""

from __future__ import annotations

import logging
import smtplib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import format_datetime, formataddr
from pathlib import Path
from typing import Any, Literal

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.message import BadHeaderError
from django.core.validators import validate_email
from django.utils.crypto import salted_hmac

from newsstand.members.letters.stopping import OPTIONAL, is_unwanted, stop_link
from newsstand.members.models import Letter

log = logging.getLogger(__name__)

AT_ONCE = 50  # letters of one round: other chores wait meanwhile
CLAIMED_FOR = timedelta(minutes=10)  # nobody else takes a letter that is being sent
GIVEN_UP = timedelta(days=3)
FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(hours=4)
OF_ACCOUNTS = "account."  # kinds that bear codes and links: their words are not kept once they are sent


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a letter: `later` where trying again may help, `unreachable` where no other letter would go either."""

    state: Literal["sent", "later", "unreachable", "refused", "unwanted"]
    problem: str = ""


def deliver_letters(now: datetime) -> int:
    """Send the letters that are due, in order; how many went out."""
    sent = 0
    connection: Any = None
    try:
        for letter in _claimed(now):
            connection = connection or _open()
            outcome = _send(letter, connection)
            _mark(letter, outcome, now)
            sent += outcome.state == "sent"
            if outcome.state in ("later", "unreachable"):
                _close(connection)  # what state it is in nobody knows
                connection = None
            if outcome.state == "unreachable":
                break
    finally:
        if connection is not None:
            _close(connection)
    return sent


def next_try(attempts: int, made_at: datetime, now: datetime) -> datetime | None:
    """When a letter that could not be sent is tried again, ever later; None once three days have passed."""
    if now - made_at >= GIVEN_UP:
        return None
    pauses: int = 2 ** min(max(attempts - 1, 0), 20)
    return now + min(FIRST_PAUSE * pauses, LONGEST_PAUSE)


def message_id(key: str, host: str) -> str:
    """A letter's Message-ID: the same however often it is sent, and silent about what its key says."""
    return f"<{salted_hmac('newsstand.members.letters', key, algorithm='sha256').hexdigest()[:40]}@{host}>"


def _claimed(now: datetime) -> Iterator[Letter]:
    """Letters that are due, each taken before it is given: one update that one round alone can do."""
    for _ in range(AT_ONCE):
        letter = (
            Letter.objects.filter(state=Letter.State.WAITING, due_at__lte=now)
            .select_related("reader")
            .order_by("due_at", "pk")
            .first()
        )
        if letter is None:
            return
        mine = Letter.objects.filter(
            pk=letter.pk, state=Letter.State.WAITING, due_at=letter.due_at, attempts=letter.attempts
        ).update(due_at=now + CLAIMED_FOR, attempts=letter.attempts + 1)
        if mine:
            letter.attempts += 1
            yield letter


def _send(letter: Letter, connection: Any) -> Outcome:
    if is_unwanted(letter.reader, letter.kind):
        return Outcome("unwanted", "the reader does not want letters of this kind")
    try:
        validate_email(letter.to)
        message = _message(letter, connection)
        message.message()  # headers are looked at before anything is sent
    except (ValidationError, BadHeaderError, UnicodeError):
        return Outcome("refused", "the address or the subject cannot stand in a mail's head")
    try:
        message.send()
    except smtplib.SMTPRecipientsRefused as error:
        return _judge([code for code, _ in error.recipients.values()])
    except smtplib.SMTPResponseException as error:
        if isinstance(
            error, (smtplib.SMTPAuthenticationError, smtplib.SMTPConnectError, smtplib.SMTPHeloError)
        ):
            return Outcome("unreachable", f"the mail server answered {error.smtp_code}")
        return _judge([error.smtp_code])
    except (smtplib.SMTPException, OSError) as error:
        return Outcome("unreachable", f"the mail server cannot be reached: {type(error).__name__}")
    return Outcome("sent")


def _judge(codes: list[int]) -> Outcome:
    """What a mail server's answer means; its words are not kept, for they name the address."""
    said = f"the mail server answered {', '.join(map(str, codes))}"
    return Outcome("refused" if codes and all(code >= 500 for code in codes) else "later", said)


def _message(letter: Letter, connection: Any) -> EmailMultiAlternatives:
    sender = settings.DEFAULT_FROM_EMAIL
    headers = {
        "Message-ID": message_id(letter.key, sender.rpartition("@")[2].strip(" >") or "localhost"),
        "Date": format_datetime(letter.made_at),
        "Auto-Submitted": "auto-generated",
    }
    if letter.kind in OPTIONAL and letter.reader is not None:
        headers["List-Unsubscribe"] = f"<{stop_link(letter.reader)}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message = EmailMultiAlternatives(
        letter.subject,
        letter.text,
        sender if "<" in sender else formataddr((settings.NEWSSTAND["NEWSSTAND_NAME"], sender)),
        [letter.to],
        connection=connection,
        headers=headers,
    )
    if letter.html:
        message.attach_alternative(letter.html, "text/html")
    return message


def _mark(letter: Letter, outcome: Outcome, now: datetime) -> None:
    letter.problem = outcome.problem
    if outcome.state == "sent":
        letter.state, letter.sent_at = Letter.State.SENT, now
    elif outcome.state in ("refused", "unwanted"):
        letter.state = Letter.State.FAILED
    else:
        due_at = next_try(letter.attempts, letter.made_at, now)
        letter.state = Letter.State.WAITING if due_at else Letter.State.FAILED
        letter.due_at = due_at or now
    if letter.state != Letter.State.WAITING and letter.kind.startswith(OF_ACCOUNTS):
        letter.text = letter.html = ""
    if letter.state == Letter.State.FAILED:
        log.warning("letter %s (%s) is given up: %s", letter.pk, letter.kind, letter.problem)
    letter.save(update_fields=["state", "sent_at", "due_at", "problem", "text", "html"])


def _open() -> Any:
    if folder := getattr(settings, "EMAIL_FILE_PATH", None):
        Path(folder).mkdir(mode=0o700, parents=True, exist_ok=True)  # letters open accounts
    return get_connection()


def _close(connection: Any) -> None:
    with suppress(smtplib.SMTPException, OSError):
        connection.close()

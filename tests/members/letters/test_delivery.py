from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from newsstand.members.letters import deliver_letters, write_letter, write_letter_to
from newsstand.members.letters.delivery import CLAIMED_FOR, GIVEN_UP, message_id, next_try
from tests.killing import is_killed

if TYPE_CHECKING:
    from newsstand.members.models import Letter
    from tests.members.letters.conftest import Post

NOW = datetime(2026, 3, 12, 14, 5, tzinfo=UTC)
LATER = timedelta(hours=5)

pytestmark = [pytest.mark.django_db, pytest.mark.store]


def put(key: str = "a", **more: Any) -> Letter:
    from newsstand.members.models import Letter

    fields = {"kind": "notice", "to": "ada@reader.example", "subject": "Hello", "text": "Words.\n"}
    assert write_letter(key=key, now=NOW, **{**fields, **more})
    return Letter.objects.get(key=key)


def test_letters_go_out_in_order_and_once(post: Post) -> None:
    put("b", subject="Second", due_at=NOW + timedelta(minutes=1))
    first = put("a", subject="First", html="<p>Words.</p>")
    put("c", subject="Tomorrow", due_at=NOW + timedelta(days=1))
    assert deliver_letters(NOW + timedelta(minutes=1)) == 2
    assert deliver_letters(NOW + LATER) == 0
    assert [mail["Subject"] for mail in post.mails] == ["First", "Second"]
    mail = post.mails[0]
    assert mail["To"] == "ada@reader.example"
    assert mail["From"] == "Newsstand <newsstand@news.example>"
    assert mail["Message-ID"] == message_id("a", "news.example")
    assert mail.get_content_type() == "multipart/alternative"
    assert mail["List-Unsubscribe"] is None
    first.refresh_from_db()
    assert (first.state, first.attempts, first.sent_at) == ("sent", 1, NOW + timedelta(minutes=1))


def test_the_same_letter_is_written_once() -> None:
    put("a")
    assert not write_letter(key="a", kind="x", to="b@c.example", subject="s", text="t", now=NOW)


@pytest.mark.django_db(transaction=True)
def test_killed_between_sending_and_marking_one_letter_is_doubled_that_can_be_told(post: Post) -> None:
    """The statements of one letter: the search, the claim, the mark; whoever sends is killed as they say the third."""
    for key in "ab":
        put(key, subject=key)
    assert is_killed(lambda: deliver_letters(NOW), 3)
    assert [mail["Subject"] for mail in post.mails] == ["a"]
    assert deliver_letters(NOW) == 1, "the letter that was being sent is nobody else's for a while"
    assert deliver_letters(NOW + CLAIMED_FOR) == 1
    assert [mail["Subject"] for mail in post.mails] == ["a", "b", "a"]
    assert post.mails[0]["Message-ID"] == post.mails[2]["Message-ID"]


@pytest.mark.django_db(transaction=True)
def test_killed_before_sending_no_letter_is_lost_or_doubled(post: Post) -> None:
    put("a", subject="a")
    for statement in (1, 2):
        assert is_killed(lambda: deliver_letters(NOW), statement)
    assert not post.mails
    assert deliver_letters(NOW) == 1
    assert [mail["Subject"] for mail in post.mails] == ["a"]


def test_what_cannot_be_sent_now_is_tried_ever_later_and_given_up_after_three_days(post: Post) -> None:
    letter = put()
    now, pauses = NOW, []
    while letter.state == "waiting":
        post.answers = ["451 later <ada@reader.example>"]
        assert deliver_letters(now) == 0
        letter.refresh_from_db()
        pauses.append(letter.due_at - now)
        now = max(letter.due_at, now)
    assert pauses[:3] == [timedelta(minutes=m) for m in (1, 2, 4)]
    assert max(pauses) == timedelta(hours=4)
    assert now - NOW >= GIVEN_UP
    assert letter.state == "failed"
    assert letter.problem == "the mail server answered 451", "the server's words name the address"


def test_who_does_not_exist_is_not_asked_again_and_others_get_theirs(post: Post) -> None:
    nobody = put("a", kind="account.login_code", to="nobody@reader.example")
    put("b")
    post.answers = ["550 no such user"]
    assert deliver_letters(NOW) == 1
    nobody.refresh_from_db()
    assert (nobody.state, nobody.problem) == ("failed", "the mail server answered 550")
    assert nobody.text == "", "codes are not kept"


def test_no_server_no_loss(settings: Any, post: Post) -> None:
    letter = put()
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    put("b")
    assert deliver_letters(NOW) == 0
    letter.refresh_from_db()
    assert letter.state == "waiting"
    assert "cannot be reached" in letter.problem
    settings.EMAIL_PORT = port
    assert deliver_letters(NOW + timedelta(minutes=1)) == 2


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("to", "ada@reader.example\nBcc: eve@evil.example"),
        ("to", "ada@reader.example, eve@evil.example"),
        ("subject", "Hello\r\nBcc: eve@evil.example"),
    ],
)
def test_no_words_become_headers(post: Post, field: str, value: str) -> None:
    from newsstand.members.models import Letter

    letter = put()
    Letter.objects.filter(pk=letter.pk).update(**{field: value})
    assert deliver_letters(NOW) == 0
    letter.refresh_from_db()
    assert letter.state == "failed"
    assert not post.mails


def test_a_subject_from_words_of_readers_is_one_line(post: Post) -> None:
    put(subject="A gift\r\nBcc: eve@evil.example")
    assert deliver_letters(NOW) == 1
    assert post.mails[0]["Subject"] == "A gift Bcc: eve@evil.example"
    assert post.mails[0]["Bcc"] is None


def test_codes_are_not_kept_once_they_are_sent(post: Post) -> None:
    letter = put(kind="account.login_code", text="ABC-DEF", html="<p>ABC-DEF</p>")
    deliver_letters(NOW)
    letter.refresh_from_db()
    assert (letter.text, letter.html) == ("", "")
    assert "ABC-DEF" in post.mails[0].as_string()


def test_letters_that_nobody_has_to_get(post: Post, client: Any, settings: Any, tmp_path: Any) -> None:
    from newsstand.members.models import Reader

    settings.STATIC_ROOT = tmp_path
    reader = Reader.objects.make(email="ada@reader.example", now=NOW, wants_offers=True)
    put("a", kind="win_back", reader=reader)
    assert deliver_letters(NOW) == 1
    mail = post.mails[0]
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    path = mail["List-Unsubscribe"].strip("<>").partition("://")[2].partition("/")[2]
    assert client.get(f"/{path}").status_code == 200
    reader.refresh_from_db()
    assert reader.wants_offers, "looking at a link changes nothing"
    assert client.get(f"/{path}x").status_code == 404
    assert client.post(f"/{path}", {"List-Unsubscribe": "One-Click"}).status_code == 200
    put("b", kind="win_back", reader=reader)
    put("c", kind="win_back")
    assert deliver_letters(NOW) == 0
    assert len(post.mails) == 1


def test_without_a_server_letters_are_files_that_others_cannot_read(settings: Any, tmp_path: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path / "mail")
    put(text="Words that stay.\n")
    assert deliver_letters(NOW) == 1
    assert "Words that stay." in next((tmp_path / "mail").iterdir()).read_text()
    assert (tmp_path / "mail").stat().st_mode & 0o077 == 0


def test_a_readers_letter_is_in_their_language(settings: Any) -> None:
    from newsstand.members.models import Letter, Reader

    reader = Reader.objects.make(email="ada@reader.example", now=NOW, language="ar")
    facts = {"code": "ABC-DEF"}
    assert write_letter_to(reader, "account/login_code", facts, key="k", now=NOW)
    assert not write_letter_to(reader, "account/login_code", facts, key="k", now=NOW)
    letter = Letter.objects.get()
    assert (letter.reader, letter.to) == (reader, "ada@reader.example")
    assert 'dir="rtl"' in letter.html
    assert not write_letter_to(Reader.objects.make(now=NOW), "account/login_code", key="l", now=NOW)


def test_when_it_is_tried_again() -> None:
    assert next_try(1, NOW, NOW) == NOW + timedelta(minutes=1)
    assert next_try(1000, NOW, NOW + LATER) == NOW + LATER + timedelta(hours=4)
    assert next_try(9, NOW, NOW + GIVEN_UP) is None

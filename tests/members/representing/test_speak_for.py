"""The operator's word, at the command line."""

from __future__ import annotations

import io

import pytest
from django.core.management import CommandError, call_command

from newsstand.members.models import Letter, Reader
from tests.web.newsroom import NOW, make_title

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("house")]


def run(*words: str) -> str:
    said = io.StringIO()
    call_command("speak_for", *words, stdout=said)
    return said.getvalue()


def test_a_reader_speaks_for_a_title_until_the_word_is_taken_back() -> None:
    ada, title = Reader.objects.make(email="ada@beacon.example", now=NOW), make_title("The Beacon")
    assert "speaks for The Beacon now" in run("Ada@Beacon.example", "the-beacon")
    assert ada.titles.get() == title
    assert "no longer" in run("ada@beacon.example", "the-beacon", "--stop")
    assert not ada.titles.exists()
    assert set(Letter.objects.values_list("kind", flat=True)) == {"claim_granted", "claim_refused"}
    with pytest.raises(CommandError, match="does not speak"):
        run("ada@beacon.example", "the-beacon", "--stop")


def test_who_or_what_is_not_there_is_said() -> None:
    with pytest.raises(CommandError, match="sign up first"):
        run("nobody@beacon.example", "the-beacon")
    Reader.objects.make(email="ada@beacon.example", now=NOW)
    with pytest.raises(CommandError, match="no such title"):
        run("ada@beacon.example", "the-beacon")

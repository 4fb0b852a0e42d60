"""Proof that a title's site bears a claim's code: on a real name server and a real site, good and hostile."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from ipaddress import ip_network

import pytest

from newsstand.members.representing.proving import (
    MOST_BYTES,
    Found,
    LookSettings,
    Places,
    best_of,
    judge_file,
    judge_record,
    line_of,
    look_for_proof,
    make_token,
    places_of,
    says_token,
)
from newsstand.net import Fetched, Hop
from newsstand.net.txt import ask_txt
from tests.members.representing.site import Names, Site, open_names, open_site

OWN = (ip_network("127.0.0.1/32"),)
TOKEN = "8vQ-token"
NOW = datetime(2026, 3, 12, 14, 5, tzinfo=UTC)
NAME = "_newsstand.127.0.0.1"


def look(home: str, names: Names, token: str = TOKEN, seconds: float = 2.0) -> Found:
    places = places_of(home, own=OWN)
    assert places is not None
    asked = LookSettings(server=names.address, networks=OWN, seconds=seconds)
    return asyncio.run(look_for_proof(places, token, asked))


def places(home: str) -> Places:
    found = places_of(home)
    assert found is not None
    return found


def test_a_title_is_proved_on_its_own_host_or_by_who_registered_its_domain() -> None:
    found = places("https://www.herald.co.uk/")
    assert found.names == ("_newsstand.herald.co.uk", "_newsstand.www.herald.co.uk")
    assert (found.host, found.site) == ("www.herald.co.uk", "herald.co.uk")
    assert found.file == "https://www.herald.co.uk/.well-known/newsstand-claim.txt"
    assert not found.is_path


@pytest.mark.parametrize("host", ["ada.blogspot.com", "ada.substack.com", "ada.github.io"])
def test_on_a_host_that_many_share_only_the_exact_host_counts(host: str) -> None:
    found = places(f"https://{host}/")
    assert (found.names, found.site) == ((f"_newsstand.{host}",), host)


def test_the_host_that_others_share_is_itself_claimed_as_any_other() -> None:
    assert places("https://www.substack.com/").site == "substack.com"


def test_a_title_in_a_folder_is_known_as_one() -> None:
    assert places("https://www.herald.example/sport/").is_path
    assert not places("https://www.herald.example").is_path


def test_http_and_ports_are_taken_over_on_machines_of_our_own_alone() -> None:
    assert places("http://127.0.0.1:8080/").file == "https://127.0.0.1/.well-known/newsstand-claim.txt"
    own = places_of("http://127.0.0.1:8080/", own=OWN)
    assert own is not None
    assert own.file == "http://127.0.0.1:8080/.well-known/newsstand-claim.txt"


def test_what_is_no_web_address_has_no_places() -> None:
    assert places_of("mailto:ada@herald.example") is None


def test_tokens_are_long_and_each_is_another() -> None:
    made = {make_token() for _ in range(50)}
    assert len(made) == 50
    assert min(map(len, made)) >= 32


def test_only_the_whole_line_counts() -> None:
    assert says_token(["v=spf1 -all", f' "{line_of(TOKEN)}" '], TOKEN)
    for other in (f"x{line_of(TOKEN)}", f"{line_of(TOKEN)}x", TOKEN, "newsstand-claim="):
        assert not says_token([other], TOKEN)
    assert not says_token(["newsstand-claim="], "")


def test_a_record_proves_it(site: Site, names: Names) -> None:
    names.say(NAME, "v=spf1 -all", line_of(TOKEN))
    assert look(site.home, names) == Found(way="dns", where=NAME)
    assert site.asked == []


def test_a_file_proves_it(site: Site, names: Names) -> None:
    site.say(f"\ufeffnewsstand-claim=of-somebody-else\r\n{line_of(TOKEN)}\r\n")
    assert look(site.home, names).way == "file"


def test_a_record_in_several_strings_is_put_together() -> None:
    long = "a" * 300
    with open_names() as names:
        names.say(NAME, line_of(long))
        answer = asyncio.run(ask_txt(NAME, server=names.address))
    assert answer.records == (line_of(long),)


def test_somebody_elses_code_proves_nothing(site: Site, names: Names) -> None:
    names.say(NAME, line_of("of-another"))
    assert look(site.home, names) == Found(fault="other_words", where=NAME)


def test_a_flood_of_records_is_bounded_and_asked_for_over_tcp(site: Site, names: Names) -> None:
    names.say(NAME, *(f"record {n} " + "x" * 200 for n in range(200)), line_of(TOKEN))
    answer = asyncio.run(ask_txt(NAME, server=names.address))
    assert len(answer.records) == 50
    names.say(NAME, "y" * 20_000, line_of(TOKEN))
    assert look(site.home, names).way == "dns"
    assert asyncio.run(ask_txt(NAME, server=names.address)).records == (line_of(TOKEN),)


def test_an_alias_within_the_site_is_followed(names: Names) -> None:
    names.aliases["_newsstand.herald.example"] = "proofs.herald.example"
    names.say("proofs.herald.example", line_of(TOKEN))
    answer = asyncio.run(ask_txt("_newsstand.herald.example", server=names.address))
    assert judge_record(answer, TOKEN, places("https://herald.example/")).way == "dns"


def test_an_alias_that_leaves_the_site_proves_nothing(site: Site, names: Names) -> None:
    names.aliases[NAME] = "herald.somebody-elses-cloud.example"
    names.say("herald.somebody-elses-cloud.example", line_of(TOKEN))
    found = look(site.home, names)
    assert (found.way, found.fault) == (None, "led_away")


@pytest.mark.parametrize("trouble", ["refuses", "loops", "silent"])
def test_a_name_server_in_trouble_leaves_the_file(site: Site, names: Names, trouble: str) -> None:
    if trouble == "loops":
        names.aliases = {NAME: "a.example", "a.example": NAME}
    else:
        setattr(names, trouble, True)
    answer = asyncio.run(ask_txt(NAME, server=names.address, seconds=0.3))
    assert answer.outcome == ("too_slow" if trouble == "silent" else "failed")
    assert answer.records == ()


def test_no_name_and_nothing_there(site: Site, names: Names) -> None:
    assert look(site.home, names).fault == "nothing"
    assert site.asked == ["/.well-known/newsstand-claim.txt"]


def test_a_page_that_answers_everything_is_no_file(site: Site, names: Names) -> None:
    site.say(f"<html><pre>\n{line_of(TOKEN)}\n</pre>", kind="text/html")
    assert look(site.home, names).fault == "no_text"
    site.say(f"<html><pre>\n{line_of(TOKEN)}\n</pre>", kind="text/plain")
    assert look(site.home, names).fault == "no_text"
    site.say(line_of(TOKEN), kind="text/html")
    assert look(site.home, names).fault == "no_text"
    site.say(b"\xff\xfe" + line_of(TOKEN).encode())
    assert look(site.home, names).fault == "no_text"


def test_a_file_is_small(site: Site, names: Names) -> None:
    site.say(line_of(TOKEN) + "\n" + "x" * MOST_BYTES)
    assert look(site.home, names).fault == "too_large"


def test_a_redirect_to_a_private_address_is_not_followed(site: Site, names: Names) -> None:
    with open_site("127.0.0.2") as inside:
        inside.say(line_of(TOKEN))
        site.lead(f"{inside.home}.well-known/newsstand-claim.txt")
        assert look(site.home, names).fault == "led_away"
        assert inside.asked == []


def test_a_site_at_a_private_address_is_not_asked(names: Names) -> None:
    with open_site("127.0.0.2") as inside:
        inside.say(line_of(TOKEN))
        assert look(inside.home, names).fault == "private"
        assert inside.asked == []


def test_a_redirect_within_the_host_is_followed(site: Site, names: Names) -> None:
    site.lead("/proof.txt")
    site.pages["/proof.txt"] = (200, {"Content-Type": "text/plain"}, line_of(TOKEN).encode())
    assert look(site.home, names).way == "file"
    site.lead("/.well-known/newsstand-claim.txt")
    assert look(site.home, names).fault == "led_away"


def test_the_look_that_tells_most_is_told() -> None:
    assert best_of([Found(), Found(fault="other_words")]).fault == "other_words"
    assert best_of([Found(way="file"), Found(way="dns")]).way == "dns"
    assert best_of([]).fault == "nothing"


@pytest.mark.parametrize(
    ("end", "fault"),
    [
        ("https://www.herald.example/f.txt", None),
        ("http://www.herald.example/f.txt", "led_away"),
        ("https://herald.example.evil.example/f.txt", "led_away"),
        ("https://notherald.example/f.txt", "led_away"),
        ("https://herald.example@evil.example/f.txt", "led_away"),
    ],
)
def test_a_redirect_stays_on_the_site_and_on_https(end: str, fault: str | None) -> None:
    own = places("https://herald.example/")
    hop = Hop(status=301, url=own.file)
    fetched = Fetched(
        url=own.file, final_url=end, outcome="fetched", fetched_at=NOW, body=line_of(TOKEN).encode(),
        redirects=(hop,), content_type="text/plain",
    )  # fmt: skip
    found = judge_file(fetched, TOKEN, own)
    assert (found.way, fault and found.fault) == (None if fault else "file", fault)

"""The starter catalogue, and the reader of it and of an operator's own."""

import tomllib
from collections import Counter
from pathlib import Path

import pytest
from docs.catalogue import PAGE, counts, with_counts
from hypothesis import given
from hypothesis import strategies as st

from newsstand.errors import CatalogueUnreadable
from newsstand.net.address import read_address
from newsstand.newsroom.catalogue import is_address, load_catalogue, read_catalogue
from newsstand.text.urls import host_of, normalise_url, registrable_domain

TITLES = load_catalogue()

# ISO 3166-1 alpha-2, and XK, which ISO leaves to its users and everybody gives to Kosovo.
COUNTRY_CODES = """
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW
    BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI
    FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN
    IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME
    MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF
    PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV
    SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE
    YT ZA ZM ZW XK
"""
# BCP 47 primary subtags that are news languages; a new one is added here when a title brings it.
LANGUAGE_CODES = """
    am ar az be bg bn bs ca cs cy da de el en es et eu fa fi fil fr ga gl gu he hi hr hu hy id is it ja ka
    kk km kn ko ky lb lo lt lv mk ml mn mr ms mt my nb ne nl nn pa pl ps pt ro ru rw si sk sl so sq sr sv sw
    ta te th ti tl tr uk ur uz vi zh zu
"""
AGGREGATORS = {
    "google.com", "reddit.com", "rss.app", "feedly.com", "inoreader.com", "flipboard.com", "yahoo.com", "bing.com",
    "msn.com", "nitter.net", "twitter.com", "x.com", "facebook.com", "youtube.com", "medium.com", "substack.com",
    "hnrss.org", "rsshub.app", "politepol.com", "fetchrss.com", "feed43.com", "kill-the-newsletter.com", "github.com",
    "allsides.com", "newsnow.co.uk", "allafrica.com", "morss.it", "feedspot.com", "openrss.org", "wor.jp", "fread.xyz",
}  # fmt: skip
# Feeds that a title itself has others serve.
SERVED_BY_OTHERS = {"feedburner.com": {"publico-portugal"}}

GOOD = """
[the-wexmouth-echo]
name = "The Wexmouth Echo"
home_page = "https://echo.example/"
country = "GB"
language = "en"
kind = "newspaper"
feeds = ["https://echo.example/feed.xml"]
"""


def test_it_is_large_and_wide() -> None:
    countries = Counter(title.country for title in TITLES)
    languages = Counter(title.language.split("-")[0] for title in TITLES)
    assert len(TITLES) >= 300
    assert len(countries) >= 25
    assert len(languages) >= 12
    assert countries.most_common(1)[0][1] <= len(TITLES) / 5
    assert languages["en"] <= len(TITLES) / 2
    assert {title.kind for title in TITLES} == {
        "newspaper",
        "broadcaster",
        "agency",
        "magazine",
        "specialist",
    }
    for continent in ("GB DE", "US CA MX", "BR AR", "ZA NG", "IN JP CN", "AU NZ"):
        assert all(countries[country] >= 5 for country in continent.split())


def test_countries_and_languages_are_real() -> None:
    assert {title.country for title in TITLES} <= set(COUNTRY_CODES.split())
    assert {title.language.split("-")[0] for title in TITLES} <= set(LANGUAGE_CODES.split())


def test_names_home_pages_and_feeds_are_there_once() -> None:
    assert not [
        name for name, times in Counter(title.name.casefold() for title in TITLES).items() if times > 1
    ]
    keys = [normalise_url(url) for title in TITLES for url in (title.home_page, *title.feeds)]
    assert not [key for key, times in Counter(keys).items() if times > 1]


def test_each_title_is_asked_at_its_own_addresses() -> None:
    for title in TITLES:
        for url in (title.home_page, *title.feeds):
            assert not isinstance(read_address(url), str), url
            domain = registrable_domain(host_of(url) or "") or ""
            assert domain not in AGGREGATORS, url
            assert title.slug in SERVED_BY_OTHERS.get(domain, {title.slug}), url


def test_each_title_says_only_what_goes_together() -> None:
    for title in TITLES:
        assert title.home_page.startswith("https://"), title.slug
        assert (title.section is not None) == (title.kind == "specialist"), title.slug
        assert title.owner_kind is None or title.owner is not None, title.slug


def test_nearly_all_feeds_are_asked_over_tls() -> None:
    plain = [url for title in TITLES for url in title.feeds if url.startswith("http://")]
    assert len(plain) < 0.02 * sum(len(title.feeds) for title in TITLES)


def test_the_page_about_it_tells_its_counts() -> None:
    page = PAGE.read_text("utf-8")
    assert page == with_counts(page, counts(TITLES)), "run: python -m docs.catalogue"


def test_the_example_of_the_page_is_an_entry_that_can_be_read() -> None:
    example = PAGE.read_text("utf-8").split("```toml\n")[1].split("```")[0]
    assert [title.slug for title in read_catalogue(example)] == ["the-guardian"]


def test_an_operators_own_file_is_read_the_same_way(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(GOOD + 'owner = "Echo Readers"\nowner_kind = "cooperative"\n', "utf-8")
    (title,) = load_catalogue(file)
    assert (title.slug, title.owner, title.owner_kind) == ("the-wexmouth-echo", "Echo Readers", "cooperative")
    assert title.feeds == ("https://echo.example/feed.xml",)
    assert title.section is None


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("[the-wexmouth-echo]", "[The-Echo]", "slug"),
        ("[the-wexmouth-echo]", '["a--b"]', "slug"),
        ('name = "The Wexmouth Echo"\n', "", "lacks name"),
        ('"The Wexmouth Echo"', '""', "name is not a text"),
        ('"The Wexmouth Echo"', "7", "name is not a text"),
        ('"The Wexmouth Echo"', '"' + "x" * 300 + '"', "200 characters"),
        ('"https://echo.example/"', '"echo.example"', "home_page"),
        ('"GB"', '"gb"', "country"),
        ('"GB"', '"GBR"', "country"),
        ('"en"', '"English"', "language"),
        ('"en"', '"en_GB"', "language"),
        ('"newspaper"', '"blog"', "kind is none of"),
        ('kind = "newspaper"', 'kind = "newspaper"\nowner_kind = "oligarch"', "owner_kind is none of"),
        ('kind = "newspaper"', 'kind = "newspaper"\nmood = "good"', "has mood"),
        ('["https://echo.example/feed.xml"]', "[]", "feeds is not a list"),
        ('["https://echo.example/feed.xml"]', '"https://echo.example/feed.xml"', "feeds is not a list"),
        ('["https://echo.example/feed.xml"]', "[7]", "“7” is not an http(s) address"),
        ('["https://echo.example/feed.xml"]', '["file:///etc/passwd"]', "not an http(s) address"),
        ('["https://echo.example/feed.xml"]', '["https://a:b@echo.example/"]', "not an http(s) address"),
        ('["https://echo.example/feed.xml"]', '["https://e.example/1", "https://e.example/1"]', "stands in"),
        ("feed.xml", "", "stands in “the-wexmouth-echo” already"),
    ],
)
def test_what_is_wrong_is_said_with_the_entrys_name(old: str, new: str, why: str) -> None:
    assert old in GOOD
    with pytest.raises(CatalogueUnreadable) as caught:
        read_catalogue(GOOD.replace(old, new), "mine.toml")
    assert why in str(caught.value)
    assert "mine.toml, title “" in str(caught.value)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "names no title"),
        ("[a\n", "not good TOML"),
        ('version = "1"', "title “version”: is not a table"),
        (GOOD + GOOD, "not good TOML"),
        (
            GOOD + GOOD.replace("[the-wexmouth-echo]", "[other]"),
            "title “other”: https://echo.example/ stands in",
        ),
    ],
)
def test_a_file_that_is_no_catalogue(text: str, why: str) -> None:
    with pytest.raises(CatalogueUnreadable) as caught:
        read_catalogue(text)
    assert why in str(caught.value)


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(CatalogueUnreadable, match="cannot be read"):
        load_catalogue(tmp_path / "none.toml")
    (tmp_path / "latin.toml").write_bytes(b'name = "caf\xe9"')
    with pytest.raises(CatalogueUnreadable, match="UTF-8"):
        load_catalogue(tmp_path / "latin.toml")


@given(
    st.dictionaries(
        st.sampled_from(["name", "home_page", "country", "language", "kind", "feeds", "x"]), st.text()
    )
)
def test_whatever_an_entry_says_it_is_read_or_refused(fields: dict[str, str]) -> None:
    text = "[a]\n" + "".join(f"{name} = {quoted(value)}\n" for name, value in fields.items())
    tomllib.loads(text)
    with pytest.raises(CatalogueUnreadable):
        read_catalogue(text)


def quoted(value: str) -> str:
    return (
        '"'
        + "".join(f"\\U{ord(char):08x}" if not 0xD800 <= ord(char) < 0xE000 else "?" for char in value)
        + '"'
    )


@given(st.text(max_size=60))
def test_no_address_of_a_catalogue_smuggles_anything(text: str) -> None:
    for candidate in (text, "https://" + text):
        if is_address(candidate):
            assert candidate.lower().startswith(("http://", "https://"))
            assert not set(candidate.split("/")[2]) & set(" \t\r\n\0@")

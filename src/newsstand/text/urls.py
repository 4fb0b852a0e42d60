"""Addresses: one key for each, joined safely, and who stands behind their host."""

from __future__ import annotations

import re
from functools import lru_cache
from ipaddress import AddressValueError, IPv6Address
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

if TYPE_CHECKING:
    from publicsuffixlist import PublicSuffixList

LONGEST_URL = 2000
"""Longer addresses are refused: no browser's address bar, proxy or index takes much more."""

DEFAULT_PORTS = {"http": "80", "https": "443"}

TRACKING_PREFIXES = ("utm_", "at_custom", "_hs", "pk_", "mtm_", "guce_referrer")
TRACKING_PARAMETERS = frozenset(
    """
    __twitter_impression _ga _gl at_bbc_team at_campaign at_campaign_type at_format at_link_id
    at_link_origin at_link_type at_medium at_ptr_name cmp cmpid dclid emc fbclid feature_origin ftag gbraid
    gclid gclsrc guccounter igsh igshid ito li_fat_id mc_cid mc_eid mkt_tok msclkid ns_campaign ns_linkname
    ns_mchannel ns_source ocid oly_anon_id oly_enc_id s_cid smid smtyp sref srnd traffic_source ttclid twclid
    vero_id wbraid wt_mc wt_zmc xtor yclid
    """.split()  # noqa: SIM905
)
"""Names that say where a click came from and never which page is meant."""
TRACKING_PAIRS = frozenset(
    {"partner=rss", "feed=rss", "mod=rss", "rss=1", "source=rss", "ref=rss", "from=rss"}
)
"""Pairs that only say that the click came from a feed, of names that elsewhere choose the page."""

_PLAIN_URL = re.compile(r"https?://[A-Za-z0-9.\-]+(?::\d{1,5})?(?:[/?#][!#-;=?-\[\]_a-z~]*)?")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_LINE_BREAKS = re.compile(r"[\t\n\r]+")
_HOST = re.compile(r"(?=.{1,253}\Z)[a-z0-9_](?:[a-z0-9_-]{0,62})(?:\.[a-z0-9_][a-z0-9_-]{0,62})*")
_KEY = re.compile(  # what is its own key; most addresses that feeds give are
    r"https?://[a-z0-9_][a-z0-9_-]{0,62}(?:\.[a-z0-9_][a-z0-9_-]{0,62}){0,20}/[!$-;=@-\[\]_a-z~]*+"
)
_UNSAFE = re.compile(r"""[^!#-;=?-\[\]_a-z~%$&'()*+,]+""")


def normalise_url(url: str) -> str | None:
    """The key of an address, or None where it is no web address: equal keys mean the same page.

    Scheme and host in lower case and ASCII (UTS 46), no default port, no fragment, no parameter that only tracks,
    "/" for an empty path, characters that no URL may hold percent-encoded; nothing else is changed (RFC 3986, 6.2).
    """
    if _KEY.fullmatch(url) and len(url) < 250:
        return url
    parts = _split(url)
    if parts is None:
        return None
    scheme, host, port, path, query = parts
    if query:
        query = "&".join(p for p in query.split("&") if not _tracks(p))
    port = f":{port}" if port and port != DEFAULT_PORTS[scheme] else ""
    key = f"{scheme}://{host}{port}{_quote(path) or '/'}{'?' if query else ''}{_quote(query)}"
    return key if len(key) <= LONGEST_URL else None


def join_url(base: str | None, href: str) -> str | None:
    """`href` as an absolute http(s) address seen from `base`; None for any other scheme, for credentials, for
    control characters, and beyond `LONGEST_URL` characters."""
    href = href.strip()
    if len(href) > LONGEST_URL or not href:
        return None
    if _PLAIN_URL.fullmatch(href) and "://." not in href:
        return href
    if _CONTROL.search(href):
        return None
    href = _LINE_BREAKS.sub("", href)
    if base:
        try:
            href = urljoin(base, href)
        except ValueError:
            return None
    if _split(href) is None:
        return None
    scheme, _, rest = href.partition(":")
    joined = f"{scheme.lower()}:{rest.replace(' ', '%20')}"
    return joined if len(joined) <= LONGEST_URL else None


def host_of(url: str) -> str | None:
    """The host of a web address in lower case and ASCII, without its port; None where it is no web address."""
    parts = _split(url)
    return parts[1] if parts else None


def registrable_domain(url_or_host: str) -> str | None:
    """The part of a host that somebody registered ("bbc.co.uk" of "www.bbc.co.uk"), by the public suffix list.

    None for an IP address, for a bare suffix and for what is no host.
    """
    host = host_of(url_or_host if "://" in url_or_host else f"http://{url_or_host}")
    if host is None or host.startswith("[") or host.rpartition(".")[2].isdigit():
        return None
    return _suffixes().privatesuffix(host)


@lru_cache(maxsize=1)
def _suffixes() -> PublicSuffixList:
    # Read on first use: the list's 10,000 rules take 15 ms that most commands never need.
    from publicsuffixlist import PublicSuffixList

    return PublicSuffixList()


def _split(url: str) -> tuple[str, str, str, str, str] | None:
    """Scheme, ASCII host, port (maybe ""), path and query of a web address, or None."""
    url = url.strip()
    if not url or len(url) > LONGEST_URL or _CONTROL.search(url):
        return None
    try:
        parts = urlsplit(_LINE_BREAKS.sub("", url))
    except ValueError:
        return None
    if parts.scheme not in DEFAULT_PORTS or "@" in parts.netloc:
        return None
    place, colon, port = parts.netloc.rpartition(":")
    if not colon or port.endswith("]"):
        place, port = parts.netloc, ""
    if port and not (port.isascii() and port.isdigit() and len(port) <= 5 and int(port) < 65536):
        return None
    host = _ascii_host(place)
    port = str(int(port)) if port else ""
    return None if host is None else (parts.scheme, host, port, parts.path, parts.query)


def _ascii_host(host: str) -> str | None:
    """A host in lower case and ASCII, or None where it is none."""
    if host.startswith("[") and host.endswith("]"):
        try:
            return f"[{IPv6Address(host[1:-1].partition('%')[0]).compressed}]"
        except AddressValueError:
            return None
    host = host.lower()
    if not host.isascii():
        import idna  # 10 ms, for the few hosts that need it

        try:
            host = idna.encode(host, uts46=True).decode("ascii")
        except (idna.IDNAError, UnicodeError):
            return None
    host = host.removesuffix(".")
    return host if _HOST.fullmatch(host) else None


def _tracks(parameter: str) -> bool:
    name = parameter.partition("=")[0].lower()
    return (
        not parameter
        or name in TRACKING_PARAMETERS
        or name.startswith(TRACKING_PREFIXES)
        or parameter.lower() in TRACKING_PAIRS
    )


def _quote(text: str) -> str:
    """Percent-encoded (as UTF-8) where a URL may not hold a character; what is encoded stays as it is."""
    if not _UNSAFE.search(text):
        return text
    return _UNSAFE.sub(lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), text)

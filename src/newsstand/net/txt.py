"""TXT records of a name: asked once, within seconds, bounded; every expected failure is an outcome with its reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import dns.asyncresolver
import dns.exception
import dns.name
import dns.resolver

TxtOutcome = Literal["found", "no_record", "no_name", "too_slow", "failed"]

SECONDS = 4.0  # for the whole question, with its second try and its fall to TCP
MOST_RECORDS = 50
MOST_BYTES = 512  # of one record


@dataclass(frozen=True, slots=True, kw_only=True)
class TxtAnswer:
    """What a name's TXT records say.

    name:    the name asked
    outcome: why `records` is empty, where it is
    records: each record's strings put together; those that are longer than 512 bytes or no text are left out
    home:    the name that bore the records in the end: another than `name` where an alias (CNAME) led there
    """

    name: str
    outcome: TxtOutcome
    records: tuple[str, ...] = ()
    home: str = ""
    detail: str = ""


async def ask_txt(name: str, *, server: str = "", seconds: float = SECONDS) -> TxtAnswer:
    """Ask for a name's TXT records; `server` is "address:port", "" asks whom the system asks."""
    try:
        found = await _resolver(server, seconds).resolve(
            dns.name.from_text(name).derelativize(dns.name.root), "TXT", search=False, lifetime=seconds
        )
    except dns.resolver.NXDOMAIN:
        return TxtAnswer(name=name, outcome="no_name", detail=f"There is no name {name}.")
    except dns.resolver.NoAnswer:
        return TxtAnswer(name=name, outcome="no_record", detail=f"{name} has no TXT record.")
    except dns.exception.Timeout:
        return TxtAnswer(name=name, outcome="too_slow", detail=f"No name server answered for {name} in time.")
    except (dns.exception.DNSException, OSError, ValueError) as error:
        return TxtAnswer(
            name=name, outcome="failed", detail=f"{name} could not be asked for: {type(error).__name__}."
        )
    rows = list(found)[:MOST_RECORDS]
    return TxtAnswer(
        name=name,
        outcome="found",
        records=tuple(text for row in rows if (text := _text(row.strings)) is not None),
        home=found.canonical_name.to_text(omit_final_dot=True).lower(),
    )


def _resolver(server: str, seconds: float) -> dns.asyncresolver.Resolver:
    resolver = dns.asyncresolver.Resolver(configure=not server)
    if server:
        host, _, port = server.rpartition(":")
        resolver.nameservers = [host.strip("[]")]
        resolver.port = int(port)
    resolver.timeout = seconds / 2
    resolver.cache = None
    return resolver


def _text(strings: tuple[bytes, ...]) -> str | None:
    whole = b"".join(strings)
    if len(whole) > MOST_BYTES:
        return None
    try:
        return whole.decode("ascii")
    except UnicodeDecodeError:
        return None

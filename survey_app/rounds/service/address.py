"""The address a code stands for, and whether the phones of citizens can open it."""

import socket
from ipaddress import IPv4Address, IPv6Address, ip_address
from urllib.parse import urlsplit

from survey_app.errors import Problem
from survey_app.store import Database, get_setting

PUBLIC_URL = "http://127.0.0.1:8000"
HOTSPOT_ONLY = "hotspot_only"
# Names that only a network of one's own knows, or that nothing on the internet ever has.
_OWN_NAMES = frozenset(
    ["local", "localhost", "localdomain", "lan", "home", "internal", "intranet", "arpa", "test", "invalid"]
)


def collector_url(db: Database, code: str) -> str:
    """The address a collector's code stands for, under the public address of this instance."""
    address = get_setting(db, "public_url") or PUBLIC_URL
    return f"{address.rstrip('/')}/k/{code}"


def reachable(db: Database) -> Problem | None:
    """Why phones cannot open what a printed code stands for, or None when they can.

    An office whose phones join its own hotspot says so (``hotspot_only``): then any address will do but those
    by which a machine calls itself. A demonstration is tried out on its own machine.
    """
    url = get_setting(db, "public_url")
    if not url:
        return Problem("public_url_missing")
    host = urlsplit(url).hostname or ""
    if is_of_this_machine(host) and get_setting(db, "demo") != "yes":
        return Problem("public_url_loopback", values={"url": url})
    if get_setting(db, HOTSPOT_ONLY) == "yes" or not _is_private(host):
        return None
    return Problem("public_url_private", values={"url": url})


def is_of_this_machine(host: str) -> bool:
    """Whether every machine calls itself ``host``: a phone that opens it looks for a server in itself."""
    address = _address(host)
    if address is not None:
        address = getattr(address, "ipv4_mapped", None) or address
        return address.is_loopback or address.is_unspecified
    labels = host.rstrip(".").lower().split(".")
    return "localhost" in (labels[0], labels[-1]) or labels[-1] == "localdomain"


def _address(host: str) -> IPv4Address | IPv6Address | None:
    """The address ``host`` writes, also as browsers read 127.1 and 0x7f.1; None for a name."""
    try:
        return ip_address(host.partition("%")[0])
    except ValueError:
        pass
    try:
        return IPv4Address(socket.inet_aton(host))
    except (OSError, ValueError):  # a name; letters no address has
        return None


def _is_private(host: str) -> bool:
    """Whether ``host`` is an address or a name that means something on one network only."""
    address = _address(host)
    if address is not None:
        return not address.is_global
    labels = host.rstrip(".").lower().split(".")
    # The last label of a public name has a letter; 127.1 and 0x7f.1 are ways to write an address.
    last = labels[-1]
    return len(labels) < 2 or last in _OWN_NAMES or not last[:1].isalpha()

"""The address a code stands for, and whether the phones of citizens can open it."""

from ipaddress import ip_address
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

    An office whose phones join its own hotspot says so (``hotspot_only``): then any address will do.
    """
    url = get_setting(db, "public_url")
    if not url:
        return Problem("public_url_missing")
    if get_setting(db, HOTSPOT_ONLY) == "yes" or not _is_private(urlsplit(url).hostname or ""):
        return None
    return Problem("public_url_private", values={"url": url})


def _is_private(host: str) -> bool:
    """Whether ``host`` is an address or a name that means something on one network only."""
    try:
        return not ip_address(host.partition("%")[0]).is_global
    except ValueError:
        labels = host.rstrip(".").lower().split(".")
    # The last label of a public name has a letter; 127.1 and 0x7f.1 are ways to write an address.
    last = labels[-1]
    return len(labels) < 2 or last in _OWN_NAMES or not last[:1].isalpha()

"""What a certificate is asked for: names and addresses, looked at before anything is made."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import AddressValueError, IPv4Address, IPv4Network

from survey_app.errors import Invalid, Problem

DEFAULT_NAME = "survey.internal"
# The laptop itself opens its own pages by this one.
ALWAYS = IPv4Address("127.0.0.1")
# What a network of one's own uses; no authority of ours may vouch for anything else.
NETWORKS = tuple(
    IPv4Network(written) for written in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "127.0.0.0/8")
)
# Names that nobody on the Internet can own. A name below them harms nobody if the authority is stolen.
ENDINGS = ("internal", "home.arpa", "lan", "local")
_LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
_MOST = 20  # of names, and of addresses


@dataclass(frozen=True, slots=True)
class Plan:
    """Names and addresses a certificate is for, each once, in the order they were given."""

    names: tuple[str, ...]
    addresses: tuple[IPv4Address, ...]


def plan(names: Sequence[str], addresses: Sequence[str]) -> Plan:
    """What to make, `ALWAYS` among the addresses. Raises Invalid with everything that is wrong at once."""
    wanted = [name.strip().rstrip(".").lower() for name in names] or [DEFAULT_NAME]
    problems = [problem for name in wanted if (problem := _name_problem(name))]
    found: list[IPv4Address] = []
    for written in addresses:
        try:
            found.append(IPv4Address(written.strip()))
        except AddressValueError:
            problems.append(Problem("no_ipv4_address", place=written.strip()[:100]))
            continue
        if not any(found[-1] in network for network in NETWORKS):
            problems.append(Problem("address_not_private", place=str(found[-1])))
    if len(wanted) > _MOST or len(found) > _MOST:
        problems.append(Problem("too_many_names", values={"most": _MOST}))
    if problems:
        raise Invalid(problems)
    return Plan(tuple(dict.fromkeys(wanted)), tuple(dict.fromkeys([*found, ALWAYS])))


def _name_problem(name: str) -> Problem | None:
    if len(name) > 253 or not all(_LABEL.fullmatch(label) for label in name.split(".")):
        return Problem("no_host_name", place=name[:100])
    if not name.endswith(tuple(f".{ending}" for ending in ENDINGS)):
        endings = ", ".join(f".{ending}" for ending in ENDINGS)
        return Problem("name_not_private", place=name, values={"endings": endings})
    return None

"""Ports for the servers that tests start."""

import os
import random
import re
import socket
from contextlib import suppress

_FIRST, _OF_A_WORKER = 11_000, 1_000


def free_ports(many: int = 1) -> list[int]:
    """Ports nobody listens on, below those this machine calls others from: they stay free until used.

    Each of the processes of a run has some of its own: two never choose the same.
    """
    worker = int(re.sub(r"\D", "", os.environ.get("PYTEST_XDIST_WORKER", "")) or 0)
    first = _FIRST + worker % 8 * _OF_A_WORKER
    found: list[int] = []
    for port in random.SystemRandom().sample(range(first, first + _OF_A_WORKER), _OF_A_WORKER):
        with socket.socket() as listener, suppress(OSError):
            listener.bind(("127.0.0.1", port))
            found.append(port)
        if len(found) == many:
            return found
    raise OSError("no port is free")

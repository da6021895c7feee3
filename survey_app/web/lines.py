"""Connections whose other side is gone: who walks out of reach half-way through a request holds no thread."""

import os
import socket
import stat
from contextlib import suppress
from pathlib import Path
from typing import Final

# After so long without a word the other side is asked whether it is there, three times, ten seconds apart.
_SILENT_SECONDS: Final = 20
_ASKED_EVERY: Final = 10
_ASKED_TIMES: Final = 3
_OPEN_FILES: Final = Path("/dev/fd")


def mind_lines() -> int:
    """How many more connections of this process now end within a minute of their other side's going.

    The server does not ask for that. Where a system does not list a process's open files, it is left alone.
    """
    try:
        names = os.listdir(_OPEN_FILES)
    except OSError:
        return 0
    return sum(_mind(int(name)) for name in names if name.isdecimal())


def _mind(number: int) -> bool:
    """Whether the open file of that number is a connection that was not minded yet, and is now."""
    # It may be closed at any moment, and another opened in its place: which one that is does no harm.
    with suppress(OSError):
        if stat.S_ISSOCK(os.fstat(number).st_mode):
            with socket.socket(fileno=os.dup(number)) as line:
                return _is_unminded(line) and _ask_of(line)
    return False


def _is_unminded(line: socket.socket) -> bool:
    if line.family not in (socket.AF_INET, socket.AF_INET6) or line.type != socket.SOCK_STREAM:
        return False
    line.getpeername()  # what only listens has nobody at the other side
    return not line.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE)


def _ask_of(line: socket.socket) -> bool:
    for option, value in (
        ("TCP_KEEPIDLE", _SILENT_SECONDS),
        ("TCP_KEEPALIVE", _SILENT_SECONDS),  # as macOS calls it
        ("TCP_KEEPINTVL", _ASKED_EVERY),
        ("TCP_KEEPCNT", _ASKED_TIMES),
    ):
        if hasattr(socket, option):
            line.setsockopt(socket.IPPROTO_TCP, getattr(socket, option), value)
    line.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    return True

"""A file that a tablet sends over a line that breaks: what came stays, what did not is sent, nothing else."""

import http.client
import os
import random
import socket
import struct
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

import pytest

from survey_app import store
from survey_app.accounts import service as accounts

SIZE = 41_000
PIECE = 256 * 1024
# Every position of a small file takes minutes: some of them always, many in the full run.
STEP = 37 if os.environ.get("SURVEY_FAULTS") == "full" else 4096


class Tablet:
    """Sends files over sockets of its own and counts the bytes of them that left it."""

    def __init__(self, server: Any, token: str) -> None:
        self.server, self.token, self.sent = server, token, 0

    def head(self, content: bytes) -> tuple[int, bool]:
        """How much of a file is there, and whether that is all."""
        with closing(http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=60)) as connection:
            connection.request("HEAD", self._path(content), headers={"Authorization": f"Bearer {self.token}"})
            answer = connection.getresponse()
            answer.read()
        assert answer.status in (200, 404)
        return int(answer.headers.get("Upload-Offset", 0)), answer.headers.get("Upload-Complete") == "?1"

    def cut(self, content: bytes, offset: int, after: int, *, hard: bool = False) -> None:
        """Begin a piece at ``offset`` and break the line once ``after`` bytes of it were sent."""
        piece = content[offset : offset + PIECE]
        lines = (
            f"PATCH {self._path(content)} HTTP/1.1",
            "Host: tablet",
            f"Authorization: Bearer {self.token}",
            f"Upload-Offset: {offset}",
            f"Upload-Length: {len(content)}",
            f"Content-Length: {len(piece)}",
        )
        with closing(socket.create_connection(("127.0.0.1", self.server.port), timeout=60)) as line:
            line.sendall("\r\n".join((*lines, "", "")).encode() + piece[:after])
            self.sent += after
            if hard:  # as when the network is gone: no word that it ended
                line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    def send(self, content: bytes) -> None:
        """Send the rest of a file, from where the server says."""
        complete = False
        offset, _ = self.head(content)
        while not complete:
            piece = content[offset : offset + PIECE]
            said = {"Upload-Offset": str(offset), "Upload-Length": str(len(content))}
            with closing(http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=60)) as connection:
                headers = {"Authorization": f"Bearer {self.token}", **said}
                connection.request("PATCH", self._path(content), piece, headers)
                answer = connection.getresponse()
                answer.read()
            self.sent += len(piece)
            assert answer.status in (201, 204, 409), answer.status
            offset, complete = int(answer.headers["Upload-Offset"]), answer.status == 201

    def waits_for(self, content: bytes, offset: int) -> None:
        """Return once the server has so much of a file: it hears of a broken line a moment later."""
        end = time.monotonic() + 60
        while self.head(content)[0] != offset:
            assert time.monotonic() < end, f"{self.head(content)[0]} bytes are there, not {offset}"
            time.sleep(0.005)

    def _path(self, content: bytes) -> str:
        return f"/api/v1/files/{sha256(content).hexdigest()}"


@pytest.fixture
def tablet(server: Any) -> Tablet:
    opened = store.open_store(server.instance)
    try:
        now = datetime.now(UTC)
        _, token = accounts.enrol(opened, accounts.invite(opened, "Máy 1", "chief", now), "nowhere", now)
    finally:
        opened.close()
    server.start()
    return Tablet(server, token)


@pytest.fixture
def made() -> Callable[..., bytes]:
    """Makes files of chance, each another."""
    chance = random.Random(7)  # what they hold does not matter
    return lambda size=SIZE: chance.randbytes(size)


def arrived(server: Any, content: bytes) -> bool:
    """Whether the server has exactly that content: it waits for a record that names it."""
    file = server.instance.media / "coming" / f"{sha256(content).hexdigest()}.whole"
    return bool(file.read_bytes() == content)


def test_line__cut_at_any_position__loses_nothing_that_came(
    server: Any, tablet: Tablet, made: Callable[..., bytes]
) -> None:
    for after in [*range(0, SIZE, STEP), SIZE - 1]:
        content = made()
        tablet.sent = 0
        tablet.cut(content, 0, after)
        tablet.waits_for(content, after)
        tablet.send(content)
        assert tablet.sent <= 1.1 * len(content), after
        assert tablet.head(content) == (len(content), True)
        assert arrived(server, content)


def test_line__cut_again_and_again__brings_the_file_at_its_own_size(
    server: Any, tablet: Tablet, made: Callable[..., bytes]
) -> None:
    content = made(3 * PIECE - 5)
    offset = 0
    for after in (1000, PIECE - 1, 70_000, 1, PIECE - 3):
        tablet.cut(content, offset, after)
        offset += after
        tablet.waits_for(content, offset)
    tablet.send(content)
    assert tablet.sent <= 1.1 * len(content)
    assert arrived(server, content)


def test_line__gone_without_a_word__leaves_a_right_offset(
    server: Any, tablet: Tablet, made: Callable[..., bytes]
) -> None:
    for after in range(0, SIZE, 4096):
        content = made()
        tablet.cut(content, 0, after, hard=True)
        offset, complete = tablet.head(content)
        assert offset <= after
        assert not complete
        tablet.send(content)
        assert arrived(server, content)


def test_server__killed_between_pieces__goes_on_where_it_was(
    server: Any, tablet: Tablet, made: Callable[..., bytes]
) -> None:
    content = made(2 * PIECE)
    tablet.cut(content, 0, 100_000)
    tablet.waits_for(content, 100_000)
    server.kill()
    server.start()
    assert tablet.head(content) == (100_000, False)
    tablet.sent = 100_000
    tablet.send(content)
    assert tablet.sent == len(content)
    assert arrived(server, content)


def test_line__whose_end_comes_first__sends_no_piece_twice_at_once(
    server: Any, tablet: Tablet, made: Callable[..., bytes]
) -> None:
    content = made()
    tablet.cut(content, 0, 10_000, hard=True)
    tablet.send(content)  # at once: the first piece may still be on its way
    assert arrived(server, content)

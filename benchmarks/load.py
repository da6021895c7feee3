"""A load client: a few kept-alive connections, each sending its next request once the last is answered.

One thread and raw sockets, because client and server share the machine: what the client takes, the server
lacks.
"""

import selectors
import socket
import time
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

_LARGEST_READ = 1 << 16


@dataclass(frozen=True, slots=True)
class Load:
    """What a run showed: seconds from first send to last answer, and each request's own seconds, in order."""

    seconds: float
    latencies: list[float]

    @property
    def rate(self) -> float:
        """Requests answered in a second."""
        return len(self.latencies) / self.seconds

    def percentile(self, share: float) -> float:
        """The latency in milliseconds that ``share`` of the requests stayed within."""
        ordered = sorted(self.latencies)
        return 1000 * ordered[min(int(share * len(ordered)), len(ordered) - 1)]


class UnexpectedAnswer(Exception):
    """An answer of another status than every request of the run should get."""


@dataclass(slots=True)
class _Connection:
    socket: socket.socket
    sent_at: float = 0.0
    received: bytes = b""


def send_all(port: int, requests: Iterable[bytes], connections: int, status: int) -> Load:
    """What sending ``requests`` over so many ``connections`` took.

    Raises UnexpectedAnswer with the first answer that has not the ``status``.
    """
    waiting = deque(requests)
    latencies: list[float] = []
    expected = f"HTTP/1.1 {status} ".encode()
    with selectors.DefaultSelector() as selector:
        opened = [_Connection(_connect(port)) for _ in range(min(connections, len(waiting)))]
        started = time.perf_counter()
        for connection in opened:
            selector.register(connection.socket, selectors.EVENT_READ, connection)
            _send(connection, waiting.popleft())
        busy = len(opened)
        while busy:
            for key, _ in selector.select():
                connection = key.data
                connection.received += connection.socket.recv(_LARGEST_READ)
                if not _is_whole(connection.received):
                    continue
                latencies.append(time.perf_counter() - connection.sent_at)
                if not connection.received.startswith(expected):
                    raise UnexpectedAnswer(connection.received.decode(errors="replace")[:1000])
                connection.received = b""
                if waiting:
                    _send(connection, waiting.popleft())
                else:
                    busy -= 1
        seconds = time.perf_counter() - started
        for connection in opened:
            connection.socket.close()
    return Load(seconds, latencies)


def form_post(path: str, fields: dict[str, str]) -> bytes:
    """A POST of a form, ready to be sent."""
    return _request("POST", path, {"Content-Type": "application/x-www-form-urlencoded"}, urlencode(fields))


def json_post(path: str, document: str, token: str) -> bytes:
    """A POST of JSON by the holder of a bearer ``token``, ready to be sent."""
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {token}"}
    return _request("POST", path, headers, document)


def _request(method: str, path: str, headers: dict[str, str], body: str) -> bytes:
    content = body.encode()
    named = {"Host": "127.0.0.1", "Content-Length": str(len(content)), **headers}
    lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in named.items()), "", ""]
    return "\r\n".join(lines).encode() + content


def _connect(port: int) -> socket.socket:
    connection = socket.create_connection(("127.0.0.1", port), timeout=60)
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return connection


def _send(connection: _Connection, request: bytes) -> None:
    connection.sent_at = time.perf_counter()
    connection.socket.sendall(request)


def _is_whole(received: bytes) -> bool:
    """Whether an answer has come to its end, which its headers tell."""
    head, separator, body = received.partition(b"\r\n\r\n")
    if not separator:
        return False
    headers = dict(line.lower().split(b": ", 1) for line in head.split(b"\r\n")[1:])
    if headers.get(b"transfer-encoding") == b"chunked":
        return body.endswith(b"0\r\n\r\n")
    return len(body) >= int(headers.get(b"content-length", 0))

"""A line between tablets and a server that can be slow, and that breaks as often as somebody wishes."""

import random
import socket
import struct
import threading
import time
from collections.abc import Callable
from contextlib import suppress

PIECE = 16 * 1024


class Proxy:
    """Hands on every byte between its own port and one of this machine; counts those on their way there.

    ``life`` says after how many bytes towards the server a new connection breaks, None for never;
    ``rate`` is how many bytes a second go there over all connections together, 0 for as many as can.
    """

    def __init__(self, port: int, life: Callable[[], int | None] = lambda: None, rate: float = 0) -> None:
        self.target, self.life, self.rate, self.sent = port, life, rate, 0
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        self._free_at = 0.0
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self) -> None:
        """Break every connection there is, as when the network is gone."""
        with self._lock:
            lines, self._open = self._open, set()
        for line in lines:
            _break(line)

    def close(self) -> None:
        """Take no more connections, break those there are."""
        self._listener.close()
        self.cut()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                here, _ = self._listener.accept()
                try:
                    there = socket.create_connection(("127.0.0.1", self.target), timeout=60)
                except OSError:
                    _break(here)
                    continue
                with self._lock:
                    self._open |= {here, there}
                threading.Thread(target=self._hand_on, args=(here, there, self.life()), daemon=True).start()
                threading.Thread(target=self._hand_back, args=(there, here), daemon=True).start()

    def _hand_on(self, here: socket.socket, there: socket.socket, left: int | None) -> None:
        with suppress(OSError):
            while piece := here.recv(PIECE):
                piece = piece if left is None else piece[:left]
                self._wait(len(piece))
                there.sendall(piece)
                self.sent += len(piece)
                if left is not None:
                    left -= len(piece)
                    if not left:
                        break
        self._end(here, there)

    def _hand_back(self, there: socket.socket, here: socket.socket) -> None:
        with suppress(OSError):
            while piece := there.recv(PIECE):
                here.sendall(piece)
        self._end(here, there)

    def _end(self, *lines: socket.socket) -> None:
        with self._lock:
            self._open -= set(lines)
        for line in lines:
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)
            line.close()

    def _wait(self, size: int) -> None:
        """Hold a piece until the line has room for it."""
        if self.rate:
            with self._lock:
                self._free_at = max(self._free_at, time.monotonic()) + size / self.rate
                until = self._free_at
            time.sleep(max(0.0, until - time.monotonic()))


def breaking(chance: random.Random, most: int) -> Callable[[], int]:
    """Lives of connections of up to ``most`` bytes."""
    return lambda: chance.randint(1, most)


def _break(line: socket.socket) -> None:
    """Close a connection without a word; whoever waits on it hears of it at once."""
    with suppress(OSError):
        line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        line.shutdown(socket.SHUT_RDWR)
    line.close()

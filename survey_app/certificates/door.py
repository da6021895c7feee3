"""A small plain-http door beside the secure server: it hands out the authority, and nothing else.

A tablet that does not trust the authority yet cannot open the secure server to fetch it.
"""

import socket
import threading
from collections.abc import Iterable
from socketserver import TCPServer, ThreadingMixIn
from typing import TYPE_CHECKING
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

# The one page behind the door, and what belongs to it.
ONLY_HERE = "/certificate"
_ALSO = ("/certificate/", "/static/")
_MOST_AT_ONCE = 16
_SECONDS = 10  # for a visitor who says nothing


class Door:
    """Serves ``application`` on ``host``:``port``, cut down to the page for certificates."""

    def __init__(self, application: "WSGIApplication", host: str, port: int) -> None:
        kind = _Server6 if ":" in host else _Server
        self._server = make_server(host, port, _narrowed(application), kind, _Handler)
        self._thread = threading.Thread(
            target=self._server.serve_forever, name="certificate-door", daemon=True
        )

    @property
    def port(self) -> int:
        return int(self._server.server_port)

    def open(self) -> None:
        """Begin to answer."""
        self._thread.start()

    def close(self) -> None:
        """Answer no more; the port is free afterwards."""
        self._server.shutdown()
        self._server.server_close()


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True

    def __init__(self, *given: object, **named: object) -> None:
        self._room = threading.BoundedSemaphore(_MOST_AT_ONCE)
        super().__init__(*given, **named)  # type: ignore[arg-type]

    def server_bind(self) -> None:
        # HTTPServer would ask the network for this machine's name here, and wait for an answer.
        TCPServer.server_bind(self)
        self.server_name, self.server_port = str(self.server_address[0]), int(self.server_address[1])
        self.setup_environ()

    def process_request(self, request: object, client_address: object) -> None:
        if self._room.acquire(blocking=False):
            super().process_request(request, client_address)  # type: ignore[arg-type]
        else:
            self.shutdown_request(request)  # type: ignore[arg-type]

    def process_request_thread(self, request: object, client_address: object) -> None:
        try:
            super().process_request_thread(request, client_address)  # type: ignore[arg-type]
        finally:
            self._room.release()

    def handle_error(self, request: object, client_address: object) -> None:
        """A visitor who went away is nothing to tell."""


class _Server6(_Server):
    address_family = socket.AF_INET6


class _Handler(WSGIRequestHandler):
    timeout = _SECONDS

    def log_message(self, format: str, *args: object) -> None:
        """Nobody's address is written down."""

    def address_string(self) -> str:
        return ""


def _narrowed(application: "WSGIApplication") -> "WSGIApplication":
    """``application`` for looking at the page for certificates; everything else leads there."""

    def answer(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        if environ["REQUEST_METHOD"] in ("GET", "HEAD") and (path == ONLY_HERE or path.startswith(_ALSO)):
            environ.pop("HTTP_COOKIE", None)
            return application(environ, start_response)
        start_response("303 See Other", [("Location", ONLY_HERE), ("Content-Length", "0")])
        return []

    return answer

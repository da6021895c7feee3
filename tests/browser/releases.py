"""An office that brings in a newer release of the app while tablets are on the road: it hands on what the
real one says, and from then on its shell and its worker are others."""

import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

MARK = "<!-- newer -->"
_NOT_HANDED_ON = {"host", "accept-encoding", "connection", "transfer-encoding", "content-length"}


class Office(ThreadingHTTPServer):
    """In front of ``target``; ``newer`` says whether the newer release stands."""

    daemon_threads = True

    def __init__(self, url: str) -> None:
        super().__init__(("127.0.0.1", 0), _Handing)
        self.target = urlsplit(url).netloc
        self.newer = False

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


@contextmanager
def office(url: str) -> Iterator[Office]:
    """An office before the one at ``url``, while the block lasts."""
    before = Office(url)
    threading.Thread(target=before.serve_forever, daemon=True).start()
    try:
        yield before
    finally:
        before.shutdown()
        before.server_close()


class _Handing(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Office

    def hand_on(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        headers = {name: said for name, said in self.headers.items() if name.lower() not in _NOT_HANDED_ON}
        status, said, content = self.ask(self.command, self.path, body, headers)
        self.send_response_only(status)
        for name, value in said:
            if name.lower() not in _NOT_HANDED_ON:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        with suppress(ConnectionError):  # the tablet asks no more
            self.end_headers()
            self.wfile.write(content)

    do_GET = do_POST = do_PUT = do_PATCH = do_HEAD = hand_on

    def ask(
        self, method: str, path: str, body: bytes, headers: dict[str, str]
    ) -> tuple[int, list[tuple[str, str]], bytes]:
        line = HTTPConnection(self.server.target, timeout=60)
        line.request(method, path, body or None, headers)
        answer = line.getresponse()
        status, said, content = answer.status, answer.getheaders(), answer.read()
        line.close()
        if self.server.newer and status == 200:
            content = self.newer(path, content)
        return status, said, content

    def newer(self, path: str, content: bytes) -> bytes:
        """The shell with a mark, and the worker that keeps that shell."""
        if urlsplit(path).path == "/tablet/":
            return content.replace(b"</body>", MARK.encode() + b"</body>")
        if path != "/tablet/sw.js":
            return content
        text = content.decode()
        found = re.search(r"const SHELL = (\{.*?\});\n", text, re.DOTALL)
        assert found is not None
        shell = json.loads(found[1])
        for one in shell["files"]:
            if one[0].startswith("/tablet/?"):
                one[1] = sha256(self.ask("GET", one[0], b"", {})[2]).hexdigest()
        shell["version"] = "newer"
        return text.replace(found[1], json.dumps(shell)).encode()

    def log_message(self, *_: object) -> None:
        """Nothing: the test says what it saw."""

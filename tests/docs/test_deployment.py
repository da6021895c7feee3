"""The examples for administrators work: systemd takes the unit, nginx serves with the configuration."""

import os
import re
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from pathlib import Path

import pytest

from tests.ports import free_ports

ROOT = Path(__file__).parents[2]
UNIT = ROOT / "docs" / "deployment" / "survey.service"
NGINX = ROOT / "docs" / "deployment" / "nginx.conf"
SURVEY = Path(sys.executable).parent / "survey"


def verified(unit: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """What systemd says of ``unit``, with the program where it stands here."""
    if shutil.which("systemd-analyze") is None:
        pytest.skip("no systemd-analyze on this machine")
    file = folder / "survey.service"
    file.write_text(unit.replace("/opt/survey/.venv/bin/survey", str(SURVEY)), encoding="utf-8")
    return subprocess.run(["systemd-analyze", "verify", str(file)], capture_output=True, text=True)


def test_unit__as_it_stands__passes_systemd(tmp_path: Path) -> None:
    said = verified(UNIT.read_text(encoding="utf-8"), tmp_path)
    assert said.returncode == 0, said.stderr
    assert "survey.service" not in said.stderr, said.stderr


def test_unit__with_a_wrong_line__is_found(tmp_path: Path) -> None:
    said = verified(UNIT.read_text(encoding="utf-8").replace("Restart=on-failure", "Restart=often"), tmp_path)
    assert "restart" in said.stderr


@dataclass(frozen=True)
class Front:
    """A running nginx before a running server, and what it wrote."""

    plain: str
    secure: str
    folder: Path

    def get(self, address: str) -> tuple[int, Message, str]:
        """Status, headers and body, redirects not followed."""
        trusting = ssl.create_default_context()
        trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE

        class Stay(urllib.request.HTTPRedirectHandler):
            def redirect_request(self, *_: object) -> None:
                return None

        opener = urllib.request.build_opener(urllib.request.HTTPSHandler(context=trusting), Stay)
        asked = urllib.request.Request(address, headers={"X-Forwarded-For": "203.0.113.9"})  # noqa: S310
        try:
            with opener.open(asked, timeout=60) as answer:
                return answer.status, answer.headers, answer.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.headers, error.read().decode()


def wait_for(port: int) -> None:
    for _ in range(1200):
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(port)


def configuration(folder: Path, server: int, plain: int, secure: int) -> Path:
    """The example, on free ports and with a certificate of its own, inside a whole configuration."""
    made = ["-keyout", str(folder / "privkey.pem"), "-out", str(folder / "fullchain.pem")]
    asked = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "2",
        "-subj",
        "/CN=localhost",
    ]
    subprocess.run([*asked, *made], check=True, capture_output=True)
    text = NGINX.read_text(encoding="utf-8")
    for old, new in {
        "listen 80;": f"listen 127.0.0.1:{plain};",
        "listen 443 ssl;": f"listen 127.0.0.1:{secure} ssl;",
        "http://127.0.0.1:8000": f"http://127.0.0.1:{server}",
        "/etc/ssl/survey": str(folder),
        "/var/log/nginx": str(folder),
    }.items():
        assert old in text, old
        text = text.replace(old, new)
    places = "".join(
        f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    main = folder / "nginx.conf"
    user = "user root;" if os.getuid() == 0 else ""
    main.write_text(
        f"{user} daemon off; pid {folder}/pid; error_log {folder}/error.log; events {{}}"
        f" http {{ access_log {folder}/access.log; {places}\n{text}\n}}",
        encoding="utf-8",
    )
    return main


@pytest.fixture(scope="module")
def front(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Front]:
    for program in ("nginx", "openssl"):
        if shutil.which(program) is None:
            pytest.skip(f"no {program} on this machine: sudo apt install nginx-light openssl")
    folder = tmp_path_factory.mktemp("nginx")
    server, plain, secure = free_ports(3)
    instance = ["--instance", str(folder / "instance")]
    subprocess.run([SURVEY, *instance, "init"], check=True, capture_output=True)
    subprocess.run(
        [SURVEY, *instance, "settings", "set", "public_url", "https://khaosat.example.vn"],
        check=True,
        capture_output=True,
    )
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "start_new_session": True}
    running = [
        subprocess.Popen([SURVEY, *instance, "serve", "--port", str(server)], **quiet),  # type: ignore[call-overload]
        subprocess.Popen(
            ["nginx", "-p", str(folder), "-c", str(configuration(folder, server, plain, secure))],
            **quiet,  # type: ignore[call-overload]
        ),
    ]
    try:
        for port in (server, plain, secure):
            wait_for(port)
        yield Front(f"http://127.0.0.1:{plain}", f"https://127.0.0.1:{secure}", folder)
    finally:
        for process in running:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(timeout=60)


def test_nginx__over_http__leads_to_https(front: Front) -> None:
    status, headers, _ = front.get(f"{front.plain}/k/2222222")
    assert status == 301
    assert headers["Location"].startswith("https://")


def test_nginx__over_https__serves_the_pages_with_secure_cookies(front: Front) -> None:
    status, headers, body = front.get(f"{front.secure}/sign-in")
    assert status == 200
    assert "Đăng nhập" in body
    assert headers["Strict-Transport-Security"].startswith("max-age=")
    cookie = headers["Set-Cookie"]
    assert cookie.startswith("__Host-")
    assert "Secure" in cookie


def test_nginx__an_unknown_code__is_the_servers_friendly_page(front: Front) -> None:
    status, _, body = front.get(f"{front.secure}/k/2222222")
    assert status == 404
    assert "<html" in body


def test_nginx__after_visits__has_written_no_address_and_no_code(front: Front) -> None:
    front.get(f"{front.secure}/k/2222222")
    front.get(f"{front.plain}/k/2222222")
    written = [file for file in front.folder.glob("*.log") if re.search(r"\S", file.read_text())]
    assert not [file for file in written if "/k/" in file.read_text() or "127.0.0.1" in file.read_text()]

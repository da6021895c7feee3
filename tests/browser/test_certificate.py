"""HTTPS on a network of one's own, in Chromium: refused before the authority is installed, at work after."""

import os
import re
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from ipaddress import IPv4Address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect

from survey_app.certificates.asking import Plan
from survey_app.certificates.signing import new_key, new_leaf
from tests.browser.conftest import be_patient
from tests.browser.pages import press
from tests.ports import free_ports

pytestmark = pytest.mark.browser
SURVEY = Path(sys.executable).parent / "survey"
NAME = "survey.internal"
ELSEWHERE = "khaosat.example.vn"
PASSPHRASE = "một mật khẩu đủ dài"  # noqa: S105  # of this test


@dataclass(frozen=True)
class Laptop:
    """A field laptop that serves by TLS, and its one-time code."""

    tls: Path
    secure: str
    plain: str
    code: str


@pytest.fixture(scope="module")
def laptop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Laptop]:
    root = tmp_path_factory.mktemp("laptop") / "instance"
    port, door = free_ports(2)
    command = [str(SURVEY), "--instance", str(root)]
    environment = {**os.environ, "SURVEY_PASSPHRASE": PASSPHRASE}
    subprocess.run([*command, "init"], check=True, capture_output=True)
    asked = [*command, "lan-cert", "--ip", "192.168.1.20", "--keep-authority"]
    subprocess.run(asked, check=True, capture_output=True, env=environment)
    ports = ["--host", "0.0.0.0", "--port", str(port), "--certificate-port", str(door)]  # noqa: S104
    process = subprocess.Popen(
        [*command, "serve", "--tls", *ports],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        assert process.stderr is not None
        code = re.search(r"[0-9a-f]{4}(?:-[0-9a-f]{4}){3}", process.stderr.readline())
        assert code is not None
        yield Laptop(root / "tls", f"https://{NAME}:{port}", f"http://{NAME}:{door}", code.group())
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.communicate(timeout=60)


@pytest.fixture(scope="module")
def tablet(
    laptop: Laptop, chromium: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[BrowserContext]:
    """A browser of somebody who installed the authority, and for whom the router knows the names."""
    if shutil.which("certutil") is None:
        pytest.skip("no certutil on this machine: sudo apt install libnss3-tools")
    home = tmp_path_factory.mktemp("home")
    trusted = home / ".pki" / "nssdb"
    trusted.mkdir(parents=True)
    for words in (
        ["-N", "--empty-password"],
        ["-A", "-n", "survey", "-t", "C,,", "-i", str(laptop.tls / "authority.pem")],
    ):
        subprocess.run(["certutil", "-d", f"sql:{trusted}", *words], check=True, capture_output=True)
    with launched(chromium, HOME=str(home)) as browser:
        yield browser.new_context(locale="vi-VN")


@contextmanager
def launched(chromium: Browser, **environment: str) -> Iterator[Browser]:
    """Another Chromium, where the names lead to this machine."""
    names = f"MAP {NAME} 127.0.0.1, MAP {ELSEWHERE} 127.0.0.1"
    arguments = ["--no-sandbox", "--disable-gpu", f"--host-resolver-rules={names}"]
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
    browser = chromium.browser_type.launch(
        executable_path=found, args=arguments, env={**os.environ, **environment}
    )
    browser.on("context", be_patient)
    yield browser
    browser.close()


def open_patiently(page: Page, url: str) -> None:
    """Open ``url`` once its server listens."""
    for _ in range(1200):
        try:
            page.goto(url)
            return
        except Error as error:
            # The browser's own page of a refusal may come while the next try is under way.
            if not any(known in error.message for known in ("ERR_CONNECTION_REFUSED", "chrome-error:")):
                raise
            page.wait_for_timeout(100)
    raise TimeoutError(url)


def test_secure_address__nothing_installed__is_refused_and_the_door_says_what_to_do(
    laptop: Laptop, chromium: Browser, accessible: Callable[[Page], None]
) -> None:
    with launched(chromium) as browser:
        page = browser.new_page(viewport={"width": 360, "height": 800})
        open_patiently(page, f"{laptop.plain}/")
        assert page.url == f"{laptop.plain}/certificate"
        assert page.evaluate("window.isSecureContext") is False
        assert "không thể làm việc khi mất mạng" in page.inner_text("main")
        accessible(page)
        with page.expect_download() as download:
            page.click("text=.crt")
        authority = x509.load_der_x509_certificate(download.value.path().read_bytes())
        assert authority.public_bytes(Encoding.PEM) == (laptop.tls / "authority.pem").read_bytes()
        with pytest.raises(Error, match="ERR_CERT_AUTHORITY_INVALID"):
            page.goto(laptop.secure)


def test_secure_address__authority_installed__opens_and_may_work_offline(
    laptop: Laptop, tablet: BrowserContext, accessible: Callable[[Page], None]
) -> None:
    page = tablet.new_page()
    open_patiently(page, f"{laptop.secure}/first-run")
    assert page.evaluate("window.isSecureContext && 'serviceWorker' in navigator") is True
    page.fill("[name=code]", laptop.code)
    page.fill("[name=username]", "quantri")
    page.fill("[name=name]", "Quản trị")
    page.fill("[name=password]", PASSPHRASE)
    press(page, "main form button")
    page.fill("[name=username]", "quantri")
    page.fill("[name=password]", PASSPHRASE)
    press(page, "main form button")
    expect(page.locator("nav.menu")).to_be_visible()
    for width, language in ((360, "en"), (1280, "vi")):
        page.set_viewport_size({"width": width, "height": 800})
        for path in ("/settings/certificate", "/certificate"):
            answer = page.goto(f"{laptop.secure}{path}?lang={language}")
            assert answer is not None
            assert answer.status == 200
            accessible(page)
    page.goto(f"{laptop.secure}/settings/certificate")
    assert page.locator("img.qr").evaluate("picture => picture.naturalWidth > 0")
    page.close()


def test_other_address__signed_by_the_stolen_key__is_refused(laptop: Laptop, tablet: BrowserContext) -> None:
    page = tablet.new_page()
    for name, address, taken in (
        (NAME, "127.0.0.1", True),
        (ELSEWHERE, "127.0.0.1", False),
        (ELSEWHERE, "8.8.8.8", False),
    ):
        with pretending(laptop, Plan((name,), (IPv4Address(address),))) as port:
            if taken:
                page.goto(f"https://{name}:{port}/")
                assert page.inner_text("body") == "caught"
            else:
                with pytest.raises(Error, match="ERR_CERT"):
                    page.goto(f"https://{name}:{port}/")


@contextmanager
def pretending(laptop: Laptop, asked: Plan) -> Iterator[int]:
    """The port of somebody who has the authority's key and says to be what was ``asked``."""
    authority = x509.load_pem_x509_certificate((laptop.tls / "authority.pem").read_bytes())
    above = load_pem_private_key((laptop.tls / "authority.key").read_bytes(), PASSPHRASE.encode())
    key = new_key()
    leaf = new_leaf(key, authority, above, asked, datetime.now(UTC))  # type: ignore[arg-type]
    file = laptop.tls.parent / f"{asked.names[0]}.pem"
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    file.write_bytes(leaf.public_bytes(Encoding.PEM) + private)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    listener = socket.create_server(("127.0.0.1", 0))

    def answer(plain: socket.socket) -> None:
        try:
            with context.wrap_socket(plain, server_side=True) as stream:
                stream.recv(65536)
                stream.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\nConnection: close\r\n\r\ncaught")
        except OSError:
            plain.close()

    def serve() -> None:
        with suppress(OSError):  # it is closed
            while True:
                plain, _ = listener.accept()
                # A connection opened in advance says nothing: nobody waits behind it.
                threading.Thread(target=answer, args=(plain,), daemon=True).start()

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    yield int(listener.getsockname()[1])
    listener.shutdown(socket.SHUT_RDWR)
    listener.close()
    thread.join()

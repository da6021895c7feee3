"""A mail server on this machine, in a thread of its own, that keeps what it is given."""

import ssl
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from survey_app import store, web
from survey_app.notices import keep_password

PASSWORD = "mat-khau-thu"  # noqa: S105
HOST = "127.0.0.1"


@dataclass
class Post:
    """What came in, whom it refuses, and who signed in; aiosmtpd asks by the names it wants."""

    letters: list[EmailMessage] = field(default_factory=list)
    refused: set[str] = field(default_factory=set)
    signed_in: list[str] = field(default_factory=list)
    port: int = 0

    async def handle_RCPT(self, *asked: Any) -> str:
        _server, _session, envelope, address, _options = asked
        if address in self.refused:
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, *asked: Any) -> str:
        letter = message_from_bytes(asked[-1].content, policy=policy.default)
        assert isinstance(letter, EmailMessage)
        self.letters.append(letter)
        return "250 OK"

    def sign_in(self, *asked: Any) -> AuthResult:
        """Whether who signs in knows the password."""
        given = asked[-1]
        assert isinstance(given, LoginPassword)
        self.signed_in.append(given.login.decode())
        return AuthResult(success=given.password.decode() == PASSWORD, handled=False)

    def to(self, address: str) -> list[EmailMessage]:
        """The letters to one address."""
        return [one for one in self.letters if address in one["To"]]

    def known_to(self, opened: store.Store, **settings: str) -> None:
        """Let an office send by this server."""
        values = {
            "smtp_host": HOST,
            "smtp_port": str(self.port),
            "smtp_security": "none",
            "smtp_from": "khaosat@tinh.example.vn",
            **settings,
        }
        keep_password(opened.instance, PASSWORD)

        def work(db: store.Database) -> None:
            for name, value in values.items():
                store.put_setting(db, name, value)

        opened.write(work)


class AnyPort(Controller):
    """On whatever port is free."""

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@pytest.fixture
def post() -> Iterator[Callable[..., Post]]:
    """Opens a mail server: in the clear, with `starttls`, or all by `tls`."""
    running: list[AnyPort] = []

    def open_(**more: Any) -> Post:
        made = Post()
        controller = AnyPort(made, hostname=HOST, port=0, authenticator=made.sign_in, **more)
        controller.start()
        running.append(controller)
        made.port = controller.port
        return made

    yield open_
    for controller in running:
        controller.stop()


@pytest.fixture
def tls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    """The certificate of a mail server on this machine, which this machine trusts."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    now = web.now()
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), 1, now - timedelta(1), now + timedelta(1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(HOST))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    kept, secret = tmp_path / "mail.crt", tmp_path / "mail.key"
    kept.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    secret.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    monkeypatch.setenv("SSL_CERT_FILE", str(kept))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(kept, secret)
    return context

"""What the authority signs is taken where it should be and refused elsewhere, by OpenSSL and by Python."""

import socket
import ssl
import subprocess
import threading
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address, ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from survey_app.certificates.asking import Plan, plan
from survey_app.certificates.signing import allowed_names, new_authority, new_key, new_leaf

NOW = datetime.now(UTC).replace(microsecond=0)


class Shop:
    """An authority whose key was stolen, say: whatever it is asked for, it signs."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.key = folder, new_key()
        self.authority = new_authority(self.key, ["survey.internal", "khaosat.lan"], NOW)
        self.file = folder / "authority.pem"
        self.file.write_bytes(self.authority.public_bytes(Encoding.PEM))

    def sign(self, *hosts: str) -> Path:
        """A file with a certificate for ``hosts`` and its key."""
        names = tuple(host for host in hosts if not host[0].isdigit())
        addresses = tuple(IPv4Address(host) for host in hosts if host[0].isdigit())
        key = new_key()
        leaf = new_leaf(key, self.authority, self.key, Plan(names or ("survey.internal",), addresses), NOW)
        file = self.folder / "server.pem"
        private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        file.write_bytes(leaf.public_bytes(Encoding.PEM) + private)
        return file


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    return Shop(tmp_path)


def greeted(certificate: Path, host: str, trusting: Path | None) -> str:
    """'' when a client who looks for ``host`` takes the certificate, else why not."""
    serving = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    serving.load_cert_chain(certificate)
    here, there = socket.socketpair()

    def serve() -> None:
        try:
            serving.wrap_socket(there, server_side=True).close()
        except OSError:
            there.close()

    thread = threading.Thread(target=serve)
    thread.start()
    asking = ssl.create_default_context(cafile=str(trusting) if trusting else None)
    try:
        with asking.wrap_socket(here, server_hostname=host):
            return ""
    except ssl.SSLCertVerificationError as error:
        return error.verify_message
    finally:
        here.close()
        thread.join()


@pytest.mark.parametrize("host", ["survey.internal", "khaosat.lan", "192.168.1.20", "127.0.0.1"])
def test_certificate__by_name_and_by_number__is_taken_by_who_trusts_the_authority(
    shop: Shop, host: str
) -> None:
    file = shop.sign("survey.internal", "khaosat.lan", "192.168.1.20", "127.0.0.1")
    assert greeted(file, host, shop.file) == ""
    assert "unable to get local issuer" in greeted(file, host, None)
    assert greeted(file, "192.168.1.21" if ip_address_of(host) else "other.internal", shop.file)


def ip_address_of(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


@pytest.mark.parametrize(
    "host", ["google.com", "other.internal", "survey.internal.vn", "8.8.8.8", "172.32.0.1"]
)
def test_certificate__for_anything_else__is_refused_though_the_authority_signed_it(
    shop: Shop, host: str
) -> None:
    file = shop.sign(host)
    assert greeted(file, host, shop.file) == "permitted subtree violation"
    said = subprocess.run(["openssl", "verify", "-CAfile", shop.file, file], capture_output=True, text=True)
    assert said.returncode != 0
    assert "permitted subtree violation" in said.stderr


def test_authority__its_certificate__says_five_years_no_further_authority_and_its_names(shop: Shop) -> None:
    limits = shop.authority.extensions.get_extension_for_class(x509.BasicConstraints)
    assert limits.critical
    assert (limits.value.ca, limits.value.path_length) == (True, 0)
    assert shop.authority.extensions.get_extension_for_class(x509.NameConstraints).critical
    assert shop.authority.not_valid_after_utc == NOW + timedelta(days=5 * 365)
    assert allowed_names(shop.authority) == ("survey.internal", "khaosat.lan")


def test_leaf__lasting__is_397_days_and_never_beyond_its_authority(shop: Shop) -> None:
    asked = plan([], ["192.168.1.20"])
    leaf = new_leaf(new_key(), shop.authority, shop.key, asked, NOW)
    assert leaf.not_valid_after_utc == NOW + timedelta(days=397)
    late = NOW + timedelta(days=5 * 365 - 100)
    leaf = new_leaf(new_key(), shop.authority, shop.key, asked, late)
    assert leaf.not_valid_after_utc == shop.authority.not_valid_after_utc

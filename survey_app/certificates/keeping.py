"""Where certificates lie: the folder ``tls`` of an instance, made whole beside and put in place at once."""

import os
import secrets
import shutil
import stat
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    KeySerializationEncryption,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from survey_app.certificates.asking import Plan
from survey_app.certificates.signing import allowed_names, names_of, new_authority, new_key, new_leaf
from survey_app.errors import Conflict, Invalid, NotFound, Problem, Unavailable
from survey_app.store import Instance

_AUTHORITY, _AUTHORITY_KEY = "authority.pem", "authority.key"
_CHAIN, _KEY = "server.pem", "server.key"
_SOON = timedelta(days=21)
# A kept authority that ends sooner is no use to renew with.
_SHORTEST = timedelta(days=90)
LEAST_LETTERS = 12


@dataclass(frozen=True, slots=True)
class Certificate:
    """The certificate of an instance and the authority behind it."""

    asked: Plan
    begins: datetime
    ends: datetime
    authority: bytes  # DER
    authority_name: str
    authority_ends: datetime
    fingerprint: str  # of the authority: SHA-256, pairs of capitals and digits

    def left(self, now: datetime) -> timedelta:
        """How long tablets will still take it; less than nothing once it has ended."""
        return min(self.ends, self.authority_ends) - now

    def ends_soon(self, now: datetime) -> bool:
        """Whether it is time to renew it."""
        return self.left(now) <= _SOON


def certificate(instance: Instance) -> Certificate | None:
    """What the instance has, or None. Raises Unavailable when the files cannot be read."""
    if not (instance.tls / _CHAIN).exists():
        return None
    authority, leaf = _read(instance.tls / _AUTHORITY), _read(instance.tls / _CHAIN)
    return Certificate(
        asked=names_of(leaf),
        begins=leaf.not_valid_before_utc,
        ends=leaf.not_valid_after_utc,
        authority=authority.public_bytes(Encoding.DER),
        authority_name=str(authority.subject.rfc4514_string().removeprefix("CN=")),
        authority_ends=authority.not_valid_after_utc,
        fingerprint=authority.fingerprint(hashes.SHA256()).hex(":").upper(),
    )


def server_files(instance: Instance) -> tuple[Path, Path]:
    """Certificate and key for the server. Raises NotFound when there are none."""
    if certificate(instance) is None:
        raise NotFound("no_certificate", folder=str(instance.root))
    return instance.tls / _CHAIN, instance.tls / _KEY


def keeps_authority(instance: Instance) -> bool:
    """Whether the key of the authority was kept, so that tablets need not be visited at a renewal."""
    return (instance.tls / _AUTHORITY_KEY).is_file()


def readable_by_others(instance: Instance) -> Path | None:
    """A key that others on this machine may read, if there is one."""
    if sys.platform == "win32":
        return None
    keys = (instance.tls / name for name in (_KEY, _AUTHORITY_KEY))
    return next((key for key in keys if key.is_file() and stat.S_IMODE(key.stat().st_mode) & 0o077), None)


def make(
    instance: Instance,
    asked: Plan,
    now: datetime,
    *,
    replace: bool = False,
    keep: bool = False,
    anew: bool = False,
    passphrase: Callable[[], str] = str,
) -> Certificate:
    """Make a certificate for what was ``asked`` and put it in place; hand it back.

    The key of its authority is thrown away unless it is to be ``keep`` kept, then encrypted with the
    ``passphrase``. A kept authority signs again unless ``anew`` asks for another. Nothing is changed by what
    raises: NotFound without an instance, Conflict when there is a certificate that it is not to ``replace``,
    Invalid when the passphrase or the kept authority does not do.
    """
    if not instance.exists():
        raise NotFound("no_instance", folder=instance.root)
    known = certificate(instance)
    if known is not None and not replace:
        raise Conflict("certificate_exists", until=f"{known.ends:%Y-%m-%d}")
    again = keeps_authority(instance) and not anew
    secret = passphrase() if again or keep else ""
    if again:
        authority, authority_key = _kept_authority(instance, secret, asked, now)
    else:
        if keep and len(secret) < LEAST_LETTERS:
            raise Invalid([Problem("passphrase_too_short", values={"least": LEAST_LETTERS})])
        authority_key = new_key()
        authority = new_authority(authority_key, asked.names, now)
    files = _signed(authority, authority_key, asked, now)
    if again or keep:
        files[_AUTHORITY_KEY] = _written(authority_key, BestAvailableEncryption(secret.encode()))
    _put_in_place(instance.tls, files)
    made = certificate(instance)
    assert made is not None  # noqa: S101  # it was just put there
    return made


def _signed(
    authority: x509.Certificate, authority_key: ec.EllipticCurvePrivateKey, asked: Plan, now: datetime
) -> dict[str, bytes]:
    """The files of a new certificate for what was ``asked``."""
    key = new_key()
    leaf = new_leaf(key, authority, authority_key, asked, now)
    return {
        _AUTHORITY: authority.public_bytes(Encoding.PEM),
        _CHAIN: leaf.public_bytes(Encoding.PEM) + authority.public_bytes(Encoding.PEM),
        _KEY: _written(key, NoEncryption()),
    }


def _kept_authority(
    instance: Instance, secret: str, asked: Plan, now: datetime
) -> tuple[x509.Certificate, ec.EllipticCurvePrivateKey]:
    """The authority that was kept, opened. Raises Invalid when it cannot sign what was ``asked``."""
    authority = _read(instance.tls / _AUTHORITY)
    allowed = allowed_names(authority)
    beyond = [
        Problem("name_beyond_authority", place=name, values={"allowed": ", ".join(allowed)})
        for name in asked.names
        if not any(name == one or name.endswith(f".{one}") for one in allowed)
    ]
    if authority.not_valid_after_utc - now < _SHORTEST:
        beyond.append(
            Problem("authority_ends", values={"until": f"{authority.not_valid_after_utc:%Y-%m-%d}"})
        )
    if beyond:
        raise Invalid(beyond)
    try:
        key = load_pem_private_key((instance.tls / _AUTHORITY_KEY).read_bytes(), secret.encode() or None)
    except (ValueError, TypeError):
        raise Invalid([Problem("wrong_passphrase")]) from None
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise Unavailable("certificate_unreadable", file=str(instance.tls / _AUTHORITY_KEY))
    return authority, key


def _read(file: Path) -> x509.Certificate:
    try:
        return x509.load_pem_x509_certificate(file.read_bytes())
    except (FileNotFoundError, ValueError):
        raise Unavailable("certificate_unreadable", file=str(file)) from None


def _written(key: ec.EllipticCurvePrivateKey, encryption: KeySerializationEncryption) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, encryption)


def _put_in_place(folder: Path, files: dict[str, bytes]) -> None:
    """Let ``folder`` hold these files, all or none: the old stay until the new are whole."""
    unused = secrets.token_hex(4)
    new, old = folder.with_name(f"tls-new-{unused}"), folder.with_name(f"tls-old-{unused}")
    try:
        new.mkdir(mode=0o700)
        for name, content in files.items():
            descriptor = os.open(new / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "wb") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
        if folder.exists():
            folder.rename(old)
        new.rename(folder)
    except OSError:
        if old.exists() and not folder.exists():
            old.rename(folder)
        raise
    finally:
        shutil.rmtree(new, ignore_errors=True)
        shutil.rmtree(old, ignore_errors=True)

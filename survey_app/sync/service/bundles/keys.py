"""The key of an instance, by which others know what it made: Ed25519, its fingerprint read out by people."""

import hashlib

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from survey_app.store import Store

_LEAST_TYPED = 32
_GROUP = 4


def sign(store: Store, content: bytes) -> bytes:
    """The signature of this instance over ``content``."""
    return _private(store.key("bundle")).sign(content)


def public_key(store: Store) -> bytes:
    """The 32 bytes by which anybody can check the signatures of this instance."""
    return _private(store.key("bundle")).public_key().public_bytes_raw()


def is_signed(content: bytes, signature: bytes, public: bytes) -> bool:
    """Whether ``signature`` over ``content`` was made with the key of that ``public`` half."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, content)
    except (InvalidSignature, ValueError):
        return False
    return True


def fingerprint(public: bytes) -> str:
    """The SHA-256 of a public key in hexadecimal: what an instance is known by."""
    return hashlib.sha256(public).hexdigest()


def spelled(fingerprint_: str) -> str:
    """The first half of a fingerprint in groups, as people compare it: 128 bits are enough for that."""
    letters = fingerprint_[:_LEAST_TYPED].upper()
    return " ".join(letters[at : at + _GROUP] for at in range(0, len(letters), _GROUP))


def is_same(typed: str, fingerprint_: str) -> bool:
    """Whether somebody typed at least the first half of a fingerprint, in any case, with any gaps."""
    letters = "".join(typed.split()).replace("-", "").lower()
    return len(letters) >= _LEAST_TYPED and fingerprint_.startswith(letters)


def _private(seed: bytes) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(seed)

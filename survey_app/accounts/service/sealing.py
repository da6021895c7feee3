"""Sealing what must be read again, with a key beside the database: a copy of the file is not enough."""

import hmac
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from survey_app.errors import Refused
from survey_app.store import Store

_NONCE = 12


def seal(store: Store, username: str, secret: str) -> bytes:
    """``secret`` sealed for ``username``: under another name it does not open."""
    nonce = secrets.token_bytes(_NONCE)
    return nonce + _cipher(store).encrypt(nonce, secret.encode(), username.encode())


def unseal(store: Store, username: str, sealed: bytes) -> str:
    """What `seal` was given. Raises Refused when another instance's key sealed it, or it was changed."""
    try:
        secret = _cipher(store).decrypt(sealed[:_NONCE], sealed[_NONCE:], username.encode())
    except InvalidTag:
        raise Refused("second_factor_unreadable") from None
    return secret.decode()


def _cipher(store: Store) -> AESGCM:
    return AESGCM(hmac.digest(store.key("signing"), b"second factor", "sha256"))

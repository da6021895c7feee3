"""Hashing passwords and telling whether one is somebody's."""

import secrets
import threading

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from survey_app.accounts.model import Person

_hasher = PasswordHasher()
# A hash takes 64 MiB; two at a time keep a small server standing under guesses.
_hashing = threading.Semaphore(2)
# Verified when the name is unknown, so that the answer takes as long as for a known one.
_NOBODY = _hasher.hash(secrets.token_hex(16))


def hashed(password: str) -> str:
    """What is kept of ``password``."""
    with _hashing:
        return _hasher.hash(password)


def verified(found: tuple[Person, str] | None, password: str) -> Person | None:
    """The person when the password is theirs; takes as long when there is no such person."""
    try:
        with _hashing:
            _hasher.verify(found[1] if found else _NOBODY, password)
    except (VerifyMismatchError, InvalidHashError):
        return None
    return found[0] if found else None

"""The form token: what a citizen's page carries instead of a cookie, signed.

In-app browsers lose cookies and refuse storage; the token travels in the page. It says which collector the
page belongs to, which version it shows, in which language, since when, and the id the response will have.
"""

import uuid
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from itsdangerous import BadData, URLSafeSerializer


@dataclass(frozen=True, slots=True)
class FormToken:
    """One opened form."""

    collector: str
    version: str
    language: str
    started: int
    uuid: str


def open_form(collector: str, version: str, language: str, now: datetime) -> FormToken:
    """A new form with a random id, opened ``now``."""
    return FormToken(collector, version, language, int(now.timestamp()), str(uuid.uuid4()))


def sign(token: FormToken, key: bytes) -> str:
    """``token`` as text for the page."""
    return str(
        _serializer(key).dumps(
            [token.collector, token.version, token.language, token.started, token.uuid.replace("-", "")]
        )
    )


def read(text: str, key: bytes) -> FormToken | None:
    """The token in ``text``, or None when this server did not sign it."""
    try:
        collector, version, language, started, hexadecimal = _serializer(key).loads(text)
    except (BadData, ValueError):
        return None
    return FormToken(collector, version, language, started, str(uuid.UUID(hexadecimal)))


@cache
def _serializer(key: bytes) -> URLSafeSerializer:
    return URLSafeSerializer(key, salt="form")

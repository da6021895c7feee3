"""What somebody sent when they were no longer signed in: it stays in their page and is sent again.

Nothing of it is kept on the server. Only what a page of our own sent is held: another site must not be able
to put words into somebody's hands.
"""

from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import current_app, make_response, render_template, request
from itsdangerous import BadSignature, URLSafeTimedSerializer
from werkzeug.wrappers import Response

_LASTS = 12 * 60 * 60  # seconds
_MOST_LETTERS = 150_000
_TOKEN = "csrf_token"  # noqa: S105  # the name of a field


@dataclass(frozen=True, slots=True)
class Held:
    """A form that was sent: where to, its fields in order, and whether it brought files (not held)."""

    path: str
    fields: tuple[tuple[str, str], ...]
    files: bool


def hold() -> str:
    """What this request sent, signed, for a hidden field; '' when it is not ours to hold or too long."""
    if request.method != "POST" or not _from_a_page_of_ours():
        return ""
    fields = [
        (name, value) for name, value in request.form.items(multi=True) if name not in (_TOKEN, "password")
    ]
    files = any(sent.filename for sent in request.files.values())
    text = _signer().dumps([request.full_path.rstrip("?"), fields, files])
    return text if isinstance(text, str) and len(text) <= _MOST_LETTERS else ""


def release(text: str) -> Held | None:
    """What `hold` gave out, or None when it is not that or too old."""
    try:
        path, fields, files = _signer().loads(text, max_age=_LASTS)
    except BadSignature:
        return None
    return Held(path, tuple((name, value) for name, value in fields), files)


def signed_out_page(text: str) -> Response:
    """The log-in with what was sent held in it."""
    return make_response(render_template("web/signed_out.html", held=text), 403)


def send_again_page(held: Held) -> Response:
    """The question whether to send again what was not taken."""
    return make_response(render_template("web/send_again.html", held=held), 403)


def _from_a_page_of_ours() -> bool:
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    return urlsplit(request.headers.get("Origin", "")).netloc == request.host


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.secret_key or "", salt="held")

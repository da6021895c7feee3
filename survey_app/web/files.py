"""Kept files as answers: to one reader, for good, and never as a page that could act."""

from flask import Response


def kept_file(content: bytes, media_type: str, mark: str) -> Response:
    """``content`` for one reader: its name is the digest of it, so what was fetched once stays right."""
    answer = Response(content, mimetype=media_type)
    answer.headers["Cache-Control"] = "private, max-age=86400, immutable"
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer.set_etag(mark.encode().hex())
    return answer

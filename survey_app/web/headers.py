"""Headers every answer carries: nothing from outside, nothing framed, nothing leaked."""

from flask import Flask, Response, request

_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; media-src 'self';"
    " form-action 'self'; base-uri 'none'; frame-ancestors 'none'; connect-src 'self'"
)
# The app on a tablet has a worker, a manifest, and pictures that have not left the tablet yet.
_TABLET = f"{_POLICY.replace('img-src', 'img-src blob:')}; worker-src 'self'; manifest-src 'self'"
_YEAR = "public, max-age=31536000, immutable"


def register_headers(app: Flask) -> None:
    """Set them on every answer of ``app``; a view may have set its own before."""

    @app.after_request
    def add(response: Response) -> Response:
        headers = response.headers
        policy = _TABLET if request.path.startswith("/tablet/") else _POLICY
        headers.setdefault("Content-Security-Policy", policy)
        headers["X-Content-Type-Options"] = "nosniff"
        # A collector's code is in the address: it must not travel to anyone.
        headers["Referrer-Policy"] = "no-referrer"
        headers["Cross-Origin-Opener-Policy"] = "same-origin"
        if request.endpoint == "static":
            headers["Cache-Control"] = _YEAR
        else:
            headers.setdefault("Cache-Control", "no-store")
        return response

"""QR pictures as files."""

from survey_app.rounds.service.drawing import DRAWER

QR_SUFFIXES = (".svg", ".png")
_SECONDS = 20


def qr_picture(url: str, suffix: str) -> bytes:
    """The content of a picture file of ``url``; ``suffix`` is one of QR_SUFFIXES. Raises Unavailable."""
    return DRAWER.make("survey_app.rounds.qr", {"url": url, "suffix": suffix}, _SECONDS)

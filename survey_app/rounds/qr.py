"""QR pictures of addresses, for print: level H, so that a torn or stained poster is still read."""

import io
import json
import re
import sys

from markupsafe import escape
from qrcode.constants import ERROR_CORRECT_H
from qrcode.image.pil import PilImage
from qrcode.main import QRCode

BORDER = 4  # modules of white around, as the standard asks
_PIXELS = 16
# Scheme and host mean the same in capitals, and so does our own path; any other path may not.
_MAY_BE_CAPITALS = re.compile(r"https?://[a-z0-9.-]+(:\d+)?/k/[a-z0-9]+", re.I | re.A)


def qr_svg(url: str) -> str:
    """An SVG document: black modules on white, one unit a module, the address as its title."""
    matrix = _code(url).get_matrix()
    path = "".join(
        f"M{run.start()} {y}h{len(run.group())}v1h-{len(run.group())}z"
        for y, row in enumerate(matrix)
        for run in re.finditer("#+", "".join("#" if dark else " " for dark in row))
    )
    side = len(matrix)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" role="img"'
        f' shape-rendering="crispEdges"><title>{escape(url)}</title>'
        f'<path fill="#fff" d="M0 0h{side}v{side}H0z"/><path d="{path}"/></svg>\n'
    )


def qr_png(url: str) -> bytes:
    """A PNG picture of one bit a pixel, 16 pixels a module."""
    picture = io.BytesIO()
    _code(url).make_image(image_factory=PilImage).save(picture)
    return picture.getvalue()


def modules(url: str) -> list[list[bool]]:
    """The rows of modules, true where dark, without the white around that `BORDER` asks for."""
    rows = _code(url).get_matrix()
    return [row[BORDER:-BORDER] for row in rows[BORDER:-BORDER]]


def _code(url: str) -> QRCode:
    # Capitals fit the QR alphabet of digits and capitals: fewer and larger modules on the same paper.
    text = url.upper() if _MAY_BE_CAPITALS.fullmatch(url) else url
    code = QRCode(error_correction=ERROR_CORRECT_H, border=BORDER, box_size=_PIXELS)
    code.add_data(text, optimize=0)
    return code


if __name__ == "__main__":
    asked = json.load(sys.stdin.buffer)
    picture = qr_svg(asked["url"]).encode() if asked["suffix"] == ".svg" else qr_png(asked["url"])
    sys.stdout.buffer.write(picture)

"""The child process: an address on standard input as JSON, its QR picture as SVG on standard output.

    python -m survey_app.accounts.picture

The library loads what the serving process does without. The address holds a secret: it is never an argument.
"""

import json
import sys
from itertools import groupby

from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode

_BORDER = 4  # modules of white around, as the standard asks


def svg(address: str) -> str:
    """Black modules on white, one unit a module; what it is stands beside it on the page."""
    code = QRCode(error_correction=ERROR_CORRECT_M, border=_BORDER)
    code.add_data(address)
    rows = code.get_matrix()
    side = len(rows)
    path = "".join(_runs(row, y) for y, row in enumerate(rows))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" width="{4 * side}"'
        f' height="{4 * side}" aria-hidden="true" shape-rendering="crispEdges">'
        f'<path fill="#fff" d="M0 0h{side}v{side}H0z"/><path d="{path}"/></svg>'
    )


def _runs(row: list[bool], y: int) -> str:
    drawn, x = "", 0
    for dark, run in groupby(row):
        width = len(list(run))
        drawn += f"M{x} {y}h{width}v1h-{width}z" if dark else ""
        x += width
    return drawn


if __name__ == "__main__":
    sys.stdout.write(svg(json.load(sys.stdin)["address"]))

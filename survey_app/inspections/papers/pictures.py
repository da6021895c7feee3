"""The pictures in documents: photos no larger than they are printed, and codes. Only for child processes."""

import io
from collections.abc import Callable
from typing import Any, Final

from PIL import Image
from qrcode.constants import ERROR_CORRECT_M
from qrcode.image.pil import PilImage
from qrcode.main import QRCode

from survey_app import media
from survey_app.documents import Picture
from survey_app.errors import SurveyError
from survey_app.store import Store

# Two side by side on a page, at 200 dots an inch.
_WIDE, _HIGH = 70.0, 95.0
_DOTS: Final = (560, 760)
_CODE_WIDE: Final = 32.0


def photo_drawer(store: Store) -> Callable[[str, str], Any]:
    """What makes a picture of a kept photo by its name and of what it shows; '' when its file is gone."""

    def draw(name: str, text: str) -> Any:
        try:
            content = media.kept(store, name)
        except SurveyError:
            return ""
        return shrunk(content, text)

    return draw


def shrunk(content: bytes, text: str) -> Any:
    """The photo as a picture of at most half a page's width; '' when it cannot be read."""
    try:
        with Image.open(io.BytesIO(content)) as photo:
            photo.draft("RGB", _DOTS)  # decodes no more than is needed
            small = photo.convert("RGB")
    except (OSError, ValueError, SyntaxError):
        return ""
    small.thumbnail(_DOTS)
    out = io.BytesIO()
    small.save(out, "JPEG", quality=82)
    return Picture(out.getvalue(), text, min(_WIDE, _HIGH * small.width / small.height))


def draw_code(said: str, text: str) -> Picture:
    """A QR code that says ``said``, as a picture of ``text``."""
    code = QRCode(error_correction=ERROR_CORRECT_M, border=4, box_size=6)
    code.add_data(said, optimize=0)
    out = io.BytesIO()
    code.make_image(image_factory=PilImage).save(out)
    return Picture(out.getvalue(), text, _CODE_WIDE)

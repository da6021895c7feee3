"""The drawn picture that stands for every photo of the demonstration."""

import io

from PIL import Image, ImageDraw

_PICTURE = (1200, 900)
_COLOUR = (90, 110, 140)


def picture() -> bytes:
    """A drawn picture that nobody takes for a photo: stripes, as on a barrier."""
    width, height = _PICTURE
    image = Image.new("RGB", _PICTURE, (238, 240, 243))
    draw = ImageDraw.Draw(image)
    for left in range(-height, width, 160):
        draw.polygon(
            [(left, height), (left + height, 0), (left + height + 60, 0), (left + 60, height)], _COLOUR
        )
    stream = io.BytesIO()
    image.save(stream, "JPEG", quality=80)
    return stream.getvalue()

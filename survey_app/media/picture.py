"""A picture somebody sent, made anew: what it shows and nothing else.

The kind is told by the first bytes, the size by the header before anything is decoded, and only the three
decoders named here ever see the content. The new JPEG is drawn from the pixels: no EXIF, place, thumbnail,
comment or colour profile survives, and neither does a second file glued to the first.
"""

import io
import re
import struct
from collections.abc import Callable
from typing import Final, TypeVar

from PIL import Image
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.WebPImagePlugin import WebPImageFile

from survey_app.errors import Invalid, Problem
from survey_app.media.limits import MOST_MEGABYTES

MOST_MEGAPIXELS: Final = 50
LONGEST_SIDE: Final = 2560
THUMBNAIL_SIDE: Final = 480
QUALITY: Final = 85
_THUMBNAIL_QUALITY: Final = 78
_FINER: Final = 1.5
# Each scan of a JPEG goes over the whole picture: a real one has a dozen, a bomb has thousands.
MOST_SCANS: Final = 64
# Inside a scan 0xFF is followed by one of these; by anything else where a part of the file begins.
_NEXT_PART: Final = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_SCAN, _END = b"\xff\xda", b"\xff\xd9"
_ORIENTATION: Final = 0x0112
_TURNS: Final = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_HEIC = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif", b"avis")
_WHITE = (255, 255, 255)
_FIGURE_SIDE: Final = 1280
_MOST_DRAWN: Final = 400_000  # bytes of PNG up to which a picture without a see-through part is a drawing
Made = TypeVar("Made")


def remade(content: bytes) -> tuple[bytes, int, int]:
    """The picture in ``content`` as a new JPEG upright on its longest side at most 2560, and its size.

    Raises Invalid with the one thing that is wrong: empty, too large, no photo, moving, damaged.
    """
    if not content:
        raise _refusal("photo_is_empty")
    if len(content) > MOST_MEGABYTES * 2**20:
        raise _refusal("photo_too_large", most=MOST_MEGABYTES)
    return _read(content, _drawn_anew)


def figured(content: bytes) -> bytes:
    """The picture of a question in ``content`` made anew: its longest side at most 1280; what is drawn or
    shows through stays PNG, a photo becomes JPEG. Raises Invalid as `remade`.
    """
    return _read(content, _as_figure)


def _read(content: bytes, draw: Callable[[Image.Image], Made]) -> Made:
    opener = _opener(content)
    try:
        with opener(io.BytesIO(content)) as picture:
            _check(picture.size, moving=getattr(picture, "is_animated", False))
            return draw(picture)
    except (Invalid, MemoryError):
        raise
    # Decoders meet hostile files; whatever they raise, it is the file that is at fault.
    except Exception as error:
        raise _refusal("photo_is_damaged") from error


def reduced(kept: bytes) -> bytes:
    """The JPEG ``kept`` as a small one: its longest side at most 480. Raises Invalid when it is damaged."""
    side = (THUMBNAIL_SIDE, THUMBNAIL_SIDE)
    try:
        with JpegImageFile(io.BytesIO(kept)) as picture:
            picture.draft(None, (2 * THUMBNAIL_SIDE, 2 * THUMBNAIL_SIDE))
            small = picture.convert("RGB")
    except MemoryError:
        raise
    except Exception as error:
        raise _refusal("photo_is_damaged") from error
    small.thumbnail(side, Image.Resampling.HAMMING, reducing_gap=None)
    small.info = {}
    out = io.BytesIO()
    small.save(out, "JPEG", quality=_THUMBNAIL_QUALITY)
    return out.getvalue()


def _refusal(code: str, **values: object) -> Invalid:
    return Invalid([Problem(code, place="photo", values=values)])


def _opener(content: bytes) -> Callable[[io.BytesIO], Image.Image]:
    if content.startswith(b"\xff\xd8\xff"):
        if _scans(content) > MOST_SCANS:
            raise _refusal("photo_is_damaged")
        return JpegImageFile
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return PngImageFile
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        # This decoder takes its memory while it opens: its header is read here.
        _check(*_webp_header(content))
        return WebPImageFile
    if content[4:8] == b"ftyp" and content[8:12] in _HEIC:
        raise _refusal("photo_is_heic")
    if content.startswith((b"GIF87a", b"GIF89a")):
        raise _refusal("photo_is_moving")
    raise _refusal("photo_is_none")


def _check(size: tuple[int, int], moving: bool) -> None:
    if moving:
        raise _refusal("photo_is_moving")
    if size[0] * size[1] > MOST_MEGAPIXELS * 1_000_000:
        raise _refusal("photo_has_too_many_pixels", most=MOST_MEGAPIXELS)


def _scans(content: bytes) -> int:
    """How many scans a JPEG has, up to its end or one more than is allowed."""
    count, at = 0, 2
    while count <= MOST_SCANS and (part := _NEXT_PART.search(content, at)) and part[0] != _END:
        count += part[0] == _SCAN
        at = part.end() + max(2, int.from_bytes(content[part.end() : part.end() + 2], "big"))
    return count


def _webp_header(content: bytes) -> tuple[tuple[int, int], bool]:
    """Size in pixels and whether it moves, from the first chunk (RFC 9649)."""
    kind, data = content[12:16], content[20:30].ljust(10, b"\0")
    if kind == b"VP8X":
        width, height = (int.from_bytes(data[at : at + 3], "little") + 1 for at in (4, 7))
        return (width, height), bool(data[0] & 2)
    if kind == b"VP8L":
        bits = int.from_bytes(data[1:5], "little")
        return ((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1), False
    width, height = struct.unpack("<HH", data[6:10])
    return (width & 0x3FFF, height & 0x3FFF), False


def _drawn_anew(picture: Image.Image) -> tuple[bytes, int, int]:
    turn = _turn(picture)
    # A very large JPEG is decoded at a half or a quarter; the last step to the size is always a fine one.
    share = _FINER * LONGEST_SIDE / max(picture.size)
    picture.draft(None, (max(1, int(picture.width * share)), max(1, int(picture.height * share))))
    drawn = _with_whole_tones(picture)
    # As sharp as cubic when making smaller, at half the computing of Lanczos, which would be most of it all.
    drawn.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.HAMMING, reducing_gap=None)
    drawn = _on_white(drawn)
    if turn is not None:
        drawn = drawn.transpose(turn)
    drawn.info = {}  # the encoder would carry a comment over
    out = io.BytesIO()
    drawn.save(out, "JPEG", quality=QUALITY)
    return out.getvalue(), *drawn.size


def _as_figure(picture: Image.Image) -> bytes:
    turn = _turn(picture)
    drawn = _with_whole_tones(picture)
    drawn.thumbnail((_FIGURE_SIDE, _FIGURE_SIDE), Image.Resampling.HAMMING, reducing_gap=None)
    if turn is not None:
        drawn = drawn.transpose(turn)
    clear = drawn.has_transparency_data
    drawn = drawn.convert("RGBA" if clear else "RGB")
    drawn.info = {}
    out = io.BytesIO()
    drawn.save(out, "PNG", optimize=True)
    if clear or (isinstance(picture, PngImageFile) and out.tell() <= _MOST_DRAWN):
        return out.getvalue()
    out = io.BytesIO()
    drawn.save(out, "JPEG", quality=QUALITY)
    return out.getvalue()


def _turn(picture: Image.Image) -> Image.Transpose | None:
    """What brings the picture upright; a camera's note that cannot be read turns nothing."""
    try:
        return _TURNS.get(picture.getexif().get(_ORIENTATION, 1))
    except Exception:
        return None


def _with_whole_tones(picture: Image.Image) -> Image.Image:
    """The picture in a mode that can be made smaller smoothly: no palette, no single bits, 8 bits a tone."""
    if picture.mode == "P":
        return picture.convert("RGBA" if "transparency" in picture.info else "RGB")
    if picture.mode.startswith("I"):
        return picture.convert("I").point(lambda tone: tone * (1 / 256)).convert("L")
    return picture.convert("L") if picture.mode == "1" else picture


def _on_white(picture: Image.Image) -> Image.Image:
    """The picture in red, green and blue; what was transparent is white, as on paper."""
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    seen = picture.convert("RGBA")
    paper = Image.new("RGB", seen.size, _WHITE)
    paper.paste(seen, mask=seen.getchannel("A"))
    return paper

"""Pictures people send, hostile ones too: what comes out shows the same and holds nothing else."""

import io
import struct
import zlib
from collections.abc import Callable
from contextlib import suppress

import pytest
from PIL import Image, ImageCms, PngImagePlugin

from survey_app.errors import Invalid
from survey_app.media.picture import LONGEST_SIDE, MOST_MEGABYTES, MOST_SCANS, remade

RED, WHITE = (250, 0, 0), (255, 255, 255)
SECRET = b"21.0285N 105.8542E"


def photo(size: tuple[int, int] = (64, 48), mode: str = "RGB", kind: str = "JPEG", **more: object) -> bytes:
    """A picture whose left upper quarter is red, the rest white."""
    picture = Image.new("RGB", size, WHITE)
    picture.paste(RED, (0, 0, size[0] // 2, size[1] // 2))
    out = io.BytesIO()
    picture.convert(mode).save(out, kind, **more)
    return out.getvalue()


def seen(content: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(content), formats=["JPEG"])
    picture.load()
    return picture


def fault(content: bytes) -> str:
    with pytest.raises(Invalid) as caught:
        remade(content)
    return caught.value.problem.code


def is_red(picture: Image.Image, x: float, y: float) -> bool:
    red, green, blue = picture.getpixel((int(picture.width * x), int(picture.height * y)))
    return bool(red > 200 and green < 80 and blue < 80)


@pytest.mark.parametrize(
    ("kind", "mode"),
    [
        *(("JPEG", mode) for mode in ("RGB", "CMYK")),
        *(("PNG", mode) for mode in ("RGB", "RGBA", "P")),
        *(("WEBP", mode) for mode in ("RGB", "RGBA")),
    ],
)
def test_remade__photo_of_each_kind__is_a_jpeg_that_shows_the_same(kind: str, mode: str) -> None:
    kept, width, height = remade(photo(kind=kind, mode=mode))
    picture = seen(kept)
    assert (picture.format, picture.mode, picture.size) == ("JPEG", "RGB", (width, height))
    assert (width, height) == (64, 48)
    assert is_red(picture, 0.25, 0.25)
    assert not is_red(picture, 0.75, 0.75)


@pytest.mark.parametrize(("mode", "half"), [("L", 127), ("LA", (127, 255)), ("I;16", 32767)])
def test_remade__photo_without_colours__keeps_its_tones(mode: str, half: float) -> None:
    out = io.BytesIO()
    Image.new(mode, (20, 20), half).save(out, "PNG")
    assert seen(remade(out.getvalue())[0]).getpixel((10, 10))[0] in (126, 127, 128)


def test_remade__transparent_picture__stands_on_white() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(out, "PNG")
    assert seen(remade(out.getvalue())[0]).getpixel((10, 10)) == WHITE


def test_remade__large_photo__is_made_smaller_on_its_longest_side() -> None:
    assert remade(photo((5000, 100)))[1:] == (LONGEST_SIDE, 51)
    assert remade(photo((100, 5000), kind="PNG"))[1:] == (51, LONGEST_SIDE)
    assert remade(photo((5000, 1)))[1:] == (LONGEST_SIDE, 1)


def test_remade__small_photo__is_not_made_larger() -> None:
    assert remade(photo((1, 1)))[1:] == (1, 1)


# Where the red corner of the stored pixels comes to stand, by the camera's note (EXIF 2.32, 4.6.4.A).
CORNERS = {
    1: (0.25, 0.25),
    2: (0.75, 0.25),
    3: (0.75, 0.75),
    4: (0.25, 0.75),
    5: (0.25, 0.25),
    6: (0.75, 0.25),
    7: (0.75, 0.75),
    8: (0.25, 0.75),
}


@pytest.mark.parametrize("orientation", range(1, 9))
def test_remade__camera_held_in_each_way__stands_upright(orientation: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    picture = seen(remade(photo(exif=exif))[0])
    assert picture.size == ((64, 48) if orientation < 5 else (48, 64))
    assert is_red(picture, *CORNERS[orientation])


def test_remade__metadata_of_a_jpeg__are_gone() -> None:
    exif = Image.Exif()
    exif[0x010E], exif[0x0110] = SECRET.decode(), "Máy ảnh"
    exif.get_ifd(0x8825)[2] = (21.0, 1.0, 42.6)
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    content = photo(exif=exif, comment=SECRET, xmp=SECRET, icc_profile=profile, dpi=(72, 72))
    assert content.count(SECRET) == 3
    kept = remade(content)[0]
    assert SECRET not in kept
    assert parts_of(kept) == {
        0xE0,
        0xDB,
        0xC0,
        0xC4,
        0xDA,
    }  # JFIF, tables, frame, codes, scan: no APP1, no COM
    assert not seen(kept).getexif()


def parts_of(jpeg: bytes) -> set[int]:
    """The markers of a JPEG up to its first scan."""
    found, at = set(), 2
    while 0xDA not in found:
        found.add(jpeg[at + 1])
        at += 2 + int.from_bytes(jpeg[at + 2 : at + 4], "big")
    return found


def test_remade__metadata_of_a_png_and_a_webp__are_gone() -> None:
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Comment", SECRET.decode())
    notes.add_itxt("XML:com.adobe.xmp", SECRET.decode())
    exif = Image.Exif()
    exif[0x010E] = SECRET.decode()
    for content in (photo(kind="PNG", pnginfo=notes, exif=exif), photo(kind="WEBP", xmp=SECRET, exif=exif)):
        assert SECRET in content
        assert SECRET not in remade(content)[0]


# Where warnings are no errors it is printed, and the photo stands.
@pytest.mark.filterwarnings("ignore:Corrupt EXIF")
def test_remade__broken_metadata__cost_only_themselves() -> None:
    content = photo(exif=b"Exif\0\0MM\0*\xff\xff\xff\xff not what it says")
    assert remade(content)[1:] == (64, 48)


def test_remade__second_file_glued_on__is_gone() -> None:
    for hidden in (b"PK\x03\x04 a zip", b"<script>alert(1)</script>", b"%PDF-1.7"):
        assert hidden not in remade(photo() + hidden)[0]


def test_remade__photo_with_a_second_frame_of_a_phone__is_its_first() -> None:
    out = io.BytesIO()
    first, second = Image.new("RGB", (64, 48), RED), Image.new("RGB", (32, 24), WHITE)
    first.save(out, "MPO", save_all=True, append_images=[second])
    kept, width, height = remade(out.getvalue())
    assert (width, height) == (64, 48)
    assert is_red(seen(kept), 0.5, 0.5)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "photo_is_empty"),
        (b"\xff\xd8\xff" + bytes(MOST_MEGABYTES * 2**20), "photo_too_large"),
        (bytes(100 * 2**20), "photo_too_large"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "photo_is_none"),
        (b"<html><body>photo.jpg</body></html>", "photo_is_none"),
        (b"PK\x03\x04photo.jpg", "photo_is_none"),
        (b"%PDF-1.7", "photo_is_none"),
        (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic", "photo_is_heic"),
        (b"\x00\x00\x00\x1cftypavif\x00\x00\x00\x00", "photo_is_heic"),
        (b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00", "photo_is_none"),
        (photo(kind="GIF"), "photo_is_moving"),
        (b"\xff\xd8\xff", "photo_is_damaged"),
        (b"\x89PNG\r\n\x1a\n", "photo_is_damaged"),
        (b"RIFF\x00\x00\x00\x00WEBP", "photo_is_damaged"),
        (photo(kind="TIFF"), "photo_is_none"),
        (photo(kind="BMP"), "photo_is_none"),
    ],
)
def test_remade__no_photo__is_refused_for_what_it_is(content: bytes, code: str) -> None:
    assert fault(content) == code


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("share", [0.3, 0.6, 0.97])
def test_remade__truncated_photo__is_damaged(kind: str, share: float) -> None:
    content = photo((640, 480), kind=kind, **({"lossless": True} if kind == "WEBP" else {}))
    noise = Image.effect_noise((320, 240), 80).convert("RGB")
    out = io.BytesIO()
    noise.save(out, kind)
    for whole in (content, out.getvalue()):
        assert fault(whole[: int(len(whole) * share)]) == "photo_is_damaged"


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_remade__moving_picture__is_refused(kind: str) -> None:
    out = io.BytesIO()
    Image.new("RGB", (9, 9)).save(out, kind, save_all=True, append_images=[Image.new("RGB", (9, 9), RED)])
    assert fault(out.getvalue()) == "photo_is_moving"


def png_header(width: int, height: int) -> bytes:
    """A PNG that says it is that large, and packs next to nothing."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(bytes(1000)))
        + chunk(b"IEND", b"")
    )


def jpeg_header(width: int, height: int) -> bytes:
    small = photo((8, 8))
    at = small.index(b"\xff\xc0") + 5
    return small[:at] + struct.pack(">HH", height, width) + small[at + 4 :]


def webp_header(width: int, height: int) -> bytes:
    data = bytes(4) + (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    return b"RIFF" + struct.pack("<I", 22) + b"WEBPVP8X" + struct.pack("<I", 10) + data


@pytest.mark.parametrize("made", [png_header, jpeg_header, webp_header])
@pytest.mark.parametrize("size", [(20000, 20000), (10000, 5001), (65535, 65535), (60000, 900)])
def test_remade__bomb__is_refused_by_its_header(made: Callable[..., bytes], size: tuple[int, int]) -> None:
    if made is webp_header and size[0] > 2**14:
        size = (2**14, 2**14)
    assert fault(made(*size)) == "photo_has_too_many_pixels"


@pytest.mark.parametrize("lossless", [True, False])
def test_remade__webp_without_extras__is_measured_before_it_is_opened(lossless: bool) -> None:
    content = photo((8200, 6200), kind="WEBP", lossless=lossless, quality=1, method=0)
    assert content[12:16] in (b"VP8 ", b"VP8L")
    assert fault(content) == "photo_has_too_many_pixels"


def test_remade__jpeg_of_very_many_scans__is_refused() -> None:
    content = photo(progressive=True)
    start = content.rindex(b"\xff\xda")
    scan = content[start:-2]
    assert remade(content)
    assert fault(content[:-2] + scan * MOST_SCANS + content[-2:]) == "photo_is_damaged"


def test_remade__text_bomb_in_a_png__is_refused() -> None:
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Comment", "a" * 8_000_000, zip=True)
    assert fault(photo(kind="PNG", pnginfo=notes)) == "photo_is_damaged"


def test_remade__pseudo_random_damage__raises_nothing_but_a_refusal() -> None:
    for kind in ("JPEG", "PNG", "WEBP"):
        content = bytearray(photo((40, 30), kind=kind))
        for at in range(12, len(content), 7):
            damaged = bytearray(content)
            damaged[at] ^= 0xFF
            with suppress(Invalid):
                assert seen(remade(bytes(damaged))[0]).size

import io
import re
from xml.etree import ElementTree

import pytest
import zxingcpp
from PIL import Image, ImageDraw

from survey_app.rounds.qr import qr_png, qr_svg

URL = "https://ks.example.gov.vn/k/7QX29MK"
SVG = "{http://www.w3.org/2000/svg}"


def decode(picture: Image.Image) -> zxingcpp.Barcode:
    (found,) = zxingcpp.read_barcodes(picture)
    return found


def draw(svg: str, scale: int = 8) -> Image.Image:
    """The pixels of the only shapes our pictures have: runs of modules in the last path."""
    root = ElementTree.fromstring(svg)  # noqa: S314  # our own text
    side = int(root.attrib["viewBox"].split()[2])
    picture = Image.new("L", (side * scale, side * scale), 255)
    pen = ImageDraw.Draw(picture)
    for x, y, width in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", root.findall(f"{SVG}path")[-1].attrib["d"]):
        left, top = int(x) * scale, int(y) * scale
        pen.rectangle((left, top, left + int(width) * scale - 1, top + scale - 1), fill=0)
    return picture


def test_qr_png__address__is_read_back_in_capitals_at_level_h() -> None:
    found = decode(Image.open(io.BytesIO(qr_png(URL))))
    assert found.text == "HTTPS://KS.EXAMPLE.GOV.VN/K/7QX29MK"
    assert found.ec_level == "H"


def test_qr_svg__address__is_read_back_and_named() -> None:
    svg = qr_svg(URL)
    assert decode(draw(svg)).text == URL.upper()
    assert ElementTree.fromstring(svg).findtext(f"{SVG}title") == URL  # noqa: S314


def test_qr_svg__capitals__fit_a_smaller_picture() -> None:
    # ISO/IEC 18004, level H: 35 characters are version 3 (29 modules) in capitals, version 5 (37) as bytes.
    sides = [
        int(ElementTree.fromstring(qr_svg(url)).attrib["viewBox"].split()[2])  # noqa: S314
        for url in (URL, URL.replace("/k/", "/K_"))
    ]
    assert sides == [29 + 8, 37 + 8]


@pytest.mark.parametrize("url", ["https://example.gov.vn/khao-sat/k/7QX29MK", "https://a_b.vn/k/7QX29MK"])
def test_qr_png__address_with_another_path__keeps_its_letters(url: str) -> None:
    assert decode(Image.open(io.BytesIO(qr_png(url)))).text == url


def test_qr_svg__letters_with_a_meaning_in_xml__are_escaped() -> None:
    url = "https://example.gov.vn/?a=1&b=<2>"
    assert ElementTree.fromstring(qr_svg(url)).findtext(f"{SVG}title") == url  # noqa: S314

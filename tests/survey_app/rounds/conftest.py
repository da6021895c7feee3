"""An office whose phones reach it, PDF pages as pictures and text."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from forms import compile_workbook, load_shipped
from survey_app import store
from survey_app.places import service as places

UNITS = """code,name_vi,name_en,type,parent_code,valid_from,valid_to,successor_code,legal_act
C,Xã C,,commune,01,2025-07-01,,,
Q,Quầy Q,,counter,C,2025-07-01,,,
gone,Quầy cũ,,counter,C,2025-07-01,2026-01-31,,
"""
URL = "https://khaosat.example.gov.vn"


@dataclass(frozen=True)
class Page:
    """A page of a PDF: its picture at 150 dots an inch, its text, its size in millimetres."""

    picture: Image.Image
    text: str
    width: float
    height: float

    @property
    def codes(self) -> list[Any]:
        """The QR codes a reader finds."""
        return list(zxingcpp.read_barcodes(self.picture))

    def side(self, found: Any) -> float:
        """How many millimetres wide the square of ``found`` is printed."""
        corners = found.position
        pixels = (
            (corners.top_right.x - corners.top_left.x) ** 2 + (corners.top_right.y - corners.top_left.y) ** 2
        ) ** 0.5
        return float(pixels) / 150 * 25.4


def read_pdf(content: bytes) -> list[Page]:
    document = pypdfium2.PdfDocument(io.BytesIO(content))
    try:
        return [_page(page) for page in document]
    finally:
        document.close()


def _page(page: Any) -> Page:
    text = page.get_textpage()
    width, height = page.get_size()
    picture = page.render(scale=150 / 72).to_pil().convert("L")
    read = text.get_text_range()
    text.close()
    page.close()
    return Page(picture, " ".join(read.split()), width / 72 * 25.4, height / 72 * 25.4)


@pytest.fixture
def pages() -> Callable[[bytes], list[Page]]:
    return read_pdf


@pytest.fixture
def reachable(office: Any) -> Any:
    """The office, its public address set to one that phones can open."""
    office.store.write(lambda db: store.put_setting(db, "public_url", URL))
    return office


@cache
def questionnaire() -> str:
    """What a published version of a questionnaire holds."""
    return compile_workbook(load_shipped("counter_rating"), "counter_rating.md").instrument.to_json()


def furnish_few(db: store.Database) -> None:
    """A few units, and two versions of an instrument that asks what a questionnaire asks."""
    places.load_provinces(db)
    places.import_units(db, places.read_units(UNITS.encode(), "units.csv"))
    for number, version in enumerate(("1", "2"), start=1):
        db.execute(
            "INSERT INTO instruments_version (id, version, number, digest, document, original,"
            " original_name, published_at) VALUES ('rating', ?, ?, 'rating', ?, x'', '', '')",
            [version, number, questionnaire()],
        )


@pytest.fixture
def ready(opened: store.Store, moulds: Any) -> store.Store:
    """What `furnish_few` leaves."""
    moulds.furnish(opened, furnish_few)
    return opened

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from survey_app.rounds.model import Poster, Size
from survey_app.rounds.posters.layouts import LAYOUTS
from survey_app.rounds.posters.sheets import draw_sheets
from survey_app.rounds.qr import BORDER, modules

URL = "https://khaosat.example.gov.vn/k/7QX29MK"
DAY = date(2026, 11, 22)
# A tenth of the distance people stand at: a wall, a table, a counter's glass.
LEAST_SIDE = {Size.A4: 150, Size.A6: 50, Size.STICKERS: 30}
VIETNAMESE = ("Mời Ông/Bà đánh giá chất lượng phục vụ", "Quầy Tiếp nhận hồ sơ", "Không hỏi họ tên")


def poster(code: str = "7QX29MK", counter: str = "Quầy Tiếp nhận hồ sơ", url: str = URL) -> Poster:
    return Poster(code, url, counter, "Trung tâm PVHCC xã Đắk Lắk", "Sở Nội vụ tỉnh Đồng Nai", 1)


def draw(size: Size, *posters: Poster, demo: bool = False) -> bytes:
    return draw_sheets(posters or [poster()], size, DAY, demo=demo)


@pytest.mark.parametrize("size", list(Size))
def test_poster__each_size__is_read_back_and_large_enough(size: Size, pages: Callable[..., Any]) -> None:
    (page,) = pages(draw(size))
    assert {code.text for code in page.codes} == {URL.upper()}
    assert {code.ec_level for code in page.codes} == {"H"}
    assert len(page.codes) == {Size.A4: 1, Size.A6: 2, Size.STICKERS: 8}[size]
    assert min(page.side(code) for code in page.codes) >= LEAST_SIDE[size] - 1  # a pixel is 0.17 mm


@pytest.mark.parametrize("size", list(Size))
def test_poster__each_size__says_everything_in_whole_words(size: Size, pages: Callable[..., Any]) -> None:
    (page,) = pages(draw(size))
    for words in (*VIETNAMESE, "Please rate the service", "About 1 minute", "Khoảng 1 phút"):
        assert words in page.text
    for words in ("7QX2 9MK", "khaosat.example.gov.vn/k/7QX29MK", "Sở Nội vụ tỉnh Đồng Nai"):
        assert words in page.text
    assert "Cơ quan lấy ý kiến" in page.text
    assert "…" not in page.text
    assert "GIẢ LẬP" not in page.text


@pytest.mark.parametrize("size", list(Size))
def test_poster__of_a_demonstration__is_marked(size: Size, pages: Callable[..., Any]) -> None:
    (page,) = pages(draw(size, demo=True))
    assert "DỮ LIỆU GIẢ LẬP" in page.text


@pytest.mark.parametrize("size", list(Size))
@pytest.mark.parametrize("name", ["Quầy Tiếp nhận và Trả kết quả " * 10, "Ệ" * 300])
def test_poster__name_of_300_letters__stays_clear_of_the_code(
    size: Size, name: str, pages: Callable[..., Any]
) -> None:
    (page,) = pages(draw(size, poster(counter=name)))
    assert {code.text for code in page.codes} == {URL.upper()}
    assert "7QX2 9MK" in page.text


@pytest.mark.parametrize("size", list(Size))
def test_layout__each_text__stands_inside_its_panel_and_off_the_white_around_the_code(size: Size) -> None:
    layout = LAYOUTS[size]
    white = layout.qr_side / len(modules(URL)) * BORDER - 0.5
    left, top = layout.qr_x - white, layout.qr_y - white
    right, bottom = layout.qr_x + layout.qr_side + white, layout.qr_y + layout.qr_side + white
    for name, box in layout.boxes.items():
        assert 0 < box.x < box.x + box.width < layout.width, name
        assert 0 < box.y < box.y + box.height < layout.height, name
        beside = box.x >= right or box.x + box.width <= left or box.y >= bottom or box.y + box.height <= top
        assert beside, name


def test_poster__address_with_a_long_host__is_still_read(pages: Callable[..., Any]) -> None:
    url = "http://khao-sat-hai-long.trung-tam-phuc-vu-hanh-chinh-cong.example.gov.vn:8443/k/7QX29MK"
    for size in Size:
        (page,) = pages(draw(size, poster(url=url)))
        assert {code.text for code in page.codes} == {url.upper()}


def test_tent__folded__shows_the_same_on_both_sides(pages: Callable[..., Any]) -> None:
    (page,) = pages(draw(Size.A6))
    assert (round(page.width), round(page.height)) == (148, 210)
    upper, lower = sorted(page.codes, key=lambda code: code.position.top_left.y)
    assert abs(abs(upper.orientation - lower.orientation) - 180) <= 2


def test_stickers__nine_codes__go_on_to_a_second_sheet(pages: Callable[..., Any]) -> None:
    codes = [f"7QX29M{letter}" for letter in "23456789A"]
    made = [poster(code, url=f"https://khaosat.example.gov.vn/k/{code}") for code in codes]
    sheets = pages(draw(Size.STICKERS, *made))
    assert [len(sheet.codes) for sheet in sheets] == [8, 1]
    read = {code.text[-7:] for sheet in sheets for code in sheet.codes}
    assert read == set(codes)


def test_wall__two_codes__have_a_page_each(pages: Callable[..., Any]) -> None:
    first, second = pages(draw(Size.A4, poster(counter="Quầy 1"), poster(counter="Quầy 2")))
    assert "Quầy 1" in first.text
    assert "Quầy 2" in second.text
    assert (round(first.width), round(first.height)) == (210, 297)


def test_document__same_posters__are_the_same_bytes_and_named() -> None:
    made = draw(Size.A4)
    assert made == draw(Size.A4)
    assert b"/Lang (vi)" in made

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.charts.lettering import text_width, wrap

LONG = "Nơi ngồi chờ giải quyết công việc tại Bộ phận Một cửa đủ chỗ ngồi"

# Widths at 100 px measured with canvas.measureText in Chromium 156, DejaVu Sans 2.37.
MEASURED = {
    "Rất không hài lòng": 942,
    "Thành phố Hồ Chí Minh": 1165,
    "Nơi ngồi chờ giải quyết công việc tại Bộ phận Một cửa đủ chỗ ngồi": 3315,
    "ƯU ĐÃI NGƯỜI CÓ CÔNG": 1268,
    "Thừa Thiên Huế": 789,
    "83,9% (n\u00a0=\u00a01.234)": 924,
    "n\u00a0<\u00a010: không công bố": 1144,
    "Neither satisfied nor dissatisfied": 1614,
    "Phí, lệ phí; giờ trả kết quả": 1292,
    "WMÔM %": 476,
}


@pytest.mark.parametrize(("text", "pixels"), MEASURED.items())
def test_width__real_words__is_never_less_and_not_much_more_than_measured(text: str, pixels: float) -> None:
    assert pixels <= text_width(text, 100) <= 1.25 * pixels


def test_width__decomposed_letters__equals_composed() -> None:
    assert text_width("Ho\u0300a", 14) == text_width("Hòa", 14)


def test_wrap__long_label__loses_no_word_and_fits() -> None:
    lines = wrap(LONG, 14, 200)

    assert " ".join(lines) == LONG
    assert all(text_width(line, 14) <= 200 for line in lines)
    assert len(lines) > 1


def test_wrap__narrow_first_line__leaves_room_beside_it() -> None:
    lines = wrap(LONG, 14, 288, first=120)

    assert text_width(lines[0], 14) <= 120 < text_width(lines[1], 14) <= 288


def test_wrap__figures_joined_by_no_break_spaces__stay_together() -> None:
    assert wrap("Hài lòng (n\u00a0=\u00a012)", 14, 90)[-1] == "(n\u00a0=\u00a012)"


def test_wrap__empty_text__is_one_empty_line() -> None:
    assert wrap("", 14, 100) == [""]


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Zs"]), max_size=60))
def test_wrap__word_longer_than_a_line__is_cut_in_pieces_that_fit(word: str) -> None:
    lines = wrap(word, 14, 50)

    assert "".join(lines) == word
    assert all(text_width(line, 14) <= 50 for line in lines)

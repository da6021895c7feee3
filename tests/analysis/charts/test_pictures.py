"""Charts as pictures: read back pixel by pixel where it matters."""

import io
from collections.abc import Callable

import pandas as pd
import pytest
from PIL import Image

from analysis.charts.dots import DOT
from analysis.charts.palette import scale_colours
from analysis.charts.pictures import bar_pictures, dot_pictures
from analysis.charts.pictures.sheet import lines_of, pages

Answers = Callable[..., pd.DataFrame]


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content)).convert("RGB")


def has(picture: Image.Image, colour: str) -> bool:
    wanted = tuple(int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return wanted in {found for _, found in picture.getcolors(10**7) or []}


def plot(*rows: tuple[str, float | None, int, bool]) -> pd.DataFrame:
    made = [
        {
            "label": label,
            "est": est,
            "lci": est and est - 0.05,
            "uci": est and est + 0.05,
            "n": n,
            "hidden": hidden,
        }
        for label, est, n, hidden in rows
    ]
    return pd.DataFrame(made)


def test_dots__one_row__is_a_picture_as_wide_as_a_page_of_text() -> None:
    (picture,) = dot_pictures(plot(("Hà Nội", 0.8, 120, False)), language="vi", reference=0.7)
    image = opened(picture)
    assert image.width == 1260  # 16 cm at 200 dots an inch
    assert has(image, DOT)


def test_dots__hidden_row__draws_no_mark() -> None:
    (picture,) = dot_pictures(plot(("Hà Nội", None, 0, True)), language="vi")
    assert not has(opened(picture), DOT)


def test_dots__many_rows__are_cut_into_pages_of_about_one_height() -> None:
    frame = plot(*[(f"Xã {i}", 0.5, 50, False) for i in range(100)])
    heights = [opened(picture).height for picture in dot_pictures(frame, language="vi")]
    assert len(heights) == 6
    assert max(heights) < 5 * 200  # 12 cm: half a page, so that no large gap is left before one
    assert max(heights) - min(heights) < 100


def test_bars__answers__use_the_colours_of_the_page(answers: Answers) -> None:
    (picture,) = bar_pictures(answers("Câu hỏi", 10, 20, 30, 40, 50, unknown=5), language="vi")
    image = opened(picture)
    assert all(has(image, colour) for colour in scale_colours(5))


def test_bars__hidden_row__shows_no_bar(answers: Answers) -> None:
    frame = pd.concat([answers("A", 1, 1, 1, 1, 0, hidden=True), answers("B", 0, 0, 0, 40, 0)])
    (picture,) = bar_pictures(frame, language="en")
    (alone,) = bar_pictures(answers("B", 0, 0, 0, 40, 0), language="en")
    assert opened(picture).height > opened(alone).height


@pytest.mark.parametrize("language", ["vi", "en"])
def test_pictures__made_twice__are_equal_to_the_byte(answers: Answers, language: str) -> None:
    frame = answers("Câu hỏi", 1, 2, 3, 4, 5)
    assert bar_pictures(frame, language=language) == bar_pictures(frame, language=language)
    dots = plot(("Huế", 0.5, 12, False))
    assert dot_pictures(dots, language=language) == dot_pictures(dots, language=language)


def test_pages__rows__lose_none_and_keep_their_order() -> None:
    rows = list(range(37))
    cut = list(pages(rows, [1.0 + row % 3 for row in rows], 9.0))
    assert [row for piece in cut for row, _ in piece] == rows
    assert all(sum(height for _, height in piece) <= 9 for piece in cut)


def test_pages__no_rows__are_no_pages() -> None:
    assert list(pages([], [], 5.0)) == []


def test_lines__too_many__end_in_an_ellipsis() -> None:
    assert lines_of("một hai ba bốn năm", 7, most=2) == ["một hai", "ba bốn…"]
    assert lines_of("", 7) == [""]

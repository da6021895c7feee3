from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

from analysis.charts import diverging_bars

LONG = "Nơi ngồi chờ giải quyết công việc tại Bộ phận Một cửa đủ chỗ ngồi, thoáng mát & sạch sẽ"


def drawn(frame: pd.DataFrame, language: str = "vi") -> str:
    return diverging_bars(frame, language=language, title="Mức độ hài lòng", description="Theo tiêu chí")


def percentages(elements: list[Any], name: str) -> list[float]:
    return [float(e.get(name).removesuffix("%")) for e in elements]


def zero_line(picture: Any, row: Any) -> float:
    (line,) = picture.all("line", row, stroke_width="1.5")
    return float(line.get("x1").removesuffix("%"))


def test_bars__counts__have_widths_in_proportion(read: Any, answers: Callable[..., pd.DataFrame]) -> None:
    picture = read(drawn(answers("a", 10, 20, 30, 40, 100)))

    widths = percentages(picture.all("rect", class_="segment"), "width")

    assert [w / sum(widths) for w in widths] == pytest.approx([0.05, 0.1, 0.15, 0.2, 0.5], abs=1e-4)


def test_bars__two_rows__have_equal_length_on_one_axis(
    read: Any, answers: Callable[..., pd.DataFrame]
) -> None:
    picture = read(drawn(pd.concat([answers("a", 90, 5, 5, 0, 0), answers("b", 0, 0, 10, 10, 80)])))

    lengths = [sum(percentages(picture.all("rect", picture.row(r), class_="segment"), "width")) for r in "ab"]

    assert lengths[0] == pytest.approx(lengths[1], abs=0.01)


def test_bars__odd_scale__splits_its_middle_at_zero(read: Any, answers: Callable[..., pd.DataFrame]) -> None:
    picture = read(drawn(answers("a", 10, 20, 30, 40, 100)))
    row = picture.row("a")
    middle = picture.all("rect", row, class_="segment")[2]

    left, width = (percentages([middle], name)[0] for name in ("x", "width"))

    assert left + width / 2 == pytest.approx(zero_line(picture, row), abs=0.01)


def test_bars__even_scale__parts_between_its_halves(read: Any, answers: Callable[..., pd.DataFrame]) -> None:
    picture = read(drawn(answers("a", 10, 20, 30, 40)))
    row = picture.row("a")

    third = percentages([picture.all("rect", row, class_="segment")[2]], "x")[0]

    assert third == pytest.approx(zero_line(picture, row), abs=0.01)


def test_bars__segments__follow_each_other_within_the_picture(
    read: Any, answers: Callable[..., pd.DataFrame]
) -> None:
    picture = read(drawn(pd.concat([answers("a", 1, 0, 3, 4, 5), answers("b", 70, 9, 5, 1, 2)])))
    for label in "ab":
        bars = picture.all("rect", picture.row(label), class_="segment")
        left, width = percentages(bars, "x"), percentages(bars, "width")
        assert left[0] >= 0
        assert left[-1] + width[-1] <= 100
        assert left[1:] == pytest.approx([x + w for x, w in zip(left, width, strict=True)][:-1], abs=0.01)


def test_unrated__do_not_know__stands_apart_as_a_share_of_all(
    read: Any, answers: Callable[..., pd.DataFrame]
) -> None:
    picture = read(drawn(answers("a", 10, 20, 30, 40, 100, unknown=50)))
    row = picture.row("a")
    (stripes,) = picture.all("svg", row, class_="unrated")
    bars = picture.all("rect", row, class_="segment")

    assert picture.hints(stripes) == ["Không biết: 20,0% tổng số phiếu (n\u00a0=\u00a050)"]
    assert "20%" in picture.texts(row)
    ends = [x + w for x, w in zip(percentages(bars, "x"), percentages(bars, "width"), strict=True)]
    assert max(ends) < percentages([stripes], "x")[0]


def test_unrated__no_such_choice__leaves_no_column(read: Any, answers: Callable[..., pd.DataFrame]) -> None:
    picture = read(drawn(answers("a", 10, 20, 30, 40, 100)))

    assert "Không" not in picture.texts()
    assert not picture.all("svg", class_="unrated")


def test_labels__long_and_marked__are_all_there(read: Any, answers: Callable[..., pd.DataFrame]) -> None:
    picture = read(drawn(pd.concat([answers(LONG, 1, 2, 3, 4, 5), answers("Phí, lệ phí", 1, 2, 3, 4, 1990)])))

    assert f"{LONG} (n\u00a0=\u00a015)" in picture.texts()
    assert "Phí, lệ phí (n\u00a0=\u00a02.000)" in picture.texts()


def test_legend__every_choice__is_named_in_words(read: Any, answers: Callable[..., pd.DataFrame]) -> None:
    picture = read(drawn(answers("a", 1, 2, 3, 4, 5, unknown=1)))
    (legend,) = picture.all("g", class_="legend")

    assert picture.texts(legend) == [
        "Rất không hài lòng",
        "Không hài lòng",
        "Bình thường",
        "Hài lòng",
        "Rất hài lòng",
        "Không biết",
    ]


def test_hidden_row__is_named_and_draws_no_figure(read: Any, answers: Callable[..., pd.DataFrame]) -> None:
    frame = pd.concat(
        [answers("a", 1, 2, 3, 1, 1, unknown=7, hidden=True), answers("b", 9, 9, 9, 9, 9, unknown=3)]
    )
    picture = read(drawn(frame))
    row = picture.row("a")

    assert picture.texts(row) == ["a – ẩn (n nhỏ)"]
    assert not [e for tag in ("rect", "line", "svg", "title") for e in picture.all(tag, row)]


def test_hidden_row__does_not_shape_the_axis(answers: Callable[..., pd.DataFrame]) -> None:
    shown = answers("b", 9, 9, 9, 9, 9)
    one, other = (
        drawn(pd.concat([answers("a", *counts, hidden=True), shown]))
        for counts in ((8, 0, 0, 0, 0), (0, 0, 0, 0, 8))
    )

    assert one == other


def test_row__no_answers__says_so_and_draws_no_bar(read: Any, answers: Callable[..., pd.DataFrame]) -> None:
    picture = read(drawn(pd.concat([answers("a", 0, 0, 0, 0, 0, unknown=0), answers("b", 5, 5, 5, 5, 5)])))
    row = picture.row("a")

    assert picture.texts(row) == ["a (n\u00a0=\u00a00)"]
    assert not picture.all("rect", row, class_="segment")


def test_chart__frame_without_rows__is_still_a_picture(
    read: Any, answers: Callable[..., pd.DataFrame]
) -> None:
    assert read(drawn(answers("a", 1, 2).head(0))).root.get("role") == "img"


def test_chart__same_choice_twice__is_refused(answers: Callable[..., pd.DataFrame]) -> None:
    with pytest.raises(ValueError, match="twice"):
        drawn(pd.concat([answers("Xã Tân Bình", 1, 2), answers("Xã Tân Bình", 3, 4)]))


def test_chart__english__speaks_english(read: Any, answers: Callable[..., pd.DataFrame]) -> None:
    texts = read(drawn(answers("a", 500, 500, 500, unknown=1), "en")).texts()

    assert "a (n\u00a0=\u00a01,500)" in texts
    assert "rated" in texts

from typing import Any

import pandas as pd
import pytest

from analysis.charts import dot_plot

NAN = float("nan")


def table(*rows: tuple[str, float, float, float, float, bool]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["label", "est", "lci", "uci", "n", "hidden"])


def drawn(frame: pd.DataFrame, language: str = "vi", reference: float | None = None) -> str:
    return dot_plot(frame, language=language, title="Theo tỉnh", description="Mô tả", reference=reference)


def place(element: Any, name: str) -> float:
    return float(element.get(name).removesuffix("%"))


def test_row__estimate__is_a_dot_within_its_interval_and_in_figures(read: Any) -> None:
    picture = read(
        drawn(table(("An Giang", 0.839, 0.8, 0.87, 1234, False), ("Cà Mau", 0.2, 0.1, 0.3, 50, False)))
    )
    row = picture.row("An Giang")
    (dot,), (line,) = picture.all("circle", row), picture.all("line", row, class_="interval")

    # The axis runs from 0 to 100 % between 2.5 and 97.5 percent of the picture's width.
    assert place(dot, "cx") == pytest.approx(2.5 + 0.839 * 95, abs=1e-3)
    assert place(line, "x1") == pytest.approx(2.5 + 0.8 * 95, abs=1e-3)
    assert place(line, "x2") == pytest.approx(2.5 + 0.87 * 95, abs=1e-3)
    assert "83,9% · n\u00a0=\u00a01.234" in picture.texts(row)
    assert picture.hints(row) == ["83,9% (khoảng tin cậy 80,0%–87,0%), n\u00a0=\u00a01.234"]


def test_row__mean_score__stands_on_its_scale_in_figures_without_percent(read: Any) -> None:
    frame = table(("An Giang", 3.64, 3.5, 3.78, 120, False))
    svg = dot_plot(frame, language="vi", title="Điểm", description="Mô tả", reference=3.5, scale=(1, 5))
    picture = read(svg)
    row = picture.row("An Giang")
    assert place(picture.all("circle", row)[0], "cx") == pytest.approx(2.5 + 2.64 / 4 * 95, abs=1e-3)
    assert "3,64 · n\u00a0=\u00a0120" in picture.texts(row)
    assert {"1", "1,5", "5", "Mốc so sánh: 3,50"} <= set(picture.texts())
    assert "%" not in "".join(picture.texts())


def test_row__fewer_than_thirty__is_hollow_grey_and_explained(read: Any) -> None:
    picture = read(drawn(table(("a", 0.8, 0.7, 0.9, 29, False), ("b", 0.8, 0.7, 0.9, 30, False))))

    fills = [picture.all("circle", picture.row(label))[0].get("fill") for label in "ab"]

    assert fills == ["#ffffff", "#01665e"]
    assert "n\u00a0<\u00a030: chỉ để tham khảo" in picture.texts()


def test_row__hidden__is_named_and_draws_no_figure(read: Any) -> None:
    picture = read(drawn(table(("a", 0.111, 0.0, 0.5, 9, True), ("b", 0.8, 0.7, 0.9, 300, False))))
    row = picture.row("a")

    assert picture.texts(row) == ["a", "ẩn (n nhỏ)"]
    assert not [e for tag in ("circle", "line", "title") for e in picture.all(tag, row)]


def test_row__hidden__does_not_shape_the_axis() -> None:
    low, high = (
        drawn(table(("a", est, est, est, 9, True), ("b", 0.8, 0.7, 0.9, 300, False))) for est in (0.0, 1.0)
    )

    assert low == high


def test_row__no_answers__shows_its_n_alone(read: Any) -> None:
    picture = read(drawn(table(("a", NAN, NAN, NAN, 0, False), ("b", 0.8, 0.7, 0.9, 300, False))))
    row = picture.row("a")

    assert picture.texts(row) == ["a", "n\u00a0=\u00a00"]
    assert not picture.all("circle", row)


def test_row__estimate_without_interval__is_a_bare_dot(read: Any) -> None:
    picture = read(drawn(table(("a", 0.8, NAN, NAN, 40, False))))
    row = picture.row("a")

    assert len(picture.all("circle", row)) == 1
    assert not picture.all("line", row, class_="interval")


def test_axis__all_within_half__is_shortened_and_says_so(read: Any) -> None:
    picture = read(drawn(table(("a", 0.8, 0.72, 0.88, 300, False))))

    assert "Trục chỉ thể hiện khoảng từ 70% đến 90%." in picture.texts()
    assert place(picture.all("circle", picture.row("a"))[0], "cx") == pytest.approx(50, abs=1e-3)


def test_axis__wide_spread__runs_from_nought_to_hundred_without_a_note(read: Any) -> None:
    texts = read(drawn(table(("a", 0.1, 0.05, 0.2, 300, False), ("b", 0.9, 0.8, 0.95, 300, False)))).texts()

    assert texts.count("0%") == texts.count("100%") == 2
    assert not [t for t in texts if t.startswith("Trục")]


def test_axis__single_value_without_spread__does_not_collapse(read: Any) -> None:
    picture = read(drawn(table(("a", 1.0, 1.0, 1.0, 300, False))))

    assert place(picture.all("circle", picture.row("a"))[0], "cx") == pytest.approx(97.5)


def test_reference__outside_the_estimates__stretches_the_axis_and_is_named(read: Any) -> None:
    picture = read(drawn(table(("a", 0.85, 0.82, 0.88, 300, False)), reference=0.65))
    (line,) = picture.all("line", picture.row("a"), stroke_dasharray="4 3")

    assert place(line, "x1") == pytest.approx(2.5 + 0.05 / 0.3 * 95, abs=1e-3)
    assert "Mốc so sánh: 65,0%" in picture.texts()


def test_chart__two_hundred_rows__grows_in_height_and_keeps_order(read: Any) -> None:
    labels = [f"Xã số {i:03}" for i in range(200)]
    one, many = (
        read(drawn(table(*((label, 0.8, 0.7, 0.9, 300, False) for label in chosen))))
        for chosen in (labels[:1], labels)
    )

    assert [t for t in many.texts() if t.startswith("Xã")] == labels
    grown = float(many.root.get("height")) - float(one.root.get("height"))
    assert grown == pytest.approx(199 * 46)


def test_chart__same_label_twice__keeps_both_rows(read: Any) -> None:
    row = ("Xã Tân Bình", 0.8, 0.7, 0.9, 300, False)

    assert read(drawn(table(row, row))).texts().count("Xã Tân Bình") == 2


def test_chart__no_rows__is_still_a_picture(read: Any) -> None:
    assert read(drawn(table())).root.get("role") == "img"


def test_chart__english__speaks_english(read: Any) -> None:
    texts = read(drawn(table(("a", 0.8, 0.72, 0.88, 1300, False)), "en")).texts()

    assert "80.0% · n\u00a0=\u00a01,300" in texts
    assert "The axis shows only 70% to 90%." in texts

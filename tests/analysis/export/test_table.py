import csv
import io
import json
import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.export import to_csv, to_json, to_text

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


def read(data: bytes, delimiter: str = ",") -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=delimiter))


def test_csv__frame_of_every_kind__reads_back_cell_by_cell(frame: pd.DataFrame) -> None:
    header, *lines = read(to_csv(frame))

    assert header == list(frame.columns)
    assert [line[0] for line in lines] == list(frame["indicator"])
    assert [line[1] for line in lines] == ["01", "04", "79"]
    assert [line[2] for line in lines] == ["1234", "0", "57"]
    assert [line[3] for line in lines] == ["3", "", "0"]
    assert [line[4] for line in lines] == ["0.839412345679", "", "0.333333333333"]
    assert [line[5] for line in lines] == ["1.5e-07", "", "0.0412"]
    assert [line[6] for line in lines] == ["true", "false", "true"]


def test_csv__any_frame__opens_with_the_mark_that_spreadsheets_need(frame: pd.DataFrame) -> None:
    assert to_csv(frame).startswith(b"\xef\xbb\xbfindicator,province")


def test_csv__decimal_comma__parts_fields_by_semicolons(frame: pd.DataFrame) -> None:
    _, first, *_ = read(to_csv(frame, decimals=","), ";")

    assert first[:2] == ["Thời hạn giải quyết; đúng hẹn", "01"]
    assert first[4] == "0,839412345679"


def test_csv__text_like_a_formula__stands_behind_an_apostrophe(formula: str) -> None:
    header, line = read(to_csv(pd.DataFrame({formula: [formula]})))

    assert header == line == ["'" + formula]


def test_csv__negative_figure__is_never_guarded() -> None:
    assert read(to_csv(pd.DataFrame({"x": [-0.5], "y": [-3]})))[1] == ["-0.5", "-3"]


def test_csv__minus_zero__is_zero() -> None:
    assert read(to_csv(pd.DataFrame({"x": [-0.0, 0.5]})))[1] == ["0"]


def test_csv__infinite_figure__is_refused() -> None:
    with pytest.raises(ValueError, match="infinite"):
        to_csv(pd.DataFrame({"x": [math.inf]}))


@given(st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=5))
def test_csv__any_text__round_trips(rows: list[tuple[str, str]]) -> None:
    frame = pd.DataFrame(rows, columns=["a", "b"], dtype=object)

    found = read(to_csv(frame))[1:]

    assert [tuple(strip_guard(cell) for cell in line) for line in found] == rows


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=1, max_size=5))
def test_csv__any_figure__keeps_twelve_digits(values: list[float]) -> None:
    found = [float(line[0]) for line in read(to_csv(pd.DataFrame({"x": values})))[1:]]

    assert found == pytest.approx(values, rel=5.1e-12, abs=0)


def strip_guard(cell: str) -> str:
    """What a reader of the file does: an apostrophe before a formula, or before another guard, goes."""
    bare = cell.lstrip("'").lstrip(" \u00a0\u200b\ufeff")
    return cell[1:] if cell.startswith("'") and bare[:1] in tuple("=+-@\t\r\n＝＋－＠") and bare else cell


def test_json__frame_of_every_kind__reads_back_as_records(frame: pd.DataFrame) -> None:
    first, second, third = json.loads(to_json(frame))

    assert list(first) == list(frame.columns)
    assert first["indicator"] == frame["indicator"][0]
    assert first["est"] == 0.839412345679
    assert (second["est"], second["n_refused"], second["n"]) == (None, None, 0)
    assert (third["published"], third["province"]) == (True, "79")


def test_json__no_rows__is_an_empty_list(frame: pd.DataFrame) -> None:
    assert json.loads(to_json(frame.head(0))) == []


def test_text__vietnamese__writes_figures_with_a_comma(frame: pd.DataFrame) -> None:
    lines = to_text(frame, "vi").splitlines()

    assert "1.234" in lines[2]
    assert "0,8394" in lines[2]
    assert "Có" in lines[2]
    assert "Hồ sơ thủ tục" in lines[4]


def test_text__english__writes_figures_with_a_point(frame: pd.DataFrame) -> None:
    first = to_text(frame, "en").splitlines()[2]

    assert "1,234" in first
    assert "0.8394" in first
    assert "Yes" in first


def test_text__wide_letters_and_marks__keeps_columns_aligned() -> None:
    frame = pd.DataFrame({"name": ["日本", "Hòa", "Ho\u0300a", "abcd"], "n": [1, 1, 1, 1]})

    ends = [line.removesuffix("1") for line in to_text(frame, "vi").splitlines()[2:]]

    assert ends == ["日本  ", "Hòa   ", "Ho\u0300a   ", "abcd  "]


def test_text__control_characters__cannot_steer_the_terminal() -> None:
    assert "\x1b" not in to_text(pd.DataFrame({"a": ["\x1b[31mđỏ"]}), "vi")

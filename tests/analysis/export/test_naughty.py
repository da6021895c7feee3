"""The strings that break programs, in the files of results."""

import csv
import io

import pandas as pd

from analysis.export import to_csv, to_json, to_xlsx
from tests.naughty import kept, texts_of, unguarded


def test_csv__naughty_texts__read_back_once_the_guard_is_taken_off() -> None:
    for decimals, separator in ((".", ","), (",", ";")):
        content = to_csv(pd.DataFrame({"text": kept()}), decimals=decimals).decode("utf-8-sig")
        _, *rows = csv.reader(io.StringIO(content, newline=""), delimiter=separator)
        assert [unguarded(row[0]) for row in rows] == kept()


def test_json__naughty_texts__read_back() -> None:
    assert (
        list(pd.read_json(io.BytesIO(to_json(pd.DataFrame({"text": kept()}))), dtype=False)["text"]) == kept()
    )


def test_xlsx__naughty_texts__read_back_once_the_escape_is_undone() -> None:
    content = to_xlsx({"a": pd.DataFrame({"text": kept()})}, title="t", notes=(), shares=())
    assert set(kept()) <= texts_of(content)

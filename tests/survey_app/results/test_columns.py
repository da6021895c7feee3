"""Stored answers as rows of a dataset: a row for each occurrence and choice, every type in its column."""

from typing import Any

import numpy as np
import pytest

from forms import Choice, Instrument, Missing, check
from forms.answers import Given
from forms.items import Audience
from survey_app.responses.model import Row
from survey_app.results.dataset.columns import answers_columns
from tests.forms.parts import form, group, item

DIGEST = "ab" * 32
YES_NO = {"yn": ["y", "n", Choice("dk", {}, missing=Missing.DONT_KNOW)], "c": ["red", "green", "blue"]}


def rows_of(instrument: Instrument, *answers: dict[str, Given]) -> list[tuple[Any, ...]]:
    """(response, item, occurrence, code, number, text) of these responses, None for what is blank."""
    stored = []
    for raw in answers:
        parts: dict[str, Any] = dict.fromkeys(Row._fields)
        document = check(instrument, raw).document
        stored.append(Row(**{**parts, "instrument": "form", "version": "1", "document": document}))
    columns = answers_columns(stored, 0, lambda _instrument, _version: [instrument])
    names = ("response", "item", "occurrence", "code", "number", "text")
    table = zip(*(list(columns[name]) for name in names), strict=True)
    return [tuple(None if isinstance(v, float) and np.isnan(v) else v for v in row) for row in table]


@pytest.mark.parametrize(
    ("kind", "given", "row"),
    [
        ("range", "7", (None, 7.0, None)),
        ("integer", "7", (None, 7.0, None)),
        ("text", "bảy", (None, None, "bảy")),
        ("barcode", "0123", (None, None, "0123")),
        ("time", "14h30", (None, None, "14:30")),
        ("datetime", "22/11/2026 14:30", (None, None, "2026-11-22T14:30")),
        ("acknowledge", "OK", (1.0, None, None)),
        ("hidden", "x", (None, None, "x")),
        ("geopoint", "21 105", (None, None, "21 105")),
        ("file", f"{DIGEST}.pdf", (None, None, f"{DIGEST}.pdf")),
        ("metadata", "lan", (None, None, "lan")),
        ("text", "", (-1.0, None, None)),
        ("geopoint", "", (-1.0, None, None)),
    ],
)
def test_answer__of_a_type__stands_in_its_column(kind: str, given: str, row: tuple[Any, ...]) -> None:
    instrument = form(item(kind, "x", metadata="username"), audience=Audience.STAFF)
    assert rows_of(instrument, {"x": given}) == [(0, "x", 1, *row)]


@pytest.mark.parametrize("kind", ["geopoint", "image", "file", "metadata"])
def test_answer__of_a_citizen_that_could_tell_who_it_is__says_only_that_it_was_given(kind: str) -> None:
    given = {
        "geopoint": "21 105",
        "image": f"{DIGEST}.jpg",
        "file": f"{DIGEST}.pdf",
        "metadata": "2026-11-22",
    }[kind]
    assert rows_of(form(item(kind, "x", metadata="today")), {"x": given}, {}) == [
        (0, "x", 1, 1.0, None, None),
        (1, "x", 1, -1.0, None, None),
    ]


@pytest.mark.parametrize(("calculation", "number", "said"), [("1.5", 1.5, None), ("'a'", None, "a")])
def test_answer__that_was_calculated__is_a_number_or_a_text(
    calculation: str, number: float | None, said: str | None
) -> None:
    instrument = form(item("calculate", "x", calculation=calculation))
    assert rows_of(instrument, {}) == [(0, "x", 1, None, number, said)]


def test_choices__of_one_answer__are_rows_of_one_occurrence() -> None:
    instrument = form(
        item("select_multiple", "m", list_name="c"), item("rank", "r", list_name="c"), lists=YES_NO
    )
    assert rows_of(instrument, {"m": "blue red", "r": "green blue red"}, {}) == [
        (0, "m", 1, 1.0, None, None),
        (0, "m", 1, 3.0, None, None),
        (1, "m", 1, -1.0, None, None),
        (0, "r", 1, 2.0, 1.0, None),
        (0, "r", 1, 3.0, 2.0, None),
        (0, "r", 1, 1.0, 3.0, None),
        (1, "r", 1, -1.0, None, None),
    ]


def test_choices__of_a_list_longer_than_there_are_codes__are_told_by_name() -> None:
    many = {"c": [f"ward{place}" for place in range(200)]}
    instrument = form(
        item("select_one", "s", list_name="c"), item("select_multiple", "m", list_name="c"), lists=many
    )
    assert rows_of(instrument, {"s": "ward7", "m": "ward7 ward9"}, {}) == [
        (0, "m", 1, None, None, "ward7"),
        (0, "m", 1, None, None, "ward9"),
        (1, "m", 1, -1.0, None, None),
        (0, "s", 1, None, None, "ward7"),
        (1, "s", 1, -1.0, None, None),
    ]


def test_repeat__has_a_row_for_each_occurrence_and_says_where_there_was_none() -> None:
    instrument = form(
        item("select_one", "late", list_name="yn", group="visit"),
        item("integer", "days", group="visit", relevant="${late} = 'y'"),
        groups=[group("visit", repeat=True, number=1)],
        lists=YES_NO,
    )
    raw: dict[str, Given] = {"visit": "3", "late[1]": "y", "days[1]": "4", "late[2]": "dk"}
    assert rows_of(instrument, raw, {}) == [
        (0, "days", 1, None, 4.0, None),
        (0, "days", 2, -7.0, None, None),
        (0, "days", 3, -7.0, None, None),
        (1, "days", 1, -7.0, None, None),
        (0, "late", 1, 1.0, None, None),
        (0, "late", 2, -8.0, None, None),
        (0, "late", 3, -1.0, None, None),
        (1, "late", 1, -7.0, None, None),
    ]

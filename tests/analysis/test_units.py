"""Where a counter stood on a day."""

from datetime import date

import pandas as pd
import pytest

from analysis.units import place_counters


def day(text):
    return (date.fromisoformat(text) - date(1970, 1, 1)).days


def above(places, code, on):
    rows = places[(places["counter"] == code) & (places["first"] <= day(on)) & (day(on) <= places["last"])]
    assert len(rows) == 1
    return rows.iloc[0][["commune", "province"]].tolist()


@pytest.fixture
def places(survey):
    unit = survey.unit
    return place_counters(
        pd.DataFrame(
            [
                unit("OLD", "province", "", until="2025-06-30", heir="NEW"),
                unit("NEW", "province", "", since="2025-07-01"),
                unit("X1", "commune", "OLD", until="2025-06-30", heir="X9"),
                unit("X2", "commune", "OLD", until="2025-06-30", heir="X9"),
                unit("X9", "commune", "NEW", since="2025-07-01"),
                unit("XK", "commune", "OLD"),
                unit("MOVED", "counter", "X1", until="2025-03-31"),
                unit("MOVED", "counter", "X2", since="2025-04-01"),
                unit("CENTRE", "centre", "NEW", since="2025-07-01"),
                unit("DESK", "counter", "CENTRE", since="2025-07-01"),
                unit("KEPT", "counter", "XK"),
                unit("LOST", "counter", "NOBODY"),
            ]
        )
    )


def test_place__counter_that_moved__stands_where_it_stood_on_the_day(places):
    assert above(places, "MOVED", "2025-03-31") == ["X1", "OLD"]
    assert above(places, "MOVED", "2025-04-01") == ["X2", "OLD"]


def test_place__offices_merged__follows_their_successors(places):
    assert above(places, "MOVED", "2025-06-30") == ["X2", "OLD"]
    assert above(places, "MOVED", "2025-07-01") == ["X9", "NEW"]


def test_place__province_replaced_above_a_commune_that_stayed__has_the_new_province(places):
    assert above(places, "KEPT", "2025-06-30") == ["XK", "OLD"]
    assert above(places, "KEPT", "2025-07-01") == ["XK", "NEW"]


def test_place__centre_directly_under_a_province__has_no_commune(places):
    assert above(places, "DESK", "2025-08-01") == ["", "NEW"]


def test_place__day_before_the_first_row__still_has_a_place(places):
    assert above(places, "DESK", "2020-01-01") == ["", "NEW"]


def test_place__unknown_parent__has_nothing_above(places):
    assert above(places, "LOST", "2025-08-01") == ["", ""]


def test_place__code_used_again_for_another_office__keeps_the_two_apart(survey):
    unit = survey.unit
    places = place_counters(
        pd.DataFrame(
            [
                unit("P1", "province", ""),
                unit("P2", "province", ""),
                unit("X", "commune", "P1", until="2024-12-31"),
                unit("X", "commune", "P2", since="2026-01-01"),
                unit("A", "counter", "X", until="2024-12-31"),
                unit("B", "counter", "X", since="2026-01-01"),
            ]
        )
    )
    assert above(places, "A", "2024-05-01") == ["X", "P1"]
    assert above(places, "B", "2026-05-01") == ["X", "P2"]

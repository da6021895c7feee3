"""What a case is called by: read as it is written, and never taken for another."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey_app.inspections.model.references import (
    DRAWN,
    FIRST_DRAWN,
    lot_of,
    read_reference,
    write_reference,
)


@given(number=st.integers(1, FIRST_DRAWN + DRAWN - 1), year=st.integers(2000, 9999))
def test_reference__written__is_read_as_what_it_was(number: int, year: int) -> None:
    written = write_reference(year, number)
    assert read_reference(f" {written.lower()} ") == (year, number)
    assert written.startswith("KT-" if number < FIRST_DRAWN else "DX-")


@given(id_=st.uuids(), taken=st.integers(0, DRAWN))
def test_lot__of_any_id__has_four_letters_that_cannot_be_mistaken(id_: UUID, taken: int) -> None:
    letters = write_reference(2026, lot_of(id_, taken)).rpartition("-")[2]
    assert len(letters) == 4
    assert not set(letters) & set("01ILOU")


@pytest.mark.parametrize(
    "text", ["", "KT-2026", "KT-2026-1000000", "DX-2026-0001", "DX-2026-22222", "DX-26-7K4M", "QD-2026-0001"]
)
def test_reference__anything_else__is_none(text: str) -> None:
    assert read_reference(text) is None

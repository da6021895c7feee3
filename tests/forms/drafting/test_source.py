"""Text of a clipboard as rows and cells."""

import pytest

from forms.drafting import read_text


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("a\tb\r\n\r\nc\td\r\n", [(1, ("a", "b")), (3, ("c", "d"))]),
        ('1\t"hai\ndòng ""này"""\t\n2\tx', [(1, ("1", 'hai\ndòng "này"')), (2, ("2", "x"))]),
        ('1\t"Một cửa\n2\tx', [(1, ("1", '"Một cửa')), (2, ("2", "x"))]),
        ("  a \u00a0 b\t\x00\x07c\t \n", [(1, ("a b", "c"))]),
        ("Ho\u0300a\tb", [(1, ("Hòa", "b"))]),
        ("", []),
    ],
)
def test_text__of_a_clipboard__is_rows_of_clean_cells(
    text: str, rows: list[tuple[int, tuple[str, ...]]]
) -> None:
    assert [(entry.number, entry.cells) for entry in read_text(text).entries] == rows


def test_text__cell_longer_than_a_reader_takes__is_read_all_the_same() -> None:
    assert read_text("a\t" + "b" * 200_000).entries[0].cells[1] == "b" * 200_000

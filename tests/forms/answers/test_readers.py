"""Choices, ranks, places, ticks, files: what is kept and what is refused."""

import pytest

from forms.answers import LONGEST_TEXT, Unreadable, as_handed_in, reader_of_type
from forms.items import ItemType
from tests.forms.parts import item

DIGEST = "ab" * 32


def read(kind: str, given: object) -> object:
    found = reader_of_type(item(kind, "x"), ["red", "green", "blue"])
    assert found is not None
    return found(given)


@pytest.mark.parametrize(
    ("kind", "given", "kept"),
    [
        ("rank", "blue red green", ["blue", "red", "green"]),
        ("rank", ["green", "red"], ["green", "red"]),
        ("rank", "", None),
        ("select_multiple", ["blue", "red red"], ["red", "blue"]),
        ("acknowledge", "OK", "OK"),
        ("acknowledge", " ok ", "OK"),
        ("acknowledge", "", None),
        ("barcode", "8935000000017", "8935000000017"),
        ("geopoint", "21.0285 105.8542", "21.0285 105.8542"),
        ("geopoint", "21,0285 105,8542 12 4,5", "21.0285 105.8542 12 4.5"),
        ("geopoint", "21.0285, 105.8542", "21.0285 105.8542"),
        ("geopoint", "21.0285,105.8542", "21.0285 105.8542"),
        ("geopoint", "-0.00000001 180", "0 180"),
        ("image", f"{DIGEST}.jpg", f"{DIGEST}.jpg"),
        ("audio", f"{DIGEST}.m4a", f"{DIGEST}.m4a"),
        ("file", f"{DIGEST}.pdf", f"{DIGEST}.pdf"),
        ("hidden", "ward-7", "ward-7"),
        ("note", "x", None),
    ],
)
def test_answer__in_its_type__is_kept(kind: str, given: object, kept: object) -> None:
    if kind == "note":
        assert reader_of_type(item(kind, "x"), []) is None
    else:
        assert read(kind, given) == kept


@pytest.mark.parametrize(
    ("kind", "given", "code"),
    [
        ("rank", "red red blue", "answer_rank_twice"),
        ("rank", "red pink", "answer_choice"),
        ("rank", [["red"]], "answer_unreadable"),
        ("acknowledge", "yes", "answer_acknowledge"),
        ("acknowledge", ["OK", "OK"], "answer_single"),
        ("geopoint", "21.0285", "answer_geopoint"),
        ("geopoint", "Hà Nội", "answer_geopoint"),
        ("geopoint", "1 2 3 4 5", "answer_geopoint"),
        ("geopoint", "91 0", "answer_geopoint_bounds"),
        ("geopoint", "0 180.5", "answer_geopoint_bounds"),
        ("geopoint", "0 0 0 -1", "answer_geopoint_bounds"),
        ("image", f"{DIGEST}.png", "answer_picture"),
        ("signature", "../x.jpg", "answer_picture"),
        ("audio", f"{DIGEST}.jpg", "answer_file"),
        ("video", f"{DIGEST}.mp4\n.exe", "answer_file"),
        ("file", f"{DIGEST}.exe", "answer_file"),
        ("barcode", "x" * (LONGEST_TEXT + 1), "answer_too_long"),
        ("integer", "12\x00", "answer_unwritable"),
        ("select_one", "red\udfff", "answer_unwritable"),
    ],
)
def test_answer__not_of_its_type__is_refused_with_a_code(kind: str, given: object, code: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read(kind, given)
    assert refused.value.code == code


ANSWERED = [kind for kind in ItemType if kind not in (ItemType.NOTE, ItemType.CALCULATE)]


@pytest.mark.parametrize("kind", ANSWERED)
@pytest.mark.parametrize("given", [None, True, {}, [None], [["x"]], b"x"], ids=repr)
def test_answer__that_is_no_text__is_refused(kind: ItemType, given: object) -> None:
    with pytest.raises(Unreadable):
        read(kind, given)


def test_handed_in__a_megabyte_and_what_cannot_be_written__is_cut_and_shown() -> None:
    assert as_handed_in("x" * 1_000_000) == "x" * LONGEST_TEXT
    assert as_handed_in(["a\x00b", "\ud800"]) == ["a\ufffdb", "\ufffd"]
    assert as_handed_in(10**5000) == "…"

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wording import clean, fold, hyphened, nfc, vietnamese_key

# The order of Từ điển tiếng Việt (Hoàng Phê): 29 letters; the tones ngang, huyền, hỏi, ngã, sắc, nặng.
TONES = ["ma", "mà", "mả", "mã", "má", "mạ"]
LETTERS = list("aăâbcdđeêghiklmnoôơpqrstuưvxy")
# Each with the rule it shows.
PAIRS = [
    ("da", "đa"),  # đ is a letter after d
    ("dz", "đa"),
    ("an", "ăn"),  # ă and â are letters after a
    ("ăn", "ân"),
    ("máy", "mây"),  # letters before tones
    ("bàn tay", "bang"),  # a space before any letter
    ("lạng", "lào"),  # n before o, whatever the tones
    ("bàn", "ban công"),  # all letters before any tone, as in the Unicode collation of Vietnamese
    ("hòa", "hóa"),  # then the tone
    ("hoa", "Hoa"),  # then small before capital
    ("Quầy 1", "Quầy 2"),
    ("2", "a"),  # figures before letters
    ("y", "z"),
]
MARKS = "\u0301\u0323\u0302\u031b\u0f73\u0344\u0345\u20d2"
PROVINCES = """
An Giang, Bắc Ninh, Cà Mau, Cao Bằng, Cần Thơ, Đà Nẵng, Đắk Lắk, Điện Biên, Đồng Nai, Đồng Tháp, Gia Lai,
Hà Nội, Hà Tĩnh, Hải Phòng, Hồ Chí Minh, Huế, Hưng Yên, Khánh Hòa, Lai Châu, Lạng Sơn, Lào Cai, Lâm Đồng,
Nghệ An, Ninh Bình, Phú Thọ, Quảng Ngãi, Quảng Ninh, Quảng Trị, Sơn La, Tây Ninh, Thái Nguyên, Thanh Hóa,
Tuyên Quang, Vĩnh Long
"""


@pytest.mark.parametrize(
    "names",
    [TONES, LETTERS, [name.strip() for name in PROVINCES.split(",")]],
    ids=["tones", "letters", "provinces"],
)
def test_vietnamese_key__dictionary_order__is_kept(names: list[str]) -> None:
    assert sorted(sorted(names), key=vietnamese_key) == names


@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_vietnamese_key__two_words__come_in_this_order(first: str, second: str) -> None:
    assert vietnamese_key(first) < vietnamese_key(second)


def test_vietnamese_key__two_spellings_of_one_name__are_equal() -> None:
    name = "Thừa Thiên Huế"
    assert vietnamese_key(unicodedata.normalize("NFD", name)) == vietnamese_key(name)


@given(st.text(max_size=20), st.text(max_size=20))
def test_vietnamese_key__any_text__can_be_compared(first: str, second: str) -> None:
    assert (vietnamese_key(first) < vietnamese_key(second)) in (True, False)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Đồng Hòa", "dong hoa"),
        ("ĐƯỜNG SỐ 3", "duong so 3"),
        (unicodedata.normalize("NFD", "Bộ phận Một cửa"), "bo phan mot cua"),
        ("nghiêng ngả, ưỡn ẹo", "nghieng nga, uon eo"),
        ("", ""),
    ],
)
def test_fold__vietnamese__loses_marks_and_capitals(text: str, key: str) -> None:
    assert fold(text) == key


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Biên bản kiểm tra", "bien-ban-kiem-tra"),
        ("The team’s report", "the-teams-report"),
        ("a/../b\r", "a-b"),
    ],
)
def test_hyphened__any_words__can_be_part_of_a_file_name(text: str, name: str) -> None:
    assert hyphened(text) == name


@given(st.text(max_size=20))
def test_fold__any_text__folds_once_and_for_all(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_nfc__decomposed_letters__are_composed() -> None:
    text = "Trung tâm Phục vụ hành chính công xã Đắk Lắk"
    assert nfc(unicodedata.normalize("NFD", text)) == text


@given(st.lists(st.tuples(st.text("ea1ộ", max_size=2), st.text(MARKS, max_size=40)), max_size=5))
def test_nfc__of_letters_with_many_marks__is_what_unicode_says(parts: list[tuple[str, str]]) -> None:
    text = "".join(letter + marks * 20 for letter, marks in parts)
    assert nfc(text) == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize(
    ("marks", "composed"),
    [
        ("\u0301\u0323", "ạ" + "\u0323" * 499_999 + "\u0301" * 500_000),
        ("\u0f73", "a" + "\u0f71" * 500_000 + "\u0f72" * 500_000),
    ],
)
def test_texts__with_marks_without_end__are_read_in_a_time_that_grows_as_they_do(
    marks: str, composed: str
) -> None:
    text = "a" + marks * 500_000  # exchanged one by one these take half an hour
    assert nfc(text) == composed
    assert fold(text) == "a"


def test_clean__control_characters__are_gone_and_breaks_are_spaces() -> None:
    assert clean("a\x00b\x0bc\x0cd\u2028e\x9ff\ufffe\ud800") == "ab c d ef"
    assert clean("Dòng 1\r\n\tDòng 2\u00a0\u200b") == "Dòng 1\r\n\tDòng 2\u00a0\u200b"

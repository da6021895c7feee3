import pytest

from wording import hidden_characters


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ông/Bà có \u202ehài lòng\u202c không?", ("U+202E", "U+202C")),
        ("a\u2066b\u2069c\u2066d", ("U+2066", "U+2069")),
        ("hài\u200blòng", ("U+200B",)),
        ("\ufeffhài\u200elòng", ("U+FEFF", "U+200E")),
        ("a\x07b", ("U+0007",)),
        ("a\U000e0041", ("U+E0041",)),
    ],
)
def test_hidden_characters__marks_that_nobody_sees__tells_each_once(
    text: str, found: tuple[str, ...]
) -> None:
    assert hidden_characters(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "Hài lòng\n\tkhông?",
        "Ho\u0300a",
        "👩\u200d⚖️",
        "نمی\u200cدانم",
        "ខ្ញុំ\u200bពេញចិត្ត",
        "5\u00a0%",
    ],
)
def test_hidden_characters__what_languages_need__tells_none(text: str) -> None:
    assert hidden_characters(text) == ()

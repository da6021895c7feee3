import pytest

from wording import FALLBACK, LANGUAGES, say
from wording.catalogue import messages


def test_say__named_values__stand_in_the_text() -> None:
    assert "ABC" in say("vi", "errors.no_such_code", typed="ABC")
    assert "ABC" in say("en", "errors.no_such_code", typed="ABC")


@pytest.mark.parametrize(
    ("n", "end"), [(1, "1 more problem."), (2, "2 more problems."), (0, "0 more problems.")]
)
def test_say__plural_forms__are_chosen_by_n(n: int, end: str) -> None:
    assert say("en", "errors.and_more", n=n).endswith(end)


@pytest.mark.parametrize("n", [1, 2, 1000])
def test_say__vietnamese__has_one_form_for_every_n(n: int) -> None:
    assert say("vi", "errors.and_more", n=n) == f"… và còn {n} lỗi nữa."


@pytest.mark.parametrize("language", ["tyz", "hmn", "jra", "../vi", "", "VI"])
def test_say__language_without_catalogue__is_said_in_vietnamese(language: str) -> None:
    assert say(language, "web.language_name") == say(FALLBACK, "web.language_name") == "Tiếng Việt"


def test_say__key_nobody_has__raises() -> None:
    with pytest.raises(KeyError, match="nobody"):
        say("en", "web.nobody")


def test_say__value_with_braces__is_not_read_as_a_place() -> None:
    assert "{n}" in say("en", "errors.no_such_code", typed="{n}")


def test_languages__vietnamese__comes_first() -> None:
    assert LANGUAGES[0] == FALLBACK == "vi"
    assert "en" in LANGUAGES
    assert all(messages(language) for language in LANGUAGES)

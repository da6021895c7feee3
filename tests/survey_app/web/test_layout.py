"""The menu of staff: every line leads to a page and says on the first page what it is for."""

from collections.abc import Callable
from html import unescape
from typing import Any

import pytest

from survey_app.web.layout import MENU
from wording import LANGUAGES, say

Browse = Callable[..., Any]


@pytest.mark.parametrize("language", LANGUAGES)
def test_menu__of_an_administrator__names_and_explains_every_line(
    office: Any, staff: Browse, language: str
) -> None:
    page = staff("administrator").client.get(f"/?lang={language}")
    assert page.status_code == 200
    said = unescape(page.text)
    for _, name in MENU:
        assert say(language, f"web.menu_{name}") in said
        assert say(language, f"web.menu_text_{name}") in said

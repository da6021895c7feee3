"""What a phone has to fetch for one screen of a shipped form: little, on a slow line too."""

import re
import zlib
from collections.abc import Callable
from typing import Any

import pytest

from forms import SHIPPED, load_shipped, screens
from forms.items import Audience, ItemType
from survey_app.instruments import service as instruments
from survey_app.rounds import service as rounds
from tests.survey_app.conftest import NOW, Phone, compiled

MOST_BYTES = 15_000  # compressed, with all that is loaded
MOST_OF_ENDING = 1_000
# Forms of staff say so, or have severities.
CITIZENS = [
    name for name in SHIPPED if not re.search(r"\| *(audience|severity) *\|", load_shipped(name).decode())
]


def loaded(scanned: Phone) -> list[str]:
    """The addresses of what the page loads."""
    return re.findall(r'<(?:script|img|link|audio)[^>]* (?:src|href)="((?!data:)[^"]+)"', scanned.page.text)


def weigh(scanned: Phone) -> int:
    """The bytes of the page and of all it loads, each compressed."""
    answers = [scanned.page, *(scanned.client.get(address) for address in loaded(scanned))]
    assert all(answer.status_code == 200 for answer in answers)
    return sum(len(zlib.compress(answer.data)) for answer in answers)


@pytest.mark.parametrize("name", CITIZENS)
def test_screen__every_one_of_a_form_of_citizens__is_small_with_all_it_loads(
    office: Any, phone: Callable[..., Phone], name: str
) -> None:
    form, source = compiled(name), load_shipped(name)
    assert form.instrument.audience is Audience.CITIZEN
    office.store.write(lambda db: instruments.publish(db, form, source, f"{name}.md", NOW))
    office.store.write(lambda db: rounds.add_round(db, "W1", name, office.today, office.today))
    scanned = phone(office.collector(round_="W1"))
    items = (item for item in form.instrument.items if item.type is ItemType.SELECT_ONE)
    draft = {item.field: form.instrument.choices(item)[0].name for item in items}
    for screen in screens(form.instrument):
        scanned.press("text", "2", **{**draft, "screen": str(screen.number)})
        assert scanned.fields()["screen"] == str(screen.number)
        assert weigh(scanned) < MOST_BYTES


def test_screen__of_the_rating_that_may_be_the_last__loads_nothing_but_what_says_so(
    office: Any, phone: Callable[..., Phone]
) -> None:
    scanned = phone(office.collector())
    for number in range(1, 6):
        assert loaded(scanned) == []
        scanned.press(**{f"f{number}": "5"})
    assert '{"fields":["f6"],"ends":["4","5","dk","na"]' in scanned.page.text
    (address,) = loaded(scanned)
    assert address.partition("?")[0].endswith("/ending.js")
    assert len(zlib.compress(scanned.client.get(address).data)) < MOST_OF_ENDING
    assert scanned.press(f6="5", send="1").status_code == 303

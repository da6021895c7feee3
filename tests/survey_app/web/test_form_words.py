"""WTForms' own catalogue of messages against our words for them."""

from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
import wtforms
from babel.messages.pofile import read_po
from werkzeug.datastructures import MultiDict
from wtforms import Form, SelectMultipleField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import EqualTo

from survey_app.web.form_words import FormWords
from wording import say

TEMPLATE = Path(wtforms.__file__).parent / "locale" / "wtforms.pot"


def messages() -> list[str]:
    with TEMPLATE.open("rb") as file:
        ids = [message.id for message in read_po(file) if message.id]
    return [one for said in ids for one in ([said] if isinstance(said, str) else said)]


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("said", messages())
def test_message__of_wtforms__is_said_in_our_words_and_takes_its_values(said: str, language: str) -> None:
    words = FormWords(language).gettext(said)
    assert words != said
    values: Any = "x" if "%s" in said else defaultdict(lambda: 7)
    filled = words % values if "%" in said else words
    assert "%" not in filled
    assert "{" not in filled


def test_ngettext__one_or_several__is_in_the_readers_language() -> None:
    one = "'%(value)s' is not a valid choice for this field."
    other = "'%(value)s' are not valid choices for this field."
    for n in (1, 2):
        assert FormWords("vi").ngettext(one, other, n) == say("vi", "web.field_choice")


def test_form__choice_of_several_that_is_none__says_so_in_vietnamese() -> None:
    class Choosing(Form):  # type: ignore[misc]  # WTForms has no types
        class Meta:
            def get_translations(self, form: object) -> FormWords:  # noqa: ARG002  # WTForms' signature
                return FormWords("vi")

        units = SelectMultipleField(choices=[SelectChoice("a", "A")])
        again = StringField("Lần nữa", [EqualTo("nowhere")])

    form = Choosing(MultiDict([("units", "b"), ("units", "c"), ("again", "x")]))
    assert not form.validate()
    assert form.errors == {
        "units": [say("vi", "web.field_choice")],
        "again": [say("vi", "web.field_unknown", name="nowhere")],
    }

"""The citizen's form: its token, and one field that hands all answers to the judge."""

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any

from flask_wtf import FlaskForm
from wtforms import Field, ValidationError
from wtforms.csrf.core import CSRF

from forms import Checked, Instrument, check, circumstances, defaults, read_posted
from forms.answers import Given
from survey_app.responses.model import slot_begin
from survey_app.responses.token import FormToken


class FormTokenCSRF(CSRF):  # type: ignore[misc]  # WTForms has no types
    """Accepts what carries a token this server signed for this collector and version."""

    def setup_form(self, form: Any) -> Any:
        self.form = form
        return super().setup_form(form)

    def generate_csrf_token(self, csrf_token_field: Any) -> str:  # noqa: ARG002  # WTForms' signature
        return ""  # the page is compiled and signs its own

    def validate_csrf_token(self, form: Any, field: Any) -> None:  # noqa: ARG002
        token = form.meta.opened
        if token is None or (token.collector, token.version) != (form.meta.collector, form.meta.version):
            raise ValidationError("not our token")
        form.token_read = token


class AnswersField(Field):  # type: ignore[misc]
    """All answers of the page and of the draft it carries, as address -> what was posted."""

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:  # noqa: ARG002
        self.process_errors: list[str] = []
        fields: Mapping[str, list[str]] = dict(formdata.lists()) if formdata else {}
        self.data = read_posted(self.instrument, fields)

    def __init__(self, instrument: Instrument, **options: Any) -> None:
        self.instrument = instrument
        super().__init__(**options)


class CitizenForm(FlaskForm):  # type: ignore[misc]
    """What a citizen's page posts. Made per request by `citizen_form`."""

    token_read: FormToken | None = None
    answers: Any


def judged(instrument: Instrument, token: FormToken, at: datetime, answers: Mapping[str, Given]) -> Checked:
    """``answers`` of the form of ``token`` as the judge sees them at the beginning of the slot of ``at``."""
    begin = slot_begin(at)
    raw = {**answers, **circumstances(instrument, today=begin.date())}
    return check(instrument, raw, begin.date(), now=begin, seed=token.uuid, language=token.language)


def begun(
    instrument: Instrument, token: FormToken, at: datetime, answers: Mapping[str, Given]
) -> dict[str, Given]:
    """``answers`` and what the form starts with where nothing was said yet."""
    if not _starts_with_any(instrument):
        return dict(answers)
    begin = slot_begin(at)
    found = defaults(instrument, answers, begin.date(), now=begin, seed=token.uuid, language=token.language)
    return {**found, **answers}


@lru_cache(maxsize=128)
def _starts_with_any(instrument: Instrument) -> bool:
    return bool(instrument.repeats) or any(item.default or item.default_value for item in instrument.items)


def citizen_form(instrument: Instrument, collector: str, opened: FormToken | None) -> CitizenForm:
    """The form of this request for ``instrument`` through ``collector``; ``opened`` is its token."""
    form_class = _classes.get(instrument.digest)
    if form_class is None:
        form_class = _classes[instrument.digest] = type(
            "CitizenForm", (CitizenForm,), {"answers": AnswersField(instrument)}
        )
    return form_class(
        meta={
            "csrf": True,
            "csrf_class": FormTokenCSRF,
            "csrf_field_name": "token",
            "opened": opened,
            "collector": collector,
            "version": instrument.version,
        }
    )


# A form class costs more to build than to use, and a version never changes.
_classes: dict[str, type[CitizenForm]] = {}

"""Forms of staff: their messages in the reader's language, and a service's problems beside its fields."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from flask import flash, render_template, request
from flask_wtf import FlaskForm
from werkzeug.datastructures import FileStorage
from wtforms import Field, PasswordField, StringField
from wtforms.fields import SelectChoice
from wtforms.fields.core import UnboundField
from wtforms.form import BaseForm
from wtforms.validators import InputRequired, Length

from survey_app.errors import Invalid, Problem, SurveyError
from survey_app.web.form_words import FormWords
from survey_app.web.frame import language
from wording import clean, say
from wording.figures import day


class StaffForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """A form of staff; its fields say what is wrong in the reader's language."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        """How WTForms finds its words."""

        def get_translations(self, form: object) -> FormWords:  # noqa: ARG002  # WTForms' signature
            """The words of this request's language."""
            return FormWords(language())

        def bind_field(self, form: BaseForm, unbound_field: UnboundField, options: dict[str, Any]) -> Field:
            """The field; what is typed into it loses its control characters, a password none."""
            kind = unbound_field.field_class
            if issubclass(kind, StringField) and not issubclass(kind, PasswordField):
                own = unbound_field.kwargs.get("filters", ())
                options = {**options, "filters": [*own, _clean]}
            return super().bind_field(form, unbound_field, options)

    def take_missing(self, problems: Sequence[Problem]) -> None:
        """Say those ``problems`` whose field nothing was said of yet: all faults are shown at once."""
        for problem in problems:
            field = self._fields[problem.place]
            field.errors = field.errors or [problem_text(problem)]

    def take(self, error: SurveyError) -> None:
        """Say each problem of ``error`` beside the field its place names, else with the whole form."""
        for problem in error.problems if isinstance(error, Invalid) else [error.problem]:
            said = problem_text(problem)
            if problem.place in self._fields:
                field = self._fields[problem.place]
                field.errors = [*field.errors, said]
            else:
                self.form_errors.append(said)
        more = error.more if isinstance(error, Invalid) else 0
        if more:
            self.form_errors.append(say(language(), "web.more_problems", n=more))


def _clean(typed: object) -> object:
    return clean(typed) if isinstance(typed, str) else typed


def new_key(form: StaffForm) -> None:
    """Let what is sent next from a form with a ``key`` be something new; the same sent twice is made once."""
    form.key.data = str(uuid4())


def read_key(form: StaffForm) -> UUID | None:
    """The id under which a form with a ``key`` makes something; None when it was tampered with."""
    try:
        return UUID(form.key.data or "")
    except ValueError:
        return None


def problem_text(problem: Problem) -> str:
    """What the reader is told of ``problem``."""
    values = {name: _written(value) for name, value in problem.values.items()}
    return say(language(), f"errors.{problem.code}", **{"place": problem.place, **values})


def _written(value: object) -> object:
    """A day as the reader writes days; anything else as it is."""
    return day(value, language()) if isinstance(value, date) and not isinstance(value, datetime) else value


def required() -> InputRequired:
    """A validator: something must be there."""
    return InputRequired(say(language(), "web.field_required"))


def at_most(letters: int) -> Length:
    """A validator: no more than so many letters."""
    return Length(max=letters, message=say(language(), "web.field_too_long", most=letters))


def labelled(kind: type[Field], key: str, checks: Sequence[Callable[..., Any]] = (), **more: Any) -> Field:
    """A field of ``kind`` whose label is the message ``key``; ``choices`` are pairs of value and words."""
    if "choices" in more:
        more["choices"] = [SelectChoice(value, words) for value, words in more["choices"]]
    return kind(say(language(), key), list(checks), **more)


def form_page(template: str, form: FlaskForm, **values: object) -> tuple[str, int]:
    """The page with ``form`` on it; what was sent and is shown again was not taken: status 422."""
    return render_template(template, form=form, **values), 422 if request.method == "POST" else 200


def done(key: str, **values: object) -> None:
    """Say on the next page what was done."""
    flash(say(language(), key, **values))


def uploaded(field: Field) -> tuple[str, bytes]:
    """Name and content of the file sent in ``field``; ('', b'') when none was."""
    sent = field.data
    if not isinstance(sent, FileStorage) or not sent.filename:
        return "", b""
    return sent.filename, sent.read()


def names_sent(form: FlaskForm) -> str:
    """What the files are called that came with ``form``, '' for none: a browser sends none a second time."""
    sent = (one for field in form for one in (field.data if isinstance(field.data, list) else [field.data]))
    return ", ".join(one.filename for one in sent if isinstance(one, FileStorage) and one.filename)

"""The page a sheet is typed on: the whole form, in the order of the paper, and what does not fit it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from flask import render_template, request, url_for
from markupsafe import Markup

from forms import (
    Checked,
    Instrument,
    Problem,
    Screen,
    draw_logic,
    field_of,
    logic,
    name_place,
    pressed_repeat,
    read_posted,
    render_screen,
    screens,
    scripts_of,
    word_problem,
)
from forms.answers import Given
from forms.items import FILES
from survey_app import web
from survey_app.responses import keying

_LOST = "\N{REPLACEMENT CHARACTER}"


@dataclass(frozen=True, slots=True)
class Typed:
    """What a page sent; ``again`` when it only adds or takes an entry of a repeat, ``damaged`` when letters
    were lost on the way."""

    answers: Mapping[str, Given]
    again: bool
    damaged: bool


def typed(instrument: Instrument) -> Typed:
    """What this request sends."""
    fields = {name: request.form.getlist(name) for name in request.form}
    return Typed(
        keying.present(read_posted(instrument, fields)),
        pressed_repeat(instrument, fields) is not None,
        any(_LOST in text for texts in fields.values() for text in texts),
    )


@dataclass(frozen=True, slots=True)
class KeyPage:
    """The page of a sheet with ``answers`` in its fields; ``said`` is what stands above them of the paper."""

    instrument: Instrument
    day: date
    answers: Mapping[str, Given]
    said: Mapping[str, Any]

    @property
    def checked(self) -> Checked:
        """The answers as judged."""
        return keying.judged(self.instrument, self.answers, self.day)

    def show(self, form: web.StaffForm, problems: Sequence[Problem] = ()) -> str:
        """The page, with ``problems`` beside their questions and above."""
        instrument, language = keying.as_on_paper(self.instrument), web.language()
        every = [_without_files(screen) for screen in screens(instrument)]
        reacting = logic(
            instrument,
            screens(instrument),
            self.answers,
            self.checked,
            language=language,
            today=self.day,
            without=keying.unkeyed(instrument),
            always=True,
        )
        round_ = self.said["round"]
        media = {
            name: url_for("keying.form_file", round_=round_, name=name) for name in self.instrument.files
        }
        drawn = [
            render_screen(
                instrument, one, language, self.answers, problems, media=media, today=self.day, level=2
            )
            for one in every
        ]
        return render_template(
            "responses/keying_form.html",
            form=form,
            form_title=instrument.text(instrument.title, language),
            day=self.day,
            fragments=[Markup(one) for one in drawn],  # noqa: S704  # escaped by the forms package
            logic=Markup(draw_logic(reacting)),  # noqa: S704  # likewise
            scripts=scripts_of(reacting),
            wrong=worded(instrument, problems, self.checked),
            **self.said,
        )


def _without_files(screen: Screen) -> Screen:
    return replace(screen, items=tuple(item for item in screen.items if item.type not in FILES))


def worded(instrument: Instrument, problems: Sequence[Problem], checked: Checked) -> list[tuple[str, str]]:
    """Field and words of each problem."""
    language = web.language()
    return [
        (
            field_of(instrument, one.place),
            f"{name_place(instrument, one.place, language, checked.answers)}: "
            f"{word_problem(instrument, one, language, checked.answers)}",
        )
        for one in problems
    ]

"""Correcting a response: its whole form once more, filled with what stands now; sent, a new revision."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO, cast

from flask import redirect, render_template, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response as Answer

from forms import (
    Checked,
    Problem,
    draw_logic,
    field_of,
    file_at,
    kept_files,
    logic,
    name_place,
    pressed_repeat,
    read_posted,
    removed_files,
    removed_occurrence,
    render_screen,
    renumbered,
    screens,
    scripts_of,
    word_problem,
)
from forms.addresses import place_of
from forms.items import FILES
from survey_app import web
from survey_app.errors import Conflict, Invalid, Unavailable
from survey_app.errors import Problem as Refusal
from survey_app.places.model import local_day
from survey_app.responses import service
from survey_app.responses.desk import Given
from survey_app.responses.views.desk import DECIDE, me, origin, pages
from survey_app.responses.views.desk_forms import made_from, reason_form
from survey_app.responses.views.desk_one import Opened, around, in_order, opened, word

_MEGABYTES = service.MOST_MEGABYTES + 3  # and the texts of a long checklist
_LOST = "\N{REPLACEMENT CHARACTER}"
_PICTURES = ("image", "signature")


@pages.route("/responses/<uuid:uuid>/correct", methods=["GET", "POST"])
@web.only(*DECIDE)
@web.takes_files(_MEGABYTES)
def correct(uuid: object) -> Answer | tuple[str, int]:
    """The form of a response with its answers; what is sent is judged and kept as a revision."""
    found = opened(uuid)
    form = reason_form(found.dossier.line.changes)
    before = found.checked()
    if not form.is_submitted():
        return _Page(found, _typed(found.dossier.document()), before).show(form), 200
    fields = {name: request.form.getlist(name) for name in request.form}
    answers, told = _sent(found, fields)
    checked = origin().judged(web.current_store().read(), found.dossier.row, found.instrument, answers)
    page = _Page(found, answers, checked, told)
    if told:
        return page.show(form), 422
    if pressed_repeat(found.instrument, fields):
        return page.show(form), 200
    if not form.validate():
        return page.show(form), 422
    try:
        _check_whole(fields)
        _keep(found, form, checked, before)
    except Invalid as error:
        form.take(error)
        return page.show(form, service.new_problems(checked, before)), 422
    except Conflict as error:
        form.take(error)
        page = _Page(opened(uuid), answers, checked, told)
        form.made_from.data = str(page.found.dossier.line.changes)
        return page.show(form, meanwhile=True), 409
    web.done("desk.done_corrected")
    return redirect(url_for("desk.one", uuid=found.uuid), code=303)


def _check_whole(fields: Mapping[str, Sequence[str]]) -> None:
    """Raise Invalid when a text came as no UTF-8: its letters were lost on the way and cannot be stored."""
    if any(_LOST in text for texts in fields.values() for text in texts):
        raise Invalid([Refusal("text_damaged")])


def _keep(found: Opened, form: web.StaffForm, checked: Checked, before: Checked) -> None:
    moment = web.now()
    service.correct(
        web.current_store(),
        found.uuid,
        checked,
        before,
        me(),
        form.reason.data or "",
        made_from(form),
        moment,
        local_day(moment),
    )


def _typed(document: str) -> dict[str, Given]:
    """What a document says as it stands in the fields of a form, also what did not fit."""
    read = json.loads(document)
    return {place: _text(given) for place, given in {**read.get("dropped", {}), **read["answers"]}.items()}


def _text(answer: object) -> Given:
    if isinstance(answer, list):
        return [str(one) for one in answer]
    if isinstance(answer, float) and answer.is_integer():
        return str(int(answer))
    return str(answer)


def _sent(found: Opened, fields: Mapping[str, Sequence[str]]) -> tuple[dict[str, Given], dict[str, str]]:
    """The answers as the page sends them, and address -> what is wrong with a file that was brought.

    What no page asks for stays, and so do files nobody removed.
    """
    instrument = found.instrument
    files = {item.name for item in instrument.items if item.type in FILES}
    shown = {name for screen in screens(instrument) for name in screen.names}
    answers = {
        place: given
        for place, given in _typed(found.dossier.document()).items()
        if place_of(place)[0] not in shown
    }
    answers |= {
        place: given
        for place, given in read_posted(instrument, fields).items()
        if place_of(place)[0] not in files
    }
    known, gone = found.files, removed_files(instrument, fields)
    kept = {
        place: name
        for place, name in kept_files(instrument, fields).items()
        if name in known and place not in gone
    }
    brought, told = _brought(found)
    kept |= brought
    removed = removed_occurrence(instrument, fields)
    if removed:
        moved = renumbered(instrument, *removed, list(kept))
        kept = {moved[place]: name for place, name in kept.items() if place in moved}
    return answers | kept, told


def _brought(found: Opened) -> tuple[dict[str, str], dict[str, str]]:
    """Address -> the file this request brings, and address -> what is wrong with one, in words.

    They wait under the response's id until the correction is kept, a day at most.
    """
    taken: dict[str, str] = {}
    told: dict[str, str] = {}
    for name, sent in request.files.items():
        asked = file_at(found.instrument, name)
        if sent.filename and asked is not None:
            item, place = asked
            try:
                taken[place] = service.keep_upload(
                    web.current_store(), found.uuid, place, item.type, cast(BinaryIO, sent.stream), web.now()
                )
            except (Invalid, Unavailable) as error:
                problems = error.problems if isinstance(error, Invalid) else [error.problem]
                told[place] = web.problem_text(problems[0])
    return taken, told


@dataclass(frozen=True, slots=True)
class _Page:
    """The page of a correction with ``answers`` in its fields."""

    found: Opened
    answers: Mapping[str, Given]
    checked: Checked
    told: Mapping[str, str] = field(default_factory=dict)

    def show(self, form: web.StaffForm, problems: Sequence[Problem] = (), *, meanwhile: bool = False) -> str:
        """The page; after a conflict with what others changed ``meanwhile`` set beside what was typed."""
        found, language = self.found, web.language()
        every = screens(found.instrument)
        day, cut = found.day, origin().cut(web.current_store().read(), found.uuid)
        reacting = logic(
            found.instrument,
            every,
            self.answers,
            self.checked,
            language=language,
            today=day,
            without=cut,
            always=True,
        )
        return render_template(
            "responses/desk_correct.html",
            form=form,
            **around(found),
            fragments=[Markup(self._drawn(number, problems)) for number in range(len(every))],  # noqa: S704
            logic=Markup(draw_logic(reacting)),  # noqa: S704  # escaped where it was drawn
            scripts=scripts_of(reacting),
            wrong=[
                *((field_of(found.instrument, place), said) for place, said in self.told.items()),
                *((field_of(found.instrument, one.place), self._said(one)) for one in problems),
            ],
            most=_MEGABYTES,
            stands_now=list(self._stands_now()) if meanwhile else [],
        )

    def _drawn(self, number: int, problems: Sequence[Problem]) -> str:
        instrument, answers = self.found.instrument, self.answers
        screen = screens(instrument)[number]
        asked = {item.name: item for item in screen.items if item.type in FILES}
        files = {place: str(name) for place, name in answers.items() if place_of(place)[0] in asked}
        pictures = {place for place in files if asked[place_of(place)[0]].type in _PICTURES}
        return render_screen(
            instrument,
            screen,
            web.language(),
            answers,
            problems,
            kept={
                place: self._address("thumbnail" if place in pictures else "file", name)
                for place, name in files.items()
            },
            wholes={place: self._address("file", files[place]) for place in pictures},
            media={
                name: url_for(
                    "instruments.version_file", id=instrument.id, version=instrument.version, name=name
                )
                for name in instrument.files
            },
            told=dict(self.told),
            today=self.found.day,
            level=2,
        )

    def _address(self, kind: str, name: str) -> str:
        return url_for(f"desk.{kind}", uuid=self.found.uuid, name=name)

    def _said(self, problem: Problem) -> str:
        instrument, language, answers = self.found.instrument, web.language(), self.checked.answers
        label = name_place(instrument, problem.place, language, answers)
        return f"{label}: {word_problem(instrument, problem, language, answers)}"

    def _stands_now(self) -> list[tuple[str, str, str]]:
        """Label, stored answer and typed answer wherever they differ."""
        instrument = self.found.instrument
        stored = json.loads(self.found.dossier.document())["answers"]
        places = service.different(self.found.dossier.document(), self.checked.document)
        return [
            (
                name_place(instrument, place, web.language()),
                word(instrument, place, stored.get(place)),
                word(instrument, place, self.checked.answers.get(place)),
            )
            for place in in_order(instrument, set(places))
        ]

"""Forms of keying: which paper form is keyed, what was typed from it, what is right where two differ."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flask import request
from wtforms import BooleanField, RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Optional

from forms import Instrument, ItemType
from forms.addresses import place_of
from forms.answers import LONGEST_TEXT, Given
from survey_app import web
from survey_app.errors import Invalid, NotFound, Problem
from survey_app.places import service as places
from survey_app.responses.keying import MOST_SERIAL, Difference
from survey_app.responses.service import keying as service
from survey_app.responses.service import throwing
from survey_app.rounds.model import Round
from survey_app.store import Database
from survey_app.web import at_most, labelled
from wording import figures, nfc, say

FIRST, SECOND, OTHER = "first", "second", "other"
_NAMED = 5  # places of a name that fits several


@dataclass(frozen=True, slots=True)
class Header:
    """Which paper form is keyed; ``serial`` is '' for one that bears no number."""

    wave: Round
    unit: str
    day: date
    serial: str


def throwing_form(own: bool) -> web.StaffForm:
    """Why what others keyed is to go; of their own entry nobody is asked that."""

    class Throwing(web.StaffForm):
        pass

    class Explained(Throwing):
        why = labelled(
            TextAreaField,
            "keying.why",
            [web.required(), at_most(throwing.MOST_REASON)],
            render_kw={"rows": 3},
            default="",
        )

    return Throwing() if own else Explained()


def header_form(rounds: Sequence[Round]) -> web.StaffForm:
    """Round, place, day and number of the paper, read from the address."""

    class PaperHeader(web.StaffForm):
        round = labelled(
            SelectField,
            "keying.round",
            [web.required()],
            choices=[("", say(web.language(), "keying.choose")), *((one.code, _days(one)) for one in rounds)],
            default="",
        )
        unit = labelled(StringField, "keying.unit", [web.required(), at_most(200)], default="")
        day = labelled(web.DateField, "keying.day", [InputRequired(say(web.language(), "web.field_date"))])
        serial = labelled(StringField, "keying.serial", [at_most(MOST_SERIAL)], default="")

    form = PaperHeader(
        formdata=request.args if request.args.keys() - {"lang"} else None, meta={"csrf": False}
    )
    form.serial.render_kw = {"autocomplete": "off"}
    return form


def header_of(form: web.StaffForm, rounds: Sequence[Round], db: Database, today: date) -> Header | None:
    """What the address says; None, with the reasons on ``form``, while it does not say it all."""
    if not request.args.keys() - {"lang"} or not form.validate():
        return None
    wave = next(one for one in rounds if one.code == form.round.data)
    day: date = form.day.data
    try:
        last = min(wave.ends_on, today)
        if not wave.starts_on <= day <= last:
            values = {"first": wave.starts_on, "last": last}
            raise Invalid([Problem("paper_day_outside", "day", values)])
        return Header(wave, _unit(db, form.unit.data.strip(), day), day, service.serial_of(form.serial.data))
    except Invalid as error:
        form.take(error)
        return None


def answers_form() -> web.StaffForm:
    """What goes along with the answers of a sheet: that it says so, where the form expects otherwise."""

    class Keyed(web.StaffForm):
        as_written = labelled(BooleanField, "keying.as_written")

    return Keyed()


def settle_form(instrument: Instrument, differ: Sequence[Difference]) -> web.StaffForm:
    """For each difference what is right: one of both, a choice of the question, or what is typed."""

    class Settle(web.StaffForm):
        as_written = labelled(BooleanField, "keying.as_written")

    for number, one in enumerate(differ):
        offered = _offered(instrument, one)
        setattr(Settle, f"d{number}", RadioField(one.address, [Optional()], choices=list(_radios(offered))))
        if OTHER in dict(offered):
            setattr(Settle, f"o{number}", _typed(instrument, one))
    return Settle()


def chosen(form: web.StaffForm, differ: Sequence[Difference]) -> dict[str, Given]:
    """Address -> what was chosen, of those for which something was."""
    taken: dict[str, Given] = {}
    for number, one in enumerate(differ):
        pick = form[f"d{number}"].data
        if pick == FIRST:
            taken[one.address] = one.first
        elif pick == SECOND:
            taken[one.address] = one.second
        elif pick == OTHER:
            typed = form[f"o{number}"].data
            taken[one.address] = list(typed) if isinstance(typed, list) else str(typed or "")
        elif pick and pick.startswith("="):
            taken[one.address] = pick[1:]
    return taken


def said(instrument: Instrument, place: str, given: Given) -> str:
    """What was keyed at an address, choices by their labels."""
    if not given:
        return say(web.language(), "keying.blank")
    labels = _labels(instrument, place)
    if isinstance(given, str):
        return labels.get(given, given)
    return "; ".join(labels.get(one, one) for one in given)


def _labels(instrument: Instrument, place: str) -> Mapping[str, str]:
    try:
        item = instrument.item(place_of(place)[0])
    except KeyError:
        return {}
    return {one.name: instrument.text(one.label, web.language()) for one in instrument.choices(item)}


def _kind(instrument: Instrument, place: str) -> ItemType | None:
    try:
        return instrument.item(place_of(place)[0]).type
    except KeyError:
        return None


def _offered(instrument: Instrument, one: Difference) -> list[tuple[str, str]]:
    """What may be right beside both entries."""
    blank = [("=", say(web.language(), "keying.blank"))] if one.first and one.second else []
    if _kind(instrument, one.address) is not ItemType.SELECT_ONE:
        return [*blank, (OTHER, say(web.language(), "keying.other"))]
    labels = _labels(instrument, one.address).items()
    return [*((f"={name}", text) for name, text in labels if name not in (one.first, one.second)), *blank]


def _radios(offered: Sequence[tuple[str, str]]) -> list[SelectChoice]:
    both = [(FIRST, ""), (SECOND, "")]
    return [SelectChoice(value, text) for value, text in (*both, *offered)]


def _typed(instrument: Instrument, one: Difference) -> StringField | SelectMultipleField:
    label = say(web.language(), "keying.other_typed")
    if _kind(instrument, one.address) in (ItemType.SELECT_MULTIPLE, ItemType.RANK):
        choices = [SelectChoice(name, text) for name, text in _labels(instrument, one.address).items()]
        return SelectMultipleField(label, choices=choices, validate_choice=False)
    return StringField(label, [at_most(LONGEST_TEXT)], default="")


def _days(one: Round) -> str:
    language = web.language()
    return f"{one.code} ({figures.day(one.starts_on, language)} – {figures.day(one.ends_on, language)})"


def _unit(db: Database, typed: str, day: date) -> str:
    """The code of the one place that is meant. Raises Invalid for none and for several."""
    typed = nfc(typed)
    try:
        return places.unit(db, typed, day).code
    except NotFound:
        found = places.search(db, typed, day)
    if found.total == 1:
        return found.lines[0].unit.code
    if not found.lines:
        raise Invalid([Problem("no_unit_of_words", "unit", {"words": typed})])
    named = "; ".join(f"{line.unit.name(web.language())} ({line.unit.code})" for line in found.lines[:_NAMED])
    raise Invalid([Problem("several_units_of_words", "unit", {"words": typed, "units": named})])

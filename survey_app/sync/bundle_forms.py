"""Forms for bundles: taking one in, bringing a file, what a trip takes along."""

from flask_wtf.file import FileField
from wtforms import BooleanField, SelectMultipleField, StringField

from survey_app import web
from survey_app.web import at_most, labelled

_LONGEST = 2000


def take_in_form(files: list[tuple[str, str]]) -> web.StaffForm:
    """Which files of one bundle, the fingerprint that was compared, whether new units are agreed to."""

    class TakeIn(web.StaffForm):
        files = labelled(SelectMultipleField, "bundles.files")
        fingerprint = labelled(
            StringField,
            "bundles.fingerprint",
            [at_most(_LONGEST)],
            render_kw={"autocomplete": "off", "spellcheck": "false"},
        )
        adds_units = labelled(BooleanField, "bundles.adds_units")

    form = TakeIn()
    form.files.choices = files
    return form


def bring_form() -> web.StaffForm:
    """A file of a bundle, from this computer or a stick in it."""

    class Bring(web.StaffForm):
        file = labelled(FileField, "bundles.file")

    return Bring()


def trip_form(rounds: list[tuple[str, str]], people: list[tuple[str, str]]) -> web.StaffForm:
    """Which rounds, below which units, and who goes."""

    class Trip(web.StaffForm):
        rounds = labelled(SelectMultipleField, "bundles.trip_rounds")
        units = labelled(StringField, "bundles.trip_units", [at_most(_LONGEST)])
        people = labelled(SelectMultipleField, "bundles.trip_people")

    form = Trip()
    form.rounds.choices, form.people.choices = rounds, people
    return form

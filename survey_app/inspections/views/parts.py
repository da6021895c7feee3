"""What tablets sent of a visit, in words: from whom, what is waited for, what came too late."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from forms import Instrument, name_place, screens
from forms.addresses import place_of
from forms.items import FILES
from survey_app import web
from survey_app.accounts import service as accounts
from survey_app.inspections import service
from survey_app.inspections.model import Given, Progress, Visit, section_title
from survey_app.inspections.spoken import section_titles, spoken
from wording import say

_PICTURES = ("image", "signature")


@dataclass(frozen=True, slots=True)
class Waiting:
    """What a draft waits for, in words.

    Titles of sections, names of questions whose file lacks, how many differences, names of people.
    """

    sections: tuple[str, ...]
    files: tuple[str, ...]
    differences: int
    people: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.sections or self.files or self.differences or self.people)


@dataclass(frozen=True, slots=True)
class Said:
    """An answer as a page shows it: in words, or the name of a picture; or a file that is still to come."""

    text: str
    picture: str = ""
    coming: bool = False


@dataclass(frozen=True, slots=True)
class Sent:
    """What somebody sent from a tablet and when.

    ``late`` is None, or of what came too late the label and answer of all that was handed in otherwise.
    """

    record: str
    by: str
    device: str
    at: datetime
    sections: tuple[str, ...]
    finished: bool
    late: tuple[tuple[str, Said], ...] | None


def waiting(of: Visit, progress: Progress) -> Waiting:
    """What a draft still waits for, in words."""
    db = web.current_store().read()
    found = service.waits_for(db, of)
    names = {person.username: person.name for person in accounts.people(db)} if found.people else {}
    titles = section_titles(progress, web.language())
    return Waiting(
        tuple(titles[number] for number in found.sections),
        tuple(label(of, progress.checked.instrument, place) for place in found.files),
        found.differences,
        tuple(names.get(one, one) for one in found.people),
    )


def sent(of: Visit, instrument: Instrument, progress: Progress | None) -> list[Sent]:
    """What tablets sent, the first first."""
    db, language = web.current_store().read(), web.language()
    devices = {one.id: one.name for one in accounts.devices(db)}
    titles = {one.number: section_title(instrument, one, language) for one in screens(instrument)}
    answers = progress.checked.answers if progress else {}
    return [
        Sent(
            came.part.record,
            came.part.by,
            say(language, "inspections.from_instance")
            if came.part.is_carried
            else devices.get(service.tablet_of(came.part.device), ""),
            datetime.fromisoformat(came.came_at),
            tuple(titles.get(number, str(number)) for number in sorted(came.part.sections)),
            came.part.finished or came.part.is_carried,
            _otherwise(of, instrument, came.part, answers) if came.state == service.LATE else None,
        )
        for came in service.sent_parts(db, of)
    ]


def _otherwise(
    of: Visit, instrument: Instrument, part: service.Part, answers: Mapping[str, object]
) -> tuple[tuple[str, Said], ...]:
    """Label and answer of what a part says and ``answers`` do not."""
    return tuple(
        (label(of, instrument, place), said(of, instrument, place, given))
        for place, given in part.answers.items()
        if given and _differs(answers.get(place), given)
    )


def _differs(stands: object, given: Given) -> bool:
    """Whether an answer as it was stored says other than one as it was typed."""
    if isinstance(stands, list) or not isinstance(given, str):
        return stands != list(given)
    return str(stands) != given


def label(of: Visit, instrument: Instrument, place: str) -> str:
    """What stands at an address, in the words of the form; the address where this form asks no such thing."""
    if place_of(place)[0] not in service.asked_names(instrument):
        return place
    return name_place(instrument, place, web.language(), of.draft)


def said(of: Visit, instrument: Instrument, place: str, given: Given) -> Said:
    """An answer to be read; what the form does not ask, and how often a repeat was asked, as it stands."""
    item = next((one for one in instrument.items if one.name == place_of(place)[0]), None)
    if item is None:
        return Said(given if isinstance(given, str) else "; ".join(given))
    if item.type not in FILES or not given:
        return Said(spoken(instrument, item, given, web.language()))
    if given not in service.photos(web.current_store().read(), of):
        return Said("", coming=True)
    return Said("", str(given)) if item.type in _PICTURES else Said(str(given))

"""One response on the desk: read with its labels, its photos, what was done to it and what differs since."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from flask import render_template, request

from forms import Checked, Instrument, name_place, word_problem
from forms.addresses import place_of
from forms.items import FILES
from survey_app import web
from survey_app.accounts import service as accounts
from survey_app.errors import NotFound
from survey_app.instruments import service as instruments
from survey_app.responses import service
from survey_app.responses.desk import Dossier
from survey_app.responses.views.desk import READERS, decides, me, origin, pages, unit_names
from wording import say


@dataclass(frozen=True, slots=True)
class Opened:
    """A response that is open to who asks, with its instrument."""

    dossier: Dossier
    instrument: Instrument

    @property
    def uuid(self) -> str:
        return self.dossier.line.uuid

    @property
    def day(self) -> date:
        return date.fromisoformat(self.dossier.row.day)

    def checked(self, number: int = 0) -> Checked:
        """A revision as the judge sees it, of the newest without a number."""
        answers = json.loads(self.dossier.document(number))["answers"]
        return origin().judged(web.current_store().read(), self.dossier.row, self.instrument, answers)

    @property
    def files(self) -> set[str]:
        """The names of the files that any revision answers with, or that wait for a correction."""
        waiting = service.uploads_of(web.current_store().read(), self.uuid)
        asked = {item.name for item in self.instrument.items if item.type in FILES}
        return set(waiting.values()) | {
            str(answer)
            for number in range(1, self.dossier.line.revision + 1)
            for place, answer in json.loads(self.dossier.document(number))["answers"].items()
            if place_of(place)[0] in asked
        }


@dataclass(frozen=True, slots=True)
class Difference:
    """A question that was answered otherwise in some revision, and each revision's answer, '' for none."""

    label: str
    answers: Sequence[str]


def opened(uuid: object) -> Opened:
    """The response of that id. Raises NotFound for a citizen's, and for one the reader did not collect."""
    db = web.current_store().read()
    found = service.dossier(db, str(uuid))
    if not decides() and found.line.uuid not in origin().of_person(db, me()):
        raise NotFound("no_such_response")
    return Opened(found, instruments.published(db, found.row.instrument, found.row.version))


def around(response: Opened) -> dict[str, Any]:
    """What every page of a response says of it."""
    key = (response.dossier.row.counter, response.day)
    return {
        "one": response.dossier,
        "unit": unit_names([key])[key],
        "day": response.day,
        "form_title": response.instrument.text(response.instrument.title, web.language()),
    }


@pages.get("/responses/<uuid:uuid>")
@web.only(*READERS)
def one(uuid: object) -> str:
    """The response as it stands, or as an earlier revision had it."""
    found, db = opened(uuid), web.current_store().read()
    number = request.args.get("revision", found.dossier.line.revision, type=web.whole)
    if not 1 <= number <= found.dossier.line.revision:
        raise NotFound("no_such_page")
    checked = found.checked(number)
    return render_template(
        "responses/desk_one.html",
        **around(found),
        number=number,
        about=origin().about(db, found.uuid),
        paper=service.paper_of(db, found.uuid),
        answers=origin().read(checked, found.day, web.language()),
        problems=[
            (
                name_place(found.instrument, one.place, web.language(), checked.answers),
                word_problem(found.instrument, one, web.language(), checked.answers),
            )
            for one in checked.problems
        ],
        differences=list(differences(found)),
        decides=decides(),
        people={person.username: person.name for person in accounts.people(db)},
    )


def differences(found: Opened) -> Iterator[Difference]:
    """What any revision answers otherwise than the one before, in the order of the form."""
    documents = [found.dossier.document(number) for number in range(1, found.dossier.line.revision + 1)]
    changed = {place for before, after in pairwise(documents) for place in service.different(before, after)}
    answers = [json.loads(document)["answers"] for document in documents]
    for place in in_order(found.instrument, changed):
        yield Difference(
            name_place(found.instrument, place, web.language()),
            [word(found.instrument, place, given.get(place)) for given in answers],
        )


def in_order(instrument: Instrument, places: set[str]) -> list[str]:
    """The addresses in the order of the form."""
    order = {item.name: item.number for item in instrument.items}
    return sorted(places, key=lambda place: (order.get(place_of(place)[0], 0), place_of(place)[1], place))


def word(instrument: Instrument, place: str, answer: object) -> str:
    """An answer at an address in words; '' for none."""
    if answer is None:
        return ""
    try:
        item = instrument.item(place_of(place)[0])
    except KeyError:
        return str(answer)  # how often a repeat was asked
    if item.type in FILES:
        return say(web.language(), "desk.a_file")
    return origin().word(instrument, item, answer, web.language())

"""Somebody of the demonstration who goes on visits and fills them in, as an inspector's pages do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from forms import Screen
from forms.addresses import place_of
from survey_app.inspections import service
from survey_app.inspections.model import Given, NewVisit, Who, section_digest
from survey_app.office.demo.answers import PHOTO
from survey_app.office.demo.people import COMPANION, FINDER
from survey_app.office.demo.stage import Stage
from survey_app.places.model import local_day
from survey_app.rounds.model import Round
from survey_app.store import Database


@dataclass(frozen=True, slots=True)
class Visitor:
    """Fills visits of one round in, as an inspector's pages do; ``companion`` comes along."""

    stage: Stage
    wave: Round
    name: str = FINDER
    companion: str = COMPANION

    def make(self, number: int, unit: str, day: date, case: str = "") -> str:
        """The id of a new visit."""
        new = NewVisit(self.wave.code, unit, day, (self.name, self.companion))
        id_, who, now = UUID(int=number + 1, version=4), Who(self.name), self.stage.now
        return self.stage.write(
            lambda db: service.make_visit(db, new, who, id_, local_day(now), now, case)
        ).id

    def fill(self, visit: str, answers: Mapping[str, Given], sections: Sequence[Screen]) -> None:
        """Save ``answers`` by address, section by section; the drawn photo where `PHOTO` stands for one."""
        photo, who = self.stage.photo, Who(self.name)
        given = {place: photo if said == PHOTO else said for place, said in answers.items()}

        def work(db: Database) -> None:
            service.keep_photos(db, visit, who, [photo] if PHOTO in answers.values() else [])
            for screen in sections:
                its = {place: said for place, said in given.items() if place_of(place)[0] in screen.names}
                made_from = section_digest(service.visit(db, visit, who).draft, screen)
                service.save_section(db, visit, who, screen, its, made_from)

        self.stage.write(work)

    def hand_in(self, visit: str) -> None:
        """Hand the visit in as it stands."""
        who, store = Who(self.name), self.stage.store
        revision = service.visit(store.read(), visit, who).revision
        service.submit(store, visit, who, revision, "vi", self.stage.now)

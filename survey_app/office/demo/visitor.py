"""Somebody of the demonstration who goes on visits and fills them in, as an inspector's pages do."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from PIL import Image, ImageDraw

from forms import Screen
from forms.addresses import place_of
from survey_app import media
from survey_app.inspections import service
from survey_app.inspections.model import Given, NewVisit, Who, section_digest
from survey_app.rounds.model import Round
from survey_app.store import Store

FINDER, COMPANION, SECRETARY, CONTACT = "kiemtra1", "kiemtra2", "thuky1", "daumoi"
PHOTO = "a photo"
_PICTURE = (1200, 900)


@dataclass(frozen=True, slots=True)
class Visitor:
    """Fills visits of one round in, as an inspector's pages do."""

    store: Store
    wave: Round
    now: datetime
    today: date

    def make(self, number: int, unit: str, day: date) -> str:
        """The id of a new visit."""
        new = NewVisit(self.wave.code, unit, day, (FINDER, COMPANION))
        id_ = UUID(int=number + 1, version=4)
        who = Who(FINDER)
        return self.store.write(lambda db: service.make_visit(db, new, who, id_, self.today, self.now)).id

    def fill(self, visit: str, answers: Mapping[str, Given], sections: Sequence[Screen]) -> None:
        """Save ``answers`` by address, section by section; a drawn photo wherever `PHOTO` stands for one."""
        for screen in sections:
            given = {place: said for place, said in answers.items() if place_of(place)[0] in screen.names}
            photos = {place: self._photo(visit) for place, said in given.items() if said == PHOTO}
            self._save(visit, screen, {**given, **photos})

    def hand_in(self, visit: str) -> None:
        """Hand the visit in as it stands."""
        revision = service.visit(self.store.read(), visit, Who(FINDER)).revision
        service.submit(self.store, visit, Who(FINDER), revision, "vi", self.now)

    def _photo(self, visit: str) -> str:
        name = media.take_photo(self.store, picture(visit), self.now).name
        self.store.write(lambda db: service.keep_photos(db, visit, Who(FINDER), [name]))
        return name

    def _save(self, visit: str, screen: Screen, given: Mapping[str, Given]) -> None:
        made_from = section_digest(service.visit(self.store.read(), visit, Who(FINDER)).draft, screen)
        self.store.write(lambda db: service.save_section(db, visit, Who(FINDER), screen, given, made_from))


def picture(seed: str) -> bytes:
    """A drawn picture that nobody takes for a photo: stripes, as on a barrier."""
    colour = (90 + int(seed[:2], 16) % 90, 110, 140)
    width, height = _PICTURE
    image = Image.new("RGB", _PICTURE, (238, 240, 243))
    draw = ImageDraw.Draw(image)
    for left in range(-height, width, 160):
        draw.polygon(
            [(left, height), (left + height, 0), (left + height + 60, 0), (left + 60, height)], colour
        )
    stream = io.BytesIO()
    image.save(stream, "JPEG", quality=80)
    return stream.getvalue()

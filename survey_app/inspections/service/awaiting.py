"""What a draft that tablets fill in still waits for: sections, files, somebody's word on differences."""

from dataclasses import dataclass

from forms.addresses import place_of
from forms.items import FILES
from survey_app.inspections.model import Visit
from survey_app.inspections.service.judging import instrument_of, progress
from survey_app.inspections.store import parts as rows
from survey_app.inspections.store import visits
from survey_app.store import Database


@dataclass(frozen=True, slots=True)
class Waits:
    """What a draft waits for: sections no finished part speaks for, addresses of files, open differences.

    ``people`` go on the visit and have sent nothing: what they filled in may still be on their tablet.
    """

    sections: tuple[int, ...] = ()
    files: tuple[str, ...] = ()
    differences: int = 0
    people: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.sections or self.files or self.differences or self.people)


def waits_for(db: Database, of: Visit) -> Waits:
    """What a draft waits for before it hands itself in; nothing where no tablet has sent anything.

    A section that was given to somebody waits for that person, however much others sent of it. Where none
    was given, everybody who goes on the visit is waited for.
    """
    finished = finished_sections(db, of)
    if finished is None:
        return Waits()
    far = progress(db, of)
    asked = [section.screen.number for section in far.sections] if far else []
    heard = {came.part.by for came in rows.parts(db, of.id)}
    return Waits(
        tuple(number for number in asked if number not in finished),
        tuple(files_missing(db, of)),
        len(rows.open_differences(db, of.id)),
        () if rows.assigned(db, of.id) else tuple(one for one in of.inspectors if one not in heard),
    )


def finished_sections(db: Database, of: Visit) -> frozenset[int] | None:
    """The sections of which somebody's last word was that they finished; others may have added to them.

    Of a section that was given to somebody, theirs. None where no tablet has sent anything.
    """
    given = rows.assigned(db, of.id)
    last: dict[tuple[str, str, int], bool] = {}
    parts = [came.part for came in rows.parts(db, of.id) if not came.part.is_carried]
    for part in sorted(parts, key=lambda one: one.sequence):
        for number in part.sections:
            last[part.device, part.by, number] = part.finished
    if not parts:
        return None
    return frozenset(
        number for (_, by, number), finished in last.items() if finished and given.get(number, by) == by
    )


def files_missing(db: Database, of: Visit) -> dict[str, str]:
    """Address -> what a tablet called the file it named there in a draft but has not sent yet."""
    asked = {item.name for item in instrument_of(db, of).items if item.type in FILES}
    named = {place: given for place, given in of.draft.items() if given and place_of(place)[0] in asked}
    there = visits.photos(db, of.id) if named else set()
    return {place: str(given) for place, given in named.items() if given not in there}

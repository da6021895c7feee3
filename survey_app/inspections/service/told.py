"""What the responses desk is told of visits: who went, when, what was found; how their answers are judged."""

from collections.abc import Callable, Mapping
from datetime import date, datetime

from forms import Checked, Instrument, Item, check
from survey_app.accounts import service as accounts
from survey_app.findings import service as findings
from survey_app.inspections.model import Given, progress_of
from survey_app.inspections.service.judging import judged
from survey_app.inspections.service.keyed import hand_in_keyed
from survey_app.inspections.spoken import Part, read_sections, spoken
from survey_app.inspections.store import told as rows
from survey_app.inspections.store import visits
from survey_app.responses import service as responses
from survey_app.responses.model import Context, Row
from survey_app.responses.service import About, Arrival, Captured, Found, Paper
from survey_app.store import Database


class Told:
    """What is known of a response that was a visit; of any other, how it is judged and read.

    ``arrivals`` tells how the records of a visit came from tablets.
    """

    def __init__(self, arrivals: Callable[[Database, str], list[Arrival]] | None = None) -> None:
        self._arrivals = arrivals

    def of_person(self, db: Database, username: str) -> list[str]:
        """The ids of the visits handed in that somebody made or went on."""
        return rows.visits_of(db, username)

    def about(self, db: Database, uuid: str) -> About:
        """Who went, when it was begun and handed in, what was found; nothing of what was no visit."""
        visit = visits.find(db, uuid)
        if visit is None:
            return About()
        paper = responses.paper_of(db, uuid)
        called = {device.id: device.name for device in accounts.devices(db)}
        return About(
            visit=True,
            late=rows.count_late(db, uuid),
            people=() if paper else visit.inspectors,
            begun_at=None if paper else visit.made_at,
            handed_in_by=visit.submitted_by,
            handed_in_at=visit.submitted_at,
            devices=tuple(called.get(one, one) for one in rows.devices(db, uuid)),
            findings=tuple(
                Found(one.reference, one.severity, one.state, one.statement)
                for one in findings.visit_findings(db, uuid)
            ),
            captures={
                name: Captured(at, caption, called.get(device, device))
                for name, (at, caption, device) in rows.captures(db, uuid).items()
            },
            arrivals=tuple(self._arrivals(db, uuid)) if self._arrivals else (),
        )

    def judged(self, db: Database, row: Row, instrument: Instrument, answers: Mapping[str, Given]) -> Checked:
        """``answers`` as those of its visit; of what was no visit on the day it was given."""
        visit = visits.find(db, row.uuid)
        if visit is None:
            return check(instrument, answers, date.fromisoformat(row.day), seed=row.uuid)
        return judged(instrument, visit, answers)

    def cut(self, db: Database, uuid: str) -> frozenset[str]:
        """The items and groups that the team left out."""
        visit = visits.find(db, uuid)
        return frozenset(visit.cut) if visit else frozenset()

    def read(self, checked: Checked, day: date, language: str) -> list[tuple[str, list[Part]]]:
        """Title and parts of each section, in the order of the form."""
        return read_sections(progress_of(checked, day), language)

    def word(self, instrument: Instrument, item: Item, answer: object, language: str) -> str:
        """An answer in words."""
        return spoken(instrument, item, answer, language)

    def hand_in(
        self, db: Database, key: bytes, checked: Checked, context: Context, paper: Paper, *, now: datetime
    ) -> None:
        """Hand in what staff filled in on paper as a visit, within the caller's write."""
        hand_in_keyed(db, key, checked, context, paper, now)

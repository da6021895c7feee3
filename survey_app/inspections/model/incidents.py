"""Incidents of harassment and discipline: for the few who may know, and in no table of figures."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from survey_app.accounts.model import Asker, Role

LEAST_TOLD, LONGEST = 15, 4000
LONGEST_LINE = 200


class IncidentKind(StrEnum):
    """What it is about."""

    HARASSMENT = "harassment"
    DISCIPLINE = "discipline"


class IncidentState(StrEnum):
    """How far it is; the last two end it."""

    REPORTED = "reported"
    EXAMINED = "examined"
    FOUNDED = "founded"
    UNFOUNDED = "unfounded"


ENDS = (IncidentState.FOUNDED, IncidentState.UNFOUNDED)
READ = "read"
"""What is kept when somebody opens one; every other event is the state it came to."""


@dataclass(frozen=True, slots=True)
class NewIncident:
    """What somebody reports; ``inspection`` is the reference of a case, '' for none."""

    kind: IncidentKind
    unit: str
    happened_on: date
    told: str
    place: str = ""
    officer: str = ""
    inspection: str = ""


@dataclass(frozen=True, slots=True)
class Incident:
    """One incident; ``above`` is the path of its unit on its day, ``lead`` leads its case, '' for none."""

    id: str
    kind: IncidentKind
    unit: str
    above: str
    happened_on: date
    place: str
    officer: str
    told: str
    state: IncidentState
    revision: int
    by: str
    at: datetime
    inspection: str = ""
    lead: str = ""
    outcome: str = ""
    decided_by: str = ""
    decided_at: datetime | None = None

    @property
    def decided(self) -> bool:
        return self.state in ENDS

    def open_to(self, asker: Asker) -> bool:
        """Whether ``asker`` may know of it: for anybody else it is as if it were not there."""
        return not asker.of_unit and (asker.username == self.by or self.handled_by(asker))

    def handled_by(self, asker: Asker) -> bool:
        """Whether it is reported to ``asker``: administrators, leaders of the unit, who leads the case."""
        if asker.of_unit:
            return False
        leads = bool(self.lead) and asker.username == self.lead
        of_leader = asker.role is Role.LEADER and asker.reaches(self.above)
        return leads or of_leader or asker.role is Role.ADMINISTRATOR

    def may_examine(self, asker: Asker) -> bool:
        """Whether ``asker`` may say now what examining it brought: not who reported it."""
        waits = self.state is IncidentState.REPORTED
        return waits and asker.username != self.by and self.handled_by(asker)

    def may_decide(self, asker: Asker) -> bool:
        """Whether ``asker`` may decide it now: not who reported it."""
        waits = self.state is IncidentState.EXAMINED
        return waits and asker.username != self.by and self.handled_by(asker)


@dataclass(frozen=True, slots=True)
class Event:
    """That somebody reported, examined, decided or read an incident, and what was said with it."""

    at: datetime
    who: str
    what: str
    note: str = ""

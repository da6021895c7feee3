"""A case: one inspection of one unit, from its place in a plan to its end; its team, its kind, its state."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from survey_app.accounts.model import Asker, Role
from survey_app.inspections.model.references import write_reference
from survey_app.places.model import LOCAL_TIME


class CaseState(StrEnum):
    """How far a case is; the last two hold it up or end it before its minutes are signed."""

    DRAFT = "draft"
    APPROVED = "approved"
    ANNOUNCED = "announced"
    AWAITING_REPORT = "awaiting_report"
    REPORT_RECEIVED = "report_received"
    ON_SITE = "on_site"
    MINUTES = "minutes"
    SIGNED = "signed"
    EXPLAINING = "explaining"
    CONCLUDED = "concluded"
    FOLLOWED = "followed"
    RECHECKING = "rechecking"
    ENDED = "ended"
    SUSPENDED = "suspended"
    CANCELLED = "cancelled"


class Kind(StrEnum):
    """Kinds of inspection; of an unannounced one the unit learns nothing before the team is there."""

    PLANNED = "planned"
    UNANNOUNCED = "unannounced"
    THEMATIC = "thematic"
    SELF_INSPECTION = "self_inspection"
    BY_REPORT = "by_report"
    RE_INSPECTION = "re_inspection"


class Task(StrEnum):
    """What somebody does in a team."""

    LEAD = "lead"
    DEPUTY = "deputy"
    SECRETARY = "secretary"
    MEMBER = "member"


class PlanState(StrEnum):
    """Whether a plan was signed."""

    DRAFT = "draft"
    APPROVED = "approved"


HELD = frozenset({CaseState.SUSPENDED, CaseState.CANCELLED})
ENDS = frozenset({CaseState.ENDED, CaseState.CANCELLED})
# What nobody outside the office hears of yet.
INSIDE = frozenset({CaseState.DRAFT, CaseState.APPROVED})
# At the desk: what the unit wrote is read, nobody needs to go there.
WITHOUT_VISIT = frozenset({Kind.BY_REPORT, Kind.SELF_INSPECTION})


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody in the team of a case."""

    username: str
    task: Task


@dataclass(frozen=True, slots=True)
class NewPlan:
    """What is said of a plan when it is made."""

    year: int
    title: str


@dataclass(frozen=True, slots=True)
class Plan:
    """The inspections meant for one year, and by which paper they were agreed."""

    id: str
    year: int
    title: str
    state: PlanState
    revision: int
    made_by: str
    made_at: datetime
    number: str = ""
    signed_on: date | None = None
    approved_by: str = ""
    approved_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class NewCase:
    """What is said of a case when it is made, or while it is a draft."""

    unit: str
    kind: Kind
    planned_on: date
    title: str
    period_first: date | None = None
    period_last: date | None = None
    round: str = ""
    self_report: str = ""
    plan: str = ""
    previous: str = ""
    members: tuple[Member, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """One inspection; ``above`` holds its unit and all it stood under when it was made, as '/01/C1/'.

    ``held_from`` is where a suspended or cancelled one stood. The ``number`` of a surprise is drawn
    by lot: see `references`.
    """

    id: str
    year: int
    number: int
    kind: Kind
    unit: str
    above: str
    title: str
    planned_on: date
    state: CaseState
    revision: int
    made_by: str
    made_at: datetime
    plan: str = ""
    previous: str = ""
    period_first: date | None = None
    period_last: date | None = None
    round: str = ""
    self_report: str = ""
    held_from: str = ""
    decision_number: str = ""
    decision_on: date | None = None
    report_due: date | None = None
    explain_due: date | None = None
    conclusion_number: str = ""
    conclusion_on: date | None = None
    minutes_digest: str = ""
    members: tuple[Member, ...] = ()

    @property
    def reference(self) -> str:
        return write_reference(self.year, self.number)

    @property
    def reached(self) -> CaseState:
        """Where it stands, or stood when it was held up or called off."""
        return CaseState(self.held_from) if self.state in HELD and self.held_from else self.state

    @property
    def inside(self) -> bool:
        """Whether its unit has heard nothing of it."""
        return self.reached in INSIDE

    @property
    def secret(self) -> bool:
        """Whether even most of the office may not know of it: it is to surprise, and has not begun."""
        return self.kind is Kind.UNANNOUNCED and self.inside

    @property
    def over(self) -> bool:
        return self.state in ENDS

    def open_to(self, asker: Asker) -> bool:
        """Whether ``asker`` may know of it: for anybody else it is as if it were not there."""
        own = asker.username == self.made_by or asker.username in self.team
        reached = asker.reaches(self.above)
        if asker.role is Role.ADMINISTRATOR:
            return True
        if asker.of_unit:
            return asker.reads(self.above) and not self.inside
        if asker.role is Role.LEADER:
            return reached or own
        return own or (reached and not self.secret)

    @property
    def team(self) -> tuple[str, ...]:
        """The user names of its members."""
        return tuple(member.username for member in self.members)

    def task_of(self, username: str) -> Task | None:
        """What somebody does in its team, or None."""
        return next((one.task for one in self.members if one.username == username), None)

    def leader(self) -> str:
        """The user name of who leads its team, '' before there is one."""
        return next((one.username for one in self.members if one.task is Task.LEAD), "")


@dataclass(frozen=True, slots=True)
class Move:
    """One step a case took; ``data`` holds what was said with it."""

    revision: int
    at: datetime
    who: str
    step: str
    start: str
    end: str
    note: str = ""
    data: Mapping[str, object] = field(default_factory=dict)

    @property
    def came_at(self) -> datetime:
        """When the team came: as it told when it checked in, else when that was written down."""
        try:
            told = datetime.fromisoformat(str(self.data.get("time", "")))
        except ValueError:
            return self.at
        return told if told.tzinfo else told.replace(tzinfo=LOCAL_TIME)


@dataclass(frozen=True, slots=True)
class CaseFilters:
    """Which cases a list shows; an empty value does not narrow it."""

    year: int = 0
    state: str = ""
    kind: str = ""
    unit: str = ""
    plan: str = ""
    member: str = ""
    open: bool = False


@dataclass(frozen=True, slots=True)
class Recommended:
    """What a conclusion makes of one finding: text, which unit remedies it by when, seen again on site."""

    finding: str
    text: str
    owner: str
    due_on: date | None
    site_check: bool = False


@dataclass(frozen=True, slots=True)
class CaseAction:
    """A step somebody takes with a case as they saw it (``revision``), and what they say with it.

    ``number`` and ``day`` are those of a decision or conclusion, ``due`` a day the unit is given. ``told``
    says of a check-in where and when by the device's clock, of minutes who signed or saw them refused.
    ``made_from`` is the digest of what else they saw and decide on, where a step has that.
    """

    step: str
    revision: int
    note: str = ""
    number: str = ""
    day: date | None = None
    due: date | None = None
    told: Mapping[str, str] = field(default_factory=dict)
    recommended: tuple[Recommended, ...] = ()
    made_from: str = ""

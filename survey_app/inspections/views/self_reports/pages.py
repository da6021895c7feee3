"""The blueprint of self-reports, who opens its pages, and the report as something filled in by sections."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from flask import Blueprint, url_for

from forms import Screen
from survey_app import web
from survey_app.accounts.model import INSPECTING, OF_UNIT, Role
from survey_app.inspections.model import Given, Progress
from survey_app.inspections.model.cases import Case
from survey_app.inspections.model.self_reports import SelfReport
from survey_app.inspections.service import cases
from survey_app.inspections.service import self_reports as service
from survey_app.inspections.views.pages import asker, unit_name

self_reports = Blueprint("self_reports", __name__, template_folder="../../templates")
TEAM = INSPECTING | {Role.LEADER, Role.VERIFIER}
"""Who reads what a unit handed in."""
READERS = TEAM | OF_UNIT


def case_of(reference: str) -> Case:
    """The case of this page. Raises NotFound, also when it is not for whoever asks."""
    return cases.case(web.current_store().read(), asker(), reference)


def unit_of(of: Case) -> str:
    """What the unit of a case was called when it was planned."""
    return unit_name(of.unit, of.planned_on)


@dataclass(frozen=True, slots=True)
class ReportHome:
    """The pages of a unit's report of itself."""

    reference: str

    def link(self, page: str, **more: object) -> str:
        """The address of one of its pages."""
        return url_for(f"self_reports.{page}", reference=self.reference, **more)  # type: ignore[arg-type]

    def unit(self) -> str:
        """The name of the unit."""
        return unit_of(case_of(self.reference))

    def now(self) -> tuple[SelfReport, Progress]:
        """The draft and how far it is. Raises as `service.draft`."""
        db = web.current_store().read()
        found = service.draft(db, asker(), case_of(self.reference), web.now())
        return found, service.progress(db, found)

    def awaits(self, places: Collection[str]) -> bool:  # noqa: ARG002  # no tablet takes part
        """Nothing comes later."""
        return False

    def check_open(self) -> None:
        """Raise Conflict when no report is awaited any more."""
        self.now()

    def keep_files(self, names: Sequence[str]) -> None:
        """Keep that these files came in for the report."""
        who, now = asker(), web.now()
        web.current_store().write(
            lambda db: service.keep_files(db, who, cases.case(db, who, self.reference), names, now)
        )

    def save(self, screen: Screen, given: Mapping[str, Given], made_from: str) -> None:
        """Keep what the section says, in the case as it stands by then."""
        who, now = asker(), web.now()
        web.current_store().write(
            lambda db: service.save_section(
                db, who, cases.case(db, who, self.reference), screen, given, made_from, now
            )
        )

"""What somebody decides on with a step of a case beside the case itself: a page carries its digest."""

import hashlib
import json
from collections.abc import Iterable
from typing import Protocol

from survey_app.errors import Conflict
from survey_app.inspections.model.cases import Case, CaseAction
from survey_app.inspections.model.steps import CaseStep
from survey_app.inspections.service.cases import found
from survey_app.inspections.service.cases.minutes import minutes_digest
from survey_app.store import Database


class Stepped(Protocol):
    """A finding or a case: what has steps."""

    @property
    def id(self) -> str:
        """Its own, for good."""

    @property
    def revision(self) -> int:
        """How many steps it took."""


def basis_of(db: Database, of: Case, step: CaseStep) -> str:
    """The digest of what that step decides on now, '' where the case's own row holds all of it.

    Of signing it is that of the minutes. What was found, and attendance, change without a step of the case.
    """
    if step is CaseStep.SIGN:
        return minutes_digest(db, of)
    if step is CaseStep.ASK_EXPLANATIONS:
        return digest_of(found.to_ask(db, of))
    if step is CaseStep.CONCLUDE:
        return digest_of(found.to_conclude(db, of))
    return ""


def check_basis(db: Database, of: Case, action: CaseAction) -> None:
    """Raise Conflict when that is not what the page was made from on which the step is taken."""
    step = CaseStep(action.step)
    if action.made_from == basis_of(db, of, step):
        return
    code = "minutes_changed_meanwhile" if step is CaseStep.SIGN else "findings_changed_meanwhile"
    raise Conflict(code, reference=of.reference)


def digest_of(listed: Iterable[Stepped]) -> str:
    """The SHA-256 of which these are, and as after how many steps each."""
    said = json.dumps(sorted([one.id, one.revision] for one in listed), separators=(",", ":"))
    return hashlib.sha256(said.encode()).hexdigest()

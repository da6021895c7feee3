"""A line of the register: a finding with what its log adds."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from survey_app.findings.model.finding import Event, Finding
from survey_app.findings.model.states import JUDGING, State, Step

# There is a remedy that stands.
_REMEDIED: Final = frozenset({State.REPORTED, State.VERIFYING, State.RECHECKING, State.CLOSED})


@dataclass(frozen=True, slots=True)
class Line:
    """A finding in the register: by which document it was issued, what was handed in, who verified it last.

    ``report`` is the remedy that stands, None when none does; ``end`` the step that ended it.
    """

    finding: Finding
    conclusion: str = ""
    evidence: int = 0
    verifier: str = ""
    report: Event | None = None
    end: Event | None = None


def line(found: Finding, events: Sequence[Event]) -> Line:
    """``found`` as the register has it, by what was done with it."""
    reports = [event for event in events if event.step is Step.REPORT]
    judged = [event.who for event in events if event.step in JUDGING]
    issued = [event.data.get("document", "") for event in events if event.step is Step.ISSUE]
    ending = [event for event in events if event.end is found.state]
    return Line(
        found,
        conclusion=found.document or next(filter(None, reversed(issued)), ""),
        evidence=len(reports[-1].files) if reports else 0,
        verifier=judged[-1] if judged else "",
        report=reports[-1] if reports and found.state in _REMEDIED else None,
        end=ending[-1] if ending and found.ended else None,
    )

"""Where a finding can stand, and the table of steps: from where to where, whose they are, what they need."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class State(StrEnum):
    """Where a finding stands."""

    FOUND = "found"
    EXPLAINING = "explaining"
    WITHDRAWN = "withdrawn"
    UPHELD = "upheld"
    ISSUED = "issued"
    ACKNOWLEDGED = "acknowledged"
    PLANNED = "planned"
    REMEDYING = "remedying"
    REPORTED = "reported"
    VERIFYING = "verifying"
    RECHECKING = "rechecking"
    CLOSED = "closed"
    TRANSFERRED = "transferred"


ENDS: Final = frozenset({State.WITHDRAWN, State.CLOSED, State.TRANSFERRED})
OPEN: Final = frozenset(State) - ENDS
# It was issued, and the unit is to act.
WITH_UNIT: Final = frozenset({State.ISSUED, State.ACKNOWLEDGED, State.PLANNED, State.REMEDYING})
# It was issued, and has not ended.
FOLLOWED: Final = WITH_UNIT | {State.REPORTED, State.VERIFYING, State.RECHECKING}


class Severity(StrEnum):
    """How grave a finding is, by the codes of the checklists: N1 the gravest."""

    N1 = "N1"
    N2 = "N2"
    N3 = "N3"


class Step(StrEnum):
    """What is done with a finding."""

    ASK = "ask"
    EXPLAIN = "explain"
    WITHDRAW = "withdraw"
    UPHOLD = "uphold"
    ISSUE = "issue"
    ACKNOWLEDGE = "acknowledge"
    PLAN = "plan"
    START = "start"
    REPORT = "report"
    TAKE_UP = "take_up"
    PASS = "pass"  # noqa: S105  # a remedy that passes
    FAIL = "fail"
    RECHECK_PASS = "recheck_pass"  # noqa: S105
    RECHECK_FAIL = "recheck_fail"
    TRANSFER = "transfer"
    HAND_OVER = "hand_over"
    CHANGE_LEAD = "change_lead"
    ASK_EXTENSION = "ask_extension"
    GRANT = "grant"
    REFUSE_EXTENSION = "refuse_extension"
    ASK_REOPENING = "ask_reopening"
    REOPEN = "reopen"
    REFUSE_REOPENING = "refuse_reopening"


class By(StrEnum):
    """Whose a step is."""

    TEAM = "team"
    LEAD = "lead"
    ISSUER = "issuer"
    UNIT = "unit"
    UNIT_OR_PAPER = "unit_or_paper"
    VERIFIER = "verifier"
    HEAD = "head"
    REOPENER = "reopener"
    CLOCK = "clock"
    CASE = "case"


class Need(StrEnum):
    """What a step cannot be taken without; the value is the field of an action that holds it."""

    REASON = "note"
    TEXT = "text"
    DUE = "due_on"
    CAUSE = "cause"
    MEASURE = "measure"
    DAY = "day"
    FILES = "files"
    UNTIL = "until"
    TO = "to"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class Rule:
    """From which states a step leads, where to (None: it stays), whose it is and what it needs."""

    starts: frozenset[State]
    end: State | None
    by: By
    needs: tuple[Need, ...] = ()


def _rule(starts: str, end: State | None, by: By, *needs: Need) -> Rule:
    return Rule(frozenset(State(name) for name in starts.split()), end, by, needs)


_PAPER, _REASON = By.UNIT_OR_PAPER, Need.REASON
_AT_WORK = "issued acknowledged planned remedying"
RULES: Final[Mapping[Step, Rule]] = {
    Step.ASK: _rule("found", State.EXPLAINING, By.TEAM, Need.DUE),
    Step.EXPLAIN: _rule("explaining", State.EXPLAINING, _PAPER),
    Step.WITHDRAW: _rule("found explaining upheld", State.WITHDRAWN, By.LEAD, _REASON),
    Step.UPHOLD: _rule("explaining", State.UPHELD, By.LEAD),
    Step.ISSUE: _rule("found upheld", State.ISSUED, By.ISSUER, Need.TEXT, Need.DUE),
    Step.ACKNOWLEDGE: _rule("issued", State.ACKNOWLEDGED, _PAPER),
    Step.PLAN: _rule("acknowledged", State.PLANNED, _PAPER, Need.MEASURE, Need.DAY),
    Step.START: _rule("planned", State.REMEDYING, By.UNIT),
    Step.REPORT: _rule(_AT_WORK, State.REPORTED, _PAPER, Need.CAUSE, Need.MEASURE, Need.FILES),
    Step.TAKE_UP: _rule("reported", State.VERIFYING, By.VERIFIER),
    Step.PASS: _rule("reported verifying", State.CLOSED, By.VERIFIER),
    Step.FAIL: _rule("reported verifying", State.REMEDYING, By.VERIFIER, _REASON),
    Step.RECHECK_PASS: _rule("rechecking", State.CLOSED, By.VERIFIER),
    Step.RECHECK_FAIL: _rule("rechecking", State.REMEDYING, By.VERIFIER, _REASON),
    Step.TRANSFER: _rule(" ".join(FOLLOWED), State.TRANSFERRED, By.HEAD, Need.TO, Need.DOCUMENT, _REASON),
    Step.HAND_OVER: _rule(" ".join(OPEN), None, By.CLOCK),
    Step.CHANGE_LEAD: _rule(" ".join(OPEN), None, By.CASE),
    Step.ASK_EXTENSION: _rule(_AT_WORK, None, _PAPER, _REASON, Need.UNTIL),
    Step.GRANT: _rule(" ".join(FOLLOWED), None, By.HEAD),
    Step.REFUSE_EXTENSION: _rule(" ".join(FOLLOWED), None, By.HEAD, _REASON),
    # The first and the last of these move nothing: the log of steps begins again when it is opened again.
    Step.ASK_REOPENING: _rule("closed", None, By.REOPENER, _REASON),
    Step.REOPEN: _rule("closed", State.REMEDYING, By.REOPENER),
    Step.REFUSE_REOPENING: _rule("closed", None, By.REOPENER, _REASON),
}
# Judged by somebody who neither found it, nor reported it, nor belongs to the unit.
JUDGING: Final = frozenset(step for step, rule in RULES.items() if rule.by is By.VERIFIER)
# What answers a request that somebody else made.
DECIDING: Final[Mapping[Step, bool]] = {
    Step.GRANT: True,
    Step.REFUSE_EXTENSION: False,
    Step.REOPEN: True,
    Step.REFUSE_REOPENING: False,
}
MOST_EXTENSIONS: Final = 2

"""How a finding stands after a step, and what the log keeps of what was said."""

from dataclasses import replace
from datetime import date
from typing import Any, Final

from survey_app.findings.model import ENDS, Action, Around, Finding, Step, end_of

_SAID: Final = ("text", "owner", "due_on", "cause", "measure", "day", "until", "to", "document", "paper")


def after(found: Finding, action: Action, around: Around, owner_above: str, today: date) -> Finding:
    """``found`` as it stands after ``action``, taken ``today``; ``owner_above`` is the path of its owner."""
    state = end_of(found, action.step)
    more: dict[str, Any] = {}
    if action.step is Step.ASK:
        more = {"told": True}
    elif action.step is Step.ISSUE:
        more = {
            "told": True,
            "recommendation": action.text,
            "owner": action.owner or found.owner,
            "owner_above": owner_above,
            "site_check": action.site_check,
            "issued_on": action.day or today,
            "due_on": action.due_on,
            "first_due_on": action.due_on,
        }
    elif action.step in (Step.FAIL, Step.RECHECK_FAIL):
        more = {"failures": found.failures + 1}
    elif action.step is Step.GRANT and around.request:
        more = {"due_on": around.request.until, "extensions": found.extensions + 1}
    elif action.step is Step.REOPEN and around.request:
        more = {"due_on": around.request.until, "ended_on": None}
    if state in ENDS:
        more["ended_on"] = today
    return replace(found, state=state, revision=found.revision + 1, **more)


def said(action: Action, around: Around) -> dict[str, str]:
    """What the log keeps of ``action`` beside its note, by field; of a decision also what was asked."""
    data = {name: str(value) for name in _SAID if (value := getattr(action, name))}
    if action.step is Step.ISSUE and action.site_check:
        data["site_check"] = "yes"
    if action.step is Step.EXPLAIN:
        data["agrees"] = "yes" if action.agrees else "no"
    if action.step in (Step.GRANT, Step.REOPEN) and around.request:
        data |= {"asked_by": around.request.asked_by, "reason": around.request.reason}
        if around.request.until:
            data["until"] = around.request.until.isoformat()
    return data

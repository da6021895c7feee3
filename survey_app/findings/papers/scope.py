"""What a register is narrowed to, in words."""

from collections.abc import Callable
from datetime import date

from survey_app.documents import Look
from survey_app.findings.model import Filters
from wording import say


def scope_of(filters: Filters, unit: Callable[[str, date], str], look: Look) -> str:
    """Everything that narrows the register, joined; that nothing does."""
    today = look.now.date()
    parts = []
    if filters.unit:
        parts.append(unit(filters.unit, filters.last or today))
    if filters.state:
        parts.append(say(look.language, f"findings.state_{filters.state}"))
    if filters.open is not None:
        parts.append(look.say("scope_open" if filters.open else "scope_ended"))
    if filters.severity:
        parts.append(filters.severity)
    if filters.code:
        parts.append(filters.code)
    if filters.first or filters.last:
        parts.append(look.say("scope_days", first=look.day(filters.first), last=look.day(filters.last)))
    if filters.due_before:
        parts.append(look.say("scope_due", day=look.day(filters.due_before)))
    if filters.team:
        parts.append(look.say("scope_team", team=filters.team))
    if filters.source:
        parts.append(look.say(f"scope_{filters.source}"))
    if filters.repeated:
        parts.append(look.say("scope_repeated"))
    return "; ".join(parts) or look.say("scope_all")

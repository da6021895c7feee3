"""What a page starts with where nobody has filled anything in yet."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime

from forms.addresses import address
from forms.answers import Given
from forms.case import Case, open_case
from forms.check import local_day
from forms.expressions import text, value_of
from forms.instrument import Instrument
from forms.plan import Count, Step


def defaults(
    instrument: Instrument,
    raw: Mapping[str, Given] | None = None,
    today: date | None = None,
    *,
    now: datetime | None = None,
    seed: str = "",
    language: str | None = None,
) -> dict[str, Given]:
    """The values of addresses that `raw` says nothing about, as they would be typed.

    Static and dynamic defaults, of items that are not relevant yet too, as in ODK: an item that becomes
    relevant later starts with its default, and one that is never shown keeps it. A repeat without a count
    starts with one occurrence; for an occurrence that is added, ask again with what was answered so far. A
    blank in `raw` was typed, so it stays. The arguments are those of `check`, which itself invents no answer.
    """
    answered = dict(raw or {})
    found: dict[str, Given] = {}
    case = open_case(instrument, answered, today or local_day(), now, seed, language)
    for step in case.plan.steps:
        for place, value in _starts(case, step):
            answered[place] = found[place] = value
        case.take(step)
    return found


def _starts(case: Case, step: Step | Count) -> Iterator[tuple[str, Given]]:
    if isinstance(step, Count):
        if step.count is None and step.name not in case.raw:
            yield step.name, str(max(1, case.strange.last.get(step.name, 0)))
    elif step.initial is not None and step.calculation is None:
        for at in case.occurrences(step.repeat):
            place = address(step.name, at)
            if place in case.raw:
                continue
            case.scope.at = at
            answer = step.fit(step.initial(case.scope))
            if answer is not None:
                yield place, text(value_of(answer))

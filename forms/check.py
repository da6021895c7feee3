"""The one judge of answers, for every door: page, tablet, keyed paper, import.

The rules are ODK's. An item that is not relevant is not judged and its answer is set aside; a constraint
looks only at an answer that is there; an answer is required only of an item that is relevant; what is
calculated is calculated here, whatever was handed in.
"""

import json
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field
from datetime import date, datetime
from difflib import get_close_matches
from math import isfinite
from zoneinfo import ZoneInfo

from forms.answers import Given, Unreadable, as_handed_in, clean
from forms.errors import Problem
from forms.expressions import Answer, Scope, Value, boolean, text
from forms.instrument import Instrument
from forms.plan import Judgement, Plan, Step, plan_of

_COUNTRY = ZoneInfo("Asia/Ho_Chi_Minh")
_write = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


@dataclass(frozen=True, slots=True)
class Checked:
    """A judged response. `answers` by item name: a choice, a list of choices, a number, a text, a day.

    `irrelevant` names the items that were not to be asked; `dropped` keeps, as typed, what was handed in for
    those and what is no answer of its item's type. `orders` holds, for choices that were shuffled, their names
    in the order shown. `title` names the response where the instrument says how.
    """

    instrument: Instrument
    answers: dict[str, Answer]
    irrelevant: tuple[str, ...]
    dropped: dict[str, str | list[str]]
    problems: tuple[Problem, ...]
    orders: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    title: str = ""

    @property
    def complete(self) -> bool:
        """Whether nothing is wrong and every required item that is relevant has its answer."""
        return not self.problems

    @property
    def document(self) -> str:
        """The canonical JSON text that is stored; equal responses are written alike."""
        document: dict[str, object] = {"answers": self.answers}
        if self.irrelevant:
            document["irrelevant"] = sorted(self.irrelevant)
        if self.dropped:
            document["dropped"] = self.dropped
        return _write(document)


def check(
    instrument: Instrument,
    raw: Mapping[str, Given],
    today: date | None = None,
    *,
    now: datetime | None = None,
    seed: str = "",
    language: str | None = None,
    without: Set[str] = frozenset(),
) -> Checked:
    """`raw` judged: item names to what was typed, several choices as a list or with blanks between.

    Never raises for anything handed in: what is wrong comes back as problems, in the order of the items.
    `today` is the day of `today()` in expressions; without it, the day in Việt Nam.
    """
    plan = plan_of(instrument)
    answers: dict[str, Answer] = {}
    irrelevant: list[str] = []
    dropped: dict[str, str | list[str]] = {}
    problems: list[Problem] = []
    scope = Scope(answers, today or local_day())
    for step in plan.steps:
        given = raw.get(step.name)
        if step.relevant and not all(boolean(holds(scope)) for holds in step.relevant):
            irrelevant.append(step.name)
            if given and step.read:
                dropped[step.name] = as_handed_in(given)
        elif given.__class__ is str and given in step.names:  # nearly every answer takes this short way
            answers[step.name] = given
        else:
            try:
                answer = _answer(step, given, scope)
            except Unreadable as fault:
                problems.append(Problem(fault.code, step.name, fault.values))
                dropped[step.name] = as_handed_in(given)
                continue
            if answer is not None:
                answers[step.name] = answer
            elif step.required:
                problems.append(Problem("answer_required", step.name))
    for judgement in plan.judgements:
        if judgement.name not in irrelevant and judgement.name not in dropped:
            problems.extend(_judge(judgement, scope))
    if not raw.keys() <= plan.known:
        problems.extend(_unknown(plan, raw))
    if len(problems) > 1:
        problems.sort(key=lambda problem: plan.place.get(problem.place, len(plan.place) + 1))
    return Checked(instrument, answers, tuple(irrelevant), dropped, tuple(problems))


def local_day() -> date:
    """The day in Việt Nam."""
    return datetime.now(_COUNTRY).date()


def _answer(step: Step, given: object, scope: Scope) -> Answer | None:
    if step.calculation is not None:
        return _kept(step.calculation(scope))
    return None if given is None or step.read is None else step.read(given)


def _kept(value: Value) -> Answer | None:
    """What is kept of a calculated value: whole numbers as such, nothing for NaN and the infinite."""
    if isinstance(value, float):
        if not isfinite(value):
            return None
        return int(value) if value == int(value) else value
    return text(value) or None


def _judge(judgement: Judgement, scope: Scope) -> Iterator[Problem]:
    answer = scope.answers.get(judgement.name)
    scope.here = answer
    if answer is None:
        if judgement.required is not None and boolean(judgement.required(scope)):
            yield Problem("answer_required", judgement.name)
    elif judgement.constraint is not None and not boolean(judgement.constraint(scope)):
        yield Problem("answer_constraint", judgement.name)


def _unknown(plan: Plan, raw: Mapping[str, Given]) -> Iterator[Problem]:
    for name in sorted(clean(str(name))[:60] for name in raw.keys() - plan.known):
        nearest = get_close_matches(name, plan.known, 1, 0.6)
        if nearest:
            yield Problem("unknown_item_near", name, {"item": name, "nearest": nearest[0]})
        else:
            yield Problem("unknown_item", name, {"item": name})

"""The one judge of answers, for every door: page, tablet, keyed paper, import.

The rules are ODK's. An item that is not relevant is not judged and its answer is set aside; a constraint
looks only at an answer that is there; an answer is required only of an item that is relevant; what is
calculated is calculated here, whatever was handed in.
"""

import json
from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from forms.answers import Given
from forms.case import open_case
from forms.errors import Problem
from forms.expressions import Answer
from forms.instrument import Instrument

_COUNTRY = ZoneInfo("Asia/Ho_Chi_Minh")
_write = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


@dataclass(frozen=True, slots=True)
class Checked:
    """A judged response. `answers` by address: a choice, a list of choices, a number, a text, a day; of a
    repeat how often it was asked.

    `irrelevant` are the addresses that were not to be asked, of a repeat also the bare names of its items;
    `dropped` keeps, as typed, what was handed in for those, beyond a repeat's last occurrence, and what is no
    answer of its item's type. `orders` holds, for choices that were shuffled, their names
    in the order shown. `title` names the response where the instrument says how. `left_out` are the names of
    the items and groups that were cut from the list before it was asked.
    """

    instrument: Instrument
    answers: dict[str, Answer]
    irrelevant: tuple[str, ...]
    dropped: dict[str, str | list[str]]
    problems: tuple[Problem, ...]
    orders: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    title: str = ""
    left_out: tuple[str, ...] = ()

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
        if self.orders:
            document["orders"] = self.orders
        if self.left_out:
            document["left_out"] = self.left_out
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
    """`raw` judged: addresses to what was typed, several choices as a list or with blanks between.

    Never raises for anything handed in: what is wrong comes back as problems, in the order of the items.
    `today` is the day of `today()` in expressions, else the day in Việt Nam. `now` is that of `now()`; a
    citizen's doors hand in the beginning of the two-hour slot. `seed` is the response's id, from which the
    order of shuffled choices follows. `language` is the one labels are wanted in. `without` names items and
    groups that were left out: they are not relevant.
    """
    case = open_case(instrument, raw, today or local_day(), now, seed, language, without)
    answers, scope, short = case.answers, case.scope, not without
    for step in case.plan.steps:
        given = raw.get(step.name)
        asked = step.relevant
        # The short way of nearly every answer; nothing at all for what was left blank and may be.
        if short and given.__class__ is str and given in step.names and (asked is None or asked(scope)):
            answers[step.name] = given
        elif given is not None or not (short and step.idle):
            case.take(step)
    for judgement in case.plan.judgements:
        case.judge(judgement)
    case.finish()
    irrelevant, problems = tuple(case.irrelevant), tuple(case.problems)
    left_out = tuple(sorted(without)) if without else ()
    return Checked(instrument, answers, irrelevant, case.dropped, problems, case.orders, case.title, left_out)


def local_day() -> date:
    """The day in Việt Nam."""
    return datetime.now(_COUNTRY).date()

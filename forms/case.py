"""One response while it is judged: every step of the plan is taken here, occurrence by occurrence."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date, datetime
from math import inf

from forms.addresses import MOST_OCCURRENCES, place_of
from forms.answers import Given, Unreadable, as_handed_in, read_integer
from forms.errors import Problem
from forms.expressions import Answer, Scope, boolean, number, text
from forms.instrument import Instrument
from forms.items import ItemType
from forms.order import shuffled
from forms.plan import Count, Judgement, Plan, Step, plan_of
from forms.strange import Strange, beyond, strange_of, unknown_names

_LARGEST_COUNT = 1_000_000  # that is told
_ONCE = range(1)
_LONGEST_TITLE = 200
_LAST = inf
_NOTHING_STRANGE = Strange()


@dataclass(slots=True)
class Case:
    """What is known of a response so far; `cut` are the names of items and groups that are left out."""

    instrument: Instrument
    plan: Plan
    raw: Mapping[str, Given]
    scope: Scope
    seed: str
    cut: Set[str]
    answers: dict[str, Answer]
    irrelevant: dict[str, None]
    dropped: dict[str, str | list[str]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    orders: dict[str, tuple[str, ...]] = field(default_factory=dict)
    strange: Strange = _NOTHING_STRANGE
    title: str = ""

    def occurrences(self, repeat: str | None) -> range:
        """The occurrences an item of `repeat` is asked in: 0 outside of any."""
        times = self.answers.get(repeat) if repeat else None
        return _ONCE if repeat is None else range(1, times + 1 if isinstance(times, int) else 1)

    def take(self, step: Step | Count) -> None:
        """Do what the plan says for one item in all its occurrences, or for one repeat."""
        if isinstance(step, Count):
            self._count(step)
        elif step.repeat is None:
            self.answer(step, step.name, 0)
        else:
            for at in self.occurrences(step.repeat):
                self.answer(step, f"{step.name}[{at}]", at)
            if step.repeat in self.irrelevant:
                self.irrelevant[step.name] = None

    def answer(self, step: Step, place: str, at: int) -> None:
        """Do what the plan says for an item in one occurrence."""
        self.scope.at = at
        given = self.raw.get(place)
        if self._is_out(step):
            self.irrelevant[place] = None
            if given and given != step.item.default and step.typed:
                self.dropped[place] = as_handed_in(given)
            return
        try:
            answer = self._value(step, given)
            if answer is not None and step.rows:
                self._offered(step, answer)
        except Unreadable as fault:
            self.problems.append(Problem(fault.code, place, fault.values))
            self.dropped[place] = as_handed_in(given)
            return
        if answer is not None:
            self.answers[place] = answer
        elif step.required:
            self.problems.append(Problem("answer_required", place))
        if self.seed and step.item.randomize:
            self.orders[place] = self._order(step, place)

    def judge(self, judgement: Judgement) -> None:
        """Note what is wrong with an item's answers, now that all of them stand."""
        for at in self.occurrences(judgement.repeat):
            place = f"{judgement.name}[{at}]" if at else judgement.name
            if place in self.irrelevant or place in self.dropped:
                continue
            answer = self.answers.get(place)
            self.scope.here, self.scope.at = answer, at
            if answer is None:
                if judgement.required is not None and boolean(judgement.required(self.scope)):
                    self.problems.append(Problem("answer_required", place))
            elif judgement.constraint is not None and not boolean(judgement.constraint(self.scope)):
                self.problems.append(Problem("answer_constraint", place))

    def finish(self) -> None:
        """Keep what lies beyond the repeats, name what nobody asked for, put the problems in order."""
        if self.strange.inner:
            self.dropped.update(beyond(self.plan, self.raw, self.strange, self.answers))
        if self.strange.unknown:
            self.problems.extend(unknown_names(self.plan, self.strange.unknown))
        if len(self.problems) > 1:
            self.problems.sort(key=self._place)
        if self.plan.title is not None:
            self.scope.at, self.scope.here = 0, None
            self.title = text(self.plan.title(self.scope)).strip()[:_LONGEST_TITLE]

    def _place(self, problem: Problem) -> tuple[float, int, int]:
        """Where a problem stands: by occurrence within a repeat, unknown names last."""
        name, at = place_of(problem.place)
        begin, number_ = self.plan.place.get(name, (_LAST, 0))
        return begin, at, number_

    def _is_out(self, step: Step | Count) -> bool:
        """Whether it is not asked: left out, or not relevant."""
        if self.cut and (step.name in self.cut or not self.cut.isdisjoint(step.around)):
            return True
        return step.relevant is not None and not step.relevant(self.scope)

    def _count(self, step: Count) -> None:
        """Say how often a repeat is asked; 0 where nothing was handed in."""
        self.scope.at = 0
        if self._is_out(step):
            self.irrelevant[step.name] = None
            return
        if step.count is None:
            times = min(self._handed_in(step.name), _LARGEST_COUNT)
        else:
            figure = number(step.count(self.scope))
            times = int(min(max(figure, 0), _LARGEST_COUNT)) if figure == figure else 0
        if times > MOST_OCCURRENCES:
            told = {"n": times, "most": MOST_OCCURRENCES}
            self.problems.append(Problem("repeat_too_many", step.name, told))
        self.answers[step.name] = min(times, MOST_OCCURRENCES)

    def _handed_in(self, repeat: str) -> int:
        """The number handed in; without one the last occurrence that holds anything."""
        given = self.raw.get(repeat)
        try:
            times = read_integer(given) if given is not None else None
            if isinstance(times, int) and times < 0:
                raise Unreadable("repeat_negative", given=str(times))
        except Unreadable as fault:
            self.problems.append(Problem(fault.code, repeat, fault.values))
            self.dropped[repeat] = as_handed_in(given)
            times = None
        return times if isinstance(times, int) else self.strange.last.get(repeat, 0)

    def _value(self, step: Step, given: object) -> Answer | None:
        kept = None
        if given is not None and step.read is not None and (step.calculation is None or step.carried):
            kept = step.read(given)
        if step.calculation is None:
            return (
                step.fit(step.initial(self.scope)) if kept is None and step.filled and step.initial else kept
            )
        if step.triggered is not None and (kept is not None or not text(step.triggered(self.scope))):
            return kept
        self.scope.here = kept
        return step.fit(step.calculation(self.scope))

    def _offered(self, step: Step, answer: Answer) -> None:
        """Nothing where every chosen choice is offered, and where choices are ranked every one is.

        Raises Unreadable.
        """
        chosen = [answer] if isinstance(answer, str) else list(answer) if isinstance(answer, Sequence) else []
        for name in chosen:
            if not self._passes(step, name):
                raise Unreadable("answer_choice_filtered", given=self._label(step, name))
        if step.item.type is ItemType.RANK:
            offered = sum(self._passes(step, name) for name in step.rows)
            if len(chosen) < offered:
                raise Unreadable("answer_rank_partial", n=len(chosen), most=offered)

    def _passes(self, step: Step, name: str) -> bool:
        if step.filter is None:
            return True
        self.scope.columns = step.rows[name]
        self.scope.row = step.order[name] + 1
        passes = boolean(step.filter(self.scope))
        self.scope.columns = None
        return passes

    def _label(self, step: Step, name: str) -> str:
        choice = next(found for found in self.instrument.choices(step.item) if found.name == name)
        return self.instrument.text(choice.label, self.scope.language) or name

    def _order(self, step: Step, place: str) -> tuple[str, ...]:
        names = [choice.name for choice in self.instrument.choices(step.item)]
        return shuffled(names, text(step.seed(self.scope)) if step.seed else f"{self.seed} {place}")


def open_case(
    instrument: Instrument,
    raw: Mapping[str, Given],
    today: date,
    now: datetime | None = None,
    seed: str = "",
    language: str | None = None,
    without: Set[str] = frozenset(),
) -> Case:
    """A response before anything is judged; see `check`."""
    plan = plan_of(instrument)
    answers: dict[str, Answer] = {}
    irrelevant: dict[str, None] = {}
    language = language or instrument.default_language
    scope = Scope(answers, today, None, now, 0, language, None, 0, irrelevant.keys())
    strange = _NOTHING_STRANGE if raw.keys() <= plan.known else strange_of(plan, raw)
    return Case(instrument, plan, raw, scope, seed, without, answers, irrelevant, strange=strange)

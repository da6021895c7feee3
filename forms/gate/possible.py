"""Whether conditions can hold together: of what people may answer, and of what they are asked at all.

What is decided is decided exactly, by trying the values an item can have; what looks at several items, at the
day or at rows is taken to hold as it likes, though always alike.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from forms.expressions import Answer, Evaluator, Expression, Scope, boolean, evaluator, walk
from forms.expressions.functions import FUNCTIONS
from forms.expressions.tree import Node
from forms.gate.domains import values_of
from forms.instrument import Instrument
from forms.items import Item
from forms.plan import relevances

Demand = tuple[Node, bool]  # a condition, and whether it is to hold
_STEPS = 2000  # of one search: what is not found by then is not decided
_ALL_STEPS = 20_000  # of all searches in a form
_TRIALS = 20  # of a value that cost as much as a step
_DAY = date(2026, 1, 1)
_PURE = frozenset({"num", "str", "ref", "neg", "and", "or", "=", "!=", "<", "<=", ">", ">=", "+", "-", "*"})
_REST = frozenset({"div", "mod"})


class _TooFar(Exception):
    """More steps than one search may take."""


@dataclass(frozen=True, slots=True)
class _Look:
    """A condition that looks at one item, or at none ('')."""

    name: str
    evaluate: Evaluator

    def true(self, answer: Answer | None) -> bool:
        """Whether it is true of this answer."""
        return boolean(self.evaluate(Scope({} if answer is None else {self.name: answer}, _DAY)))


class Possible:
    """What can be, in one form."""

    def __init__(self, instrument: Instrument) -> None:
        self._instrument = instrument
        self._items = {item.name: item for item in instrument.items}
        self._decided: dict[tuple[tuple[Demand, ...], str | None], bool | None] = {}
        self._looks: dict[Node, _Look | None] = {}
        self._left = self._spent = 0

    def hold(self, demands: Iterable[Demand], repeat: str | None = None) -> bool | None:
        """Whether all `demands` can be met at once, seen from within `repeat`; None when not decided."""
        asked = tuple(demands), repeat
        if asked not in self._decided:
            self._left = min(_STEPS, _ALL_STEPS - self._spent)
            try:
                self._decided[asked] = self._search(list(asked[0]), {}, frozenset(), repeat)
            except (_TooFar, RecursionError):
                self._decided[asked] = None
        return self._decided[asked]

    def afford(self, steps: int) -> bool:
        """Whether so many steps more may be taken in this form; if so they are."""
        self._spent += steps
        return self._spent <= _ALL_STEPS

    def _spend(self, steps: int) -> None:
        self._spent += steps
        self._left -= steps
        if self._left < 0:
            raise _TooFar

    def _search(
        self, pending: list[Demand], found: Mapping[Node, bool], asked: frozenset[str], repeat: str | None
    ) -> bool:
        while pending:
            self._spend(1)
            (node, holds), *pending = pending
            match node:
                case ("and" | "or" as operator, left, right) if (operator == "and") is holds:
                    pending = [(left, holds), (right, holds), *pending]
                case ("and" | "or", left, right):
                    ways = ([(part, holds), *pending] for part in (left, right))
                    return any(self._search(way, found, asked, repeat) for way in ways)
                case ("call", "not", inner):
                    pending = [(inner, not holds), *pending]
                case ("call", "boolean", inner):
                    pending = [(inner, holds), *pending]
                case _:
                    if found.get(node, holds) is not holds:
                        return False
                    found = {**found, node: holds}
                    if not self._allowed(node, found):
                        return False
        further = self._asked_for(found) - asked
        demands = [demand for name in sorted(further) for demand in self._conditions(name, repeat)]
        return not demands or self._search(demands, found, asked | further, repeat)

    def _allowed(self, node: Node, found: Mapping[Node, bool]) -> bool:
        """Whether some value of the one item that `node` looks at meets all that was found of it."""
        look = self._look(node)
        if look is None:
            return True
        return look.true(None) is found[node] if not look.name else self._values(look.name, found) != []

    def _values(self, name: str, found: Mapping[Node, bool]) -> Sequence[Answer | None] | None:
        """The values of an item that meet what was found of it alone; None when that cannot be said."""
        item = self._items.get(name)
        looks = {node: look for node in found if (look := self._look(node)) and look.name == name}
        if item is None or not looks or not is_answered(item):
            return None
        values = values_of(self._instrument, item, looks)
        if values is None:
            return None
        self._spend(len(values) * len(looks) // _TRIALS)
        return [each for each in values if all(look.true(each) is found[n] for n, look in looks.items())]

    def _look(self, node: Node) -> "_Look | None":
        """What decides a node that looks at one item or none; None for any other."""
        if node not in self._looks:
            names = references(node)
            decided = len(names) < 2 and is_pure(node)
            self._looks[node] = _Look("".join(names), evaluator(Expression("", node))) if decided else None
        return self._looks[node]

    def _asked_for(self, found: Mapping[Node, bool]) -> frozenset[str]:
        """The items that are not blank, whatever else: they must have been asked."""
        names = {look.name for node in found if (look := self._look(node)) and look.name}
        self._spend(len(names) * len(found) // _TRIALS)
        values = {name: self._values(name, found) for name in names}
        return frozenset(name for name, left in values.items() if left and None not in left)

    def _conditions(self, name: str, repeat: str | None) -> list[Demand]:
        """What holds of an answered item, where it means the same occurrence of a repeat: that it was asked,
        and its constraint."""
        item = self._items[name]
        conditions = [expression.tree for expression in relevances(self._instrument, item)]
        if item.constraint is not None:
            conditions.append(about(item.constraint.tree, name))
        within = {self._repeat_of(each) for node in conditions for each in references(node)} - {None}
        if item.repeat not in (None, repeat) or (within and within != {item.repeat}):
            return []
        return [(node, True) for node in conditions]

    def _repeat_of(self, name: str) -> str | None:
        item = self._items.get(name)
        return item.repeat if item else None


def is_answered(item: Item) -> bool:
    """Whether what stands in it is what a person chose or typed."""
    return item.askable and item.calculation is None


def references(node: Node) -> tuple[str, ...]:
    """The items a node looks at."""
    return Expression("", node).references


def truth(node: Node, answers: Mapping[str, Answer | None]) -> bool:
    """Whether a pure node is true of these answers."""
    known = {name: answer for name, answer in answers.items() if answer is not None}
    return boolean(evaluator(Expression("", node))(Scope(known, _DAY)))


def about(node: Node, name: str) -> Node:
    """The node with `.` written as the item's name."""
    if node[0] == "self":
        return ("ref", name)
    return (node[0], *(about(part, name) if isinstance(part, tuple) else part for part in node[1:]))


def is_pure(node: Node) -> bool:
    """Whether it comes to the same whenever and wherever it is asked, given the answers it looks at."""
    return all(_is_pure_itself(part) for part in walk(node))


def _is_pure_itself(node: Node) -> bool:
    if node[0] != "call":
        return node[0] in _PURE or node[0] in _REST
    function = FUNCTIONS[node[1]]
    return node[1] == "regex" or (function.apply is not None and function.many is None)

"""Where the values of references, columns, rows and labels are found."""

from collections.abc import Mapping, Sequence

from forms.addresses import MOST_OCCURRENCES, address
from forms.expressions.scope import Evaluator, Many, Scope
from forms.expressions.setting import Labels, Row, Setting
from forms.expressions.texts import joined
from forms.expressions.tree import Node, walk
from forms.expressions.values import Value, boolean, number, text, value_of, words

_Found = list[tuple[Row, int]]  # rows, and each one's place in the whole


def answer_to(name: str, setting: Setting) -> Evaluator:
    """The answer to an item: in its own repeat of the same occurrence, from outside of the first."""
    repeat = setting.repeats.get(name)
    if repeat is None:
        return lambda scope: value_of(scope.answers.get(name))
    if repeat == setting.repeat:
        return lambda scope: value_of(scope.answers.get(address(name, scope.at)))
    first = address(name, 1)
    return lambda scope: value_of(scope.answers.get(first))


def answers_to(name: str, setting: Setting) -> Many:
    """All answers to an item that is to be answered: of every occurrence, seen from outside of its repeat."""
    if name in setting.counted:
        return lambda scope: [float(place) for place in _occurrences(scope, name)]
    repeat = setting.repeats.get(name)
    if repeat is None or repeat == setting.repeat:
        one = answer_to(name, setting)
        own = repeat is not None
        return lambda scope: [] if address(name, scope.at * own) in scope.irrelevant else [one(scope)]
    return lambda scope: [
        value_of(scope.answers.get(place))
        for place in (address(name, occurrence) for occurrence in _occurrences(scope, repeat))
        if place not in scope.irrelevant
    ]


def answer_in(name: str, which: Evaluator) -> Evaluator:
    """The answer to an item in the occurrence whose number `which` says; '' for none."""

    def look(scope: Scope) -> Value:
        figure = number(which(scope))
        inside = 1 <= figure < MOST_OCCURRENCES + 1
        return value_of(scope.answers.get(address(name, int(figure)))) if inside else ""

    return look


def cell(name: str, setting: Setting) -> Evaluator:
    """The cell under a column of the row that is asked about."""
    return lambda scope: _cell(scope.columns or {}, name, scope, setting)


def rows_of(
    node: Node, filters: Sequence[Evaluator], sought: tuple[str, Evaluator] | None, setting: Setting
) -> Many:
    """The cells under a column of a list's or table's rows that the filters let through.

    `sought` is the column and the value that the first filter asks for, where an index can answer.
    """
    _, name, column, *_ = node
    everything: _Found = [(row, place) for place, row in enumerate(setting.rows.get(name, ()), 1)]
    index = _index(sought[0], everything) if sought else None

    def look(scope: Scope) -> list[Value]:
        found, left = everything, filters
        wanted = sought[1](scope) if sought and index is not None else None
        if index is not None and isinstance(wanted, str):
            found, left = index.get(wanted, []), filters[1:]
        return [_cell(row, column or "name", scope, setting) for row, _ in _filtered(found, left, scope)]

    return look


def occurrences_of(node: Node, filters: Sequence[Evaluator]) -> Many:
    """The answers to an item in the occurrences of a repeat that the filters let through; without an item,
    the numbers of those occurrences."""
    _, repeat, item, *tests = node
    named = {part[1] for test in tests for part in walk(test) if part[0] == "column"}

    def look(scope: Scope) -> list[Value]:
        found: _Found = []
        for place in _occurrences(scope, repeat):
            answers = {name: value_of(scope.answers.get(address(name, place))) for name in named}
            found.append((answers, place))
        kept = _filtered(found, filters, scope)
        if not item:
            return [float(place) for _, place in kept]
        places = [address(item, place) for _, place in kept]
        return [value_of(scope.answers.get(place)) for place in places if place not in scope.irrelevant]

    return look


def label_of(name: str, value: Evaluator, setting: Setting) -> Evaluator:
    """The label of the chosen of a select, several with commas between."""
    choices = setting.labels.get(name, {})

    def look(scope: Scope) -> Value:
        known = [choices[chosen] for chosen in words(value(scope)) if chosen in choices]
        return joined(", ", [[_said(labels, scope, setting) for labels in known]])

    return look


def pulled(table: str, column: str, key: str, value: Evaluator, setting: Setting) -> Evaluator:
    """The cell under `column` of the first row whose `key` is the value; '' for none."""
    found: dict[str, str] = {}
    for row in setting.rows.get(table, ()):
        found.setdefault(str(row.get(key, "")), str(row.get(column, "")))
    found.pop("", None)
    return lambda scope: found.get(text(value(scope)), "")


def _occurrences(scope: Scope, repeat: str) -> range:
    figure = number(value_of(scope.answers.get(repeat)))
    return range(1, int(min(figure, MOST_OCCURRENCES)) + 1 if figure >= 1 else 1)


def _cell(row: Row, name: str, scope: Scope, setting: Setting) -> Value:
    found = row.get(name, "")
    return _said(found, scope, setting) if isinstance(found, Mapping) else found


def _said(labels: Labels, scope: Scope, setting: Setting) -> str:
    for tag in (scope.language, setting.language, *labels):
        if labels.get(tag):
            return labels[tag]
    return ""


def _index(column: str, rows: _Found) -> dict[str, _Found] | None:
    """The rows by their text under `column`; None where a label stands there, which has several."""
    found: dict[str, _Found] = {}
    for row, place in rows:
        said = row.get(column, "")
        if not isinstance(said, str):
            return None
        found.setdefault(said, []).append((row, place))
    return found


def _filtered(rows: _Found, filters: Sequence[Evaluator], scope: Scope) -> _Found:
    """The rows every filter lets through: where it is true of the row, or the number of its place."""
    outer = scope.columns, scope.row
    for holds in filters:
        kept: _Found = []
        for place, (row, number_in_all) in enumerate(rows, 1):
            scope.columns, scope.row = row, place
            value = holds(scope)
            if value == place if isinstance(value, float) else boolean(value):
                kept.append((row, number_in_all))
        rows = kept
    scope.columns, scope.row = outer
    return rows

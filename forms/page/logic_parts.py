"""Items and repeats as the scripts of a page get them: short JSON, expressions by their number."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from forms.expressions import Expression, script, walk
from forms.instrument import Instrument
from forms.items import UNSEEN, Choice, Group, Item, ItemType
from forms.page.carried import is_carried, is_only_read
from forms.page.kinds.numbers import bounds
from forms.page.reach import relevances_of
from forms.page.texts import bare
from forms.plan import keeps_value, relevances
from wording import say

Json = dict[str, Any]
# What readers, filters and the judge may have to say of the types a page can send.
_OF_ALL = ("answer_required", "answer_constraint", "answer_single", "answer_too_long", "answer_unreadable")
_OF_CHOICES = ("answer_choice", "answer_choice_filtered")
_OF_TYPE = {
    ItemType.SELECT_ONE: _OF_CHOICES,
    ItemType.SELECT_MULTIPLE: _OF_CHOICES,
    ItemType.RANK: (*_OF_CHOICES, "answer_rank_twice", "answer_rank_partial"),
    ItemType.INTEGER: ("answer_integer", "answer_number_large"),
    ItemType.DECIMAL: ("answer_decimal", "answer_number_large"),
    ItemType.RANGE: ("answer_decimal", "answer_number_large", "answer_range", "answer_range_step"),
    ItemType.DATE: ("answer_date",),
    ItemType.TIME: ("answer_time",),
    ItemType.DATETIME: ("answer_datetime",),
    ItemType.GEOPOINT: ("answer_geopoint", "answer_geopoint_bounds"),
    ItemType.ACKNOWLEDGE: ("answer_acknowledge",),
}


class Trees:
    """The expressions of a page, each kept once for the repeat it stands in."""

    def __init__(self) -> None:
        self.expressions: list[Expression] = []
        self.written: list[list[Any]] = []
        self._numbers: dict[tuple[str, str], int] = {}

    def number(self, expression: Expression, repeat: str | None) -> int:
        """The number of the expression: [repeat, tree, names it refers to] stands there in `written`."""
        tree = script(expression)
        key = (repeat or "", json.dumps(tree))
        if key not in self._numbers:
            self._numbers[key] = len(self.written)
            self.written.append([repeat or "", tree, list(expression.references)])
            self.expressions.append(expression)
        return self._numbers[key]


def group_part(instrument: Instrument, group: Group, trees: Trees) -> Json:
    """A repeat: its field, when it is asked and how often where that is reckoned."""
    return _told(
        name=group.name,
        counts=group.field,
        relevant=[trees.number(condition, None) for condition in relevances_of(instrument, group)],
        calculation=trees.number(group.repeat_count, None) if group.repeat_count else None,
    )


def item_part(
    instrument: Instrument, item: Item, language: str, trees: Trees, *, shown: bool, narrowed: bool
) -> Json:
    """An item: its type, what reads it, the expressions that decide about it; `narrowed`: its filter too."""

    def number(expression: Expression | None) -> int | None:
        return None if expression is None else trees.number(expression, item.repeat)

    required = item.required
    return _told(
        name=item.name,
        type=item.type.value,
        field=item.field if shown or is_carried(instrument, item.name) else None,
        repeat=item.repeat,
        asked=item.askable and shown,
        unseen=item.type in UNSEEN,
        relevant=[trees.number(condition, item.repeat) for condition in relevances(instrument, item)],
        required=number(required) if isinstance(required, Expression) else required and item.askable,
        constraint=number(item.constraint),
        calculation=number(item.calculation),
        keeps=item.calculation is not None and keeps_value(item.calculation),
        default=number(_initial(item)),
        fills=item.type is ItemType.HIDDEN or item.readonly,
        filter=number(item.choice_filter) if narrowed else None,
        trigger=item.trigger,
        list=list_key(item) if item.list_name else None,
        range=[float(bound) for bound in bounds(item.parameters)] if item.type is ItemType.RANGE else None,
        labels=_labels(instrument, item, language) if is_only_read(item) else None,
        words=_own_words(instrument, item, language),
    )


def asking_part(instrument: Instrument, item: Item, trees: Trees) -> Json:
    """An item of which only matters whether it is asked."""
    conditions = relevances(instrument, item)
    return _told(name=item.name, relevant=[trees.number(condition, None) for condition in conditions])


def list_key(item: Item) -> str:
    """What the choices of a select are known by: its list, of a table also the columns they are made of."""
    columns = [item.parameters[name] for name in ("value", "label") if name in item.parameters]
    return "|".join([item.list_name or "", *columns])


def filtered_rows(instrument: Instrument, items: Sequence[Item]) -> dict[str, list[Json]]:
    """The choices of `items` by their list, with the columns that their filters look at."""
    named: dict[str, set[str]] = {}
    for item in items:
        tree = item.choice_filter.tree if item.choice_filter else ()
        columns = named.setdefault(list_key(item), set())
        columns.update(node[1] for node in walk(tree) if node[0] == "column")
    lists = {list_key(item): instrument.choices(item) for item in items}
    return {
        key: [
            {"name": choice.name}
            | {name: value for name, value in _cells(choice).items() if name in named[key]}
            for choice in choices
        ]
        for key, choices in lists.items()
    }


def _cells(choice: Choice) -> Json:
    return {**choice.columns, "label": choice.label}


def _initial(item: Item) -> Expression | None:
    """What a blank one starts with."""
    if item.default_value is None and item.default:
        return Expression(item.default, ("str", item.default))
    return item.default_value


def words_of(types: Iterable[ItemType], language: str) -> dict[str, str]:
    """What the scripts of a page with these types say in its language, values still to be filled in."""
    codes = dict.fromkeys([*_OF_ALL, *(code for kind in types for code in _OF_TYPE.get(kind, ()))])
    return {
        **{code: say(language, f"forms.{code}") for code in codes},
        "error_mark": say(language, "forms.error_mark"),
        "questions_more": say(language, "forms.live_questions_more", n="{n}"),
        "questions_fewer": say(language, "forms.live_questions_fewer", n="{n}"),
        "occurrence_added": say(language, "forms.live_occurrence_added", n="{n}"),
        "occurrence_removed": say(language, "forms.live_occurrence_removed", n="{n}"),
        "next": say(language, "forms.live_next"),
        "back": say(language, "forms.live_back"),
        "step": say(language, "forms.live_step", n="{n}", count="{count}"),
    }


def helper_words_of(helpers: Iterable[str], language: str) -> dict[str, str]:
    """What the scripts that help with one kind of question say."""
    known = {
        "rank": {
            "rank_up": say(language, "forms.live_rank_up", choice="{choice}"),
            "rank_down": say(language, "forms.live_rank_down", choice="{choice}"),
            "rank_now": say(language, "forms.live_rank_now", n="{n}"),
        },
        "search": {"search": say(language, "forms.live_search")},
        "geopoint": {
            "geopoint_find": say(language, "forms.live_geopoint_find"),
            "geopoint_waiting": say(language, "forms.live_geopoint_waiting"),
            "geopoint_found": say(language, "forms.live_geopoint_found", metres="{metres}"),
            "geopoint_failed": say(language, "forms.live_geopoint_failed"),
        },
        "signature": {
            "signature_pad": say(language, "forms.live_signature_pad"),
            "signature_clear": say(language, "forms.live_signature_clear"),
        },
    }
    return {key: words for name in helpers for key, words in known.get(name, {}).items()}


def _own_words(instrument: Instrument, item: Item, language: str) -> dict[str, str]:
    """The item's own messages by the code of the problem; answers in them are filled in by the scripts."""
    own = {"answer_required": item.required_message, "answer_constraint": item.constraint_message}
    written = {code: bare(instrument.text(labels, language), None) for code, labels in own.items()}
    return {code: text for code, text in written.items() if text}


def _labels(instrument: Instrument, item: Item, language: str) -> dict[str, str]:
    return {choice.name: instrument.text(choice.label, language) for choice in instrument.choices(item)}


def _told(**parts: Any) -> Json:
    """`parts` without those that say nothing."""
    return {key: value for key, value in parts.items() if value or (value == 0 and value is not False)}

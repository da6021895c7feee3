"""Changes of choices. Questions that share a list share its changes: each is told once."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from forms.instrument import Instrument
from forms.items import FACTOR_LIST, Choice
from forms.versions.change import Change, Effect, changed_texts, counted, shown

_CELLS = (
    ("missing", "choice_missing_changed", Effect.BREAKS, "scale"),
    ("score", "choice_score_changed", Effect.BREAKS, "scale"),
    ("columns", "choice_columns_changed", Effect.MAY, "offered"),
)
_MARKS = (("satisfied", "scale"), ("fails", "findings"))
_NOW = {True: "yes", False: "no", None: "unsaid"}
Lists = tuple[tuple[Choice, ...], tuple[Choice, ...]]


def compare_choices(old: Instrument, new: Instrument) -> Iterator[Change]:
    """What changed of the choices of the questions both versions have."""
    before, rated = {item.name: item for item in old.items}, counted(old) | counted(new)
    shared: dict[tuple[str, str], list[str]] = defaultdict(list)
    scaled: set[tuple[str, str]] = set()
    for item in new.items:
        known = before.get(item.name)
        if known is not None and known.list_name and item.list_name:
            pair = (known.list_name, item.list_name)
            shared[pair].append(item.name)
            if item.name in rated:
                scaled.add(pair)
    for pair, items in shared.items():
        lists = old.lists.get(pair[0], ()), new.lists.get(pair[1], ())
        if FACTOR_LIST not in pair:
            yield from _compare(lists, new, tuple(items), pair in scaled)


def _compare(lists: Lists, new: Instrument, items: tuple[str, ...], scaled: bool) -> Iterator[Change]:
    before, after = ({choice.name: choice for choice in each} for each in lists)
    for name, choice in after.items():
        if name in before:
            yield from _changed(before[name], choice, new, items)
        else:
            values = {"choice": name, "label": new.text(choice.label, new.default_language)}
            yield Change("choice_added", items, values, Effect.MAY, "offered")
    for name, choice in before.items():
        if name not in after:
            values = {"choice": name, "label": new.text(choice.label, new.default_language)}
            counts = scaled and choice.missing is None
            effect = (Effect.BREAKS, "scale") if counts else (Effect.MAY, "offered")
            yield Change("choice_removed", items, values, *effect)
    yield from _reordered(list(before), list(after), items)


def _changed(before: Choice, after: Choice, new: Instrument, items: tuple[str, ...]) -> Iterator[Change]:
    for tag, values, reworded in changed_texts(before.label, after.label, new):
        effect = (Effect.BREAKS if tag == new.default_language else Effect.MAY, "meaning")
        yield Change(
            "choice_relabelled",
            items,
            {"choice": after.name, **values},
            *(effect if reworded else (Effect.NONE, "")),
        )
    for cell, code, effect_of, why in _CELLS:
        one, other = getattr(before, cell), getattr(after, cell)
        if one != other:
            values = {"choice": after.name, "before": shown(one), "after": shown(other)}
            yield Change(code, items, values, effect_of, why)
    for mark, why in _MARKS:
        now = getattr(after, mark)
        if getattr(before, mark) != now:
            code = f"choice_{mark}_{_NOW[now]}"
            yield Change(code, items, {"choice": after.name}, Effect.BREAKS, why)
    for part in ("image", "audio"):
        for _, values, _ in changed_texts(getattr(before, part), getattr(after, part), new):
            yield Change(f"choice_{part}_changed", items, {"choice": after.name, **values})


def _reordered(before: Sequence[str], after: Sequence[str], items: tuple[str, ...]) -> Iterator[Change]:
    kept = [name for name in after if name in before]
    if kept != [name for name in before if name in after]:
        values = {"before": ", ".join(before), "after": ", ".join(after)}
        yield Change("choices_reordered", items, values, Effect.MAY, "order")

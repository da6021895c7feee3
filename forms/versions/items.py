"""Changes of questions: added, taken out, renamed, worded otherwise, asked of others, counted otherwise."""

from collections.abc import Iterator
from itertools import chain

from forms.instrument import Instrument
from forms.items import RATED, Item, ItemType
from forms.plan import relevances
from forms.versions.change import Change, Effect, changed_texts, counted, shown

# What else changes with a cell: to figures, and why.
_CELLS = (
    ("type", Effect.BREAKS, "measured"),
    ("repeat", Effect.BREAKS, "measured"),
    ("metadata", Effect.BREAKS, "measured"),
    ("calculation", Effect.BREAKS, "calculated"),
    ("trigger", Effect.BREAKS, "calculated"),
    ("readonly", Effect.BREAKS, "calculated"),
    ("role", Effect.BREAKS, "composition"),
    ("factor", Effect.BREAKS, "composition"),
    ("criterion", Effect.BREAKS, "composition"),
    ("severity", Effect.BREAKS, "findings"),
    ("finding", Effect.BREAKS, "findings"),
    ("fails", Effect.BREAKS, "findings"),
    ("achieved", Effect.MAY, "scored"),
    ("constraint", Effect.MAY, "allowed"),
    ("parameters", Effect.MAY, "allowed"),
    ("required", Effect.MAY, "answered"),
    ("choice_filter", Effect.MAY, "offered"),
    ("default", Effect.MAY, "suggested"),
    ("default_value", Effect.MAY, "suggested"),
    ("randomize", Effect.MAY, "order"),
    ("appearance", Effect.NONE, ""),
    ("legal_basis", Effect.NONE, ""),
    ("source", Effect.NONE, ""),
    ("certainty", Effect.NONE, ""),
    ("compares", Effect.NONE, ""),
)
_MARKED = {
    "required": {True: "required_yes", False: "required_no"},
    "readonly": {True: "readonly_yes", False: "readonly_no"},
    "randomize": {True: "randomize_yes", False: "randomize_no"},
}
_TEXTS = ("hint", "guidance", "required_message", "constraint_message", "finding_title", "image", "audio")


def compare_items(old: Instrument, new: Instrument) -> Iterator[Change]:
    """What changed of each question, in the order of the new version; those that are gone at the end."""
    before = {item.name: item for item in old.items}
    after = {item.name: item for item in new.items}
    renamed = _renamed(old, new)
    for name, item in after.items():
        if name in before:
            yield from _compare(old, before[name], new, item)
        elif name in renamed:
            values = {"before": renamed[name], "after": name}
            yield Change("item_renamed", (name,), values, Effect.BREAKS, "name")
            yield from _compare(old, before[renamed[name]], new, item)
        else:
            yield _whole("item_added", new, item)
    for name, item in before.items():
        if name not in after and name not in renamed.values():
            yield _whole("item_removed", old, item)


def _renamed(old: Instrument, new: Instrument) -> dict[str, str]:
    """New names with the old one of the question that has the same words and type."""
    known = {item.name for item in new.items}
    gone = {
        (item.type, text): item.name
        for item in old.items
        if item.name not in known and (text := old.text(item.label, old.default_language))
    }
    had = {item.name for item in old.items}
    found: dict[str, str] = {}
    for item in new.items:
        name = gone.get((item.type, new.text(item.label, old.default_language)))
        if item.name not in had and name and name not in found.values():
            found[item.name] = name
    return found


def _whole(code: str, instrument: Instrument, item: Item) -> Change:
    label = instrument.text(item.label, instrument.default_language)
    values = {"type": item.type.value, "label": label or item.name}
    if item.type is ItemType.NOTE:
        return Change(code, (item.name,), values)
    if item.role in RATED:
        return Change(code, (item.name,), values, Effect.BREAKS, "composition")
    if code == "item_removed":
        return Change(code, (item.name,), values, Effect.BREAKS, "ended")
    return Change(code, (item.name,), values)


def _compare(old: Instrument, before: Item, new: Instrument, after: Item) -> Iterator[Change]:
    yield from _texts(before, new, after)
    for cell, effect, why in _CELLS:
        one, other = getattr(before, cell), getattr(after, cell)
        if shown(one) != shown(other):
            values = {"before": shown(one), "after": shown(other)}
            marked = isinstance(other, bool)
            code = _MARKED[cell][other] if marked else f"{cell}_changed"
            yield Change(code, (after.name,), {} if marked else values, effect, why)
    asked = [
        " and ".join(each.source for each in relevances(*pair)) for pair in ((old, before), (new, after))
    ]
    if asked[0] != asked[1]:
        values = {"before": shown(asked[0]), "after": shown(asked[1])}
        effect = Effect.BREAKS if after.name in counted(new) else Effect.MAY
        yield Change("relevant_changed", (after.name,), values, effect, "asked")


def _texts(before: Item, new: Instrument, after: Item) -> Iterator[Change]:
    counts = after.type is not ItemType.NOTE
    for _, values, reworded in changed_texts(before.label, after.label, new):
        may = (Effect.MAY, "reworded") if counts and reworded else (Effect.NONE, "")
        yield Change("label_changed", (after.name,), values, *may)
    pairs = ((part, getattr(before, part), getattr(after, part)) for part in _TEXTS)
    yield from chain.from_iterable(
        (Change(f"{part}_changed", (after.name,), values) for _, values, _ in changed_texts(one, other, new))
        for part, one, other in pairs
    )

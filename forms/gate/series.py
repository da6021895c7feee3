"""What changed since the version before and must be heard before a version is published for good."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from forms.gate.cells import Cells
from forms.instrument import Instrument
from forms.versions import Change, Effect, say_change, say_why
from wording import say

_ENDINGS = ("_changed", "_yes", "_no", "_unsaid", "_added")
_COLUMNS = {  # what is not called after its column
    "item": "name",
    "item_renamed": "name",
    "repeat": "name",
    "metadata": "type",
    "choice_relabelled": "label",
    "method_factor": "factor",
}
_NAMED = 6  # questions a warning names; the others are counted


@dataclass(frozen=True, slots=True)
class Warned:
    """A change with the cell of the new workbook that makes it; of what is gone, the sheet it stood in."""

    change: Change
    place: str


def warned_changes(changes: Iterable[Change], new: Instrument, cells: Cells) -> Iterator[Warned]:
    """The changes that break a series, and every choice that means something else in any language."""
    for change in changes:
        meaning = change.code == "choice_relabelled" and change.effect is not Effect.NONE
        if change.effect is Effect.BREAKS or meaning:
            yield Warned(change, _place(change, new, cells))


def say_warned(change: Change, language: str) -> str:
    """The change in words, after the names of the questions it is about."""
    named = ", ".join(change.items[:_NAMED])
    more = len(change.items) - _NAMED
    if more > 0:
        named = f"{named} {say(language, 'forms.items_more', n=more)}"
    said = say_change(change, language)
    return f"{named}: {said}" if named else said


def say_effect(change: Change, language: str) -> str:
    """What it does to a series of figures, and why."""
    return f"{say(language, f'changes.effect_{change.effect}')}. {say_why(change, language)}"


def _place(change: Change, new: Instrument, cells: Cells) -> str:
    code, values = change.code, change.values
    if code in ("item_removed", "choice_removed", "method_factor_removed"):
        return {"i": "survey", "c": "choices", "m": "methods"}[code[0]]
    column = _column(code)
    if code.startswith("method_"):
        names = [str(values[key]) for key in ("method", "factor") if key in values]
        return cells.place("methods", tuple(names), column)
    if code.startswith("choice_") and "choice" in values:
        offered = next((item.list_name for item in new.items if item.name in change.items), None)
        tags = {name: tag for tag, name in new.language_names.items()}
        tag = tags.get(str(values.get("language")), "")
        return cells.place("choices", (offered or "", str(values["choice"])), column, tag)
    return (
        cells.place("survey", change.items[:1], column)
        if change.items
        else cells.place("settings", (), column)
    )


def _column(code: str) -> str:
    for ending in _ENDINGS:
        code = code.removesuffix(ending)
    return _COLUMNS.get(code, code.removeprefix("choice_").removeprefix("method_"))

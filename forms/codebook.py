"""The codebook: what each item asks and what each of its choices counts for, as rows for a table."""

from forms.instrument import Instrument
from forms.items import Choice, Item, ItemType, Missing

MISSING_CODES = {Missing.NOT_APPLICABLE: -7, Missing.DONT_KNOW: -8, Missing.REFUSED: -9}


def codebook(instrument: Instrument) -> list[dict[str, object]]:
    """One row per item and choice, in order; one row for an item without choices; none for notes.

    Columns: instrument, version, item, number, type, role, factor, criterion, label_vi, label_en, code,
    choice, choice_label_vi, choice_label_en, score (float), satisfied (1, 0 or None), missing. `code` is the
    choice's place, from 1, among those that are opinions; not_applicable is -7, dont_know -8, refused -9.
    What was left unanswered is -1 in data and has no row here.
    """
    return [
        {**_item_part(instrument, item), **part}
        for item in instrument.items
        if item.type is not ItemType.NOTE
        for part in (
            _choice_parts(instrument, instrument.choices(item)) or [_choice_part(instrument, None, None)]
        )
    ]


def choice_codes(choices: tuple[Choice, ...]) -> dict[str, int]:
    """The code of each choice by name: its place among the opinions, or the code of its missing kind."""
    codes: dict[str, int] = {}
    opinions = 0
    for choice in choices:
        if choice.missing is None:
            opinions += 1
        codes[choice.name] = opinions if choice.missing is None else MISSING_CODES[choice.missing]
    return codes


def _item_part(instrument: Instrument, item: Item) -> dict[str, object]:
    return {
        "instrument": instrument.id,
        "version": instrument.version,
        "item": item.name,
        "number": item.number,
        "type": item.type.value,
        "role": item.role.value if item.role else None,
        "factor": item.factor,
        "criterion": item.criterion,
        "label_vi": instrument.text(item.label, "vi"),
        "label_en": instrument.text(item.label, "en"),
    }


def _choice_parts(instrument: Instrument, choices: tuple[Choice, ...]) -> list[dict[str, object]]:
    codes = choice_codes(choices)
    return [_choice_part(instrument, choice, codes[choice.name]) for choice in choices]


def _choice_part(instrument: Instrument, choice: Choice | None, code: int | None) -> dict[str, object]:
    if choice is None:
        choice = Choice("", {})
    return {
        "code": code,
        "choice": choice.name or None,
        "choice_label_vi": instrument.text(choice.label, "vi") or None,
        "choice_label_en": instrument.text(choice.label, "en") or None,
        "score": None if choice.score is None else float(choice.score),
        "satisfied": None if choice.satisfied is None else int(choice.satisfied),
        "missing": choice.missing.value if choice.missing else None,
    }

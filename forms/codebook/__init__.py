"""The codebook: what each item asks and what each of its choices counts for, as rows for a table.

A code means the same choice in every version of an instrument: a choice keeps the code it first had, a new
one gets a code none ever had, and a choice that was taken out leaves its code behind with the old answers.
"""

from collections.abc import Sequence

from forms.instrument import Instrument
from forms.items import Choice, Item, ItemType, Missing

MISSING_CODES = {Missing.NOT_APPLICABLE: -7, Missing.DONT_KNOW: -8, Missing.REFUSED: -9}
MOST_CODES = 127  # a code is a small integer


def codebook(versions: Sequence[Instrument]) -> list[dict[str, object]]:
    """The last of `versions` (those of one instrument, in the order of publishing) as rows.

    One row per item and choice, in order; one row for an item without choices; none for notes. Columns:
    instrument, version, item, number, type, role, factor, criterion, label_vi, label_en, code, choice,
    choice_label_vi, choice_label_en, score (float), satisfied (1, 0 or None), missing. What was left
    unanswered is -1 in data and has no row here.
    """
    instrument = versions[-1]
    return [
        {**_item_part(instrument, item), **part}
        for item in instrument.items
        if item.type is not ItemType.NOTE
        for part in (_choice_parts(versions, item) or [_choice_part(instrument, None, None)])
    ]


def choice_codes(versions: Sequence[Instrument], item: str) -> dict[str, int]:
    """The code of each choice of `item` in the last of `versions`, by the choice's name.

    `versions` are those of one instrument in the order of publishing. An opinion has the place among the
    opinions it stood at in the item's first version, a later one the next code that is free; not_applicable
    is -7, dont_know -8, refused -9. A list longer than there are codes (all communes, say) has none: its
    choices are kept by name.
    """
    places: dict[str, int] = {}
    choices: tuple[Choice, ...] = ()
    for version in versions:
        choices = _choices(version, item)
        for choice in choices:
            if choice.missing is None:
                places.setdefault(choice.name, len(places) + 1)
    if len(places) > MOST_CODES:
        return {}
    return {
        choice.name: places[choice.name] if choice.missing is None else MISSING_CODES[choice.missing]
        for choice in choices
    }


def overfull_items(versions: Sequence[Instrument]) -> list[str]:
    """The items of the last of `versions` that had more different choices over time than there are codes,
    though they are counted by their codes: they have a role, or had codes before."""
    *earlier, last = versions
    return [
        item.name
        for item in last.items
        if last.choices(item)
        and not choice_codes(versions, item.name)
        and (item.role is not None or choice_codes(earlier, item.name))
    ]


def _choices(version: Instrument, name: str) -> tuple[Choice, ...]:
    try:
        return version.choices(version.item(name))
    except KeyError:
        return ()


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


def _choice_parts(versions: Sequence[Instrument], item: Item) -> list[dict[str, object]]:
    codes = choice_codes(versions, item.name)
    instrument = versions[-1]
    choices = instrument.choices(item) if codes else ()
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

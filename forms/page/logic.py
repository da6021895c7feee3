"""What a browser needs so that a page reacts as the judge would: the items of the screens in front of
somebody and all that hangs on them, as plain JSON. Where nothing matters but whether a screen is the last
one, only the answers that make it so; nothing at all for screens on which nothing reacts.
"""

import json
from collections.abc import Mapping, Sequence, Set
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from forms.addresses import place_of
from forms.answers import Given
from forms.check import Checked
from forms.errors import ExpressionFault
from forms.expressions import setting_of
from forms.expressions.dates import moment_of
from forms.instrument import Instrument
from forms.items import FILES, Item, ItemType
from forms.page.ending import ending
from forms.page.logic_parts import (
    Trees,
    asking_part,
    filtered_rows,
    group_part,
    helper_words_of,
    item_part,
    list_key,
    words_of,
)
from forms.page.reach import Reach, reach_of
from forms.page.screens import Screen
from forms.page.scripts import helpers_of

Json = dict[str, Any]
_MOST_OF_TABLES = 400_000  # letters that a page carries; of more, only the server looks things up


def logic(
    instrument: Instrument,
    screens: Sequence[Screen],
    raw: Mapping[str, Given],
    checked: Checked,
    *,
    language: str,
    today: date,
    now: datetime | None = None,
    without: Set[str] = frozenset(),
    always: bool = False,
) -> Json:
    """What the scripts of `screens` need; {} when nothing on them reacts.

    `raw` is what was handed in so far, `checked` the judge's word on it: answers given on other screens go
    along as he left them. `without` names the items and groups that are left out. With
    `always` something is sent even where only the judge's word is wanted at once.
    """
    reach, fixed = _fixed(instrument, tuple(screen.number for screen in screens), language, always)
    if "items" not in fixed:
        return dict(fixed)
    read = {part["name"] for part in fixed["items"] if part.get("asked") and part["type"] not in FILES}
    carried = reach.moving - read - reach.brief
    return {
        **fixed,
        "ahead": _ahead(reach, frozenset(checked.irrelevant)),
        "cut": [name for name in reach.order if _is_cut(instrument, name, without)] if without else [],
        "today": today.isoformat(),
        "now": moment_of(now, today),
        "raw": {place: given for place, given in raw.items() if place_of(place)[0] in carried},
        "answers": {
            place: answer for place, answer in checked.answers.items() if place_of(place)[0] in reach.settled
        },
        "irrelevant": [place for place in checked.irrelevant if place_of(place)[0] in reach.settled],
    }


def _ahead(reach: Reach, irrelevant: Set[str]) -> list[str]:
    """All that may still follow the screens, by name; none where something follows whatever is answered."""
    settled = reach.ahead - reach.moving
    return sorted(reach.ahead & reach.moving) if settled <= irrelevant else []


def _is_cut(instrument: Instrument, name: str, without: Set[str]) -> bool:
    """Whether the item, the repeat or a group around it is left out."""
    groups = {group.name: group for group in instrument.groups}
    place = groups[name].parent if name in groups else instrument.item(name).group
    around = {name}
    while place is not None:
        around.add(place)
        place = groups[place].parent
    return not around.isdisjoint(without)


def scripts_on(instrument: Instrument, screen: Screen) -> tuple[str, ...]:
    """The names of the scripts that have something to do on the screen, in the order they are loaded."""
    return scripts_of(_fixed(instrument, (screen.number,), instrument.default_language, False)[1])


@lru_cache(maxsize=512)
def _fixed(
    instrument: Instrument, numbers: tuple[int, ...], language: str, always: bool
) -> tuple[Reach, Json]:
    """What is the same for everybody."""
    reach = reach_of(instrument, frozenset(numbers))
    shown = [item for item in instrument.items if item.name in reach.shown]
    helpers = helpers_of(shown)
    if not (always or reach.reacts or helpers):
        return reach, _ending(instrument, numbers, language) if reach.ahead else {}
    groups = {group.name: group for group in instrument.repeats}
    items = [instrument.item(name) for name in reach.order if name not in groups]
    full = [item for item in items if item.name not in reach.brief]
    narrowed = [item for item in full if _is_narrowed(item, reach)]
    trees = Trees()
    try:
        parts = [
            group_part(instrument, groups[name], trees)
            if name in groups
            else _item(instrument, instrument.item(name), language, trees, reach)
            for name in reach.order
        ]
    except ExpressionFault:  # a condition of an older form that only the server can follow
        return reach, {}
    setting = setting_of(instrument).plain(trees.expressions)
    found: Json = {
        "items": parts,
        "trees": trees.written,
        "lists": {
            list_key(item): [choice.name for choice in instrument.choices(item)]
            for item in full
            if item.list_name
        },
        "rows": filtered_rows(instrument, narrowed),
        "setting": setting,
        "language": language,
        "scripts": _scripts(shown, helpers, reach),
        "words": words_of((item.type for item in shown), language) | helper_words_of(helpers, language),
    }
    tables = json.dumps([setting["rows"], found["rows"]], ensure_ascii=False)
    return reach, found if len(tables) <= _MOST_OF_TABLES else {}


def _ending(instrument: Instrument, numbers: tuple[int, ...], language: str) -> Json:
    """What tells whether the screens are the last; {} where only the judge's twin could, which is large."""
    found = ending(instrument, max(numbers), language)
    return {**found, "scripts": ["ending"]} if found else {}


def _scripts(shown: Sequence[Item], helpers: Sequence[str], reach: Reach) -> list[str]:
    repeats = ("repeats",) if any(item.repeat for item in shown) else ()
    return [*repeats, "form", *helpers, *(("ending",) if reach.ahead else ())]


def _item(instrument: Instrument, item: Item, language: str, trees: Trees, reach: Reach) -> Json:
    if item.name in reach.brief:
        return asking_part(instrument, item, trees)
    return item_part(
        instrument,
        item,
        language,
        trees,
        shown=item.name in reach.shown,
        narrowed=_is_narrowed(item, reach),
    )


def _is_narrowed(item: Item, reach: Reach) -> bool:
    """Whether its choices change in front of somebody; what earlier answers ruled out is not drawn.

    Of an order it has to be known how many there are."""
    if item.choice_filter is None:
        return False
    moves = not reach.moving.isdisjoint(item.choice_filter.references)
    return moves or item.repeat is not None or item.type is ItemType.RANK


def draw_logic(found: Json) -> str:
    """The block of the page that carries what `logic` found, '' for nothing; to stand before the scripts."""
    if not found:
        return ""
    text = json.dumps(found, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return f'<script type="application/json" class="form-logic">{text}</script>'


def scripts_of(found: Json) -> tuple[str, ...]:
    """The names of the scripts that go with what `logic` found, in the order they are loaded."""
    return tuple(found["scripts"]) if found else ()

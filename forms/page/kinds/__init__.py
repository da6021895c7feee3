"""How each type of question is drawn: a file per kind, and which type is which."""

from collections.abc import Callable, Mapping

from forms.items import FILES, SELECTS, ItemType
from forms.page.around import Around, Asked, Drawn
from forms.page.carried import is_only_read
from forms.page.kinds.choices import draw_rank, draw_select
from forms.page.kinds.days import draw_moment
from forms.page.kinds.files import draw_file
from forms.page.kinds.numbers import draw_number, draw_range
from forms.page.kinds.places import draw_place
from forms.page.kinds.shown import draw_shown
from forms.page.kinds.texts import draw_text
from forms.page.kinds.ticks import draw_tick

_DRAW: Mapping[ItemType, Callable[[Around, Asked], Drawn]] = {
    **dict.fromkeys(SELECTS, draw_select),
    ItemType.RANK: draw_rank,
    ItemType.INTEGER: draw_number,
    ItemType.DECIMAL: draw_number,
    ItemType.RANGE: draw_range,
    ItemType.TEXT: draw_text,
    ItemType.BARCODE: draw_text,
    ItemType.DATE: draw_moment,
    ItemType.TIME: draw_moment,
    ItemType.DATETIME: draw_moment,
    ItemType.GEOPOINT: draw_place,
    ItemType.ACKNOWLEDGE: draw_tick,
    **dict.fromkeys(FILES, draw_file),
}


def draw(around: Around, asked: Asked) -> Drawn:
    """How the question is drawn."""
    if is_only_read(asked.item) or "label" in asked.appearance:  # the latter only names a table's columns
        return draw_shown(around, asked)
    return _DRAW[asked.item.type](around, asked)

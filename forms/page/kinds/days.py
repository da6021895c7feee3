"""Days and times of day."""

import re

from forms.items import ItemType
from forms.page.around import Around, Asked, Drawn

# A browser's own field shows only what it can read: what was typed instead is kept as text.
_KINDS = {
    ItemType.DATE: ("date", re.compile(r"\d{4}-\d{2}-\d{2}")),
    ItemType.TIME: ("time", re.compile(r"\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?")),
    ItemType.DATETIME: ("datetime-local", re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?")),
}
_OFFSET = re.compile(r"(Z|[+-]\d{2}:?\d{2})$")


def draw_moment(around: Around, asked: Asked) -> Drawn:  # noqa: ARG001  # the signature of all kinds
    """A day, a time of day, or both."""
    kind, shape = _KINDS[asked.item.type]
    value = asked.value if kind == "date" else _OFFSET.sub("", asked.value)
    if value and not shape.fullmatch(value):
        return Drawn("text", own={"inputmode": "", "longest": 40})
    return Drawn("moment", own={"input": kind, "value": value})

"""The appearance column: the words we draw, each for its types; the others change nothing."""

from collections.abc import Mapping
from difflib import get_close_matches

from forms.compile.cells import Context
from forms.compile.columns import Record
from forms.compile.types import Kind
from forms.items import ItemType

_SELECT = ("minimal", "autocomplete", "likert", "horizontal", "columns", "label", "list-nolabel")
_PEN = ("signature", "draw", "annotate")
DRAWN: Mapping[ItemType, tuple[str, ...]] = {
    ItemType.SELECT_ONE: _SELECT,
    ItemType.SELECT_MULTIPLE: tuple(word for word in _SELECT if word != "likert"),
    ItemType.TEXT: ("multiline", "numbers"),
    ItemType.RANGE: ("no-ticks", "vertical"),
    ItemType.IMAGE: ("new",),
    ItemType.SIGNATURE: ("new", *_PEN),
    ItemType.AUDIO: ("new",),
    ItemType.VIDEO: ("new",),
}
OF_GROUPS = ("field-list", "table-list")
_SPELLINGS = {
    "horizontal-compact": "horizontal",
    "columns-pack": "columns",
    "search": "autocomplete",
    "new-front": "new",
    **{f"columns-{number}": "columns" for number in range(1, 11)},
}
_ALL = sorted({word for words in DRAWN.values() for word in words} | {*OF_GROUPS})


def read_appearance(record: Record, kind: Kind, context: Context) -> str:
    """The appearances we draw, by their one spelling; '' for none."""
    written = record.get("appearance")
    if written.startswith(("search(", "search (")):
        context.findings.refuse("appearance_search", record.place("appearance"))
        return ""
    words = [_SPELLINGS.get(word, word) for word in written.split()]
    known = DRAWN.get(kind.type, ())
    for word, said in zip(words, written.split(), strict=True):
        if word not in known:
            _warn(record, said, context)
    # A pen makes the type; that it signs is nothing more to say.
    return " ".join(dict.fromkeys(word for word in words if word in known and word != "signature"))


def read_group_appearance(record: Record, context: Context) -> frozenset[str]:
    """The appearances of a group: on one screen, as a table."""
    words = record.get("appearance").split()
    for word in words:
        if word not in OF_GROUPS:
            _warn(record, word, context)
    return frozenset(words) & frozenset(OF_GROUPS)


def _warn(record: Record, word: str, context: Context) -> None:
    nearest = get_close_matches(word, _ALL, 1, 0.8)
    if nearest and nearest[0] != word:
        context.findings.warn("appearance_near", record.place("appearance"), found=word, nearest=nearest[0])
    else:
        context.findings.warn("appearance_ignored", record.place("appearance"), found=word)

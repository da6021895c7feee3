"""The rows of the survey sheet: groups opened and closed around their items."""

from collections.abc import Iterator

from forms.compile.columns import AUDIO, IMAGE
from forms.compile.types import SUPPORTED, TABLE
from forms.expressions import Expression
from forms.instrument import Instrument
from forms.items import DRAWINGS, SELECTS, Group, Item, ItemType, Labels

Row = dict[str, str]
_TEXTS = {
    "label": "label",
    "hint": "hint",
    "guidance": "guidance_hint",
    "required_message": "required_message",
    "constraint_message": "constraint_message",
    "finding_title": "finding_title",
    "audio": AUDIO,
    "image": IMAGE,
}
_EXPRESSIONS = ("relevant", "constraint", "calculation", "choice_filter", "fails", "achieved")
_WORDS = ("factor", "criterion", "finding", "legal_basis", "source", "certainty", "compares")


def survey_rows(instrument: Instrument) -> Iterator[Row]:
    """Every row by heading, in order: the tables that come along, then items and groups."""
    chosen = {item.list_name for item in instrument.items}
    for name in instrument.tables:
        if name not in chosen:
            yield {"type": TABLE, "name": name}
    yield from _Nest(instrument).rows()


def type_words(instrument: Instrument) -> list[str]:
    """What may stand under type: every plain type, and a select of each list."""
    plain = [word for word in SUPPORTED if word not in SELECTS and "from_file" not in word]
    selects = [f"{kind.value} {name}" for name in instrument.lists for kind in sorted(SELECTS)]
    return [*plain, *selects]


def language(instrument: Instrument, tag: str) -> str:
    """A language as a heading names it: 'Tiếng Việt (vi)'."""
    return f"{instrument.language_names.get(tag, tag)} ({tag})"


def said(instrument: Instrument, key: str, labels: Labels) -> Row:
    """The cells of a text by the heading of its language."""
    return {f"{key}::{language(instrument, tag)}": text for tag, text in labels.items()}


class _Nest:
    """Walks the items and opens the groups around each, empty groups where their order demands."""

    def __init__(self, instrument: Instrument) -> None:
        self.instrument = instrument
        self.groups = {group.name: group for group in instrument.groups}
        self.order = [group.name for group in instrument.groups]
        self.begun = 0  # groups of `order` that were opened
        self.open: list[str] = []

    def rows(self) -> Iterator[Row]:
        """All rows."""
        for item in self.instrument.items:
            around = self._around(item.group)
            while self.open != around[: len(self.open)]:
                yield from self._close()
            for name in around[len(self.open) :]:
                yield from self._empty_before(name)
                yield from self._open(name)
            yield _item_row(self.instrument, item)
        while self.open:
            yield from self._close()
        while self.begun < len(self.order):  # an empty group takes those within it along
            yield from self._empty(self.order[self.begun])

    def _around(self, name: str | None) -> list[str]:
        found: list[str] = []
        while name is not None:
            found.insert(0, name)
            name = self.groups[name].parent
        return found

    def _open(self, name: str) -> Iterator[Row]:
        self.begun += 1
        self.open.append(name)
        yield _group_row(self.instrument, self.groups[name])

    def _close(self) -> Iterator[Row]:
        name = self.open[-1]
        while self.begun < len(self.order) and name in self._around(self.order[self.begun]):
            yield from self._empty(self.order[self.begun])
        self.open.pop()
        yield {"type": "end_repeat" if self.groups[name].repeat else "end_group"}

    def _empty_before(self, name: str) -> Iterator[Row]:
        while self.order[self.begun] != name:
            yield from self._empty(self.order[self.begun])

    def _empty(self, name: str) -> Iterator[Row]:
        """A group without items, with those inside it."""
        for outer in self._around(name):
            if outer not in self.open:
                yield from self._open(outer)
        while name in self.open:
            yield from self._close()


def _group_row(instrument: Instrument, group: Group) -> Row:
    appearance = "table-list" if group.table else "field-list" if group.one_screen else ""
    return {
        "type": "begin_repeat" if group.repeat else "begin_group",
        "name": group.name,
        **said(instrument, "label", group.label),
        "relevant": _source(group.relevant),
        "repeat_count": _source(group.repeat_count),
        "appearance": appearance,
    }


def _item_row(instrument: Instrument, item: Item) -> Row:
    row = {
        "type": _type(instrument, item),
        "name": item.name,
        "required": "yes" if item.required is True else _source(item.required or None),
        "trigger": f"${{{item.trigger}}}" if item.trigger else "",
        "parameters": _parameters(item),
        "appearance": _appearance(item),
        "readonly": "yes" if item.readonly else "",
        "default": item.default or _source(item.default_value),
        "role": item.role.value if item.role else "",
        "severity": item.severity.value if item.severity else "",
    }
    for part, key in _TEXTS.items():
        row |= said(instrument, key, getattr(item, part))
    row |= {key: _source(getattr(item, key)) for key in _EXPRESSIONS}
    return row | {key: getattr(item, key) or "" for key in _WORDS}


def _type(instrument: Instrument, item: Item) -> str:
    if item.type is ItemType.METADATA:
        return item.metadata
    if item.type in SELECTS:
        if item.list_name not in instrument.lists and item.list_name in instrument.tables:
            return f"{item.type.value}_from_file {item.list_name}.csv"
        return f"{item.type.value} {item.list_name}"
    return ItemType.IMAGE.value if item.type is ItemType.SIGNATURE else item.type.value


def _appearance(item: Item) -> str:
    """What it was written with: a pen makes the type, and only drawings say which."""
    signed = item.type is ItemType.SIGNATURE and not DRAWINGS & set(item.appearance.split())
    return f"{item.appearance} signature".strip() if signed else item.appearance


def _parameters(item: Item) -> str:
    pairs = [f"{key}={value}" for key, value in item.parameters.items()]
    if item.randomize:
        pairs.append("randomize=true")
    if item.seed is not None:
        pairs.append(f"seed={item.seed.source}")
    return " ".join(pairs)


def _source(expression: Expression | bool | None) -> str:
    return expression.source if isinstance(expression, Expression) else ""

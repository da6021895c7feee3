"""What stored responses say, gathered item by item while they are read."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from analysis.dataset import MISSING
from forms import Instrument, Item, ItemType
from forms.addresses import address
from forms.codebook import choice_codes
from forms.items import SELECTS

_UNANSWERED, _NOT_APPLICABLE = MISSING["unanswered"], MISSING["not_applicable"]
SEVERAL = {ItemType.SELECT_MULTIPLE, ItemType.RANK}


@dataclass(frozen=True, slots=True)
class Given:
    """What responses say to one item, a row for each occurrence: whose it is, which one, the answer or None,
    the code it has where it is None.

    Of a select `codes` are its choices'; empty where choices are kept by name. With codes, the answers of a
    single select are codes themselves, NaN for none.
    """

    item: Item
    codes: Mapping[str | None, float]
    responses: Any
    occurrences: Any
    answers: Sequence[Any]
    absent: Any


class Answers:
    """The answers of some responses to the last of ``versions`` of an instrument."""

    def __init__(self, versions: Sequence[Instrument]) -> None:
        self.instrument = versions[-1]
        self._items = [item for item in self.instrument.items if item.type is not ItemType.NOTE]
        self._codes = {item.name: _codes_of(versions, item) for item in self._items}
        self._responses: list[int] = []
        self._unasked: dict[str, set[int]] = defaultdict(set)
        self._columns: dict[str, list[Any]] = {item.name: [] for item in self._items if not item.repeat}
        self._repeats = any(item.repeat for item in self._items)
        self._said: list[dict[str, Any]] = []  # all of it only where there are repeats
        self._turned = 0

    def add(self, response: int, document: Mapping[str, Any]) -> None:
        """Take the document of a response, known by its number."""
        for name in document.get("irrelevant", ()):
            self._unasked[name].add(len(self._responses))
        self._responses.append(response)
        self._said.append(document["answers"])

    def turn(self) -> None:
        """Make columns of what was added since this was last done.

        Response by response and soon: whatever has left the processor's cache takes several times as long.
        """
        fresh = self._said[self._turned :]
        columns = zip(*[list(map(said.get, self._columns)) for said in fresh], strict=True)
        for (name, column), said in zip(self._columns.items(), columns, strict=True):
            column += self._read(name, said)
        if self._repeats:
            self._turned += len(fresh)
        else:
            self._said.clear()

    def by_item(self) -> Iterator[Given]:
        """What the responses say to each item."""
        responses = np.array(self._responses, dtype=np.int64)
        ones = np.ones(len(responses), dtype=np.int16)
        for item in self._items:
            if item.repeat:
                yield self._occurrences(item, item.repeat)
            else:
                absent = np.full(len(responses), float(_UNANSWERED))
                absent[list(self._unasked.get(item.name, ()))] = _NOT_APPLICABLE
                yield Given(item, self._codes[item.name], responses, ones, self._columns[item.name], absent)

    def _occurrences(self, item: Item, repeat: str) -> Given:
        """A row for each occurrence; one that says "not applicable" where there was none."""
        rows: list[tuple[int, int, Any, int]] = []
        for place, (response, said) in enumerate(zip(self._responses, self._said, strict=True)):
            times = said.get(repeat, 0)
            if not times:
                rows.append((response, 1, None, _NOT_APPLICABLE))
            for at in range(1, times + 1):
                name = address(item.name, at)
                unasked = place in self._unasked.get(name, ())
                rows.append((response, at, said.get(name), _NOT_APPLICABLE if unasked else _UNANSWERED))
        responses, occurrences, given, absent = zip(*rows, strict=True)
        return Given(
            item,
            self._codes[item.name],
            np.array(responses, dtype=np.int64),
            np.array(occurrences, dtype=np.int16),
            self._read(item.name, given),
            np.array(absent, dtype=np.float64),
        )

    def _read(self, name: str, said: Sequence[Any]) -> Sequence[Any]:
        """The answers to an item; of a single select as codes."""
        codes = self._codes[name]
        return [codes[choice] for choice in said] if None in codes else said


def _codes_of(versions: Sequence[Instrument], item: Item) -> Mapping[str | None, float]:
    codes: dict[str | None, float] = {}
    if item.type in SELECTS:
        codes.update(choice_codes(versions, item.name))
    if codes and item.type not in SEVERAL:
        codes[None] = np.nan
    return codes

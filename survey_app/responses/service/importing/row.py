"""One row of a file as a checked response and its context, or what is wrong with it."""

import hashlib
import math
import uuid
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from forms import Checked, Instrument, check, word_problem
from survey_app.errors import Problem
from survey_app.places.model import Unit, UnitType
from survey_app.responses.model import LOCAL, Context, Kept, Reason, day_and_slot
from survey_app.responses.service.importing.excerpt import excerpt
from survey_app.responses.service.importing.mapped import MappedTable
from survey_app.responses.service.importing.problems import Problems
from survey_app.responses.service.importing.table import VERSION, Table, is_answer
from survey_app.responses.service.quarantine import kept_row
from survey_app.rounds.model import Mode, Round, Tier, tier_of
from wording import LANGUAGES, nfc

_DATE_LETTERS = 10
# No design weighs one response beyond this; sums of squares must stay figures.
_LEAST_WEIGHT, _MOST_WEIGHT = 1e-9, 1e9


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A unit that is no counter and how many rows belong to it."""

    code: str
    name_vi: str
    name_en: str
    rows: int


@dataclass(slots=True)
class RowReader:
    """Reads the rows of ``table`` as responses of ``round`` to ``instrument``."""

    table: Table | MappedTable
    instrument: Instrument
    round: Round
    tier: Tier | None
    today: date
    language: str
    units: Iterable[Unit]
    versions: Mapping[str, Instrument] = field(default_factory=dict)
    problems: Problems = field(default_factory=Problems)
    _periods: dict[str, list[Unit]] = field(default_factory=dict)
    _elsewhere: Counter[str] = field(default_factory=Counter)
    _given: set[bytes] = field(default_factory=set)
    _columns: dict[str, int] = field(default_factory=dict)
    _seed: bytes = b""

    def __post_init__(self) -> None:
        for unit in self.units:
            self._periods.setdefault(unit.code, []).append(unit)
        self._columns = {name: place for place, name in enumerate(self.table.columns)}
        self._seed = self.table.digest + self.round.code.encode() + b"\x1f" + self.instrument.id.encode()

    def read(
        self, number: int, cells: Sequence[str], unread: Sequence[Problem] = ()
    ) -> tuple[Checked, Context] | Kept | None:
        """The response in row ``number``, what to keep of one whose version is unknown, or None after adding
        what is wrong with it to ``problems``."""
        if unread:  # what stands in the cells is not known, so its answers cannot be judged
            for fault in unread:
                self.problems.add(fault)
            return None
        before = self.problems.count
        width = len(self.table.columns)
        if len(cells) > width:
            self._wrong(number, "import_row_too_long", cells=len(cells), columns=width)
            return None
        if len(cells) < width:
            cells = [*cells, *[""] * (width - len(cells))]
        version = self._cell(cells, VERSION) if self.table.versioned else ""
        form = self.versions.get(version) if version else self.instrument
        checked = self._check(number, cells, form) if form else None
        context = self._context(number, cells)
        if context is None or self.problems.count > before:
            return None
        if self._periods[context.counter][0].type is not UnitType.COUNTER:
            self._elsewhere[context.counter] += 1
        if checked is None:
            raw = {name: cells[place].strip() for place, name in self.table.items if cells[place].strip()}
            return kept_row(self.instrument.id, version, context, {"raw": raw}, Reason.VERSION_UNKNOWN)
        return checked, context

    def _check(self, number: int, cells: Sequence[str], form: Instrument) -> Checked:
        """The answers of a row to one version; what is wrong with them goes to the problems."""
        items = self.table.items
        if self.table.versioned:
            items = tuple((place, name) for place, name in items if is_answer(form, name))
            for place, name in self.table.items:
                if cells[place].strip() and not is_answer(form, name):
                    self._wrong(number, "import_not_in_version", column=name, version=form.version)
        checked = check(form, {name: cells[place].strip() for place, name in items})
        for problem in checked.problems:
            value = excerpt(self._cell(cells, problem.place), 40)
            said = {f"said_{tag}": word_problem(form, problem, tag) for tag in LANGUAGES}
            said["said"] = word_problem(form, problem, self.language)
            self._wrong(number, "import_answer", item=problem.place, value=value, **said)
        return checked

    @property
    def unplaced(self) -> tuple["Unplaced", ...]:
        """The units that are no counters with their rows, most rows first; of the rows read so far."""
        return tuple(
            Unplaced(code, self._periods[code][-1].name_vi, self._periods[code][-1].name_en, rows)
            for code, rows in self._elsewhere.most_common()
        )

    def taken(self, number: int, identity: str) -> Problem:
        """What to say of a row whose response is stored with other content."""
        if uuid.UUID(identity).bytes in self._given:
            return Problem("import_uuid_taken", str(number), {"value": identity})
        return Problem("import_row_taken", str(number))

    def _context(self, number: int, cells: Sequence[str]) -> Context | None:
        day, slot = self._completed(number, self._cell(cells, "completed_at"))
        mode = self._cell(cells, "mode")
        if mode not in _MODES:
            self._wrong(number, "import_mode", value=mode, known=", ".join(_MODES))
            return None
        counter = self._cell(cells, "counter")
        identity = self._uuid(number, self._cell(cells, "uuid"))
        weight = self._weight(number, self._cell(cells, "weight"))
        if day is None or identity is None or not self._stands(number, counter, day.isoformat()):
            return None
        return Context(
            uuid=identity,
            round=self.round.code,
            counter=counter,
            mode=mode,
            tier=tier_of(Mode(mode)) or self.tier,
            day=day,
            slot=slot,
            stratum=self._cell(cells, "stratum") or None,
            psu=self._cell(cells, "psu") or None,
            weight=weight,
        )

    def _cell(self, cells: Sequence[str], column: str) -> str:
        place = self._columns.get(column)
        return "" if place is None else nfc(cells[place].strip())

    def _wrong(self, number: int, code: str, **values: object) -> None:
        self.problems.add(Problem(code, str(number), values))

    def _completed(self, number: int, text: str) -> tuple[date | None, int | None]:
        """The local day and slot; a date alone has no slot."""
        try:
            if len(text) == _DATE_LETTERS:
                day, slot = date.fromisoformat(text), None
            else:
                instant = datetime.fromisoformat(text)
                day, slot = day_and_slot(instant if instant.tzinfo else instant.replace(tzinfo=LOCAL))
        except (ValueError, OverflowError):
            self._wrong(number, "import_time", value=excerpt(text, 40))
            return None, None
        if day > self.today:
            self._wrong(number, "import_in_the_future", value=text)
            return None, None
        if not self.round.starts_on <= day <= self.round.ends_on:
            values = {"round": self.round.code, "start": self.round.starts_on, "end": self.round.ends_on}
            self._wrong(number, "import_outside_round", value=text, **values)
            return None, None
        return day, slot

    def _uuid(self, number: int, text: str) -> str | None:
        """The row's id; without one, an id from the file and the row, so that the file again adds nothing."""
        if not text:
            return str(
                uuid.UUID(bytes=hashlib.sha256(self._seed + str(number).encode()).digest()[:16], version=4)
            )
        try:
            given = uuid.UUID(text)
        except ValueError:
            self._wrong(number, "import_uuid", value=excerpt(text, 40))
            return None
        if given.bytes in self._given:
            self._wrong(number, "import_uuid_twice", value=text)
            return None
        self._given.add(given.bytes)
        return str(given)

    def _weight(self, number: int, text: str) -> float | None:
        if not text:
            return None
        try:
            weight = float(text)
        except ValueError:
            weight = math.nan
        if not _LEAST_WEIGHT <= weight <= _MOST_WEIGHT:
            self._wrong(number, "import_weight", value=excerpt(text, 40))
            return None
        return weight

    def _stands(self, number: int, counter: str, day: str) -> bool:
        """Whether the counter existed on that day."""
        units = self._periods.get(counter)
        if units is None:
            self._wrong(number, "import_counter", value=excerpt(counter, 40))
            return False
        # The contract of the strict file takes any unit; a mapped column of counters that says provinces is
        # the wrong column.
        if isinstance(self.table, MappedTable) and units[0].type is UnitType.PROVINCE:
            self._wrong(number, "import_at_province", column=self.table.header_of("counter"), value=counter)
            return False
        if any(unit.valid_from <= day and (not unit.valid_to or day <= unit.valid_to) for unit in units):
            return True
        self._wrong(number, "import_counter_then", value=counter, day=day)
        return False


_MODES = tuple(mode.value for mode in Mode)

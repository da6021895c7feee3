"""The forms of an import: the upload, and how the columns of its file become answers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flask_wtf.file import FileField
from wtforms import HiddenField, SelectField, StringField
from wtforms.validators import NumberRange, Optional

from forms import Instrument
from survey_app import web
from survey_app.responses.model import SavedMapping
from survey_app.responses.service.importing.cell import Untold, key_of, read_cell, reader_of
from survey_app.responses.service.importing.doubt import Written, written_in
from survey_app.responses.service.importing.excerpt import excerpt
from survey_app.responses.service.importing.looking import Table, understood_by, with_shared_values
from survey_app.responses.service.importing.mapping import (
    CONSTANTS,
    FIELDS,
    Column,
    Dates,
    Decimals,
    FileMapping,
    Layout,
)
from survey_app.responses.service.importing.propose import MOST_VALUES, Seen, understood
from survey_app.responses.service.importing.table import item_names
from survey_app.responses.views.reading import shown
from survey_app.rounds.model import Mode, Round, Tier
from survey_app.spreadsheets import NumberCell
from wording import say

# A value that nothing is said about yet; no name of a choice has a blank.
UNSAID = " "
_LABEL_LETTERS = 90


def upload_form(rounds: Sequence[Round], saved: Sequence[SavedMapping]) -> web.StaffForm:
    """Which file goes into which round, read by which mapping."""
    tiers = [("", say(web.language(), "results.tier_none"))]
    tiers += [(tier.value, say(web.language(), f"results.tier_{tier.value}")) for tier in Tier]
    mappings = [("", say(web.language(), "imports.mapping_proposed"))]
    mappings += [(one.name, one.name) for one in saved]

    waves = [(one.code, f"{one.code} – {one.instrument} {one.version}") for one in rounds]
    if len(waves) > 1:  # none is taken that nobody chose
        waves.insert(0, ("", say(web.language(), "imports.choose_round")))

    class UploadForm(web.StaffForm):
        round = web.labelled(
            SelectField,
            "imports.round",
            [web.required()],
            choices=waves,
        )
        tier = web.labelled(SelectField, "imports.tier", choices=tiers)
        file = web.labelled(FileField, "imports.file")
        mapping = web.labelled(SelectField, "imports.mapping", choices=mappings)
        mapping_file = web.labelled(FileField, "imports.mapping_file")

    return UploadForm()


def mapping_form(mapping: FileMapping, table: Table) -> web.StaffForm:
    """Where the table stands, how numbers and days are written, what no column says."""
    language = web.language()
    modes = [("", say(language, "imports.from_column"))]
    modes += [(mode.value, say(language, f"results.mode_{mode.value}")) for mode in Mode]
    days = [(one.value, say(language, f"imports.dates_{one.name.lower()}")) for one in Dates]
    numbers = [(Decimals.COMMA.value, "1.234,5"), (Decimals.POINT.value, "1,234.5")]
    constants = mapping.constants

    class MappingForm(_layout_form(mapping.layout, table)):  # type: ignore[misc]  # made for this file
        seen = HiddenField(default=mapping.digest)
        decimals = web.labelled(
            SelectField, "imports.decimals", choices=numbers, default=mapping.decimals.value
        )
        dates = web.labelled(SelectField, "imports.dates", choices=days, default=mapping.dates.value)
        counter = web.labelled(
            StringField, "imports.constant_counter", [web.at_most(100)], default=constants.get("counter", "")
        )
        mode = web.labelled(
            SelectField, "imports.constant_mode", choices=modes, default=constants.get("mode", "")
        )
        completed_at = web.labelled(
            web.DateField, "imports.constant_completed_at", [Optional()], default=_day(mapping)
        )
        save_as = web.labelled(StringField, "imports.save_as", [web.at_most(80)])

    return MappingForm()


def _layout_form(layout: Layout, table: Table) -> type[web.StaffForm]:
    """Where the table stands in the file."""
    language = web.language()
    rows = NumberRange(1, 100, say(language, "imports.row_range"))
    separators = [("", say(language, "imports.separator_any")), (",", ","), (";", ";"), ("\t", "Tab")]
    names = [
        (name, say(language, "imports.sheet_hidden", sheet=name) if name in table.hidden else name)
        for name in table.sheets or ("",)
    ]

    class LayoutForm(web.StaffForm):
        sheet = web.labelled(SelectField, "imports.sheet", choices=names, default=layout.sheet)
        separator = web.labelled(
            SelectField, "imports.separator", choices=separators, default=layout.separator
        )
        header_row = web.labelled(web.IntegerField, "imports.header_row", [rows], default=layout.header_row)
        header_rows = web.labelled(
            web.IntegerField, "imports.header_rows", [rows], default=layout.header_rows
        )
        first_row = web.labelled(web.IntegerField, "imports.first_row", [rows], default=layout.first_row)

    return LayoutForm


def _day(mapping: FileMapping) -> date | None:
    try:
        return date.fromisoformat(mapping.constants.get("completed_at", ""))
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class ValueLine:
    """A value of a column and what it means now: '' no answer, UNSAID nothing yet."""

    field: str
    value: str
    means: str


@dataclass(frozen=True, slots=True)
class Example:
    """A value of a column; of a number or day what it is ``read`` as, None where it is not understood."""

    text: str
    read: str | None = ""


@dataclass(frozen=True, slots=True)
class ColumnLine:
    """A column as the page shows it."""

    number: int
    header: str
    examples: tuple["Example", ...]
    to: str
    kind: str
    values: tuple[ValueLine, ...]
    choices: tuple[tuple[str, str], ...]
    unsaid: int
    many: bool


def lines(
    columns: Sequence[Column], table: Table, instrument: Instrument, mapping: FileMapping
) -> list[ColumnLine]:
    """Every column with what becomes of it."""
    found = []
    for number, (column, seen) in enumerate(zip(columns, table.seen, strict=True), start=1):
        by_table = understood_by(instrument, column)
        values = _values(number, column, seen, instrument) if by_table else ()
        found.append(
            ColumnLine(
                number,
                column.header,
                tuple(_example(value, column, mapping, instrument) for value in seen.examples),
                column.to,
                "codes" if column.to == "counter" else "choices",
                values,
                _choices(column, instrument) if by_table else (),
                sum(1 for one in values if one.means == UNSAID),
                by_table and len(seen.values) > MOST_VALUES,
            )
        )
    return found


def _example(value: str, column: Column, mapping: FileMapping, instrument: Instrument) -> Example:
    written = written_in(column.to, instrument)
    if written is None or column.values:
        return Example(excerpt(value, 40))
    try:
        read = shown(read_cell(reader_of(column, mapping, instrument), value), written)
    except Untold:
        return Example(excerpt(value, 40), None)
    if isinstance(value, NumberCell) and written is Written.NUMBER:
        return Example(read)
    return Example(excerpt(value, 40), read)


def _values(number: int, column: Column, seen: Seen, instrument: Instrument) -> tuple[ValueLine, ...]:
    if len(seen.values) > MOST_VALUES:
        return ()
    known = understood(column.to, instrument)
    said = {key_of(value): name for value, name in column.values.items()}
    texts = list(dict.fromkeys((*seen.values, *column.values)))
    found = []
    for place, value in enumerate(texts, start=1):
        by_itself = value if column.to == "counter" else known.get(key_of(value), UNSAID)
        means = said.get(key_of(value), UNSAID) if column.values else by_itself
        found.append(ValueLine(f"v-{number}-{place}", value, means))
    return tuple(found)


def _choices(column: Column, instrument: Instrument) -> tuple[tuple[str, str], ...]:
    if column.to == "counter":
        return ()
    if column.to == "mode":
        return tuple((mode.value, say(web.language(), f"results.mode_{mode.value}")) for mode in Mode)
    choices = instrument.choices(instrument.item(column.to))
    return tuple((one.name, f"{one.name} – {instrument.text(one.label, web.language())}") for one in choices)


def targets(instrument: Instrument) -> list[tuple[str, str]]:
    """What a column may become, with its words: the fields, then the items in their order."""
    found = [(name, say(web.language(), f"imports.to_{name}")) for name in FIELDS]
    known = item_names(instrument)
    for item in instrument.items:
        if item.name in known:
            label = instrument.text(item.label, web.language())
            found.append((item.name, excerpt(f"{item.name} – {label}", _LABEL_LETTERS)))
    return found


def read_mapping(
    form: web.StaffForm,
    sent: Mapping[str, str],
    old: Iterable[Column],
    table: Table,
    instrument: Instrument,
) -> FileMapping:
    """The mapping that the page says."""
    allowed = {name for name, _ in targets(instrument)}
    columns = []
    for number, (column, seen) in enumerate(zip(old, table.seen, strict=True), start=1):
        to = sent.get(f"to-{number}", "")
        to = to if to in allowed else ""
        values = dict(column.values) if to == column.to else {}
        if to and to == column.to and f"v-{number}-1" in sent:
            values = _sent_values(number, column, seen, instrument, sent)
        columns.append(Column(column.header, to, values))
    constants = {name: str(form[name].data or "").strip() for name in CONSTANTS}
    return FileMapping(
        instrument.id,
        with_shared_values(columns, table, instrument),
        Layout(
            form.sheet.data or "",
            form.separator.data or "",
            form.header_row.data,
            form.header_rows.data,
            form.first_row.data,
        ),
        Decimals(form.decimals.data),
        Dates(form.dates.data),
        {name: value for name, value in constants.items() if value},
    )


def _sent_values(
    number: int, column: Column, seen: Seen, instrument: Instrument, sent: Mapping[str, str]
) -> dict[str, str]:
    """The table of values; none when it says only what is understood of itself."""
    shown = _values(number, column, seen, instrument)
    means = {one.value: sent.get(one.field, UNSAID) for one in shown}
    if column.to == "counter":
        means = {value: code.strip() for value, code in means.items() if code.strip()}
        return {} if all(value == code for value, code in means.items()) else means
    known = understood(column.to, instrument)
    if all(known.get(key_of(value), UNSAID) == name for value, name in means.items()):
        return {}
    return {value: name for value, name in means.items() if name != UNSAID}

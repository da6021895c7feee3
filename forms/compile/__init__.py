"""From a workbook to an Instrument: every sheet is read whole, and all that is wrong is told at once."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from forms.answers import Unreadable
from forms.compile.cells import Context
from forms.compile.columns import AUDIO, IMAGE, Heading, Record, languages_of, read_records
from forms.compile.cycles import check_cycles
from forms.compile.findings import Findings
from forms.compile.headings import check_headings
from forms.compile.lists import check_used, read_lists
from forms.compile.methods import read_methods
from forms.compile.questions import read_questions
from forms.compile.references import check_references, looked_in
from forms.compile.screens import lay_out
from forms.compile.settings import Settings, read_settings
from forms.compile.shapes import check_shapes
from forms.compile.tables import check_choices, read_tables
from forms.compile.texts import check_hidden, check_texts
from forms.compile.translated import with_files
from forms.errors import Problem, WorkbookRefused
from forms.gate import look_over
from forms.instrument import Instrument, audience_of
from forms.items import RATED, Audience, Item
from forms.plan import reader_of
from forms.xlsform import Workbook, cell_place, read_workbook

__all__ = ["Compiled", "compile_sheets", "compile_workbook"]

SHEETS = ("survey", "choices", "settings", "methods")
UNSUPPORTED_SHEETS = {
    "entities": "sheet_entities",
    "external_choices": "sheet_external_choices",
    "osm": "sheet_osm",
}
NO_FILES: Mapping[str, bytes] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Compiled:
    """An instrument and what its author should know about it."""

    instrument: Instrument
    warnings: tuple[Problem, ...]


def compile_workbook(content: bytes, filename: str, attachments: Mapping[str, bytes] = NO_FILES) -> Compiled:
    """The instrument of an XLSForm workbook (.xlsx, .csv, Markdown tables) with its tables.

    `attachments` are the files that come with it, by name; only tables (.csv) are read. Raises
    WorkbookRefused with every problem, each at its cell ('survey!C7'; rows count from the heading, which is
    1; columns of .csv and .md count from the one after the sheet's name). `filename` is only the place of
    problems that concern the file as a whole.
    """
    return compile_sheets(read(content, filename), filename, attachments)


def read(content: bytes, filename: str) -> Workbook:
    """The sheets of a workbook. Raises WorkbookRefused, with `filename` as the place of its problems."""
    try:
        return read_workbook(content)
    except WorkbookRefused as refused:
        raise WorkbookRefused([_at(problem, filename) for problem in refused.problems]) from None


def compile_sheets(
    workbook: Workbook, filename: str, attachments: Mapping[str, bytes] = NO_FILES
) -> Compiled:
    """The instrument of a workbook that was read. Raises WorkbookRefused as `compile_workbook` does."""
    findings = Findings()
    if not check_headings(workbook, findings):
        raise _refused(findings, filename)  # what its rows say cannot be known
    instrument = _instrument(workbook, attachments, findings)
    if not findings.problems and workbook.objection:
        findings.refuse("workbook_pyxform", message=workbook.objection)
    findings.close()
    if findings.problems:
        raise _refused(findings, filename)
    return Compiled(instrument, tuple(_at(warning, filename) for warning in findings.warnings))


def _refused(findings: Findings, filename: str) -> WorkbookRefused:
    problems, warnings = (
        [_at(each, filename) for each in found] for found in (findings.problems, findings.warnings)
    )
    return WorkbookRefused(problems, warnings)


def _at(problem: Problem, filename: str) -> Problem:
    return problem if problem.place else Problem(problem.code, filename, problem.values)


def _instrument(workbook: Workbook, attachments: Mapping[str, bytes], findings: Findings) -> Instrument:
    records = {name: _records(workbook, name, findings) for name in SHEETS}
    _refuse_sheets(workbook, findings)
    settings = _settings(records, findings)
    lists = read_lists(records["choices"], settings, findings)
    tables = read_tables(attachments, findings)
    further = tuple(heading.key for heading in _headings(records["choices"]) if heading.further)
    context = Context(settings, lists, findings, tables, further)
    items, groups = read_questions(records["survey"], context)
    instrument = Instrument(
        id=settings.id,
        version=settings.version,
        title=settings.title,
        status=settings.status,
        languages=settings.languages,
        language_names=settings.language_names,
        default_language=settings.default_language,
        items=lay_out(items, groups),
        groups=tuple(groups.values()),
        lists=context.lists,
        audience=settings.audience or audience_of(items),
        instance_name=settings.instance_name,
        methods=read_methods(records["methods"], items, context),
        tables=tables,
    )
    _check_whole(instrument, records, context)
    used = looked_in(instrument, records["survey"])
    check_used(records["choices"], records["survey"], used, findings)
    for name in sorted(tables.keys() - used):
        findings.warn("table_unused", f"{name}.csv")
    return replace(instrument, tables={name: table for name, table in tables.items() if name in used})


def _settings(records: Mapping[str, list[Record]], findings: Findings) -> Settings:
    """The form's settings, with the languages it is written, heard and pictured in."""
    languages = languages_of(records["survey"], records["choices"], records["settings"])
    labels = [each for each in _headings(records["survey"]) if each.key == "label"]
    untagged = any(not each.language for each in labels)
    settings = read_settings(records["settings"], languages, untagged, findings)
    if untagged and any(each.language == settings.default_language for each in labels):
        column = next(each.column for each in labels if not each.language)
        findings.refuse("column_twice", cell_place("survey", 1, column), found="label")
    played = [*records["survey"], *records["choices"]]
    return replace(
        settings,
        heard=with_files(played, AUDIO, settings.default_language),
        pictured=with_files(played, IMAGE, settings.default_language),
    )


def _headings(records: list[Record]) -> tuple[Heading, ...]:
    return records[0].headings if records else ()


def _records(workbook: Workbook, name: str, findings: Findings) -> list[Record]:
    sheet = workbook.sheets.get(name)
    return read_records(sheet, findings) if sheet is not None and sheet.heading else []


def _refuse_sheets(workbook: Workbook, findings: Findings) -> None:
    for name, code in UNSUPPORTED_SHEETS.items():
        sheet = workbook.sheets.get(name)
        if sheet is not None and sheet.rows:
            findings.refuse(code, cell_place(name, sheet.rows[0].number, 0))


def _check_whole(instrument: Instrument, records: Mapping[str, list[Record]], context: Context) -> None:
    findings = context.findings
    if not any(item.askable for item in instrument.items):
        findings.refuse("no_question")
    if context.settings.audience is Audience.CITIZEN and audience_of(instrument.items) is Audience.STAFF:
        findings.refuse("audience_checklist", records["settings"][0].place("audience"))
    settings = records["settings"][0] if records["settings"] else None
    check_references(instrument, context, settings)
    check_cycles(instrument, context)
    check_shapes(instrument, context)
    check_texts(instrument, [*records["survey"], *records["choices"]], context)
    check_hidden([record for name in SHEETS for record in records[name]], findings)
    for item in instrument.items:
        _check_default(instrument, item, context)
        if item.list_name in instrument.tables:
            check_choices(instrument, item, findings)
        if item.role in RATED:
            _check_scale(item, context)
    look_over(instrument, context, settings)


def _check_default(instrument: Instrument, item: Item, context: Context) -> None:
    try:
        read = reader_of(instrument, item)
        if read is not None and item.default:
            read(item.default)
    except Unreadable:
        place = context.records[item.name].place("default")
        context.findings.refuse("default", place, found=item.default)


def _check_scale(item: Item, context: Context) -> None:
    choices = context.lists.get(item.list_name or "", ())
    if choices and all(choice.score is None and choice.satisfied is None for choice in choices):
        context.findings.warn(
            "scale_without_scores", context.records[item.name].place("type"), found=item.list_name
        )

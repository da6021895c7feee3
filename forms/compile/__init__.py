"""From a workbook to an Instrument: every sheet is read whole, and all that is wrong is told at once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from forms.answers import Unreadable
from forms.compile.cells import Context
from forms.compile.columns import Record, languages_of, read_records
from forms.compile.findings import Findings
from forms.compile.lists import read_lists
from forms.compile.logic import check_cycles, check_references
from forms.compile.methods import read_methods
from forms.compile.questions import read_questions
from forms.compile.screens import lay_out
from forms.compile.settings import read_settings
from forms.errors import Problem, WorkbookRefused
from forms.instrument import Instrument
from forms.items import Group, Item, Role
from forms.plan import dependencies, reader_of
from forms.xlsform import Workbook, read_workbook

__all__ = ["Compiled", "compile_workbook"]

SHEETS = ("survey", "choices", "settings", "methods")


@dataclass(frozen=True, slots=True)
class Compiled:
    """An instrument and what its author should know about it."""

    instrument: Instrument
    warnings: tuple[Problem, ...]


def compile_workbook(content: bytes, filename: str) -> Compiled:
    """The instrument of an XLSForm workbook (.xlsx, .csv, Markdown tables).

    Raises WorkbookRefused with every problem, each at its cell ('survey!C7'; rows count from the heading,
    which is 1; columns of .csv and .md count from the one after the sheet's name). `filename` is only the
    place of problems that concern the file as a whole.
    """
    try:
        workbook = read_workbook(content)
    except WorkbookRefused as refused:
        raise WorkbookRefused([_at(problem, filename) for problem in refused.problems]) from None
    findings = Findings()
    instrument = _instrument(workbook, findings)
    if not findings.problems and workbook.objection:
        findings.refuse("workbook_pyxform", message=workbook.objection)
    warnings = tuple(_at(warning, filename) for warning in findings.warnings)
    if findings.problems:
        raise WorkbookRefused([_at(problem, filename) for problem in findings.problems], warnings)
    return Compiled(instrument, warnings)


def _at(problem: Problem, filename: str) -> Problem:
    return problem if problem.place else Problem(problem.code, filename, problem.values)


def _instrument(workbook: Workbook, findings: Findings) -> Instrument:
    records = {name: _records(workbook, name, findings) for name in SHEETS}
    languages = languages_of(records["survey"], records["choices"], records["settings"])
    settings = read_settings(records["settings"], languages, findings)
    lists = read_lists(records["choices"], settings, findings)
    context = Context(settings, lists, findings)
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
        lists=lists,
        methods=read_methods(records["methods"], items, context),
    )
    _check_whole(instrument, groups.values(), context)
    return instrument


def _records(workbook: Workbook, name: str, findings: Findings) -> list[Record]:
    sheet = workbook.sheets.get(name)
    if sheet is not None and sheet.heading:
        return read_records(sheet, findings)
    if name == "survey":
        findings.refuse_unknown("sheet_missing", "", name, workbook.sheets)
    return []


def _check_whole(instrument: Instrument, groups: Iterable[Group], context: Context) -> None:
    if not any(item.askable for item in instrument.items):
        context.findings.refuse("no_question")
    check_references(instrument.items, groups, context.records, context.findings)
    graph = {item.name: dependencies(instrument, item) for item in instrument.items}
    check_cycles(graph, context.records, context.findings)
    for item in instrument.items:
        _check_default(instrument, item, context.records, context.findings)
        if item.role in (Role.CRITERION, Role.FACTOR_GENERAL, Role.OVERALL):
            _check_scale(item, context)


def _check_default(
    instrument: Instrument, item: Item, records: Mapping[str, Record], findings: Findings
) -> None:
    try:
        read = reader_of(instrument, item)
        if read is not None and item.default:
            read(item.default)
    except Unreadable:
        findings.refuse("default", records[item.name].place("default"), found=item.default)


def _check_scale(item: Item, context: Context) -> None:
    choices = context.lists.get(item.list_name or "", ())
    if choices and all(choice.score is None and choice.satisfied is None for choice in choices):
        context.findings.warn(
            "scale_without_scores", context.records[item.name].place("type"), found=item.list_name
        )

"""Whether the sheets have the headings without which no row can be read, and where they may be."""

from collections.abc import Mapping
from difflib import get_close_matches

from forms.compile.columns import nearest_key, parted
from forms.compile.findings import Findings
from forms.xlsform import Sheet, Workbook, cell_place

_NEEDED = {"survey": ("type", "name"), "choices": ("list_name", "name"), "settings": ("form_id",)}
_SHEETS = {"survey", "choices", "settings", "methods"}
_LEFT_OUT = ("settings",)  # what is missing there is said when it is read
_LOOKED_AT = 20  # rows below, for a heading that is not in the first


def check_headings(workbook: Workbook, findings: Findings) -> bool:
    """Whether the sheets can be read row by row; what stands in the way goes to `findings`."""
    before = len(findings.problems)
    if not workbook.sheets.keys() & _SHEETS and not get_close_matches("survey", workbook.sheets, 1, 0.6):
        there = ", ".join(list(workbook.sheets)[:5])[:100] or "–"
        findings.refuse("workbook_own_table", "", there=there)
    elif "survey" not in workbook.sheets:
        findings.refuse_unknown("sheet_missing", "", "survey", workbook.sheets)
    for name, needed in _NEEDED.items():
        sheet = workbook.sheets.get(name)
        if sheet is not None and (sheet.heading or sheet.rows):
            _check_sheet(sheet, needed, findings)
        elif sheet is not None and name == "survey":
            findings.refuse("sheet_blank", cell_place(name, 1, 0), found=name)
    return len(findings.problems) == before


def _check_sheet(sheet: Sheet, needed: tuple[str, ...], findings: Findings) -> None:
    titles = _keys(sheet.heading)
    missing = [key for key in needed if key not in titles]
    if not missing:
        return
    for row in sheet.rows[:_LOOKED_AT]:
        if set(needed) <= _keys(row.cells).keys():
            place = cell_place(sheet.name, row.number, 0)
            findings.refuse("heading_below", place, row=row.number, above=row.number - 1)
            return
    if sheet.name in _LEFT_OUT:
        return
    misspelt = {nearest_key(sheet.name, title) for title in sheet.heading}  # told when they are read
    for key in missing:
        if key not in misspelt:
            there = ", ".join(title for title in sheet.heading if title)[:200] or "–"
            findings.refuse("heading_missing", cell_place(sheet.name, 1, 0), found=key, there=there)


def _keys(cells: tuple[str, ...]) -> Mapping[str, int]:
    """The keys of a heading row, each with its column."""
    return {parted(cell)[0]: column for column, cell in reversed(list(enumerate(cells))) if cell}

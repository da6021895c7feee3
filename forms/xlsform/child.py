"""The child process: a file on standard input, its sheets as JSON on standard output.

    python -m forms.xlsform.child xlsx|csv|md

It limits itself before it reads a byte. A crash is its parent's to explain.
"""

import json
import re
import sys
from typing import Any

from forms.errors import Problem, WorkbookRefused
from forms.xlsform import limits
from forms.xlsform.tables import XLSFORM, Tables, read_csv, read_markdown, read_xlsx

_TYPE_COLUMNS = ("type", "command")
_OF_LIST = re.compile(
    r"(?P<kind>(?:add )?(?:select|rank).*?) (?P<list>\S+)(?P<other>(?: or[_ ]other| or specify other)?)",
    re.IGNORECASE,
)


def main() -> None:
    """Read, write one JSON object: {"sheets", "xform", "objection"} or {"problems"}."""
    limit_resources()
    # openpyxl loads numpy when it is there: 100 ms and a pool of threads for nothing. Without lxml it reads
    # by defusedxml, which knows no entities.
    sys.modules["numpy"] = sys.modules["lxml"] = None  # type: ignore[assignment]
    answer: dict[str, Any]
    try:
        tables = read(sys.stdin.buffer.read(limits.BYTES + 1), sys.argv[1])
        if sum(len(cell) for rows in tables.values() for row in rows for cell in row) > limits.TEXT:
            raise WorkbookRefused([Problem("workbook_text", values={"most": limits.TEXT})])
        xform, objection = convert(tables)
        answer = {"sheets": tables, "xform": xform, "objection": objection}
    except WorkbookRefused as refused:
        answer = {"problems": [[p.code, p.place, dict(p.values)] for p in refused.problems]}
    sys.stdout.write(json.dumps(answer))


def limit_resources() -> None:
    """Cap memory and processor time where the platform can; the parent's clock holds everywhere."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (limits.MEMORY_BYTES, limits.MEMORY_BYTES))
        resource.setrlimit(resource.RLIMIT_CPU, (limits.SECONDS, limits.SECONDS))


def read(content: bytes, kind: str) -> Tables:
    """The tables of `content`. Raises WorkbookRefused for a file that is not what it looks like."""
    try:
        if kind == "xlsx":
            return read_xlsx(content)
        text = content.decode("utf-8-sig")
        return read_markdown(text) if kind == "md" else read_csv(text)
    except (WorkbookRefused, MemoryError):
        raise
    except Exception:  # whatever a damaged file sets off has the one answer
        raise WorkbookRefused([Problem("workbook_damaged")]) from None


def convert(tables: Tables) -> tuple[str, str]:
    """The XForm that pyxform, the reference reader of XLSForm, makes of the workbook, or what it has against
    it; the other is ''."""
    from pyxform.builder import create_survey_element_from_dict
    from pyxform.xls2json import workbook_to_json
    from pyxform.xls2json_backends import DefinitionData

    definition: dict[str, Any] = {"sheet_names": list(tables)}
    for name in XLSFORM:
        rows = tables.get(name, [])
        heading = rows[0] if rows else []
        definition[name] = [
            {title: spelled(title, cell) for title, cell in zip(heading, row, strict=False) if title and cell}
            for row in rows[1:]
        ]
        definition[f"{name}_header"] = [{title: None for title in heading if title}]
    try:
        tree = workbook_to_json(DefinitionData(**definition), form_name="data", warnings=[])
        survey = create_survey_element_from_dict(tree)
        return survey.to_xml(validate=False, pretty_print=False, warnings=[]), ""
    except Exception as fault:  # pyxform raises its own errors and, on odd input, any other
        return "", str(fault)[:1000] or type(fault).__name__


def spelled(title: str, cell: str) -> str:
    """The cell as pyxform wants it: types in small letters, which spreadsheets like to begin with a capital.
    The name of a list stays as it is."""
    if title.lower() not in _TYPE_COLUMNS:
        return cell
    words = " ".join(cell.split())
    listed = _OF_LIST.fullmatch(words)
    if listed is None:
        return words.lower()
    return f"{listed['kind'].lower()} {listed['list']}{listed['other'].lower()}"


if __name__ == "__main__":
    main()

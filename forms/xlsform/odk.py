"""ODK's own judge of forms, where Java is there to run it: it comes with pyxform.

A form may say more here than ODK understands, and works all the same; its author hears whether it could still
go to ODK or KoboToolbox.
"""

import re
import shutil
import subprocess
import tempfile
from importlib.util import find_spec
from pathlib import Path

from forms.errors import Problem
from forms.xlsform import limits
from forms.xlsform.sheets import Sheet, Workbook, cell_place

_JAR = Path("validators", "odk_validate", "bin", "ODK_Validate.jar")
_OPTIONS = ("-Xmx256m", "-XX:TieredStopAtLevel=1", "-Djava.awt.headless=true")
_LONGEST = 600  # characters of what it says
_NODE = re.compile(r"/data((?:/[\w.-]+(?:\[\d+\])?)+)")
_CAUSE = re.compile(r"^(Caused by: )?([a-z]+\.)+[A-Z]\w*(Exception|Error): ")


def odk_command() -> tuple[str, ...]:
    """What runs the judge; nothing where Java or the judge is not installed."""
    java, found = shutil.which("java"), find_spec("pyxform")
    jar = Path(found.origin).parent / _JAR if found and found.origin else None
    return (java, *_OPTIONS, "-jar", str(jar)) if java and jar and jar.is_file() else ()


def ask_odk(workbook: Workbook) -> tuple[Problem, ...]:
    """What ODK has against a workbook that was read, at the item's cell where it names one.

    Nothing without Java. Takes some tenths of a second and about 150 MB in a process of its own.
    """
    command = odk_command()
    if not command or not workbook.xform:
        return ()
    with tempfile.TemporaryDirectory() as folder:
        form = Path(folder) / "form.xml"
        form.write_text(workbook.xform, encoding="utf-8")
        try:
            done = subprocess.run(  # noqa: S603  our own jar, no word of it from outside
                [*command, str(form)], capture_output=True, timeout=limits.ODK_SECONDS, check=False
            )
        except subprocess.TimeoutExpired:
            return (Problem("odk_slow", values={"most": limits.ODK_SECONDS}),)
    if not done.returncode:
        return ()
    said = _said(done.stderr.decode("utf-8", "replace"))
    return (Problem("odk_objects", _place(said, workbook.sheets.get("survey")), {"message": said}),)


def _said(output: str) -> str:
    """Its words alone: without where in its own code it found out."""
    lines: list[str] = []
    for line in output.splitlines():
        if line.startswith("\tat ") or (lines and _CAUSE.match(line)):
            break
        words = _CAUSE.sub("", line).strip()
        if words and not words.startswith(">> Something broke"):
            lines.append(words)
    return " ".join(lines)[:_LONGEST]


def _place(said: str, survey: Sheet | None) -> str:
    """The cell with the name of the first item it speaks of; '' for none."""
    titles = [title.strip().lower() for title in survey.heading] if survey else []
    if survey is None or "name" not in titles:
        return ""
    column = titles.index("name")
    rows = {row.cells[column]: row.number for row in survey.rows if len(row.cells) > column}
    for node in _NODE.finditer(said):
        name = re.sub(r"\[\d+\]", "", node[1]).rpartition("/")[2].rstrip(".")
        if name in rows:
            return cell_place(survey.name, rows[name], column)
    return ""

"""What is asked: XLSForm -> Instrument; expressions; the one judge of answers; compiled pages.

Knows of no server and no database. Imports only `wording` and libraries.
"""

from forms.check import Checked, check
from forms.compile import Compiled, compile_workbook
from forms.errors import ExpressionFault, FormsError, Problem, UnknownInstrument, WorkbookRefused
from forms.failures import Failure, failures
from forms.instrument import Instrument
from forms.items import Choice, Group, Item, ItemType, Missing, Role, Severity
from forms.page import (
    Screen,
    is_fixed,
    next_screen,
    pressed_repeat,
    previous_screen,
    read_posted,
    removal_field,
    removed_files,
    removed_occurrence,
    renumbered,
    render_hidden,
    render_screen,
    screen_of,
    screens,
    word_problem,
    word_workbook_problem,
)
from forms.page.scripts import SCRIPTS, helpers_of, script, script_digest
from forms.shipped import SHIPPED, load_shipped

__all__ = [
    "SCRIPTS",
    "SHIPPED",
    "Checked",
    "Choice",
    "Compiled",
    "ExpressionFault",
    "Failure",
    "FormsError",
    "Group",
    "Instrument",
    "Item",
    "ItemType",
    "Missing",
    "Problem",
    "Role",
    "Screen",
    "Severity",
    "UnknownInstrument",
    "WorkbookRefused",
    "check",
    "compile_workbook",
    "failures",
    "helpers_of",
    "load_shipped",
    "is_fixed",
    "next_screen",
    "pressed_repeat",
    "previous_screen",
    "read_posted",
    "removal_field",
    "removed_files",
    "removed_occurrence",
    "renumbered",
    "render_hidden",
    "render_screen",
    "screen_of",
    "screens",
    "script",
    "script_digest",
    "word_problem",
    "word_workbook_problem",
]

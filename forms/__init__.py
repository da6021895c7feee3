"""What is asked: XLSForm -> Instrument; expressions; the one judge of answers; compiled pages.

Knows of no server and no database. Imports only `wording` and libraries.
"""

from forms.answers import ENDINGS
from forms.check import Checked, check
from forms.compile import Compiled, compile_workbook
from forms.defaults import defaults
from forms.errors import ExpressionFault, FormsError, Problem, UnknownInstrument, WorkbookRefused
from forms.failures import Failure, failures
from forms.gate.advice import advice
from forms.instrument import Instrument
from forms.items import Choice, Group, Item, ItemType, Missing, Role, Severity
from forms.marks import JUDGED, Mark, Outcome, marks
from forms.metadata import circumstances
from forms.page import (
    Screen,
    Step,
    begun,
    end_of,
    entry_title,
    field_of,
    file_at,
    is_fixed,
    kept_files,
    name_entry,
    name_place,
    next_screen,
    number_entry,
    pressed_repeat,
    previous_screen,
    read_posted,
    regrouped,
    removal_field,
    removed_files,
    removed_occurrence,
    render_hidden,
    render_screen,
    renumbered,
    screen_of,
    screens,
    step_of,
    word_at,
    word_problem,
    word_workbook_problem,
)
from forms.page.failing import failing
from forms.page.logic import draw_logic, logic, scripts_of, scripts_on
from forms.page.scripts import SCRIPTS, helpers_of, script, script_digest
from forms.page.whole import Whole, render_whole
from forms.shipped import FIRST, SHIPPED, load_shipped

__all__ = [
    "ENDINGS",
    "FIRST",
    "JUDGED",
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
    "Mark",
    "Missing",
    "Outcome",
    "Problem",
    "Role",
    "Screen",
    "Severity",
    "Step",
    "UnknownInstrument",
    "Whole",
    "WorkbookRefused",
    "advice",
    "begun",
    "check",
    "circumstances",
    "compile_workbook",
    "defaults",
    "draw_logic",
    "end_of",
    "entry_title",
    "failing",
    "failures",
    "field_of",
    "file_at",
    "helpers_of",
    "is_fixed",
    "kept_files",
    "load_shipped",
    "logic",
    "marks",
    "name_entry",
    "name_place",
    "next_screen",
    "number_entry",
    "pressed_repeat",
    "previous_screen",
    "read_posted",
    "regrouped",
    "removal_field",
    "removed_files",
    "removed_occurrence",
    "render_hidden",
    "render_screen",
    "render_whole",
    "renumbered",
    "screen_of",
    "screens",
    "script",
    "script_digest",
    "scripts_of",
    "scripts_on",
    "step_of",
    "word_at",
    "word_problem",
    "word_workbook_problem",
]

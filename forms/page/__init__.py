"""The instrument as a page: which screens it has, what a browser sends back, the HTML of a screen.

The HTML is a fragment: the form around it, its buttons, the list of errors above it are the server's. It
works without JavaScript, carries no style and no script, and its fields are called f1, f2, ...: an item's own
name may be one a form library cannot take.
"""

from forms.page.brought import kept_files, regrouped
from forms.page.drawing import render_hidden, render_screen
from forms.page.entries import entry_title, name_entry, number_entry
from forms.page.phrases import name_place, word_at, word_problem, word_workbook_problem
from forms.page.posted import (
    field_of,
    file_at,
    pressed_repeat,
    read_posted,
    removal_field,
    removed_files,
    removed_occurrence,
    renumbered,
)
from forms.page.reacting import is_fixed, reacting
from forms.page.screens import Screen, begun, end_of, next_screen, previous_screen, screen_of, screens
from forms.page.steps import Step, step_of

__all__ = [
    "Screen",
    "Step",
    "begun",
    "end_of",
    "entry_title",
    "field_of",
    "file_at",
    "is_fixed",
    "kept_files",
    "name_entry",
    "name_place",
    "next_screen",
    "number_entry",
    "pressed_repeat",
    "previous_screen",
    "reacting",
    "read_posted",
    "regrouped",
    "removal_field",
    "removed_files",
    "removed_occurrence",
    "render_hidden",
    "render_screen",
    "renumbered",
    "screen_of",
    "screens",
    "step_of",
    "word_at",
    "word_problem",
    "word_workbook_problem",
]

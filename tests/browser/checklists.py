"""A shipped checklist, filled in at a browser as given."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from playwright.sync_api import Page

from forms import compile_workbook, load_shipped


def fill_section(page: Page, given: Mapping[str, str | list[str]], files: Path) -> None:
    """Answer every item on the page that ``given`` answers by its name; photos lie in ``files``."""
    asked = page.evaluate("[...document.querySelectorAll('.checklist [name]')].map(f => [f.name, f.type])")
    for field, kind in dict(map(tuple, asked)).items():
        value = given.get(_item_names().get(field, ""))
        if value is None:
            continue
        if kind in ("radio", "checkbox"):
            for each in [value] if isinstance(value, str) else value:
                page.check(f"[name={field}][value='{each}']")
        elif kind == "file":
            page.set_input_files(f"[name={field}]", files / str(value))
        else:
            page.fill(f"[name={field}]", str(value))


@cache
def _item_names() -> dict[str, str]:
    """The names of the checklist's items by their fields."""
    checklist = compile_workbook(load_shipped("counter_check"), "counter_check.md").instrument
    return {item.field: item.name for item in checklist.items}

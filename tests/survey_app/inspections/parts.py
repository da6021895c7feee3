"""Shipped forms of staff as they are carried on visits: compiled once, and answered as badly as they take."""

from functools import cache

from forms import Compiled, Instrument, Item, ItemType, compile_workbook, load_shipped
from survey_app.inspections.model import Given

M4A = b"\x00\x00\x00\x20ftypM4A \x00\x00\x00\x00" + bytes(40)
BALANCED = {"F01_carried": "10", "F01_new": "5", "F01_on_time": "10", "F01_late": "2", "F01_overdue": "3"}
NUMBERS = {
    "cchc_checklist": BALANCED | {"F02": "2", "B03_checked": "10", "C02_area": "60", "C07_network": "3"},
    "mystery_visit": {"arrived": "08:00", "called": "08:10", "left": "08:30", "open": "yes"},
    "quick_interview": {"people": "2", "declined": "1", "person": "2"},
}


@cache
def shipped(name: str) -> Compiled:
    return compile_workbook(load_shipped(name), f"{name}.md")


def worst(instrument: Instrument, item: Item) -> Given:
    """An answer that fails where one does."""
    choices = instrument.choices(item)
    if item.type is ItemType.SELECT_ONE:
        failing = [one.name for one in choices if one.fails or one.name in ("1", "more")]
        paid = item.fails is not None and item.fails.source == ". = 'yes'"
        return "yes" if paid else (failing or [choices[0].name])[0]
    if item.type is ItemType.SELECT_MULTIPLE:
        return [choices[0].name]
    if item.type in (ItemType.INTEGER, ItemType.DECIMAL):
        return "0"
    days = {ItemType.TIME: "08:00", ItemType.DATE: "2026-01-15", ItemType.ACKNOWLEDGE: "yes"}
    return days.get(item.type, "Kiểm tra lúc 7 giờ 15, có biên bản")

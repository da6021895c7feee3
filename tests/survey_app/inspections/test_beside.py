"""What a unit said beside what its inspectors found."""

from datetime import date
from decimal import Decimal

from forms import check, compile_workbook
from survey_app.inspections.beside import Stand, shares_items, side_by_side
from tests.survey_app.inspections.parts import shipped

DAY = date(2026, 11, 20)
HEAD = "| survey | | | | | |\n| | type | name | label | compares | severity | finding | fails |\n"
SETTINGS = (
    "| settings | | | |\n| | form_id | version | form_title | audience |\n| | {id} | 1 | {id} | staff |\n"
)
CHOICES = "| choices | | | |\n| | list_name | name | label |\n| | yn | yes | Có |\n| | yn | no | Không |\n"
REPORT = f"""{HEAD}| | integer | new | Tiếp nhận mới | F01_new |  |  |  |
| | integer | late | Trễ hạn | F01_late |  |  |  |
| | select_one yn | plan | Có kế hoạch |  |  |  |  |
| | select_multiple yn | both | Nhiều |  |  |  |  |
| | text | why | Vì sao |  |  |  |  |
| | text | own | Riêng |  |  |  |  |
| | integer | rest | Còn lại |  |  |  |  |
{CHOICES}{SETTINGS.format(id="report")}"""
SEEN = f"""{HEAD}| | integer | F01_new | Mới |  |  |  |  |
| | integer | F01_late | Trễ |  | N2 | TT02 | . > 0 |
| | select_one yn | plan | Kế hoạch |  |  |  |  |
| | select_multiple yn | both | Nhiều |  |  |  |  |
| | text | why | Vì sao |  |  |  |  |
| | integer | rest | Còn |  |  |  |  |
| | integer | theirs | Của đoàn |  |  |  |  |
{CHOICES}{SETTINGS.format(id="seen")}"""


def test_side_by_side__mapped_and_same_names__says_how_each_stands() -> None:
    mine = compile_workbook(REPORT.encode(), "report.md").instrument
    theirs = compile_workbook(SEEN.encode(), "seen.md").instrument
    said = check(
        mine,
        {"new": "90", "late": "0", "plan": "yes", "both": ["no", "yes"], "why": "a", "own": "x", "rest": "4"},
        DAY,
    )
    found = check(
        theirs,
        {"F01_new": "90", "F01_late": "3", "plan": "no", "both": ["yes", "no"], "why": "b", "theirs": "9"},
        DAY,
    )
    pairs = {pair.item: pair for pair in side_by_side(said, found, "vi")}
    assert {item: pair.stand for item, pair in pairs.items()} == {
        "new": Stand.SAME,
        "late": Stand.DIFFERS,
        "plan": Stand.DIFFERS,
        "both": Stand.SAME,
        "why": Stand.WORDS,
        "rest": Stand.UNIT_ONLY,
    }
    assert pairs["late"].difference == Decimal(3)
    assert (pairs["plan"].unit, pairs["plan"].team, pairs["plan"].label) == ("Có", "Không", "Có kế hoạch")
    assert [item for item, pair in pairs.items() if pair.differs] == ["late", "plan", "rest"]


def test_shares_items__shipped_report__maps_to_the_long_checklist() -> None:
    report, checklist = shipped("unit_self_report").instrument, shipped("cchc_checklist").instrument
    named = {item.compares for item in report.items if item.compares}
    assert named <= {item.name for item in checklist.items}
    shared = side_by_side(
        check(report, {"new": "90", "tasks": "35"}, DAY),
        check(checklist, {"F01_new": "88", "A02_total": "35"}, DAY),
        "vi",
    )
    assert [(pair.item, pair.difference) for pair in shared] == [("tasks", 0), ("new", -2)]
    assert shares_items(report, checklist)
    assert not shares_items(report, shipped("counter_check").instrument)

from datetime import UTC, date, datetime

from survey_app.places.model import Tree, Unit, UnitType, index_periods, local_day, path_on


def unit(
    code: str, kind: str, parent: str = "", first: str = "", last: str = "", successor: str = ""
) -> Unit:
    return Unit(code, first, last, code, "", UnitType(kind), parent, successor)


# One code, two authorities: until 30 June 2025 commune A under P1, from then on commune B under P2.
REUSED = [
    unit("P1", "province"),
    unit("P2", "province"),
    unit("C", "commune", "P1", "2020-01-01", "2025-06-30"),
    unit("C", "commune", "P2", "2025-07-01"),
    unit("old", "counter", "C", "2021-01-01"),
    unit("new", "counter", "C", "2025-07-01"),
]


def codes(units: list[Unit]) -> list[str]:
    return [unit.code for unit in units]


def test_local_day__evening_in_utc__is_the_next_day_at_the_counters() -> None:
    assert local_day(datetime(2026, 11, 22, 17, 30, tzinfo=UTC)) == date(2026, 11, 23)


def test_path_on__code_was_reused__means_the_parent_on_the_first_day() -> None:
    periods = index_periods(REUSED)
    old, new = REUSED[4], REUSED[5]
    assert codes([*path_on(old, "2026-01-01", periods)]) == ["P1", "C", "old"]
    assert codes([*path_on(new, "2026-01-01", periods)]) == ["P2", "C", "new"]


def test_path_on__parent_since_unknown__meets_the_period_of_the_day() -> None:
    counter = unit("q", "counter", "C")
    periods = index_periods([*REUSED, counter])
    assert path_on(counter, "2024-01-01", periods)[0].code == "P1"
    assert path_on(counter, "2026-01-01", periods)[0].code == "P2"


def test_tree__parent_ended_with_successor__children_stand_under_it() -> None:
    units = [
        unit("CU", "province", last="2025-06-30", successor="08"),
        unit("08", "province", first="2025-07-01"),
        unit("D", "department", "CU"),
    ]
    assert codes(Tree(units, date(2025, 6, 30)).children("CU")) == ["D"]
    assert codes(Tree(units, date(2025, 7, 1)).children("08")) == ["D"]


def test_tree__parent_ended_without_successor__children_stand_under_nothing() -> None:
    tree = Tree(REUSED, date(2026, 1, 1))
    assert codes(tree.children("C")) == ["new"]
    assert "old" in tree.units


def test_tree__under__lists_parents_before_children_at_any_depth() -> None:
    units = [
        unit("P", "province"),
        unit("C2", "commune", "P"),
        unit("C1", "commune", "P"),
        unit("M", "centre", "C1"),
        unit("q2", "counter", "M"),
        unit("q1", "counter", "C2"),
        unit("gone", "counter", "C2", last="2020-01-01"),
    ]
    assert codes(Tree(units, date(2026, 1, 1)).under("P")) == ["C1", "M", "q2", "C2", "q1"]

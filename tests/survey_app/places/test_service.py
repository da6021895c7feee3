from datetime import date

import pytest

from survey_app import store
from survey_app.cli.console import word_problem
from survey_app.errors import Invalid, NotFound, Problem
from survey_app.places import service
from survey_app.places.service import ImportResult
from survey_app.places.unit_file import COLUMNS
from wording import LANGUAGES

DAY = date(2026, 1, 1)


def put(opened: store.Store, *lines: str) -> ImportResult:
    content = "\n".join((",".join(COLUMNS), *lines)).encode()
    file = service.read_units(content, "units.csv")
    return opened.write(lambda db: service.import_units(db, file))


def faults(opened: store.Store, *lines: str) -> list[tuple[str, str]]:
    with pytest.raises(Invalid) as caught:
        put(opened, *lines)
    assert all(is_worded(problem) for problem in caught.value.problems)
    return [(problem.place.removeprefix("units.csv"), problem.code) for problem in caught.value.problems]


def is_worded(problem: Problem) -> bool:
    """Whether every language has words for the problem and the problem has every value they name."""
    return not any("{" in word_problem(problem, language) for language in LANGUAGES)


def stored(opened: store.Store) -> list[str]:
    return [unit.code for unit in service.all_units(opened.read())]


P, C = "P,Tỉnh P,,province,,,,,", "C,Xã C,,commune,P,,,,"
TREE = (P, C, "M,Trung tâm M,,centre,P,,,,", "Q,Quầy Q,,counter,C,,,,", "R,Quầy R,,counter,M,,,,")


def test_import_units__same_file_again__changes_nothing(opened: store.Store) -> None:
    assert put(opened, *TREE) == ImportResult(5, 0, 0)
    assert put(opened, *TREE) == ImportResult(0, 0, 5)


def test_import_units__same_code_and_first_day__corrects_what_is_stored(opened: store.Store) -> None:
    put(opened, *TREE)
    assert put(opened, "C,Phường C,,commune,P,,,,", C.replace("C,", "D,", 1)) == ImportResult(1, 1, 0)
    assert service.unit(opened.read(), "C", DAY).name_vi == "Phường C"


def test_import_units__predecessor_in_the_file__its_code_stays_ours(opened: store.Store) -> None:
    opened.write(service.load_provinces)
    put(opened, "CU-HA-GIANG,Tỉnh Hà Giang,,province,,,2025-06-30,08,")
    unit = service.unit(opened.read(), "CU-HA-GIANG", date(2025, 6, 30))
    assert (unit.name_vi, unit.code_is_ours) == ("Tỉnh Hà Giang", True)
    assert put(opened, "CU-HA-GIANG,Tỉnh Hà Giang,,province,,,2025-06-30,08,").unchanged == 1


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["C,Xã C,,commune,X,,,,"], [(":2", "unit_parent_unknown")]),
        (["C,Xã C,,commune,,,,,"], [(":2", "unit_parent_blank")]),
        ([P, "C,Xã C,,commune,C,,,,"], [(":3", "unit_loop")]),
        ([P, P], [(":3", "unit_twice")]),
        ([P, "P,Tỉnh P,,province,,2025-07-01,,,"], [(":3", "unit_periods_overlap")]),
        ([P, "P2,Tỉnh,,province,P,,,,"], [(":3", "unit_parent_impossible")]),
        ([P, "Q,Quầy,,counter,P,,,,"], [(":3", "unit_parent_impossible")]),
        ([P, "C,Xã C,,commune,P,,,X,"], [(":3", "unit_successor_unknown")]),
        (
            ["P,Tỉnh P,,province,,2025-07-01,,,", "C,Xã C,,commune,P,2025-06-30,,,"],
            [(":3", "unit_parent_not_valid")],
        ),
        (
            ["A,Xã A,,commune,X,,,,", "B,Xã B,,commune,P,bad,,,", "Q,Quầy,,counter,B,,,,", P, P],
            [(":2", "unit_parent_unknown"), (":3", "bad_date"), (":6", "unit_twice")],
        ),
    ],
)
def test_import_units__tree_wrong__lists_all_by_row_and_imports_nothing(
    opened: store.Store, lines: list[str], expected: list[tuple[str, str]]
) -> None:
    assert faults(opened, *lines) == expected
    assert stored(opened) == []


def test_import_units__successors_in_a_ring__are_refused(opened: store.Store) -> None:
    lines = ["A,Xã A,,commune,P,,2025-12-31,B,", "B,Xã B,,commune,P,,2025-12-31,A,"]
    with pytest.raises(Invalid) as caught:
        put(opened, P, *lines)
    assert {problem.code for problem in caught.value.problems} == {"unit_successor_loop"}


def test_import_units__loop_of_three__names_it_once(opened: store.Store) -> None:
    lines = [
        "A,Xã A,,commune,B,,,,",
        "B,Xã B,,commune,D,,,,",
        "D,Xã D,,commune,A,,,,",
        "Q,Quầy,,counter,A,,,,",
    ]
    with pytest.raises(Invalid) as caught:
        put(opened, *lines)
    assert [problem.values["loop"] for problem in caught.value.problems] == ["A → B → D → A"]


def test_import_units__periods_that_follow_each_other__are_taken(opened: store.Store) -> None:
    put(opened, "P,Tỉnh P,,province,,,2025-06-30,P,", "P,Thành phố P,,province,,2025-07-01,,,")
    assert service.unit(opened.read(), "P", date(2025, 6, 30)).name_vi == "Tỉnh P"
    assert service.unit(opened.read(), "P", date(2025, 7, 1)).name_vi == "Thành phố P"


def test_import_units__overlap_with_what_is_stored__names_the_stored_dates(opened: store.Store) -> None:
    opened.write(service.load_provinces)
    with pytest.raises(Invalid) as caught:
        put(opened, "01,Hà Nội,,province,,,,,")
    assert caught.value.problem.values["other_from"] == "2025-07-01"


def test_import_units__correction_that_orphans_a_stored_unit__is_refused(opened: store.Store) -> None:
    put(opened, "P,Tỉnh P,,province,,2020-01-01,,,", "C,Xã C,,commune,P,2025-07-01,,,")
    assert faults(opened, "P,Tỉnh P,,province,,2020-01-01,2024-12-31,,") == [("", "unit_parent_not_valid")]


def test_import_units__many_problems__lists_200_and_counts_the_rest(opened: store.Store) -> None:
    with pytest.raises(Invalid) as caught:
        put(opened, *(f"{number},Xã,,commune,X,,,," for number in range(250)))
    assert (len(caught.value.problems), caught.value.more) == (200, 50)


def test_import_units__communes_and_counters_of_the_country__are_all_taken(opened: store.Store) -> None:
    opened.write(service.load_provinces)
    communes = [f"{n:05},Xã {n},,commune,01,2025-07-01,,," for n in range(3321)]
    counters = [f"Q{n:05},Quầy {n},,counter,{n % 3321:05},,,," for n in range(10_000)]
    assert put(opened, *communes, *counters).added == 13_321


def test_unit__unknown_or_ended__raises_not_found(opened: store.Store) -> None:
    opened.write(service.load_provinces)
    for code, day in (("X", DAY), ("CU-HA-GIANG", date(2025, 7, 1)), ("08", date(2025, 6, 30))):
        with pytest.raises(NotFound) as caught:
            service.unit(opened.read(), code, day)
        problem = caught.value.problem
        assert (problem.code, problem.values["day"]) == ("no_such_unit_that_day", day)


def test_unit_during__two_periods_met__gives_the_latest(opened: store.Store) -> None:
    put(opened, "P,Tỉnh P,,province,,,2025-06-30,P,", "P,Thành phố P,,province,,2025-07-01,,,")
    found = service.unit_during(opened.read(), "P", date(2025, 6, 1), date(2025, 7, 31))
    assert found.name_vi == "Thành phố P"


def test_tree_questions__imported_tree__are_answered_as_of_the_day(opened: store.Store) -> None:
    put(opened, *TREE)
    db = opened.read()
    assert [unit.code for unit in service.units_as_of(db, DAY)] == ["C", "M", "P", "Q", "R"]
    assert [unit.code for unit in service.children(db, "P", DAY)] == ["C", "M"]
    assert [unit.code for unit in service.counters_under(db, "P", DAY)] == ["Q", "R"]
    assert [unit.code for unit in service.path(db, "R", DAY)] == ["P", "M", "R"]

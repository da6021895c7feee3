import pytest

from survey_app import store, web
from survey_app.errors import Conflict, Invalid
from survey_app.places import service
from survey_app.places.template_file import as_csv, as_xlsx

COLUMNS = ",".join(service.COLUMNS)
NOW = web.now()
TREE = (
    "P,Tỉnh P,,province,,2025-07-01,,,",
    "C,Xã C,,commune,P,2025-07-01,,,",
    "D,Xã D,,commune,P,2025-07-01,,,",
    "Q,Quầy Q,,counter,C,2025-07-01,,,",
)


def plan(opened: store.Store, *lines: str) -> service.ImportPlan:
    file = service.read_units("\n".join((COLUMNS, *lines)).encode(), "units.csv")
    return service.plan_import(opened.read(), file)


def put(opened: store.Store, *lines: str) -> service.ImportResult:
    made = plan(opened, *lines)
    return opened.write(lambda db: service.carry_out(db, made))


def test_plan__nothing_stored_yet__says_all_and_stores_nothing(opened: store.Store) -> None:
    made = plan(opened, *TREE)
    assert (len(made.added), made.changed, made.unchanged, made.problems) == (4, (), 0, ())
    assert list(service.all_units(opened.read())) == []


def test_plan__some_stored__tells_new_changed_and_unchanged(opened: store.Store) -> None:
    put(opened, *TREE)
    made = plan(opened, TREE[0], TREE[1].replace("Xã C", "Phường C"), "E,Xã E,,commune,P,2025-07-01,,,")
    assert [unit.code for unit in made.added] == ["E"]
    assert [(old.name_vi, new.name_vi) for old, new in made.changed] == [("Xã C", "Phường C")]
    assert made.unchanged == 1


def test_carry_out__units_changed_since_the_plan__is_a_conflict_and_stores_nothing(
    opened: store.Store,
) -> None:
    made = plan(opened, *TREE)
    put(opened, "X,Tỉnh X,,province,,2025-07-01,,,")
    with pytest.raises(Conflict) as caught:
        opened.write(lambda db: service.carry_out(db, made))
    assert caught.value.problem.code == "units_changed_meanwhile"
    assert [unit.code for unit in service.all_units(opened.read())] == ["X"]


def test_carry_out__plan_with_problems__is_refused(opened: store.Store) -> None:
    made = plan(opened, "C,Xã C,,commune,X,2025-07-01,,,")
    with pytest.raises(Invalid):
        opened.write(lambda db: service.carry_out(db, made))


def test_fingerprint__same_changes__is_the_same_whatever_else_changed(opened: store.Store) -> None:
    first = plan(opened, *TREE)
    put(opened, "X,Tỉnh X,,province,,2025-07-01,,,")
    assert plan(opened, *TREE).fingerprint == first.fingerprint
    put(opened, TREE[0])
    assert plan(opened, *TREE).fingerprint != first.fingerprint


@pytest.mark.parametrize(
    ("lines", "warned"),
    [
        (["C,Xã C,,commune,P,2025-07-01,2026-06-30,,"], ["units.csv:2"]),
        (["C,Xã C,,commune,P,2025-07-01,2026-06-30,D,"], []),
        (["C,Xã C,,commune,P,2025-07-01,2026-06-30,,", "Q,Quầy Q,,counter,C,2025-07-01,2026-06-30,,"], []),
        (["C,Xã C,,commune,P,2025-07-01,2026-06-30,,", "Q,Quầy Q,,counter,D,2025-07-01,,,"], []),
        (["P,Tỉnh P,,province,,2025-07-01,2026-06-30,,"], ["units.csv:2"]),
    ],
)
def test_plan__row_ends_a_unit_in_use__warns_at_its_row_and_can_be_imported(
    opened: store.Store, lines: list[str], warned: list[str]
) -> None:
    put(opened, *TREE)
    made = plan(opened, *lines)
    assert [problem.place for problem in made.warnings] == warned
    assert {problem.code for problem in made.warnings} <= {"unit_leaves_units_alone"}
    assert not made.problems
    assert opened.write(lambda db: service.carry_out(db, made)).warnings == made.warnings


@pytest.mark.parametrize(("content", "name"), [(as_csv(), "units.csv"), (as_xlsx(), "units.xlsx")])
def test_template__with_the_provinces__can_be_imported(
    opened: store.Store, content: bytes, name: str
) -> None:
    opened.write(service.load_provinces)
    made = service.plan_import(opened.read(), service.read_units(content, name))
    assert (len(made.added), made.problems) == (2, ())


def test_plan__communes_and_counters_of_the_country__are_new_once(opened: store.Store) -> None:
    opened.write(service.load_provinces)
    communes = [f"{n:05},Xã {n},,commune,01,2025-07-01,,," for n in range(3321)]
    counters = [f"Q{n:05},Quầy {n},,counter,{n % 3321:05},,,," for n in range(10_000)]
    for expected in ((13_321, 0), (0, 13_321)):
        made = plan(opened, *communes, *counters)
        done = opened.write(lambda db, made=made: service.carry_out(db, made))  # type: ignore[misc]
        assert (done.added, done.unchanged) == expected

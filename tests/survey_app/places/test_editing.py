from dataclasses import replace
from datetime import date

import pytest

from survey_app import store
from survey_app.cli.console import word_problem
from survey_app.errors import Conflict, Invalid, NotFound
from survey_app.places import service
from survey_app.places.model import Unit, UnitType
from wording import LANGUAGES

DAY = date(2026, 1, 1)
COLUMNS = ",".join(service.COLUMNS)
TREE = (
    "P,Tỉnh P,,province,,2025-07-01,,,",
    "C,Xã C,,commune,P,2025-07-01,,,",
    "D,Xã D,,commune,P,2025-07-01,,,",
    "M,Trung tâm M,,centre,C,2025-07-01,,,",
    "Q,Quầy Q,,counter,M,2025-07-01,,,",
)


@pytest.fixture
def units(opened: store.Store) -> store.Store:
    file = service.read_units("\n".join((COLUMNS, *TREE)).encode(), "units.csv")
    opened.write(lambda db: service.import_units(db, file))
    return opened


def stored(units: store.Store, code: str) -> tuple[Unit, str]:
    unit = service.stored_unit(units.read(), code, "2025-07-01")
    return unit, service.fingerprint(unit)


def faults(error: Invalid) -> list[tuple[str, str]]:
    assert not any("{" in word_problem(p, language) for p in error.problems for language in LANGUAGES)
    return [(problem.place, problem.code) for problem in error.problems]


def new(**values: object) -> Unit:
    blank = Unit("N", "2025-07-01", "", "Xã N", "", UnitType.COMMUNE, "P")
    return replace(blank, **values)  # type: ignore[arg-type]  # by column name


def test_add__good_unit__is_there_and_found(units: store.Store) -> None:
    units.write(lambda db: service.add(db, new()))
    assert [unit.code for unit in service.children(units.read(), "P", DAY)] == ["C", "D", "N"]
    assert service.search(units.read(), "xa n", DAY).total == 1


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"code": "C"}, ("code", "unit_exists")),
        ({"code": "C", "valid_from": "2025-08-01"}, ("valid_from", "unit_periods_overlap")),
        ({"parent_code": "X"}, ("parent_code", "unit_parent_unknown")),
        ({"parent_code": ""}, ("parent_code", "unit_parent_blank")),
        ({"parent_code": "Q"}, ("parent_code", "unit_parent_impossible")),
        ({"parent_code": "N"}, ("parent_code", "unit_loop")),
        ({"valid_from": "2025-06-30"}, ("parent_code", "unit_parent_not_valid")),
        ({"successor_code": "X"}, ("successor_code", "unit_successor_unknown")),
    ],
)
def test_add__against_the_tree__says_what_beside_its_field(
    units: store.Store, values: dict[str, object], expected: tuple[str, str]
) -> None:
    before = service.digest(units.read())
    with pytest.raises(Invalid) as caught:
        units.write(lambda db: service.add(db, new(**values)))
    assert faults(caught.value) == [expected]
    assert service.digest(units.read()) == before


def test_correct__name_and_parent__are_stored(units: store.Store) -> None:
    unit, seen = stored(units, "M")
    units.write(lambda db: service.correct(db, replace(unit, name_en="Centre", parent_code="D"), seen))
    assert [unit.code for unit in service.path(units.read(), "Q", DAY)] == ["P", "D", "M", "Q"]


def test_correct__changed_meanwhile__is_a_conflict_and_the_first_stays(units: store.Store) -> None:
    unit, seen = stored(units, "C")
    units.write(lambda db: service.correct(db, replace(unit, name_vi="Phường C"), seen))
    with pytest.raises(Conflict) as caught:
        units.write(lambda db: service.correct(db, replace(unit, name_vi="Xã khác"), seen))
    assert caught.value.problem.code == "unit_changed_meanwhile"
    assert stored(units, "C")[0].name_vi == "Phường C"


def test_correct__type_its_children_cannot_have__names_the_child(units: store.Store) -> None:
    unit, seen = stored(units, "M")
    with pytest.raises(Invalid) as caught:
        units.write(lambda db: service.correct(db, replace(unit, type=UnitType.COUNTER), seen))
    assert faults(caught.value) == [("", "unit_parent_impossible")]
    assert caught.value.problem.values["unit"] == "Q"


def test_correct__unknown_unit__raises_not_found(units: store.Store) -> None:
    with pytest.raises(NotFound):
        units.write(lambda db: service.correct(db, new(), ""))


def test_end__children_still_there__is_refused_naming_them(units: store.Store) -> None:
    _, seen = stored(units, "C")
    with pytest.raises(Invalid) as caught:
        units.write(lambda db: service.end(db, "C", "2025-07-01", seen, date(2026, 6, 30), ""))
    assert faults(caught.value) == [("valid_to", "unit_leaves_units_alone")]
    assert caught.value.problem.values["children"] == "M Trung tâm M"


def test_end__successor_takes_over__moves_the_children(units: store.Store) -> None:
    _, seen = stored(units, "C")
    units.write(lambda db: service.end(db, "C", "2025-07-01", seen, date(2026, 6, 30), "D"))
    assert [unit.code for unit in service.path(units.read(), "Q", date(2026, 7, 1))] == ["P", "D", "M", "Q"]
    _, seen = stored(units, "D")
    with pytest.raises(Invalid) as caught:  # what it took over counts as its own
        units.write(lambda db: service.end(db, "D", "2025-07-01", seen, date(2026, 12, 31), ""))
    assert caught.value.problem.values["children"] == "M Trung tâm M"


def test_end__leaf__exists_until_that_day(units: store.Store) -> None:
    _, seen = stored(units, "Q")
    units.write(lambda db: service.end(db, "Q", "2025-07-01", seen, date(2026, 6, 30), ""))
    assert service.children(units.read(), "M", date(2026, 6, 30))
    assert not service.children(units.read(), "M", date(2026, 7, 1))


@pytest.mark.parametrize("last", [date(2025, 6, 30), date(1, 1, 1)])
def test_end__before_it_began__is_refused(units: store.Store, last: date) -> None:
    _, seen = stored(units, "Q")
    with pytest.raises(Invalid) as caught:
        units.write(lambda db: service.end(db, "Q", "2025-07-01", seen, last, ""))
    assert faults(caught.value) == [("valid_to", "unit_ends_before_it_begins")]


def test_change_from__new_name__keeps_the_old_period_and_the_children(units: store.Store) -> None:
    unit, seen = stored(units, "C")
    renamed = replace(unit, name_vi="Phường C")
    units.write(lambda db: service.change_from(db, renamed, seen, date(2026, 4, 30)))
    db = units.read()
    assert service.unit(db, "C", date(2026, 4, 29)).name_vi == "Xã C"
    assert service.unit(db, "C", date(2026, 4, 30)).name_vi == "Phường C"
    for day in (date(2026, 4, 29), date(2026, 4, 30)):
        assert [unit.code for unit in service.path(db, "Q", day)] == ["P", "C", "M", "Q"]


@pytest.mark.parametrize("first", [date(2025, 7, 1), date(2020, 1, 1), date.min])
def test_change_from__day_it_began_or_before__is_refused(units: store.Store, first: date) -> None:
    unit, seen = stored(units, "C")
    with pytest.raises(Invalid) as caught:
        units.write(lambda db: service.change_from(db, unit, seen, first))
    assert faults(caught.value) == [("changes_on", "unit_changes_too_early")]


def test_change_from__into_what_children_cannot_stand_under__stores_nothing(units: store.Store) -> None:
    unit, seen = stored(units, "C")
    before = service.digest(units.read())
    moved = replace(unit, parent_code="X")
    with pytest.raises(Invalid):
        units.write(lambda db: service.change_from(db, moved, seen, date(2026, 4, 30)))
    assert service.digest(units.read()) == before


@pytest.mark.parametrize(
    ("texts", "place", "code"),
    [
        ({"name_vi": "Hµ Néi"}, "name_vi", "cell_has_old_font_letters"),
        ({"name_vi": "=1+1"}, "name_vi", "cell_is_formula"),
        ({"code": "N 1"}, "code", "code_has_space"),
        ({"valid_from": "hôm qua"}, "valid_from", "bad_date"),
        ({"type": "village"}, "type", "unit_type_unknown"),
        ({"valid_from": "2026-01-02", "valid_to": "2026-01-01"}, "valid_to", "unit_ends_before_it_begins"),
    ],
)
def test_read_unit__typed_wrongly__is_refused_at_its_field(
    texts: dict[str, str], place: str, code: str
) -> None:
    good = {"code": "N", "name_vi": "Xã N", "type": "commune", "parent_code": "P"}
    with pytest.raises(Invalid) as caught:
        service.read_unit({**good, **texts})
    assert faults(caught.value) == [(place, code)]

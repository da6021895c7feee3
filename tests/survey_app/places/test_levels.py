import unicodedata
from datetime import date

import pytest

from survey_app import store
from survey_app.errors import NotFound
from survey_app.places import service
from survey_app.places.model import UnitType
from survey_app.store.connect import connect_writer
from survey_app.store.instance import Instance
from survey_app.store.migrations import MIGRATIONS

DAY = date(2026, 1, 1)
COLUMNS = ",".join(service.COLUMNS)


def put(opened: store.Store, *lines: str) -> None:
    file = service.read_units("\n".join((COLUMNS, *lines)).encode(), "units.csv")
    opened.write(lambda db: service.import_units(db, file))


@pytest.mark.parametrize("day", [date(2024, 1, 1), date(2025, 7, 1), date(2026, 2, 28), date(2026, 3, 1)])
def test_levels__units_that_changed_hands__are_those_of_the_whole_tree(
    changed_hands: store.Store, day: date
) -> None:
    db = changed_hands.read()
    tree = service.tree(db, day)
    assert tree.units
    for code in tree.units:
        assert service.children(db, code, day) == tree.children(code)
        counters = {unit.code for unit in tree.under(code) if unit.type is UnitType.COUNTER}
        assert {unit.code for unit in service.counters_under(db, code, day)} == counters
        for line in service.level(db, code, day).lines:
            below = tree.under(line.unit.code)
            assert line.children == len(tree.children(line.unit.code))
            assert line.counters == sum(unit.type is UnitType.COUNTER for unit in below)


def test_level__the_top__is_what_stands_under_nothing_by_code(opened: store.Store) -> None:
    opened.write(service.load_provinces)
    level = service.level(opened.read(), "", DAY)
    assert (level.total, level.pages, len(level.lines)) == (34, 1, 34)
    assert [line.unit.code for line in level.lines][:3] == ["01", "04", "08"]
    assert service.level(opened.read(), "", date(2025, 6, 30)).total == 63


def test_level__many_children__come_in_pages(opened: store.Store) -> None:
    opened.write(service.load_provinces)
    put(opened, *(f"{number:05},Xã {number},,commune,01,2025-07-01,,," for number in range(120)))
    pages = [service.level(opened.read(), "01", DAY, page) for page in (1, 2, 3, 99, -5)]
    assert [len(level.lines) for level in pages] == [50, 50, 20, 20, 50]
    assert [level.page for level in pages] == [1, 2, 3, 3, 1]
    assert [unit.code for unit in pages[0].path] == ["01"]


def test_level__unit_unknown_on_the_day__raises_not_found(opened: store.Store) -> None:
    opened.write(service.load_provinces)
    with pytest.raises(NotFound):
        service.level(opened.read(), "CU-HA-GIANG", DAY)


@pytest.mark.parametrize("text", ["dong hoa", "Đông Hòa", "ĐÔNG  hoà", "c1", "hoa dong", "East Ward"])
def test_search__marks_case_and_order_aside__finds_the_unit(opened: store.Store, text: str) -> None:
    opened.write(service.load_provinces)
    put(opened, "C1,Phường Đông Hòa,East Ward,commune,79,2025-07-01,,,")
    for spelling in (text, unicodedata.normalize("NFD", text)):
        (line,) = service.search(opened.read(), spelling, DAY).lines
        assert line.unit.code == "C1"
        assert [unit.code for unit in line.above] == ["79"]


@pytest.mark.parametrize("text", ["%", "_", "'", "\\", "x" * 5000, "khong co"])
def test_search__odd_letters__find_nothing_and_harm_nothing(opened: store.Store, text: str) -> None:
    opened.write(service.load_provinces)
    assert service.search(opened.read(), text, DAY).total == 0


def test_search__name_corrected__finds_the_new_one_only(opened: store.Store) -> None:
    put(opened, "P,Tỉnh Cũ,,province,,,,,")
    put(opened, "P,Tỉnh Mới,,province,,,,,")
    assert [service.search(opened.read(), text, DAY).total for text in ("cu", "moi")] == [0, 1]


def test_digest__any_change__gives_another_and_no_change_the_same(opened: store.Store) -> None:
    seen = [service.digest(opened.read())]
    for lines in (["P,Tỉnh P,,province,,,,,"], ["P,Tỉnh Q,,province,,,,,"]):
        put(opened, *lines)
        seen.append(service.digest(opened.read()))
        put(opened, *lines)  # nothing new
        assert service.digest(opened.read()) == seen[-1]
    opened.write(lambda db: db.execute("DELETE FROM places_unit"))
    seen.append(service.digest(opened.read()))
    assert len(set(seen)) == 4


def test_migration__units_stored_before_it__can_be_searched(instance: Instance) -> None:
    instance.make_folders_and_keys()
    db = connect_writer(instance.database, migrating=True)
    MIGRATIONS.apply(db, stop_before="m0007_places")
    db.execute(
        "INSERT INTO places_unit (code, valid_from, valid_to, name_vi, name_en, type, parent_code,"
        " successor_code, legal_act, code_is_ours)"
        " VALUES ('79', '', '', 'Hồ Chí Minh', '', 'province', '', '', '', 0)"
    )
    db.conn.commit()
    MIGRATIONS.apply(db)
    db.conn.commit()
    assert [line.unit.code for line in service.search(db, "chi minh", DAY).lines] == ["79"]
    assert service.digest(db)
    db.close()

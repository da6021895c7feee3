from datetime import date

from survey_app import store
from survey_app.places import service
from survey_app.places.model import UnitType
from survey_app.places.provinces import provinces


def test_provinces__shipped_list__has_34_and_their_63_predecessors() -> None:
    # 63 provinces became 34 on 1 July 2025.
    units = list(provinces())
    assert len([unit for unit in units if not unit.code_is_ours]) == 34
    former = [unit for unit in units if unit.code_is_ours]
    assert len(former) == len({unit.code for unit in former}) == 63
    assert {unit.type for unit in units} == {UnitType.PROVINCE}
    assert "CU-HO-CHI-MINH" in {unit.code for unit in former}
    assert all(unit.code.isascii() and unit.code.startswith("CU-") for unit in former)


def test_provinces__predecessor__ends_the_day_before_its_successor_begins() -> None:
    units = {unit.code: unit for unit in provinces()}
    former, present = units["CU-HA-GIANG"], units["08"]
    assert (former.name_vi, former.valid_from, former.valid_to) == ("Hà Giang", "", "2025-06-30")
    assert former.successor_code == present.code
    assert (present.name_vi, present.valid_from, present.valid_to) == ("Tuyên Quang", "2025-07-01", "")


def test_provinces__english_name__has_no_marks_and_says_city() -> None:
    names = {unit.code: unit.name_en for unit in provinces()}
    assert names["01"] == "Ha Noi City"
    assert names["66"] == "Dak Lak"
    assert names["CU-BA-RIA-VUNG-TAU"] == "Ba Ria - Vung Tau"


def test_provinces__legal_act__says_that_it_was_not_compared() -> None:
    assert all(unit.legal_act.endswith("(chưa đối chiếu)") for unit in provinces())


def test_load_provinces__again__keeps_what_the_office_corrected(opened: store.Store) -> None:
    assert opened.write(service.load_provinces) == 97
    closed = b"75,\xc4\x90\xe1\xbb\x93ng Nai,,province,,2025-07-01,2026-04-29,75,"
    header = b"code,name_vi,name_en,type,parent_code,valid_from,valid_to,successor_code,legal_act\n"
    file = service.read_units(header + closed, "dong-nai.csv")
    opened.write(lambda db: service.import_units(db, file))
    assert opened.write(service.load_provinces) == 0
    assert service.unit(opened.read(), "75", date(2026, 4, 29)).valid_to == "2026-04-29"

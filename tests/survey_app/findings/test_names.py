"""What units are called where findings are read."""

from datetime import date

from survey_app.findings.service import unit_namer
from survey_app.places import service as places
from survey_app.store import Store

UNITS = """code,name_vi,name_en,type,parent_code,valid_from,valid_to,successor_code,legal_act
OLD,Xã Cũ,Old Commune,commune,01,2025-07-01,2026-05-31,NEW,NQ 1
NEW,Xã Mới,New Commune,commune,01,2025-07-01,,,
"""


def test_unit_namer__unit_that_ended__is_called_what_it_was_called_last(ready: Store) -> None:
    file = places.read_units(UNITS.encode(), "u.csv")
    ready.write(lambda db: places.import_units(db, file))
    called = unit_namer(ready.read(), "vi")
    assert called("OLD", date(2026, 11, 1)) == "Xã Cũ"
    assert called("NEW", date(2026, 11, 1)) == "Xã Mới"
    assert called("NOBODY", date(2026, 11, 1)) == "NOBODY"

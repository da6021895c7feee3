"""An instance with a published instrument and a small tree of units."""

import pytest

from survey_app import store
from survey_app.places import service as places

UNITS = """code,name_vi,name_en,type,parent_code,valid_from,valid_to,successor_code,legal_act
C,Xã C,,commune,01,2025-07-01,,,
Q,Quầy Q,,counter,C,2025-07-01,,,
gone,Quầy cũ,,counter,C,2025-07-01,2026-01-31,,
"""


@pytest.fixture
def ready(opened: store.Store) -> store.Store:
    def fill(db: store.Database) -> None:
        places.load_provinces(db)
        places.import_units(db, places.read_units(UNITS.encode(), "units.csv"))
        # Rounds need no more of an instrument than that a version of it is published.
        for number, version in enumerate(("1", "2"), start=1):
            db.execute(
                "INSERT INTO instruments_version (id, version, number, digest, document, original,"
                " original_name, published_at) VALUES ('rating', ?, ?, '', '{}', x'', '', '')",
                [version, number],
            )

    opened.write(fill)
    return opened

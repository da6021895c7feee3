"""What a person does with places: look units up as of a day, load the provinces, import, edit."""

from survey_app.places.service.editing import add, change_from, correct, end, fingerprint, stored_unit
from survey_app.places.service.importing import (
    ImportPlan,
    ImportResult,
    carry_out,
    import_units,
    load_provinces,
    plan_import,
)
from survey_app.places.service.levels import PAGE, Level, Line, level, only_provinces, search
from survey_app.places.service.lookups import (
    all_units,
    children,
    counters_under,
    digest,
    ended_before,
    ever_below,
    path,
    periods,
    tree,
    unit,
    unit_during,
    units_as_of,
)
from survey_app.places.unit_file import COLUMNS, column_of, read_unit, read_units
from survey_app.spreadsheets import MAX_BYTES

__all__ = [
    "COLUMNS",
    "MAX_BYTES",
    "PAGE",
    "ImportPlan",
    "ImportResult",
    "Level",
    "Line",
    "add",
    "all_units",
    "carry_out",
    "change_from",
    "children",
    "column_of",
    "correct",
    "counters_under",
    "digest",
    "end",
    "ended_before",
    "ever_below",
    "fingerprint",
    "import_units",
    "level",
    "load_provinces",
    "only_provinces",
    "path",
    "periods",
    "plan_import",
    "read_unit",
    "read_units",
    "search",
    "stored_unit",
    "tree",
    "unit",
    "unit_during",
    "units_as_of",
]

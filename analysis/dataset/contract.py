"""The tables of a dataset: every column, its order and its SQL type.

A dataset is a folder of Parquet files:

    responses/part-00000.parquet ...   one row a response
    answers/part-00000.parquet ...     one row an answer, the same responses as the part of that number
    codebook.parquet                   one row for each item and choice of each instrument version
    units.parquet                      the dated tree of offices; dates are ISO texts, inclusive, '' = open
    rounds.parquet                     collection waves and the instrument each fixes
    methods.parquet                    the formulas that came with forms, by name and version; may be absent
    flags.parquet                      what is noted beside responses that stay counted; may be absent
    datapackage.json                   the same contract for other tools (Frictionless Data Package)

A response never straddles parts, so sums over parts add up. Response numbers are unique within one dataset
only. The codebook has the versions of an instrument in the order of publishing; a code means the same choice
in each. Every item of the version that can be answered has at least one row for every response, an item of a
repeat one for each occurrence; a select_multiple or rank has a row for each chosen choice of an occurrence, a
rank its place as number. The rows of a part are sorted by item, occurrence, response, code. Of a judged item
(criterion, factor_general, overall) only occurrence 1 is counted. A parent code means the unit of that code
valid on the child row's first day.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

Columns = Mapping[str, str]

RESPONSES: Final[Columns] = MappingProxyType(
    {
        "response": "BIGINT",  # ascending over the parts
        "uuid": "VARCHAR",
        "instrument": "VARCHAR",
        "version": "VARCHAR",
        "round": "VARCHAR",
        "counter": "VARCHAR",  # code of the unit that served
        "collector": "VARCHAR",
        "mode": "VARCHAR",
        "tier": "VARCHAR",  # NULL: none
        "language": "VARCHAR",
        "assisted": "VARCHAR",
        "disposition": "VARCHAR",  # only 'complete' is counted
        "excluded": "BOOLEAN",
        "day": "DATE",
        "slot": "TINYINT",
        "stratum": "VARCHAR",
        "psu": "VARCHAR",
        "weight": "DOUBLE",  # NULL counts as 1
        "batch": "INTEGER",  # sealed batch, in order; NULL: not sealed yet
    }
)
ANSWERS: Final[Columns] = MappingProxyType(
    {
        "response": "BIGINT",
        "item": "VARCHAR",
        "occurrence": "SMALLINT",  # of its repeat, 1 outside of any
        "code": "TINYINT",  # > 0 a choice or given without saying more, < 0 a kind of missing (MISSING)
        "number": "DOUBLE",
        "text": "VARCHAR",
    }
)
CODEBOOK: Final[Columns] = MappingProxyType(
    {
        "instrument": "VARCHAR",
        "version": "VARCHAR",
        "item": "VARCHAR",
        "number": "INTEGER",  # the item's place in the questionnaire
        "type": "VARCHAR",
        "role": "VARCHAR",
        "factor": "VARCHAR",
        "criterion": "VARCHAR",
        "label_vi": "VARCHAR",
        "label_en": "VARCHAR",
        "code": "TINYINT",  # NULL: the item has no choices
        "choice": "VARCHAR",
        "choice_label_vi": "VARCHAR",
        "choice_label_en": "VARCHAR",
        "score": "DOUBLE",
        "satisfied": "TINYINT",  # 1, 0 or NULL
        "missing": "VARCHAR",
    }
)
UNITS: Final[Columns] = MappingProxyType(
    {
        "code": "VARCHAR",
        "valid_from": "VARCHAR",
        "valid_to": "VARCHAR",
        "name_vi": "VARCHAR",
        "name_en": "VARCHAR",
        "type": "VARCHAR",
        "parent_code": "VARCHAR",
        "successor_code": "VARCHAR",
    }
)
ROUNDS: Final[Columns] = MappingProxyType(
    {
        "code": "VARCHAR",
        "instrument": "VARCHAR",
        "version": "VARCHAR",
        "starts_on": "VARCHAR",
        "ends_on": "VARCHAR",
        "demo": "BOOLEAN",
    }
)
METHODS: Final[Columns] = MappingProxyType(
    {
        "instrument": "VARCHAR",
        "method": "VARCHAR",
        "version": "INTEGER",
        "label_vi": "VARCHAR",
        "label_en": "VARCHAR",
        "source_vi": "VARCHAR",
        "source_en": "VARCHAR",
        "statistic": "VARCHAR",  # share or mean
        "satisfied": "VARCHAR",  # names of choices, a space between; '': what the codebook says
        "within": "VARCHAR",
        "across": "VARCHAR",
        "factors": "VARCHAR",  # JSON: [{"name", "items", "label_vi", "label_en", "weight"}, ...]
    }
)
FLAGS: Final[Columns] = MappingProxyType({"uuid": "VARCHAR", "flag": "VARCHAR"})

PART_TABLES: Final[Mapping[str, Columns]] = MappingProxyType({"responses": RESPONSES, "answers": ANSWERS})
SINGLE_TABLES: Final[Mapping[str, Columns]] = MappingProxyType(
    {"codebook": CODEBOOK, "units": UNITS, "rounds": ROUNDS, "methods": METHODS, "flags": FLAGS}
)

MISSING: Final[Mapping[str, int]] = MappingProxyType(
    {"unanswered": -1, "not_applicable": -7, "dont_know": -8, "refused": -9}
)
UNIT_TYPES: Final = ("counter", "centre", "department", "commune", "province")  # from the ground up

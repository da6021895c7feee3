"""The codebook of several versions, for people and for programs."""

import json
from dataclasses import replace
from decimal import Decimal
from io import BytesIO

import openpyxl

from forms import Choice, Instrument, Item, ItemType, Missing
from forms.codebook.document import document, tables
from forms.methods import Factor, Method
from forms.workbook.writing import write_xlsx

GOOD = Choice("good", {"vi": "Tốt", "en": "Good"}, score=Decimal("1.5"), satisfied=True)
BAD = Choice("bad", {"vi": "Xấu"}, satisfied=False)
NONE = Choice("dk", {"vi": "Không biết"}, missing=Missing.DONT_KNOW)
FIRST = Instrument(
    id="thu",
    version="1",
    title={"vi": "Thử"},
    status={},
    languages=("vi", "en"),
    language_names={"vi": "Tiếng Việt", "en": "English"},
    default_language="vi",
    items=(
        Item("q", 1, ItemType.SELECT_ONE, label={"vi": "Hỏi", "en": "Ask"}, list_name="l"),
        Item("said", 2, ItemType.NOTE, label={"vi": "Lời"}),
        Item("old", 3, ItemType.TEXT, label={"vi": "Cũ"}),
    ),
    groups=(),
    lists={"l": (GOOD, BAD, NONE)},
    methods=(Method("own", 1, label={"vi": "Riêng"}, factors=(Factor("f", ("q",)),)),),
)
SECOND = replace(
    FIRST,
    version="2",
    items=(FIRST.items[0], Item("new", 2, ItemType.INTEGER, label={"vi": "Mới"})),
    lists={"l": (BAD, Choice("best", {"vi": "Rất tốt"}), NONE)},
)


def test_document__of_each_version__has_its_items_choices_and_codes() -> None:
    first, second = document([FIRST, SECOND])["versions"]
    assert (first["version"], first["digest"]) == ("1", FIRST.digest)
    assert [item["item"] for item in first["items"]] == ["q", "old"]
    assert [(c["choice"], c["code"]) for c in second["items"][0]["choices"]] == [
        ("bad", 2), ("best", 3), ("dk", -8),
    ]  # fmt: skip
    good = first["items"][0]["choices"][0]
    assert (good["score"], good["satisfied"], good["label"]) == (1.5, True, {"vi": "Tốt", "en": "Good"})
    assert first["methods"][0]["factors"] == [{"name": "f", "items": ["q"]}]


def test_document__union__has_every_item_and_choice_there_ever_was() -> None:
    union = document([FIRST, SECOND])["union"]
    assert [(item["item"], item["versions"]) for item in union] == [
        ("q", ["1", "2"]), ("old", ["1"]), ("new", ["2"]),
    ]  # fmt: skip
    assert [(c["choice"], c["code"], c["versions"]) for c in union[0]["choices"]] == [
        ("good", 1, ["1"]), ("bad", 2, ["1", "2"]), ("dk", -8, ["1", "2"]), ("best", 3, ["2"]),
    ]  # fmt: skip


def test_document__is_plain_json_with_the_codes_of_what_is_missing() -> None:
    book = json.loads(json.dumps(document([FIRST])))
    assert book["missing"] == {"unanswered": -1, "not_applicable": -7, "dont_know": -8, "refused": -9}


def test_tables__as_a_workbook__have_a_sheet_a_version() -> None:
    book = openpyxl.load_workbook(BytesIO(write_xlsx(tables([FIRST, SECOND]))))
    assert book.sheetnames == ["union", "1 v1", "2 v2", "methods", "missing"]
    heading = [cell.value for cell in book["union"][1]]
    assert heading == ["item", "type", "choice", "code", "label::vi", "label::en", "versions"]
    rows = list(book["union"].iter_rows(min_row=2, values_only=True))
    assert rows[0] == ("q", "select_one", None, None, "Hỏi", "Ask", "1, 2")
    assert rows[1] == ("q", None, "good", 1, "Tốt", "Good", "1")
    assert book["methods"]["B2"].value == "own@1"


def test_tables__of_a_version_with_a_long_name__have_sheets_a_spreadsheet_takes() -> None:
    versions = [replace(FIRST, version=f"{'x' * 31}{end}") for end in "ab"]
    names = [table.name for table in tables(versions)]
    assert all(len(name) <= 31 for name in names)
    assert len(set(names)) == len(names)

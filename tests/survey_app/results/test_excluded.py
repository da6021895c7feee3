"""What was excluded counts no more, and is said; what was corrected counts as corrected."""

import io
from typing import Any

from docx import Document
from openpyxl import load_workbook

from forms import check
from survey_app import web
from survey_app.instruments import service as instruments
from survey_app.responses import service as responses

SAID = "{n} phiếu đã bị loại trừ"
PAPER = ("paper_keyed", None)


def keyed(place: Any, count: int) -> list[str]:
    """The ids of new responses that staff keyed in, sealed."""
    db = place.store.read()
    query = "SELECT uuid FROM responses_response WHERE mode = 'paper_keyed'"
    before = {row[0] for row in db.execute(query)}
    place.receive("A1", count, satisfied=count, mode=PAPER)
    place.seal()
    return sorted({row[0] for row in db.execute(query)} - before)


def headline(reader: Any) -> str:
    """How many responses the figures are of."""
    text = reader.get().text
    return str(text.partition('id="shown">')[2].partition("<")[0])


def exclude(place: Any, uuid: str, made_from: int = 0, excluded: bool = True) -> None:
    responses.exclude(place.store, uuid, excluded, "lan", "Trùng", made_from, web.now(), place.today)


def test_results__some_excluded__leave_them_out_and_say_so(place: Any, reader: Any) -> None:
    first, second, *_ = keyed(place, 30)
    assert headline(reader) == "30"
    assert "loại trừ" not in reader.get().text
    exclude(place, first)
    exclude(place, second)
    said = SAID.format(n=2)
    assert headline(reader) == "28"
    assert said in reader.get().text
    report = Document(io.BytesIO(reader.get("/results/R1/report.docx").data))
    assert said in "\n".join(paragraph.text for paragraph in report.paragraphs)
    book = load_workbook(io.BytesIO(reader.get("/results/R1/results.xlsx").data))
    assert said in " ".join(str(value) for (value, *_) in book.worksheets[0].values)
    exclude(place, first, 1, excluded=False)
    exclude(place, second, 1, excluded=False)
    assert headline(reader) == "30"
    assert "loại trừ" not in reader.get().text


def test_results__one_corrected__move_with_it(place: Any, reader: Any) -> None:
    uuids, db = keyed(place, 20), place.store.read()
    assert '<dd id="satisfied">100' in reader.get().text
    form = instruments.published(db, "counter_rating", "1")
    good = {item.name: "4" for item in form.items if item.name != "reason"}
    bad = {**good, **dict.fromkeys(good, "3")}
    for uuid in uuids[:10]:
        responses.correct(
            place.store,
            uuid,
            check(form, bad),
            check(form, good),
            "lan",
            "Gõ nhầm",
            0,
            web.now(),
            place.today,
        )
    assert '<dd id="satisfied">50' in reader.get().text
    assert headline(reader) == "20"


def test_results__one_of_several_channels_excluded__takes_along_no_citizens_answer(
    place: Any, reader: Any
) -> None:
    """Steps stay where they were: all that moves is the response that was excluded."""
    first, *_ = keyed(place, 5)
    for count in (5, 3, 7):
        place.receive("A1", count, satisfied=count)
        place.seal()
    pooled = reader.asking(channel="all")
    assert headline(pooled) == "20"
    exclude(place, first)
    assert headline(pooled) == "19"

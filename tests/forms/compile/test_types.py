"""Every type the field writes, in all its spellings, and the types that are refused."""

import pytest

from forms import Instrument, ItemType
from forms.items import UNSEEN
from tests.forms.compile.workbook import compiled, refused, row

SPELLINGS = {
    "text": ItemType.TEXT,
    "string": ItemType.TEXT,
    "add text prompt": ItemType.TEXT,
    "int": ItemType.INTEGER,
    "q int": ItemType.INTEGER,
    "decimal": ItemType.DECIMAL,
    "range": ItemType.RANGE,
    "barcode": ItemType.BARCODE,
    "date": ItemType.DATE,
    "time": ItemType.TIME,
    "dateTime": ItemType.DATETIME,
    "date time": ItemType.DATETIME,
    "gps": ItemType.GEOPOINT,
    "location": ItemType.GEOPOINT,
    "geopoint": ItemType.GEOPOINT,
    "acknowledge": ItemType.ACKNOWLEDGE,
    "trigger": ItemType.ACKNOWLEDGE,
    "image": ItemType.IMAGE,
    "photo": ItemType.IMAGE,
    "add image prompt": ItemType.IMAGE,
    "audio": ItemType.AUDIO,
    "video": ItemType.VIDEO,
    "file": ItemType.FILE,
    "note": ItemType.NOTE,
    "hidden": ItemType.HIDDEN,
    "select_one yn": ItemType.SELECT_ONE,
    "select one from yn": ItemType.SELECT_ONE,
    "select1 yn": ItemType.SELECT_ONE,
    "add select one prompt using yn": ItemType.SELECT_ONE,
    "select_multiple yn": ItemType.SELECT_MULTIPLE,
    "select all that apply from yn": ItemType.SELECT_MULTIPLE,
    "rank yn": ItemType.RANK,
}
METADATA = {
    "start": "metadata_times",
    "end time": "metadata_times",
    "today": "metadata_today",
    "username": "metadata_username",
    "device id": "metadata_never",
    "phonenumber": "metadata_never",
    "email": "metadata_never",
    "simserial": "metadata_never",
    "subscriberid": "metadata_never",
    "start-geopoint": "metadata_never",
}


@pytest.fixture(scope="module")
def spelt() -> Instrument:
    return compiled([row(kind, f"q{n}") for n, kind in enumerate(SPELLINGS)]).instrument


@pytest.mark.parametrize("number", range(len(SPELLINGS)), ids=list(SPELLINGS))
def test_type__in_every_spelling__is_read(spelt: Instrument, number: int) -> None:
    assert spelt.item(f"q{number}").type is list(SPELLINGS.values())[number]


def test_types__that_ask_nothing__stand_on_no_screen(spelt: Instrument) -> None:
    assert {item.type for item in spelt.items if item.screen is None} <= UNSEEN


def test_image__with_a_pen__is_a_signature() -> None:
    rows = [row("image", word, appearance=word) for word in ("signature", "draw", "annotate", "new")]
    items = compiled(rows).instrument.items
    assert [item.type for item in items] == [ItemType.SIGNATURE] * 3 + [ItemType.IMAGE]
    assert [item.appearance for item in items] == ["", "draw", "annotate", "new"]


def test_metadata__of_every_kind__says_what_becomes_of_it() -> None:
    rows = [row(kind, f"m{n}") for n, kind in enumerate(METADATA)]
    made = compiled([*rows, row("audit", "audit"), row("text", "q")])
    codes = [warning.code for warning in made.warnings if warning.code != "list_unused"]
    assert codes == [*METADATA.values(), "metadata_audit"]
    assert [item.metadata for item in made.instrument.items] == [
        *("start", "end", "today", "username", "deviceid", "phonenumber", "email", "simserial"),
        *("subscriberid", "start-geopoint", ""),
    ]
    assert made.instrument.items[0].screen is None


def test_types__we_cannot_ask__are_refused_with_the_reason() -> None:
    kinds = {
        "geotrace": "type_lines",
        "geoshape": "type_lines",
        "osm": "type_lines",
        "osm tags": "type_lines",
        "xml-external": "type_external",
        "select_one_external yn": "type_external",
        "background-audio": "type_background",
        "background-geopoint": "type_background",
        "begin loop over yn": "type_loop",
        "select_one": "list_not_named",
        "rank": "list_not_named",
        "select_one ${a}": "list_from_answers",
        "rank yn or_other": "other_ranked",
        "select_one_from_file a.xml": "table_kind",
        "select_one_from_file a.csv": "table_missing",
        "geopont": "type_near",
        "percentage": "type",
    }
    found = refused([row(kind, f"q{n}") for n, kind in enumerate(kinds)])
    assert [found.get(f"survey!A{n}") for n in range(2, 2 + len(kinds))] == list(kinds.values())


def test_loop__is_refused_once() -> None:
    rows = [row("begin loop over yn", "a"), row("text", "b"), row("end loop")]
    assert refused(rows) == {"survey!A2": "type_loop"}


def test_or_other__offers_one_choice_more_and_asks_what_it_is() -> None:
    rows = [
        row("select_one yn or_other", "a"),
        row("select_multiple yn or_other", "b"),
        row("select_one yn", "c"),
    ]
    made = compiled(rows).instrument
    assert [item.name for item in made.items] == ["a", "a_other", "b", "b_other", "c"]
    assert [choice.name for choice in made.choices(made.item("a"))] == ["y", "n", "other"]
    assert made.item("b").list_name == made.item("a").list_name
    assert [choice.name for choice in made.choices(made.item("c"))] == ["y", "n"]
    assert made.choices(made.item("a"))[-1].label == {"vi": "Khác (ghi rõ)"}
    text = made.item("a_other")
    assert (text.type, text.label) == (ItemType.TEXT, {"vi": "Ghi rõ nội dung khác"})
    assert text.relevant is not None
    assert text.relevant.source == "selected(${a}, 'other')"


def test_or_other__of_a_list_with_other__keeps_the_list() -> None:
    choices = [{"list_name": "l", "name": name, "label": name} for name in ("a", "other")]
    made = compiled([row("select_one l or other", "q")], choices).instrument
    assert (made.item("q").list_name, list(made.lists)) == ("l", ["l"])


def test_or_other__that_cannot_be__is_refused() -> None:
    assert refused(
        [
            row("select_one yn or_other", "a", choice_filter="province = 'hn'"),
            row("text", "b_other"),
            row("select_one yn or_other", "b"),
        ]
    ) == {"survey!D2": "filter_other", "survey!B4": "name_twice"}


def test_audience__of_a_checklist__is_staff_unsaid() -> None:
    choices = [{"list_name": "m", "name": "no", "label": "Không", "fails": "yes"}]
    rows = [row("select_one m", "q", severity="N1", finding="TT01")]
    made = compiled(rows, choices).instrument
    assert made.audience == "staff"
    assert '"audience"' not in made.to_json()
    settings = {"form_id": "t", "version": "1", "form_title": "T", "audience": "citizen"}
    assert refused(rows, choices, settings) == {"settings!D2": "audience_checklist"}


def test_audience__said__is_kept() -> None:
    settings = {"form_id": "t", "version": "1", "form_title": "T", "audience": "staff"}
    assert compiled([row("text", "q")], settings=settings).instrument.audience == "staff"

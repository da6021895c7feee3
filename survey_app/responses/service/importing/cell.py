"""One cell as the strict file would write it: numbers, days, and what a value means."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from functools import lru_cache

from forms import Instrument, Item, ItemType
from survey_app.responses.service.importing.excerpt import excerpt
from survey_app.responses.service.importing.mapping import Column, Dates, Decimals, FileMapping
from survey_app.rounds.model import Mode
from survey_app.spreadsheets import DateCell, FormulaCell, NumberCell
from wording import LANGUAGES, fold, nfc, say

Reader = Callable[[str], str]
_NUMBER = {
    Decimals.COMMA: re.compile(r"[+-]?([1-9]\d{0,2}(\.\d{3})+|\d+)(,\d*)?", re.A),
    Decimals.POINT: re.compile(r"[+-]?([1-9]\d{0,2}(,\d{3})+|\d+)(\.\d*)?", re.A),
}
_ISO = re.compile(r"(\d{4}-\d\d-\d\d)([T ].*)?", re.A)
_DAY_AND_MONTH = re.compile(r"(\d\d?)[/.-](\d\d?)[/.-](\d{4})(?:[ ,T]+(\d\d?):(\d\d)(?::\d\d)?)?", re.A)
_EXCEL_BEGINS, _EXCEL_ENDS = datetime(1899, 12, 30), 80_000  # noqa: DTZ001  # local, as in the file
_BETWEEN_CHOICES = re.compile(r"[;\n|]")
# Signs that carry no meaning; those of '<18', '-8' and '50 %' do. A dash between blanks is a comma.
_SIGNS = re.compile(r"\s[-–—]\s|[^\w<>+=%-]+|_")
# Letters of the TCVN3 fonts that Vietnamese in Unicode hardly uses: 'Hµ Néi' is 'Hà Nội' in such a font.
_OLD_FONT = frozenset("µ¶·¸¹»¼½¾¨©®¬§\ufffd")
_SEVERAL = 2
# What a workbook shows where a formula failed.
_ERRORS = frozenset({"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"})

# What offices write in a column of modes.
_MODE_WORDS = {
    Mode.PAPER_KEYED: ("phiếu giấy", "giấy", "bản giấy", "phiếu", "nhập từ giấy", "paper", "paper form"),
    Mode.QR_PHONE: ("qr", "mã qr", "quét qr", "quét mã qr", "qr code", "qr scan"),
    Mode.PHONE_CALL: ("điện thoại", "gọi điện", "gọi điện thoại", "phone", "telephone", "call"),
    Mode.KIOSK: ("kiosk", "ki ốt", "ki-ốt", "kiốt", "máy kiosk"),
    Mode.STAFF_TABLET: ("máy tính bảng", "tablet", "ipad"),
    Mode.WEB_IMPORT: ("web", "trực tuyến", "online", "internet"),
}


class Untold(Exception):
    """A cell that the mapping says nothing about, or that is not what it says; code and values."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


@lru_cache(maxsize=10_000)
def key_of(text: str) -> str:
    """What is compared of a header, a label or a value: no marks, commas, capitals or double blanks."""
    folded = fold(nfc(text))
    return " ".join(_SIGNS.sub(" ", folded).split()) or folded.strip()


def reader_of(column: Column, mapping: FileMapping, instrument: Instrument) -> Reader:
    """How the cells of ``column`` are read; what it gives raises Untold."""
    item = next((item for item in instrument.items if item.name == column.to), None)
    if column.values:
        table = {key_of(value): name for value, name in column.values.items()}
        return _several(table) if item and item.type is ItemType.SELECT_MULTIPLE else _looked_up(table)
    if column.to == "completed_at":
        return lambda text: _day(text, mapping.dates)
    if column.to == "mode":
        return _looked_up(mode_names())
    if column.to == "weight":
        return lambda text: _number(text, mapping.decimals)
    return _as_written if item is None else _reader_of_item(item, mapping, instrument)


def _reader_of_item(item: Item, mapping: FileMapping, instrument: Instrument) -> Reader:
    if item.type is ItemType.SELECT_ONE:
        return _looked_up(choice_names(instrument, item))
    if item.type is ItemType.SELECT_MULTIPLE:
        return _several(choice_names(instrument, item))
    if item.type in (ItemType.INTEGER, ItemType.DECIMAL):
        return lambda text: _number(text, mapping.decimals)
    if item.type is ItemType.DATE:
        return lambda text: _day(text, mapping.dates)[:10]
    return _as_written


def choice_names(instrument: Instrument, item: Item) -> dict[str, str]:
    """What is understood of itself as a choice -> its name: names, labels in any language, both in a row.

    What could be two choices is none.
    """
    names: dict[str, set[str]] = {}
    labels: dict[str, set[str]] = {}
    for choice in instrument.choices(item):
        names.setdefault(key_of(choice.name), set()).add(choice.name)
        for label in choice.label.values():
            for text in (label, f"{choice.name} {label}", f"{choice.name}-{label}"):
                labels.setdefault(key_of(text), set()).add(choice.name)
    return {key: min(found) for key, found in (labels | names).items() if len(found) == 1}


def mode_names() -> dict[str, str]:
    """What is understood of itself as a mode: its name, its words in any language."""
    found = {key_of(mode.value): mode.value for mode in Mode}
    for language in LANGUAGES:
        found |= {key_of(say(language, f"results.mode_{mode.value}")): mode.value for mode in Mode}
    return found | {key_of(word): mode.value for mode, words in _MODE_WORDS.items() for word in words}


def _looked_up(table: Mapping[str, str]) -> Reader:
    def read(text: str) -> str:
        name = table.get(key_of(text))
        if name is None:
            raise Untold("import_value", value=excerpt(text, 40))
        return name

    return read


def _several(table: Mapping[str, str]) -> Reader:
    """A cell that holds one choice or several, with semicolons, line ends, else commas or blanks between."""

    def read(text: str) -> str:
        if (whole := table.get(key_of(text))) is not None:
            return whole
        parts = _BETWEEN_CHOICES.split(text)
        for sign in (",", None):
            if len(parts) == 1 and key_of(parts[0]) not in table:
                parts = text.split(sign)
        names = []
        for part in parts:
            if key := key_of(part):
                if key not in table:
                    raise Untold("import_value", value=excerpt(part.strip(), 40))
                names.append(table[key])
        return " ".join(names)

    return read


def _number(text: str, decimals: Decimals) -> str:
    if isinstance(text, NumberCell):
        return text
    bare = text.replace("\u00a0", "").replace("\u202f", "").replace(" ", "")
    if not _NUMBER[decimals].fullmatch(bare):
        raise Untold("import_number", value=excerpt(text, 40), sign=decimals.value)
    whole, _, rest = bare.partition(decimals.value)
    rest = rest.rstrip("0")
    whole = whole.replace("." if decimals is Decimals.COMMA else ",", "")
    return f"{whole}.{rest}" if rest else whole


def _day(text: str, dates: Dates) -> str:
    if isinstance(text, DateCell):
        return text
    if match := _ISO.fullmatch(text):
        return text
    try:
        if dates is Dates.SERIAL:
            days = float(text.replace(",", "."))
            if 1 <= days < _EXCEL_ENDS:
                return _written(_EXCEL_BEGINS + timedelta(seconds=round(days * 86400)))
        elif dates is not Dates.ISO and (match := _DAY_AND_MONTH.fullmatch(text)):
            day, month, year, hour, minute = (int(part) if part else 0 for part in match.groups())
            if dates is Dates.MONTH_FIRST:
                day, month = month, day
            if match[4] is None:
                return date(year, month, day).isoformat()
            return datetime(year, month, day, hour, minute).isoformat()  # noqa: DTZ001
    except ValueError:
        pass
    code = "import_day_is_number" if isinstance(text, NumberCell) else "import_day"
    raise Untold(code, value=excerpt(text, 40), dates=dates.value)


def _written(at: datetime) -> str:
    return (
        at.date().isoformat() if at.time().replace(microsecond=0) == datetime.min.time() else at.isoformat()
    )


def _as_written(text: str) -> str:
    if looks_old(text):
        raise Untold("import_old_font", value=excerpt(text, 40))
    return text


def read_cell(read: Reader, text: str) -> str:
    """The cell as the strict file would write it, '' for a blank one. Raises Untold."""
    bare = text.strip()
    if not bare:
        return ""
    if isinstance(text, FormulaCell):
        raise Untold("import_formula", value=excerpt(bare, 40))
    if bare in _ERRORS:
        raise Untold("import_cell_error", value=bare)
    return read(text if bare == text else bare)  # a text that is stripped is no number cell any more


def looks_old(text: str) -> bool:
    """Whether a text seems to be Vietnamese in an old font (TCVN3)."""
    return len(_OLD_FONT.intersection(text)) >= _SEVERAL or "\ufffd" in text

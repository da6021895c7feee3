"""What a form for citizens should not ask: who they are, where they stand, files that show them."""

import re

from forms.compile.cells import Context
from forms.instrument import Instrument
from forms.items import FILES, Audience, Item, ItemType

_TYPED = frozenset({ItemType.TEXT, ItemType.BARCODE, ItemType.INTEGER, ItemType.DECIMAL})
# Words of labels and hints, in composed small letters.
_PERSONAL = re.compile(
    r"số điện thoại|\bsđt\b|điện thoại liên hệ|\bcccd\b|\bcmnd\b|\bcmt\b|căn cước|chứng minh nhân dân"
    r"|số định danh|họ và tên|họ tên|họ, tên|địa chỉ email|thư điện tử|địa chỉ nhà|nơi cư trú|số nhà"
    r"|\b(phone|telephone|mobile) number|\be-?mail address|\bid card|\bidentity (card|number)|\bpassport"
    r"|\byour (full )?name\b|\bfull name\b|\bhome address"
)
_NAMED = re.compile(
    r"(?:^|[_.-])(phone|sdt|dien_?thoai|mobile|cccd|cmnd|can_?cuoc|id_?card|passport|email|full_?name"
    r"|ho_?ten|ho_va_ten)(?:$|[_.0-9-])"
)


def check_citizens(instrument: Instrument, context: Context) -> None:
    """Warn of every question for citizens that asks who they are, where they are, or for a file."""
    if instrument.audience is not Audience.CITIZEN:
        return
    for item in instrument.items:
        place, name = context.records[item.name].place("type"), context.said(item.name)
        if item.type in _TYPED and item.askable and _is_personal(item):
            context.findings.warn("citizen_personal", place, name=name)
        elif item.type is ItemType.GEOPOINT:
            context.findings.warn("citizen_place", place, name=name)
        elif item.type in FILES:
            context.findings.warn("citizen_file", place, name=name)


def _is_personal(item: Item) -> bool:
    said = [text.lower() for text in (*item.label.values(), *item.hint.values())]
    return bool(_NAMED.search(item.name.lower())) or any(_PERSONAL.search(text) for text in said)

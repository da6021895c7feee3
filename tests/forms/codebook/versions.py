"""Two versions of a small form that the tests of the codebook share."""

from dataclasses import replace
from decimal import Decimal

from forms import Choice, Instrument, Item, ItemType, Missing
from forms.methods import Factor, Method

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

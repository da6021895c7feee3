"""The parts of an instrument: items, their choices and groups.

Texts for people are mappings from language tag to text ({"vi": ..., "en": ...}).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from forms.expressions import Expression

Labels = Mapping[str, str]
FACTOR_LIST = "factors"  # the choice list that names the factors


class ItemType(StrEnum):
    SELECT_ONE = "select_one"
    SELECT_MULTIPLE = "select_multiple"
    RANK = "rank"
    INTEGER = "integer"
    DECIMAL = "decimal"
    RANGE = "range"
    TEXT = "text"
    BARCODE = "barcode"
    DATE = "date"
    TIME = "time"
    DATETIME = "datetime"
    GEOPOINT = "geopoint"
    ACKNOWLEDGE = "acknowledge"
    IMAGE = "image"
    SIGNATURE = "signature"
    AUDIO = "audio"
    VIDEO = "video"
    FILE = "file"
    NOTE = "note"
    CALCULATE = "calculate"
    HIDDEN = "hidden"
    METADATA = "metadata"


SELECTS = frozenset({ItemType.SELECT_ONE, ItemType.SELECT_MULTIPLE, ItemType.RANK})
DRAWINGS = frozenset({"draw", "annotate"})  # what a pen makes that is no signature
PICTURES = frozenset({ItemType.IMAGE, ItemType.SIGNATURE})  # drawn anew, and shown as such
# Answered by a file; the answer is the name it is kept under.
FILES = PICTURES | {ItemType.AUDIO, ItemType.VIDEO, ItemType.FILE}
UNSEEN = frozenset({ItemType.CALCULATE, ItemType.HIDDEN, ItemType.METADATA})  # on no screen


class Role(StrEnum):
    """What an item is for when answers are counted."""

    CRITERION = "criterion"
    FACTOR_GENERAL = "factor_general"
    OVERALL = "overall"
    PERCEPTION = "perception"
    EXPECTATION = "expectation"
    DEMOGRAPHIC = "demographic"
    CHECK = "check"


RATED = frozenset({Role.CRITERION, Role.FACTOR_GENERAL, Role.OVERALL})  # judged on a scale, once


class Missing(StrEnum):
    """Why a choice is no opinion."""

    NOT_APPLICABLE = "not_applicable"
    DONT_KNOW = "dont_know"
    REFUSED = "refused"


class Audience(StrEnum):
    """Who fills the instrument in: anybody at a counter, or staff on a visit."""

    CITIZEN = "citizen"
    STAFF = "staff"


class Severity(StrEnum):
    """How grave it is when a checklist item fails."""

    N1 = "N1"
    N2 = "N2"
    N3 = "N3"


class Certainty(StrEnum):
    """How sure a checklist item is: from a law's text, a public page, a team's report; or not confirmed."""

    LAW = "law"
    PUBLIC = "public"
    REPORTED = "reported"
    GENERAL = "general"
    PROPOSED = "proposed"


@dataclass(frozen=True, slots=True)
class Choice:
    name: str
    label: Labels
    score: Decimal | None = None
    satisfied: bool | None = None
    missing: Missing | None = None
    fails: bool = False
    image: Labels = field(default_factory=dict)
    audio: Labels = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Group:
    """Items that belong together; its relevance covers them all.

    A group that repeats is asked any number of times, or as often as `repeat_count` says; it is one screen,
    and no repeat stands in another. `number` counts the repeats from 1. `table` draws its selects as rows of
    one table.
    """

    name: str
    label: Labels = field(default_factory=dict)
    relevant: Expression | None = None
    parent: str | None = None
    one_screen: bool = False
    number: int = 0
    repeat: bool = False
    repeat_count: Expression | None = None
    table: bool = False

    @property
    def field(self) -> str:
        """The name of a page's field that says how often the group is asked ('r3')."""
        return f"r{self.number}"


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the instrument. `number` counts from 1; the page's field is 'f' and the number.

    A checklist item has a severity and the code of the finding it becomes when it fails: when `fails` holds
    of its answer, or a choice that fails was chosen; `finding_title` is what the finding is called. `source`
    says where the item comes from, `certainty` how sure that is. `achieved` says how much of it is met, from
    0 to 1, where that is more than yes or no. `audio` and `image` name a file per language. `repeat` is the
    group around it that repeats. `compares` names the item of an inspectors' form that asks the
    same, where that is called otherwise.

    `default` is what a page starts with as typed, `default_value` the expression for it; with `trigger` the
    calculation is made anew when that item's answer changes, and may be written over between. `randomize`
    shuffles the choices; `seed` is what the order follows from, without it the response itself. `parameters`
    are the others of that column (start, end, step of a range, max-pixels, rows); where `list_name` is a
    table, `value` and `label` are its columns. `metadata` says what of the circumstances a metadata item
    keeps ('today').
    """

    name: str
    number: int
    type: ItemType
    label: Labels = field(default_factory=dict)
    hint: Labels = field(default_factory=dict)
    required: bool | Expression = False
    required_message: Labels = field(default_factory=dict)
    relevant: Expression | None = None
    constraint: Expression | None = None
    constraint_message: Labels = field(default_factory=dict)
    calculation: Expression | None = None
    list_name: str | None = None
    factor: str | None = None
    criterion: str | None = None
    role: Role | None = None
    appearance: str = ""
    readonly: bool = False
    default: str = ""
    group: str | None = None
    screen: int | None = None
    severity: Severity | None = None
    finding: str | None = None
    legal_basis: str = ""
    fails: Expression | None = None
    audio: Labels = field(default_factory=dict)
    image: Labels = field(default_factory=dict)
    guidance: Labels = field(default_factory=dict)
    finding_title: Labels = field(default_factory=dict)
    source: str = ""
    certainty: Certainty | None = None
    choice_filter: Expression | None = None
    randomize: bool = False
    seed: Expression | None = None
    parameters: Mapping[str, str] = field(default_factory=dict)
    default_value: Expression | None = None
    trigger: str | None = None
    metadata: str = ""
    repeat: str | None = None
    compares: str = ""
    achieved: Expression | None = None

    @property
    def field(self) -> str:
        """The name of the item's field on a page ('f12')."""
        return f"f{self.number}"

    def field_at(self, occurrence: int) -> str:
        """The name of its field in an occurrence of its repeat ('f12_2'); 'f12' outside of any (0)."""
        return f"{self.field}_{occurrence}" if occurrence else self.field

    @property
    def removal_field(self) -> str:
        """The name of the tick that removes a picture ('f12-remove')."""
        return f"{self.field}-remove"

    @property
    def askable(self) -> bool:
        """Whether a person answers it."""
        return self.type is not ItemType.NOTE and self.type not in UNSEEN and not self.readonly

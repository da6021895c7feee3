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
    INTEGER = "integer"
    DECIMAL = "decimal"
    TEXT = "text"
    DATE = "date"
    NOTE = "note"
    CALCULATE = "calculate"
    IMAGE = "image"


class Role(StrEnum):
    """What an item is for when answers are counted."""

    CRITERION = "criterion"
    FACTOR_GENERAL = "factor_general"
    OVERALL = "overall"
    PERCEPTION = "perception"
    EXPECTATION = "expectation"
    DEMOGRAPHIC = "demographic"
    CHECK = "check"


class Missing(StrEnum):
    """Why a choice is no opinion."""

    NOT_APPLICABLE = "not_applicable"
    DONT_KNOW = "dont_know"
    REFUSED = "refused"


class Severity(StrEnum):
    """How grave it is when a checklist item fails."""

    N1 = "N1"
    N2 = "N2"
    N3 = "N3"


@dataclass(frozen=True, slots=True)
class Choice:
    name: str
    label: Labels
    score: Decimal | None = None
    satisfied: bool | None = None
    missing: Missing | None = None
    fails: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Items that belong together; its relevance covers them all."""

    name: str
    label: Labels = field(default_factory=dict)
    relevant: Expression | None = None
    parent: str | None = None
    one_screen: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the instrument. `number` counts from 1; the page's field is 'f' and the number.

    A checklist item has a severity and the code of the finding it becomes when it fails: when `fails` holds
    of its answer, or a choice that fails was chosen. `audio` names a file per language.
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

    @property
    def field(self) -> str:
        """The name of the item's field on a page ('f12')."""
        return f"f{self.number}"

    @property
    def removal_field(self) -> str:
        """The name of the tick that removes a picture ('f12-remove')."""
        return f"{self.field}-remove"

    @property
    def askable(self) -> bool:
        """Whether a person answers it."""
        return self.type not in (ItemType.NOTE, ItemType.CALCULATE) and not self.readonly

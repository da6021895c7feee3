"""What a template is."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from wording import FALLBACK

SHIPPED = 0


class Kind(StrEnum):
    """The documents that are made from a template; each kind has one for every language."""

    ROUND_REPORT_VI = "round_report.vi"
    ROUND_REPORT_EN = "round_report.en"
    INSPECTION_NOTICE_VI = "inspection_notice.vi"
    INSPECTION_NOTICE_EN = "inspection_notice.en"
    INSPECTION_MINUTES_VI = "inspection_minutes.vi"
    INSPECTION_MINUTES_EN = "inspection_minutes.en"
    INSPECTION_REPORT_VI = "inspection_report.vi"
    INSPECTION_REPORT_EN = "inspection_report.en"
    INSPECTION_CONCLUSION_VI = "inspection_conclusion.vi"
    INSPECTION_CONCLUSION_EN = "inspection_conclusion.en"
    REMEDIATION_REPORT_VI = "remediation_report.vi"
    REMEDIATION_REPORT_EN = "remediation_report.en"
    RECHECK_MINUTES_VI = "recheck_minutes.vi"
    RECHECK_MINUTES_EN = "recheck_minutes.en"
    DRAW_MINUTES_VI = "draw_minutes.vi"
    DRAW_MINUTES_EN = "draw_minutes.en"
    FINDINGS_REGISTER_VI = "findings_register.vi"
    FINDINGS_REGISTER_EN = "findings_register.en"

    @property
    def document(self) -> str:
        """What is made of it, in whatever language: 'round_report'."""
        return self.value.partition(".")[0]

    @property
    def language(self) -> str:
        """The language of its words."""
        return self.value.partition(".")[2]


def kind_of(document: str, language: str) -> Kind:
    """The kind of ``document`` in ``language``, in Vietnamese where there is none."""
    named = f"{document}.{language}"
    return Kind(named if named in set(Kind) else f"{document}.{FALLBACK}")


@dataclass(frozen=True, slots=True)
class Template:
    """A template as it is used: ``number`` is `SHIPPED` for the one the program brings along.

    ``by`` and ``at`` say who put it there and when; blank and None for one that was always there.
    """

    kind: Kind
    number: int
    name: str
    content: bytes
    by: str = ""
    at: datetime | None = None
    shipped: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a template's history, the latest first; ``shipped`` where the program's own was restored."""

    number: int
    name: str
    by: str
    at: datetime
    shipped: bool


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag of a kind of document: its name, what it could say, and whether no template may leave it out.

    ``sample`` has the shape of the value: a text, a list of such, or a mapping of names.
    """

    name: str
    sample: Any
    needed: bool = False

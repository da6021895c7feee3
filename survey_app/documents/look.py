"""How a document is written: whose it is, its language, its days and moments, its pictures."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from survey_app.store import Database, get_setting
from wording import figures, say

BLANK: Final = "………………"
_MARK: Final = "DỮ LIỆU GIẢ LẬP"


@dataclass(frozen=True, slots=True)
class Office:
    """Whose documents they are, and whether of a demonstration."""

    parent: str = ""
    name: str = ""
    place: str = ""
    demo: bool = False


def office_of(db: Database) -> Office:
    """The office of this instance, as its settings name it."""
    parent, name, place = (get_setting(db, f"office_{part}") for part in ("parent", "name", "place"))
    return Office(parent, name, place, demo=get_setting(db, "demo") == "yes")


def no_picture(name: str, text: str) -> str:  # noqa: ARG001  # called as what draws pictures
    """Nothing: for documents without pictures."""
    return ""


@dataclass(frozen=True, slots=True)
class Look:
    """In which language a document of which office is made, at which moment in local time.

    ``photo`` makes a picture of a kept photo's name and of what it shows, ``code`` one of a text; '' where
    there is none.
    """

    language: str
    office: Office
    now: datetime
    photo: Callable[[str, str], Any] = no_picture
    code: Callable[[str, str], Any] = no_picture

    def say(self, key: str, **given: object) -> str:
        """The words under ``key`` of the documents' catalogue."""
        return say(self.language, f"papers.{key}", **given)

    def day(self, value: date | None) -> str:
        """A day as documents write it; dots where it is not known."""
        return figures.day(value, self.language) if value else BLANK

    def long_day(self, value: date | None) -> str:
        """A day as a sentence or a legal basis says it; dots where it is not known."""
        if value is None:
            return BLANK
        return self.say("long_day", **self._parts(value), year=value.year)

    def moment(self, value: datetime | None) -> str:
        """Hour and day as documents write them; dots where they are not known."""
        if value is None:
            return BLANK
        local = value.astimezone(self.now.tzinfo)
        return self.say("moment", time=f"{local:%H:%M}", day=figures.day(local.date(), self.language))

    def number(self, value: int) -> str:
        """A whole number."""
        return figures.number(value, self.language)

    def exact(self, value: float) -> str:
        """A number with the decimals it has."""
        return figures.exact(value, self.language)

    def share(self, count: int, of: int) -> str:
        """So many of so many, and as a percentage with a decimal as on pages; dashes of none."""
        percent = figures.percent(count / of, self.language, 1) if of else "–"
        return self.say("share", count=self.number(count), of=self.number(of), percent=percent)

    def dated(self, on: date) -> str:
        """Place and date under the motto."""
        return self.say("dated", place=self.office.place or BLANK, year=on.year, **self._parts(on))

    def _parts(self, on: date) -> dict[str, object]:
        """Day and month in words or figures: days and the first two months with a zero before them."""
        if self.language == "en":
            return {"day": str(on.day), "month": f"{on:%B}"}
        return {"day": f"{on.day:02d}", "month": f"{on.month:02d}" if on.month < 3 else on.month}

    def numbered(self, given: str, symbol: str) -> str:
        """The line with a document's number: as ``given``, else dots before its ``symbol``."""
        return self.say("numbered", number=given) if given else self.say("unnumbered", symbol=symbol)

    def of_office(self) -> dict[str, str]:
        """The tags that every document has: of the office, and when it was made."""
        office = self.office
        return {
            "demo_mark": _MARK if office.demo else "",
            "office_parent": office.parent or BLANK,
            "office_name": office.name or BLANK,
            "office_place": office.place or BLANK,
            "made_at": self.moment(self.now),
        }

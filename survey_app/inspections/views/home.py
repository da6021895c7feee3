"""What the pages of a section belong to: a visit, or a unit's report of itself."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from flask import url_for

from forms import Screen
from survey_app import web
from survey_app.errors import NotFound
from survey_app.inspections import service
from survey_app.inspections.model import Given, Progress, Sheet, Visit
from survey_app.inspections.views.pages import unit_name, visit_and_progress, who


class Home(Protocol):
    """Where the pages of something filled in lie, what it says now, and how that is kept."""

    def link(self, page: str, **more: object) -> str:
        """The address of one of its pages: start, section, review, photo, thumbnail or form_file."""

    def unit(self) -> str:
        """The name of the unit it is about."""

    def now(self) -> tuple[Sheet, Progress]:
        """What is stored of it now, judged. Raises NotFound, Refused when it is not the reader's."""

    def awaits(self, places: Collection[str]) -> bool:
        """Whether a file of one of these addresses was promised and has not come."""

    def check_open(self) -> None:
        """Raise Conflict when it was handed in."""

    def keep_files(self, names: Sequence[str]) -> None:
        """Keep that files of these names came in for it."""

    def save(self, screen: Screen, given: Mapping[str, Given], made_from: str) -> None:
        """Keep what ``screen`` says. Raises Conflict when somebody else saved it meanwhile."""


@dataclass(frozen=True, slots=True)
class VisitHome:
    """The pages of a visit."""

    visit_id: str

    def link(self, page: str, **more: object) -> str:
        """The address of one of its pages."""
        endpoint = "visit" if page == "start" else page
        return url_for(f"inspections.{endpoint}", visit_id=self.visit_id, **more)  # type: ignore[arg-type]

    def unit(self) -> str:
        """The name of the place that is visited."""
        found = self._visit()
        return unit_name(found.unit, found.day)

    def now(self) -> tuple[Sheet, Progress]:
        """The visit and how far it is."""
        found, progress = visit_and_progress(self.visit_id)
        if progress is None:
            raise NotFound("no_such_page")
        return found, progress

    def awaits(self, places: Collection[str]) -> bool:
        """Whether a tablet named a file there that has not come."""
        awaited = service.files_missing(web.current_store().read(), self._visit())
        return any(place in awaited for place in places)

    def check_open(self) -> None:
        """Raise Conflict when the visit was handed in."""
        service.check_draft(web.current_store().read(), self._visit())

    def keep_files(self, names: Sequence[str]) -> None:
        """Keep that these files were taken on the visit."""
        asker = who()
        web.current_store().write(lambda db: service.keep_photos(db, self.visit_id, asker, names))

    def save(self, screen: Screen, given: Mapping[str, Given], made_from: str) -> None:
        """Keep what the section says."""
        asker = who()
        web.current_store().write(
            lambda db: service.save_section(db, self.visit_id, asker, screen, given, made_from)
        )

    def _visit(self) -> Visit:
        return service.visit(web.current_store().read(), self.visit_id, who())

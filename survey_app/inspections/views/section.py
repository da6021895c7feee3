"""One section of a visit: shown with what was typed until now, and kept as it is sent, complete or not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import redirect, render_template, request, url_for
from markupsafe import Markup
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response as Answer

from forms import Instrument, Item, ItemType, Problem, read_posted, render_screen, word_problem
from survey_app import media, web
from survey_app.accounts.model import SESSION_IDLES
from survey_app.errors import Conflict, NotFound, SurveyError, Unavailable
from survey_app.errors import Problem as Refusal
from survey_app.inspections import service
from survey_app.inspections.model import (
    Given,
    Progress,
    Section,
    State,
    Visit,
    section_answers,
    section_digest,
)
from survey_app.inspections.spoken import spoken
from survey_app.inspections.views.pages import pages, unit_name, visit_and_progress, who
from survey_app.inspections.views.photos import take_photos

_MEGABYTES = 250  # the photos of a long section altogether: twelve of the largest
_TOO_MUCH = Refusal("photos_too_large", values={"most": _MEGABYTES, "each": media.MOST_MEGABYTES})
Refused = Sequence[tuple[Item, Refusal]]
_MISSING_SHOWN = "missing"


@pages.route("/inspections/<uuid:visit_id>/sections/<int:number>", methods=["GET", "POST"])
@web.only("administrator", "inspector")
@web.takes_files(_MEGABYTES)
def section(visit_id: object, number: int) -> Answer | tuple[str, int]:
    """A section to fill in; sent, it is kept, and then what is missing is said."""
    found, progress = visit_and_progress(visit_id)
    if found.state is State.SUBMITTED:
        if request.method == "POST":
            service.check_draft(web.current_store().read(), found)
        return redirect(url_for("inspections.visit", visit_id=found.id), code=303)
    page = _page(found, progress, number)
    if web.StaffForm().validate_on_submit():
        return _save(page)
    shown = page.section.problems if _MISSING_SHOWN in request.args else ()
    return page.show(found.draft, shown), 200


@pages.errorhandler(RequestEntityTooLarge)
def too_much(_: RequestEntityTooLarge) -> tuple[str, int]:
    """The section as it is stored, and how much it takes at once: what was sent could not be read."""
    at = request.view_args or {}
    if request.endpoint == "inspections.section" and web.signed_in() is not None:
        try:
            page = _page(*visit_and_progress(at["visit_id"]), at["number"])
        except SurveyError:
            pass  # no page of theirs
        else:
            return page.show(page.visit.draft, trouble=_TOO_MUCH), 413
    return render_template("web/error.html", message=web.problem_text(Refusal("too_large")), status=413), 413


@dataclass(frozen=True, slots=True)
class _Page:
    """The page of one section of a draft as it is stored now."""

    visit: Visit
    progress: Progress
    section: Section

    @property
    def instrument(self) -> Instrument:
        return self.progress.checked.instrument

    @property
    def items(self) -> tuple[Item, ...]:
        return self.section.screen.items

    def address(self, back: bool = False) -> str:
        """The page to go on to: the next section, at the end the review; or the section before this one."""
        number = self.section.screen.number
        to = self.progress.before(number) if back else self.progress.after(number)
        if to is not None:
            return url_for("inspections.section", visit_id=self.visit.id, number=to.screen.number)
        return url_for(f"inspections.{'visit' if back else 'review'}", visit_id=self.visit.id)

    def show(
        self,
        answers: Mapping[str, Given],
        problems: Sequence[Problem] = (),
        refused: Refused = (),
        trouble: Refusal | None = None,
        typed: Mapping[str, Given] | None = None,
        saved: bool = False,
    ) -> str:
        """The section with ``answers`` in its fields, and first what is wrong.

        ``trouble`` is why nothing was saved; ``typed``, after a conflict, is set against what is stored now.
        """
        language = web.language()
        kept = {item.name: str(answers[item.name]) for item in self._pictures() if answers.get(item.name)}
        fragment = self._drawn(answers, problems, kept)
        return render_template(
            "inspections/section.html",
            visit=self.visit,
            unit=unit_name(self.visit.unit, self.visit.day),
            progress=self.progress,
            section=self.section,
            place=self.progress.sections.index(self.section) + 1,
            title=self.instrument.text(self.section.screen.title or self.instrument.title, language),
            fragment=Markup(fragment),  # noqa: S704  # escaped by the forms package
            kept=[(item.field, kept[item.name]) for item in self._pictures() if item.name in kept],
            made_from=section_digest(self.visit.draft, self.section.screen),
            summary=[*self._photos_refused(refused), *self._missing(problems)],
            trouble=web.problem_text(trouble) if trouble else "",
            conflict=typed is not None,
            stored_now=self._stored_now(typed or {}),
            saved=saved,
            lost=trouble is _TOO_MUCH,
            most=_MEGABYTES,
            too_much=web.problem_text(_TOO_MUCH),
            onward=self.address(),
            idle_hours=int(SESSION_IDLES.total_seconds() // 3600),
        )

    def _drawn(
        self, answers: Mapping[str, Given], problems: Sequence[Problem], kept: Mapping[str, str]
    ) -> str:
        return render_screen(
            self.instrument,
            self.section.screen,
            web.language(),
            answers,
            problems,
            kept={name: self._photo(photo, "thumbnail") for name, photo in kept.items()},
            wholes={name: self._photo(photo) for name, photo in kept.items()},
        )

    def _pictures(self) -> list[Item]:
        return [item for item in self.items if item.type is ItemType.IMAGE]

    def _photo(self, name: str, kind: str = "photo") -> str:
        return url_for(f"inspections.{kind}", visit_id=self.visit.id, name=name)

    def _label(self, item: Item) -> str:
        return self.instrument.text(item.label, web.language())

    def _missing(self, problems: Sequence[Problem]) -> list[tuple[str, str]]:
        """Field and words of each problem."""
        return [
            (item.field, f"{self._label(item)}: {word_problem(self.instrument, problem, web.language())}")
            for problem in problems
            for item in self.items
            if item.name == problem.place
        ]

    def _photos_refused(self, refused: Refused) -> list[tuple[str, str]]:
        return [(item.field, f"{self._label(item)}: {web.problem_text(why)}") for item, why in refused]

    def _stored_now(self, typed: Mapping[str, Given]) -> list[tuple[str, str, str]]:
        """Label, stored answer and stored photo's name where both were given and differ."""
        language, found = web.language(), []
        for item in self.items:
            stored = self.visit.draft.get(item.name)
            if stored and typed.get(item.name) and stored != typed[item.name]:
                photo = str(stored) if item.type is ItemType.IMAGE else ""
                text = "" if photo else spoken(self.instrument, item, stored, language)
                found.append((self._label(item), text, photo))
        return found


def _page(visit: Visit, progress: Progress | None, number: int) -> _Page:
    found = progress.section(number) if progress else None
    if progress is None or found is None:
        raise NotFound("no_such_page")
    return _Page(visit, progress, found)


def _again(page: _Page) -> _Page:
    """The page of what is stored now."""
    return _page(*visit_and_progress(page.visit.id), page.section.screen.number)


def _save(page: _Page) -> Answer | tuple[str, int]:
    fields = {name: request.form.getlist(name) for name in request.form}
    given: dict[str, Given] = {**read_posted(page.instrument, fields)}
    refused: Refused = []
    asker, made_from, screen = who(), request.form.get("made_from", ""), page.section.screen
    try:
        photos, refused = take_photos(page.visit, page.items)
        given |= photos
        web.current_store().write(
            lambda db: service.save_section(db, page.visit.id, asker, screen, given, made_from)
        )
    except Unavailable as error:  # a full disk must not take what was typed
        return page.show({**page.visit.draft, **given}, refused=refused, trouble=error.problem), 503
    except Conflict as error:
        now = _again(page)
        service.check_draft(web.current_store().read(), now.visit)  # no page to show once it was handed in
        return now.show(_both(now, given), refused=refused, trouble=error.problem, typed=given), 409
    page = _again(page)
    pressed = request.form.get("then", "")
    if not refused and pressed == "leave":
        web.done("inspections.section_saved")
        return redirect(url_for("inspections.visit", visit_id=page.visit.id), code=303)
    if not refused and (pressed == "back" or page.section.done):
        return redirect(page.address(back=pressed == "back"), code=303)
    return page.show(page.visit.draft, page.section.problems, refused=refused, saved=True), 422


def _both(page: _Page, typed: Mapping[str, Given]) -> dict[str, Given]:
    """What was typed, and where nothing was, what is stored now: a blank is rarely meant to take away."""
    stored = section_answers(page.visit.draft, page.section.screen)
    removed = {item.name for item in page.items if item.removal_field in request.form}
    kept = {name: value for name, value in stored.items() if name not in removed}
    return {**kept, **{name: value for name, value in typed.items() if value}}

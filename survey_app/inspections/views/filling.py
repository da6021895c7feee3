"""The page of one section of a draft, drawn from what is stored or was just typed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import render_template
from markupsafe import Markup

from forms import (
    Checked,
    Instrument,
    Item,
    Problem,
    draw_logic,
    field_of,
    logic,
    name_place,
    render_screen,
    scripts_of,
    word_problem,
)
from forms.addresses import place_of
from forms.items import FILES
from survey_app import media, web
from survey_app.accounts.model import SESSION_IDLES
from survey_app.errors import NotFound
from survey_app.errors import Problem as Refusal
from survey_app.inspections import service
from survey_app.inspections.model import Given, Progress, Section, Sheet, section_digest
from survey_app.inspections.spoken import spoken
from survey_app.inspections.views.files import Refused
from survey_app.inspections.views.home import Home

MEGABYTES = 250  # the photos of a long section altogether: twelve of the largest
TOO_MUCH = Refusal("photos_too_large", values={"most": MEGABYTES, "each": media.MOST_MEGABYTES})
_PICTURES = ("image", "signature")


@dataclass(frozen=True, slots=True)
class SectionPage:
    """The page of one section of a draft as it is stored now."""

    home: Home
    sheet: Sheet
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
            return self.home.link("section", number=to.screen.number)
        return self.home.link("start" if back else "review")

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
        files = self._files(answers)
        answers = {**service.starts(self.instrument, self.sheet), **answers}
        checked = service.judged(self.instrument, self.sheet, answers)
        return render_template(
            "inspections/section.html",
            link=self.home.link,
            unit=self.home.unit(),
            progress=self.progress,
            section=self.section,
            place=self.progress.sections.index(self.section) + 1,
            title=self.instrument.text(self.section.screen.title or self.instrument.title, language),
            fragment=Markup(self._drawn(answers, checked, problems, refused, files)),  # noqa: S704  # escaped there
            **self._reacting(answers, checked),
            made_from=section_digest(self.sheet.draft, self.section.screen),
            summary=[*self._files_refused(refused), *self._missing(problems, checked)],
            trouble=web.problem_text(trouble) if trouble else "",
            conflict=typed is not None,
            stored_now=self._stored_now(typed or {}),
            saved=saved,
            on_tablets=self.home.awaits(self._files(self.sheet.draft)),
            lost=trouble is TOO_MUCH,
            most=MEGABYTES,
            too_much=web.problem_text(TOO_MUCH),
            onward=self.address(),
            idle_hours=int(SESSION_IDLES.total_seconds() // 3600),
        )

    def _reacting(self, answers: Mapping[str, Given], checked: Checked) -> dict[str, object]:
        """What lets the page react at once: the block its scripts read, and their names."""
        found = logic(
            self.instrument,
            [self.section.screen],
            answers,
            checked,
            language=web.language(),
            today=self.sheet.day,
            now=self.sheet.made_at,
            without=frozenset(self.sheet.cut),
        )
        return {"logic": Markup(draw_logic(found)), "scripts": scripts_of(found)}  # noqa: S704  # escaped there

    def _drawn(
        self,
        answers: Mapping[str, Given],
        checked: Checked,
        problems: Sequence[Problem],
        refused: Refused,
        files: Mapping[str, str],
    ) -> str:
        pictures = {place for place in files if self._item(place).type in _PICTURES}
        return render_screen(
            self.instrument,
            self.section.screen,
            web.language(),
            answers,
            problems,
            checked=checked,
            kept={
                place: self._file(name, "thumbnail" if place in pictures else "photo")
                for place, name in files.items()
            },
            wholes={place: self._file(files[place]) for place in pictures},
            media={name: self.home.link("form_file", name=name) for name in self.instrument.files},
            told={place: web.problem_text(why) for place, why in refused},
            today=self.sheet.day,
            now=self.sheet.made_at,
        )

    def _files(self, answers: Mapping[str, Given]) -> dict[str, str]:
        """Address -> name of every file that is kept for the section."""
        asked = {item.name for item in self.items if item.type in FILES}
        return {place: str(name) for place, name in answers.items() if name and place_of(place)[0] in asked}

    def _item(self, place: str) -> Item:
        return self.instrument.item(place_of(place)[0])

    def _file(self, name: str, kind: str = "photo") -> str:
        return self.home.link(kind, name=name)

    def _label(self, place: str, checked: Checked) -> str:
        return name_place(self.instrument, place, web.language(), checked.answers)

    def _missing(self, problems: Sequence[Problem], checked: Checked) -> list[tuple[str, str]]:
        """Field and words of each problem."""
        return [
            (
                field_of(self.instrument, one.place),
                f"{self._label(one.place, checked)}:"
                f" {word_problem(self.instrument, one, web.language(), checked.answers)}",
            )
            for one in problems
        ]

    def _files_refused(self, refused: Refused) -> list[tuple[str, str]]:
        return [
            (
                field_of(self.instrument, place),
                f"{self._label(place, self.progress.checked)}: {web.problem_text(why)}",
            )
            for place, why in refused
        ]

    def _stored_now(self, typed: Mapping[str, Given]) -> list[tuple[str, str, str]]:
        """Label, stored answer and stored photo's name where both were given and differ."""
        language, found = web.language(), []
        names = {item.name for item in self.items}
        for place, stored in self.sheet.draft.items():
            if place_of(place)[0] in names and stored and typed.get(place) and stored != typed[place]:
                item = self._item(place)
                photo = str(stored) if item.type in _PICTURES else ""
                text = "" if item.type in FILES else spoken(self.instrument, item, stored, language)
                found.append((self._label(place, self.progress.checked), text, photo))
        return found


def section_page(home: Home, number: int) -> SectionPage:
    """The page of a section, for whose it is. Raises NotFound for a section there is none of."""
    sheet, progress = home.now()
    found = progress.section(number)
    if found is None:
        raise NotFound("no_such_page")
    return SectionPage(home, sheet, progress, found)


def missing_lines(progress: Progress) -> dict[int, list[tuple[str, str]]]:
    """By section number: field and words of everything that is missing or wrong."""
    checked, language = progress.checked, web.language()
    instrument = checked.instrument
    found = {}
    for section in progress.sections:
        found[section.screen.number] = [
            (
                field_of(instrument, one.place),
                f"{name_place(instrument, one.place, language, checked.answers)}:"
                f" {word_problem(instrument, one, language, checked.answers)}",
            )
            for one in section.problems
        ]
    return {number: lines for number, lines in found.items() if lines}

"""Uploads: checked whole, kept as they came, published or deleted."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from forms import Compiled, Instrument, WorkbookRefused
from forms import Problem as FormsProblem
from forms.gate.cells import Cells
from forms.publish import examine_workbook
from forms.versions import Change
from survey_app.errors import Gone, Invalid, NotFound, Problem
from survey_app.instruments.attachments import needed_by, read_attachments, tables_in
from survey_app.instruments.model import DRAFT_LASTS, Attachment, Draft, Finding, Upload, Version
from survey_app.instruments.service.changes import changes_since
from survey_app.instruments.service.findings import against_published, unsent_files
from survey_app.instruments.service.versions import publish, same_version
from survey_app.instruments.store import drafts as rows
from survey_app.store import Database
from wording import nfc


@dataclass(frozen=True, slots=True)
class Examined:
    """An upload after its check: the instrument unless the workbook was refused, what is wrong with it, where
    its parts stand."""

    upload: Upload
    instrument: Instrument | None
    findings: tuple[Finding, ...]
    files: tuple[Attachment, ...] = field(default=())
    cells: Cells = field(default=Cells())

    @property
    def acceptable(self) -> bool:
        return self.instrument is not None and not any(found.grave for found in self.findings)


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A draft as it stands today: what was found, and the version that already has this content.

    ``changes`` are those since ``since``, the version published last, if there is one.
    """

    draft: Draft
    instrument: Instrument
    findings: tuple[Finding, ...]
    files: tuple[str, ...]
    same: Version | None
    since: Version | None
    changes: tuple[Change, ...]

    @property
    def publishable(self) -> bool:
        return self.same is None and not any(found.grave for found in self.findings)

    @property
    def warned(self) -> bool:
        return any(not found.grave for found in self.findings)


def examine(upload: Upload) -> Examined:
    """The upload checked: the workbook in a process of its own, each file by its content. Stores nothing."""
    files, twice = _by_name(upload)
    kept, faults = read_attachments(files)
    found = [_about_file(problem, grave=True) for problem in [*twice, *faults]]
    try:
        compiled = examine_workbook(upload.content, upload.name, tables_in(kept))
    except WorkbookRefused as refused:
        wrong = [_about_form(problem, grave=True) for problem in refused.problems]
        warned = [_about_form(problem, grave=False) for problem in refused.warnings]
        return Examined(upload, None, (*wrong, *found, *warned))
    needed = needed_by(compiled.instrument)
    found += [_about_form(problem, grave=False) for problem in compiled.warnings]
    unasked = [Problem("attachment_unasked", name) for name in files if name not in needed]
    found += [_about_file(problem, grave=False) for problem in unasked]
    asked = tuple(file for file in kept if file.name in needed)
    return Examined(upload, compiled.instrument, tuple(found), asked, compiled.cells)


def before_publishing(db: Database | None, examined: Examined) -> list[Finding]:
    """What else stands in the way, or must be heard: files that were not sent, and, where there is a
    database, what is published already. Nothing for what was refused or is published as it is."""
    instrument = examined.instrument
    if instrument is None or (db is not None and same_version(db, instrument) is not None):
        return []
    published = against_published(db, instrument, examined.cells) if db is not None else []
    return [*published, *unsent_files(instrument, [name for name, _ in examined.upload.files])]


def add_draft(db: Database, examined: Examined, id: str, by: str, now: datetime) -> Draft:
    """The draft, kept for a week. Raises Invalid when something grave was found: that is not kept."""
    instrument = examined.instrument
    if instrument is None or not examined.acceptable:
        raise Invalid([Problem("upload_refused")])
    rows.remove_before(db, _written(now - DRAFT_LASTS))
    draft = Draft(id, examined.upload.name, instrument.id, instrument.version, by, _written(now))
    found = examined.findings, examined.cells
    rows.add(db, draft, examined.upload.content, instrument.to_json(), *found, examined.files)
    return draft


def drafts(db: Database, now: datetime) -> list[Draft]:
    """What waits to be published, the newest first."""
    return [draft for draft in rows.drafts(db) if draft.at >= _written(now - DRAFT_LASTS)]


def review(db: Database, id: str) -> Reviewed:
    """The draft with everything found about it, compared with what is published by now. Raises Gone."""
    draft = _draft(db, id)
    document, warnings, cells = rows.parts(db, id)
    instrument = Instrument.from_json(document)
    same = same_version(db, instrument)
    files = tuple(rows.file_names(db, id))
    unasked = [found.place for found in warnings if found.key == "errors.attachment_unasked"]
    since, changes = changes_since(db, instrument)
    missing = unsent_files(instrument, [*files, *unasked])
    findings = (*against_published(db, instrument, cells), *missing, *warnings)
    return Reviewed(draft, instrument, findings, files, same, since, changes)


def waiting(db: Database, now: datetime) -> list[Reviewed]:
    """What waits to be published as each stands today, the newest first."""
    return [review(db, draft.id) for draft in drafts(db, now)]


def publish_draft(db: Database, id: str, confirmed: bool, now: datetime) -> Version:
    """The version made of exactly what was checked; the draft is gone with it.

    Raises Gone for a draft that is no more, Invalid for warnings that were not confirmed or a missing file,
    Conflict when the version's name was taken.
    """
    reviewed = review(db, id)
    if reviewed.warned and not confirmed:
        raise Invalid([Problem("warnings_unconfirmed", "confirmed")])
    compiled = Compiled(reviewed.instrument, ())
    version = publish(db, compiled, rows.content(db, id), reviewed.draft.name, now, rows.files(db, id))
    rows.remove(db, id)
    return version


def delete_draft(db: Database, id: str) -> Draft:
    """The draft that is no more. Raises Gone when it already was not."""
    draft = _draft(db, id)
    rows.remove(db, id)
    return draft


def draft_file(db: Database, id: str, name: str) -> tuple[bytes, str]:
    """Content and media type of a file that came with a draft. Raises NotFound."""
    found = rows.file(db, id, name)
    if found is None:
        raise NotFound("no_such_page")
    return found


def _draft(db: Database, id: str) -> Draft:
    found = rows.draft(db, id)
    if found is None:
        raise Gone("draft_gone")
    return found


def _by_name(upload: Upload) -> tuple[Mapping[str, bytes], list[Problem]]:
    """The files by name in composed letters: some systems send letters and marks apart."""
    files: dict[str, bytes] = {}
    twice = []
    for name, content in upload.files:
        if nfc(name) in files:
            twice.append(Problem("attachment_twice", nfc(name)))
        files[nfc(name)] = content
    return files, twice


def _about_form(problem: FormsProblem, grave: bool) -> Finding:
    return Finding(f"forms.{problem.code}", problem.place, problem.values, grave)


def _about_file(problem: Problem, grave: bool) -> Finding:
    return Finding(f"errors.{problem.code}", problem.place, problem.values, grave)


def _written(instant: datetime) -> str:
    return instant.isoformat(timespec="seconds")

"""The files that come with a form: recordings, pictures, tables, each told by its content."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from forms import Instrument
from survey_app import media
from survey_app.errors import Invalid, Problem
from survey_app.instruments.model import Attachment

FILE_BYTES = 2 * 2**20
ALL_BYTES = 20 * 2**20
TABLE = "text/csv"
_ENDING = ".csv"


def read_attachments(files: Mapping[str, bytes]) -> tuple[list[Attachment], list[Problem]]:
    """The files that can be kept, by name, and a problem for each that cannot.

    Pictures are made anew, each in a process of its own: call it outside a write.
    """
    if sum(map(len, files.values())) > ALL_BYTES:
        return [], [Problem("attachments_large", values={"most": ALL_BYTES // 2**20})]
    kept, problems = [], []
    for name, content in sorted(files.items()):
        try:
            kept.append(_read(name, content))
        except Invalid as refusal:
            problems.append(refusal.problem)
    return kept, problems


def tables_in(attachments: Iterable[Attachment]) -> dict[str, bytes]:
    """The contents of the tables among them, by file name."""
    return {file.name: file.content for file in attachments if file.kind == TABLE}


def needed_by(instrument: Instrument) -> frozenset[str]:
    """The names of the files a form plays, shows or looks things up in."""
    return instrument.files | {f"{name}{_ENDING}" for name in instrument.tables}


def missing_files(needed: Iterable[str], sent: Iterable[str]) -> list[Problem]:
    """A problem for each needed file that was not sent, with the name that is nearly right."""
    sent = list(sent)
    problems = []
    for name in sorted(set(needed).difference(sent)):
        nearest = get_close_matches(name, sent, 1, 0.75)
        if nearest:
            problems.append(Problem("attachment_missing_near", name, {"nearest": nearest[0]}))
        else:
            problems.append(Problem("attachment_missing", name))
    return problems


def _read(name: str, content: bytes) -> Attachment:
    if len(content) > FILE_BYTES:
        raise Invalid([Problem("attachment_large", name, {"most": FILE_BYTES // 2**20})])
    sound = media.sound_ending(content)
    if sound is not None:
        return Attachment(name, media.sound_type(sound), content)
    if media.is_picture(content):
        try:
            drawn = media.draw_figure(content)
        except Invalid as refusal:
            raise Invalid([Problem(refusal.problem.code, name, refusal.problem.values)]) from refusal
        return Attachment(name, "image/png" if drawn.startswith(b"\x89PNG") else "image/jpeg", drawn)
    if name.lower().endswith(_ENDING) and b"\0" not in content:
        return Attachment(name, TABLE, content)
    raise Invalid([Problem("attachment_kind", name)])

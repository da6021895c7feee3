"""Empty forms of paper: what stands on them, and the PDF."""

from typing import Any, Final

from forms import Instrument
from forms.items import Audience
from forms.paper import Line, Part, Room, on_paper
from survey_app.instruments.model import Version
from survey_app.rounds.service.drawing import DRAWER
from wording import say

Json = dict[str, Any]
_SECONDS: Final = 60
_ENTRIES: Final = 3  # of a repeat, on one form
_RULES: Final = {Room.LINE: 1, Room.LINES: 2}
# What is written beside its question: a figure, a day, the name of a photo.
_SHORT: Final = (Room.FIGURE, Room.DAY, Room.TIME, Room.FILE)
_NOTED: Final = (Room.SEVERAL, Room.ORDER, Room.DAY, Room.TIME, Room.FILE, Room.SIGNATURE)
_HEAD: Final = ("number", "unit", "day")


def paper_form(version: Version, instrument: Instrument, tag: str) -> Json:
    """What stands on the paper form in a language, ready to be drawn: title, code, QR text, head, parts."""
    mark = version.digest[:12]
    # Nobody's name may stand on what a citizen fills in.
    head = _HEAD if instrument.audience is Audience.CITIZEN else (*_HEAD, "who")
    return {
        "title": instrument.text(instrument.title, tag),
        "code": say(tag, "rounds.paper_code", id=version.id, version=version.version, digest=mark),
        "qr": f"{version.id} {version.version} {mark}",
        "head": [say(tag, f"rounds.paper_{name}") for name in head],
        "how": say(tag, "rounds.paper_how"),
        "parts": [plain for part in on_paper(instrument, tag) for plain in _parts(part, tag)],
    }


def paper_pdf(form: Json) -> bytes:
    """The form as PDF. Raises Unavailable when two others are being drawn, or drawing fails."""
    return DRAWER.make("survey_app.rounds.paper", form, _SECONDS)


def _parts(part: Part, tag: str) -> list[Json]:
    """A part; one that repeats several times, its entries numbered."""
    lines = [_line(line, tag) for line in part.lines]
    if not part.repeats:
        return [{"title": part.title, "notes": [], "lines": lines}]
    note = say(tag, "rounds.paper_repeats")
    return [
        {
            "title": say(tag, "rounds.paper_entry", n=n, title=part.title),
            "notes": [note] if n == 1 else [],
            "lines": lines,
        }
        for n in range(1, _ENTRIES + 1)
    ]


def _line(line: Line, tag: str) -> Json:
    notes = [line.hint] if line.hint else []
    if line.only_if is not None:
        question, choice = line.only_if
        known = say(tag, "rounds.paper_only_if", question=question, choice=choice)
        notes.append(known if question else say(tag, "rounds.paper_if_fits"))
    if line.room in _NOTED:
        notes.append(say(tag, f"rounds.paper_room_{line.room}"))
    choices = [f"{n}. {label}" for n, label in enumerate(line.choices, start=1)]
    if line.room is Room.TICK:
        choices = [say(tag, "rounds.paper_room_tick")]
    return {
        "label": f"{line.number}. {line.label}" if line.number else line.label,
        "room": line.room or "",
        "notes": notes,
        "choices": choices,
        "rules": _RULES.get(line.room, 0) if line.room else 0,
        "short": line.room in _SHORT,
        "signs": line.room is Room.SIGNATURE,
    }

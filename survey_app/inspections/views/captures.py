"""Photos and papers of tablets as the visit's page shows them: when, where, by whom, of what, or why not."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from flask import Flask, current_app

from forms import Instrument
from forms.addresses import place_of
from survey_app import web
from survey_app.accounts import service as accounts
from survey_app.errors import Problem
from survey_app.inspections.model import Capture, Visit
from survey_app.inspections.service.captures import captures
from survey_app.inspections.views.parts import label
from survey_app.responses.service import Arrival
from survey_app.store import Database
from wording import say

_PAPERS = {
    "_signed_paper": "inspections.captured_signed_paper",
    "_signature": "inspections.captured_signature",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A file as the page shows it; ``place`` is '' where the tablet did not know it."""

    label: str
    name: str
    picture: bool
    by: str
    device: str
    at: datetime | None
    caption: str
    place: str


def captured(of: Visit, instrument: Instrument) -> list[Shown]:
    """The files that tablets brought of a visit: answers in the order of the form, then papers."""
    db = web.current_store().read()
    devices = {one.id: one.name for one in accounts.devices(db)}
    names = (*(item.name for item in instrument.items), *_PAPERS)
    order = {name: number for number, name in enumerate(names)}

    def rank(address: str) -> tuple[int, str, int]:
        name, at = place_of(address)
        return order.get(name, len(order)), name, at

    return [
        Shown(
            file_label(of, instrument, one.address),
            one.name,
            one.name.endswith(".jpg"),
            one.how.by,
            devices.get(one.how.device, ""),
            datetime.fromisoformat(one.how.taken_at) if one.how.taken_at else None,
            one.how.caption,
            _place(one.how),
        )
        for one in sorted(captures(db, of), key=lambda taken: (rank(taken.address), taken.name))
    ]


def refused_by(app: Flask, refused: Callable[[Database, str], Mapping[str, Problem]]) -> None:
    """Let the pages of ``app`` ask ``refused`` which files of a visit were not taken, by address."""
    app.extensions["refused"] = refused


def arrived_by(
    app: Flask,
    arrivals: Callable[[Database, str], list[Arrival]],
    codes: Callable[[Database, str], dict[str, str]],
) -> None:
    """Let the pages of ``app`` ask how the records of a visit came, and what digests its files had there."""
    app.extensions["arrivals"], app.extensions["sent_codes"] = arrivals, codes


def arrivals_of(of: Visit) -> dict[str, Arrival]:
    """How each record of a visit came, by its id."""
    ask = cast(Callable[[Database, str], list[Arrival]], current_app.extensions["arrivals"])
    return {one.record: one for one in ask(web.current_store().read(), of.id)}


def codes_of(of: Visit) -> dict[str, str]:
    """Name of a file -> the digest it had on its tablet, where that is another."""
    ask = cast(Callable[[Database, str], dict[str, str]], current_app.extensions["sent_codes"])
    found = ask(web.current_store().read(), of.id)
    return {name: digest for name, digest in found.items() if not name.startswith(digest)}


def refused(of: Visit, instrument: Instrument) -> list[tuple[str, str]]:
    """What each file that was not taken stands for, and why it was not."""
    ask = cast(Callable[[Database, str], Mapping[str, Problem]], current_app.extensions["refused"])
    found = ask(web.current_store().read(), of.id)
    return [(file_label(of, instrument, at), web.problem_text(one)) for at, one in sorted(found.items())]


def file_label(of: Visit, instrument: Instrument, address: str) -> str:
    """What a file stands for: its question in the words of the form, or the paper it is."""
    name, at = place_of(address)
    if name in _PAPERS:
        return say(web.language(), _PAPERS[name], number=at or 1)
    return label(of, instrument, address)


def _place(how: Capture) -> str:
    """Where it was taken, as devices write places: degrees with five decimals are a metre."""
    if how.latitude is None or how.longitude is None:
        return ""
    known = {"latitude": f"{how.latitude:.5f}", "longitude": f"{how.longitude:.5f}"}
    if how.accuracy is None:
        return say(web.language(), "inspections.captured_at", **known)
    return say(web.language(), "inspections.captured_within", **known, metres=round(how.accuracy))

"""Files a citizen brings: taken as they come, kept under the form until it is handed in, shown again."""

import base64
from collections.abc import Iterable, Mapping
from typing import BinaryIO, cast

from flask import request

from forms import (
    Instrument,
    Screen,
    file_at,
    regrouped,
    removed_files,
    removed_occurrence,
    renumbered,
)
from forms.addresses import place_of
from forms.answers import Given
from forms.items import FILES
from survey_app import media, web
from survey_app.errors import Invalid, NotFound, Unavailable
from survey_app.responses.service import keep_upload, move_uploads, remove_upload, uploads_of
from survey_app.responses.token import FormToken
from wording import say


def brings_files(instrument: Instrument) -> bool:
    """Whether a form asks for any file."""
    return any(item.type in FILES for item in instrument.items)


def take_files(instrument: Instrument, token: FormToken, screen: Screen) -> dict[str, str]:
    """Keep what a post brings and remove what it says; address -> what is wrong with a file, in words."""
    store, fields = web.current_store(), dict(request.form.lists())
    _follow_page(instrument, token, fields)
    for place in removed_files(instrument, fields):
        store.write(lambda db, place=place: remove_upload(db, token.uuid, place))  # type: ignore[misc]
    told: dict[str, str] = {}
    for field, sent in request.files.items():
        found = file_at(instrument, field)
        if not sent.filename or found is None or found[0].name not in screen.names:
            continue
        item, place = found
        try:
            keep_upload(store, token.uuid, place, item.type, cast(BinaryIO, sent.stream), web.now())
        except (Invalid, Unavailable) as error:
            words = {"place": "", **error.problem.values}
            told[place] = say(token.language, f"errors.{error.problem.code}", **words)
    removed = removed_occurrence(instrument, fields)
    if removed:
        kept = list(uploads_of(store.read(), token.uuid))
        moved = renumbered(instrument, *removed, kept)
        store.write(lambda db: move_uploads(db, token.uuid, moved))
    return told


def _follow_page(instrument: Instrument, token: FormToken, fields: Mapping[str, list[str]]) -> None:
    """Let files stand where the page shows them: a script may have taken an occurrence out."""
    store = web.current_store()
    waiting = uploads_of(store.read(), token.uuid)
    moved = regrouped(instrument, waiting, fields)
    if moved != {place: place for place in waiting}:
        store.write(lambda db: move_uploads(db, token.uuid, moved))


def waiting_files(token: FormToken) -> dict[str, str]:
    """Address -> name of the files kept under the form."""
    return uploads_of(web.current_store().read(), token.uuid)


def leave_out_files(instrument: Instrument, token: FormToken, places: Iterable[str]) -> None:
    """Remove the files kept at these addresses."""
    files = {item.name for item in instrument.items if item.type in FILES}
    for place in places:
        if place_of(place)[0] in files:
            web.current_store().write(lambda db, place=place: remove_upload(db, token.uuid, place))  # type: ignore[misc]


def seen_files(screen: Screen, answers: Mapping[str, Given]) -> dict[str, str]:
    """Address -> a small picture of the file kept there, within the page: no address leads to it.

    '' for other files, which are only said to be there.
    """
    files = {item.name for item in screen.items if item.type in FILES}
    there = {place: str(name) for place, name in answers.items() if place_of(place)[0] in files}
    return {place: _small(name) for place, name in there.items()}


def _small(name: str) -> str:
    if not name.endswith(".jpg"):
        return ""
    try:
        content = media.thumbnail(web.current_store(), name)
    except (NotFound, Unavailable):
        return ""
    return f"data:image/jpeg;base64,{base64.b64encode(content).decode()}"

"""Photos and files of a visit, shown to who reads it; those a page sends; those that come with the form."""

from collections.abc import Mapping, Sequence

from flask import redirect, request, url_for
from werkzeug.wrappers import Response as Answer

from forms import Instrument, Item, kept_files, removal_field, removed_occurrence, renumbered
from forms.addresses import MOST_OCCURRENCES, address
from forms.items import FILES
from survey_app import media, web
from survey_app.accounts.model import INSPECTING, Role
from survey_app.errors import Invalid, NotFound, Problem, Unavailable
from survey_app.inspections import service
from survey_app.inspections.views.home import Home
from survey_app.inspections.views.pages import pages, visit_read
from survey_app.instruments import service as instruments
from survey_app.rounds import service as rounds

Refused = Sequence[tuple[str, Problem]]  # the address of an answer, what is wrong with the file sent for it


@pages.get("/inspections/<uuid:visit_id>/photos/<name>")
@web.only(*INSPECTING, Role.LEADER)
def photo(visit_id: object, name: str) -> Answer:
    """A photo or file taken on the visit; what a browser does not show or play is saved."""
    store = web.current_store()
    found = visit_read(visit_id)
    if name in service.files_missing(store.read(), found).values():
        return _on_its_way()
    content = service.file_of(store, found, name)
    answer = web.kept_file(content, media.media_type(name), name)
    if name.rpartition(".")[2] not in media.PLAYED:
        answer.headers.set("Content-Disposition", "attachment", filename=name)
    # Players of iPhones play nothing from a server that does not answer in parts.
    return answer.make_conditional(request, accept_ranges=True, complete_length=len(content))


@pages.get("/inspections/<uuid:visit_id>/thumbnails/<name>")
@web.only(*INSPECTING, Role.LEADER)
def thumbnail(visit_id: object, name: str) -> Answer:
    """A photo taken on the visit, small."""
    store = web.current_store()
    found = visit_read(visit_id)
    if name in service.files_missing(store.read(), found).values():
        return _on_its_way()
    small = service.thumbnail_of(store, found, name)
    return web.kept_file(small, "image/jpeg", f"small-{name}").make_conditional(request)


@pages.get("/inspections/<uuid:visit_id>/files/<name>")
@web.only(*INSPECTING, Role.LEADER)
def form_file(visit_id: object, name: str) -> Answer:
    """A picture or recording of a question that is asked on the visit."""
    db = web.current_store().read()
    found = visit_read(visit_id)
    if name not in service.instrument_of(db, found).files:
        raise NotFound("no_such_page")
    wave = rounds.round_(db, found.round)
    content, kind = instruments.attachment(db, wave.instrument, wave.version, name)
    answer = web.kept_file(content, kind, f"{wave.instrument}-{wave.version}-{name}")
    return answer.make_conditional(request, accept_ranges=True, complete_length=len(content))


def _on_its_way() -> Answer:
    """A drawing in the place of a file that is still on a tablet; not to be kept, for the file will come."""
    answer = redirect(url_for("static", filename="images/on-its-way.svg"))
    answer.headers["Cache-Control"] = "no-store"
    return answer


def take_files(
    home: Home, instrument: Instrument, items: Sequence[Item]
) -> tuple[dict[str, str], list[tuple[str, Problem]]]:
    """Address -> the file it has now, of what this request sent, kept and ticked for removal.

    With it what is wrong with each file that was refused; the others are kept.
    """
    now_there: dict[str, str] = {}
    taken: list[str] = []
    refused: list[tuple[str, Problem]] = []
    shown = kept_files(instrument, fields_sent())
    for item, at in _asked(instrument, items):
        place, field = address(item.name, at), item.field_at(at)
        if place in shown and removal_field(item, at) not in request.form:
            now_there[place] = shown[place]
        sent = request.files.get(field)
        if sent is None or not sent.filename:
            continue
        kind = media.Kind(item.type)
        most = media.MOST_OF[kind] * 2**20 + 1  # enough to refuse it
        try:
            name = media.take_file(web.current_store(), kind, sent.stream.read(most), web.now())
        except (Invalid, Unavailable) as error:
            refused.append((place, error.problem))
        else:
            now_there[place] = name
            taken.append(name)
    if taken:
        home.keep_files(taken)
    return _where_they_stand_now(instrument, now_there), refused


def _asked(instrument: Instrument, items: Sequence[Item]) -> list[tuple[Item, int]]:
    """The questions for files, those of a repeat as often as the page asked them."""
    found = []
    for item in items:
        if item.type in FILES:
            times = _times(instrument, item.repeat) if item.repeat else None
            found += [(item, at) for at in (range(1, times + 1) if times is not None else (0,))]
    return found


def _times(instrument: Instrument, repeat: str) -> int:
    drawn = request.form.get(instrument.group(repeat).field, "")
    return min(web.whole_or(0, drawn), MOST_OCCURRENCES)


def _where_they_stand_now(instrument: Instrument, files: Mapping[str, str]) -> dict[str, str]:
    """``files`` once an occurrence was removed, if one was."""
    removed = removed_occurrence(instrument, fields_sent())
    if removed is None:
        return dict(files)
    moved = renumbered(instrument, *removed, list(files))
    return {moved[place]: name for place, name in files.items() if place in moved}


def fields_sent() -> dict[str, list[str]]:
    """All fields of this request with all their values."""
    return {name: request.form.getlist(name) for name in request.form}

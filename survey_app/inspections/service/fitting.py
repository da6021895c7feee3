"""What a tablet sent, as answers to what its visit asks: the tablet may have filled in another version."""

from dataclasses import replace

from forms import Instrument, screens
from forms.addresses import place_of
from forms.items import UNSEEN
from survey_app.inspections.merging import Part


def fit(part: Part, sent: Instrument, asked: Instrument) -> tuple[Part, frozenset[str]]:
    """``part``, which answers ``sent``, with the sections of ``asked``; what may be merged into its visit.

    Those are the items and repeats that both ask in the same way. A section of ``asked`` counts as spoken for
    when the part could answer all of it. What a form calculates for itself is nobody's answer and left out.
    """
    spoken_for = _names(sent, part.sections)
    alike = _alike(sent, asked)
    sections = part.sections
    if sent is not asked:
        sections = frozenset(one.number for one in screens(asked) if one.names <= alike & spoken_for)
    unseen = {item.name for item in sent.items if item.type in UNSEEN}
    fitted = replace(
        part,
        sections=sections,
        answers={place: one for place, one in part.answers.items() if place_of(place)[0] not in unseen},
        base={place: one for place, one in part.base.items() if place_of(place)[0] in spoken_for},
    )
    return fitted, alike


def asked_names(instrument: Instrument) -> frozenset[str]:
    """The items people answer on its screens, and its repeats."""
    return frozenset(_kinds(instrument))


def _names(instrument: Instrument, sections: frozenset[int]) -> frozenset[str]:
    every = (screen.names for screen in screens(instrument) if screen.number in sections)
    return frozenset().union(*every)


def _alike(sent: Instrument, asked: Instrument) -> frozenset[str]:
    """The items of one type in the same repeat in both, and the repeats of both."""
    here, there = _kinds(asked), _kinds(sent)
    return frozenset(name for name, kind in here.items() if there.get(name) == kind)


def _kinds(instrument: Instrument) -> dict[str, tuple[str, str | None]]:
    found: dict[str, tuple[str, str | None]] = {}
    for item in instrument.items:
        if item.screen is not None:
            found[item.name] = (item.type, item.repeat)
            if item.repeat:
                found[item.repeat] = ("repeat", None)
    return found

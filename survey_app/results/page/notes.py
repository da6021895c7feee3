"""What stands under the figures: how they were made, what is hidden, what they may not be used for."""

from datetime import date

from analysis.methods import describe
from survey_app.results.model import POOLED, Channel
from survey_app.results.page.look import Look
from wording.figures import day


def notes(look: Look) -> list[str]:
    """The notes of the page, most important first."""
    book = look.dataset.codebook
    own = book[(book["instrument"] == look.instrument.id) & (book["version"] == look.instrument.version)]
    status = look.text(look.instrument.status)
    found = [
        look.say("note_demo") if look.demo else "",
        look.say("note_status", status=status) if status else "",
        look.say("note_method", text=describe(look.method, own, look.language)),
        "" if look.method.across else look.say("note_aggregations"),
        look.say("note_intervals" if look.scale is None else "note_intervals_mean"),
        look.say("note_n"),
        look.say("note_hidden"),
        look.say("note_steps"),
        look.say("note_channels"),
    ]
    return [note for note in found if note]


def round_notes(look: Look) -> list[str]:
    """How many of the whole round are left out of the figures, and how many flagged as repeated, if any.

    Never of a filter: what was noted of a small group would be figures about few people.
    """
    found = [look.say("note_excluded", n=look.excluded)] if look.excluded else []
    return found + ([look.say("note_repeated", n=look.repeated)] if look.repeated else [])


def source_notes(look: Look) -> list[str]:
    """Where the figures come from: round and instrument."""
    days = [day(when, look.language) for when in (look.round.starts_on, look.round.ends_on)]
    return [
        look.say("of_round", round=look.round.code, first=days[0], last=days[1]),
        look.say(
            "of_instrument",
            title=look.text(look.instrument.title),
            id=look.instrument.id,
            version=look.instrument.version,
        ),
    ]


def scope_notes(look: Look, channel: Channel | None) -> list[str]:
    """What the figures are of: unit, channel and month."""
    asked = look.request
    mode, tier = (POOLED, "") if channel is None else (channel.mode, channel.tier)
    return [
        look.say("of_unit", unit=look.unit_name(asked.unit) if asked.unit else look.say("nation")),
        look.say("of_channel", channel=look.channel_name(mode, tier)),
        look.say("of_month", month=month_name(asked.month) if asked.month else look.say("month_all")),
    ]


def month_name(month: str) -> str:
    """'2026-11' as 11/2026."""
    return f"{date.fromisoformat(f'{month}-01'):%m/%Y}"

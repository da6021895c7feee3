"""The way of a finding as stages: which lie behind, where it stands, what is still ahead."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from survey_app.findings.model.finding import Event, Finding
from survey_app.findings.model.states import State, Step


class Stage(StrEnum):
    """A part of the way; the words for it are in the catalogue."""

    FOUND = "found"
    EXPLAINED = "explained"
    ISSUED = "issued"
    WORKED = "worked"
    REPORTED = "reported"
    VERIFIED = "verified"
    RECHECKED = "rechecked"
    ENDED = "ended"


class Standing(StrEnum):
    """Where a stage lies, seen from where the finding stands."""

    BEHIND = "behind"
    NOW = "now"
    AHEAD = "ahead"


@dataclass(frozen=True, slots=True)
class Passage:
    """A stage of the way, and the last step that was taken in it; None where none was."""

    stage: Stage
    standing: Standing
    event: Event | None = None


_OF_STATE: Final[Mapping[State, Stage]] = {
    State.FOUND: Stage.FOUND,
    State.EXPLAINING: Stage.EXPLAINED,
    State.UPHELD: Stage.EXPLAINED,
    State.ISSUED: Stage.ISSUED,
    State.ACKNOWLEDGED: Stage.WORKED,
    State.PLANNED: Stage.WORKED,
    State.REMEDYING: Stage.WORKED,
    State.REPORTED: Stage.REPORTED,
    State.VERIFYING: Stage.VERIFIED,
    State.RECHECKING: Stage.RECHECKED,
    State.WITHDRAWN: Stage.ENDED,
    State.CLOSED: Stage.ENDED,
    State.TRANSFERRED: Stage.ENDED,
}
_ALWAYS: Final = frozenset({Stage.ISSUED, Stage.WORKED, Stage.REPORTED, Stage.VERIFIED, Stage.ENDED})


def way(found: Finding, events: Sequence[Event]) -> tuple[Passage, ...]:
    """The stages of ``found`` in their order: those it went through, where it stands, those it will go
    through. What it skipped is left out, and what a repeated remedy goes through again is ahead again."""
    order = list(Stage)
    now = order.index(_OF_STATE[found.state])
    last = _last_events(events)
    passages = []
    for place, stage in enumerate(order):
        event = last.get(stage)
        if place == now:
            passages.append(Passage(stage, Standing.NOW, since(found, events)))
        elif place < now and (event or stage is Stage.FOUND):
            passages.append(Passage(stage, Standing.BEHIND, event))
        elif place > now and (stage in _ALWAYS or (stage is Stage.RECHECKED and found.site_check)):
            passages.append(Passage(stage, Standing.AHEAD))
    return tuple(passages)


def since(found: Finding, events: Sequence[Event]) -> Event | None:
    """The step that brought ``found`` where it stands; None while it stands as it was found."""
    came = [event for event in events if event.end is found.state and event.start is not found.state]
    return came[-1] if came else None


def _last_events(events: Sequence[Event]) -> dict[Stage, Event]:
    """The last step that led into each stage; a verification also leads through its own."""
    last: dict[Stage, Event] = {}
    for event in events:
        if event.end is not event.start or event.step is Step.EXPLAIN:
            last[_OF_STATE[event.end]] = event
        if event.step in (Step.PASS, Step.FAIL):
            last[Stage.VERIFIED] = event
        if event.step in (Step.RECHECK_PASS, Step.RECHECK_FAIL):
            last[Stage.RECHECKED] = event
    return last

"""Rings: items each of which waits for the next."""

from graphlib import CycleError, TopologicalSorter

from forms.compile.cells import Context
from forms.instrument import Instrument
from forms.plan import dependencies_of

_TOLD = 30  # rings, at most
_DECIDE = ("relevant", "calculation", "choice_filter", "repeat_count", "default", "trigger", "parameters")


def check_cycles(instrument: Instrument, context: Context) -> None:
    """Refuse every ring of items and repeats each of which waits for the next."""
    graph = dependencies_of(instrument)
    waiting = {name: [other for other in others if other in graph] for name, others in graph.items()}
    for _ in range(_TOLD):
        try:
            TopologicalSorter(waiting).prepare()
        except CycleError as fault:
            ring: list[str] = fault.args[1]
            record = context.records[ring[0]]
            key = next((key for key in _DECIDE if record.get(key)), "name")
            context.findings.refuse("cycle", record.place(key), ring=" → ".join(ring))
            waiting = {name: others for name, others in waiting.items() if name not in ring}
        else:
            return

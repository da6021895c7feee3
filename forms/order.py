"""The order in which shuffled choices are shown: another for each response, and always the same for one.

The generator is small enough to be written again wherever pages are drawn: FNV-1a makes a number of the
seed, the minimal standard generator (48271, 2**31 - 1) draws, and the choices are swapped from the last on.
"""

from collections.abc import Sequence

_PRIME = 2**31 - 1
_FACTOR = 48271


def shuffled(names: Sequence[str], seed: str) -> tuple[str, ...]:
    """`names` in the order that follows from `seed`."""
    order = list(names)
    state = _number(seed)
    for last in range(len(order) - 1, 0, -1):
        state = state * _FACTOR % _PRIME
        chosen = state % (last + 1)
        order[last], order[chosen] = order[chosen], order[last]
    return tuple(order)


def _number(seed: str) -> int:
    figure = 2166136261
    for byte in seed.encode("utf-8", "replace"):
        figure = (figure ^ byte) * 16777619 % 2**32
    return figure % (_PRIME - 1) + 1

"""Which regular expressions are taken: those whose work is bounded before they ever meet an answer.

Python's engine tries every way a pattern can split a text. The ways are counted here from the pattern
alone; a pattern that could take more than `MOST_WAYS` is refused when the form is published.
"""

import re

from forms.errors import ExpressionFault

LONGEST = 200
MOST_WAYS = 20_000_000
_UNBOUNDED = 250  # the longest text that is matched; see functions.LONGEST_MATCHED
_PART = re.compile(
    r"""(?P<escape>\\.) | (?P<many>\[\^?\]?(?:\\.|[^\]\\])*\])
    | (?P<open>\((?:\?:)?) | (?P<close>\)) | (?P<either>\|)
    | (?P<repeat>[*+?]|\{\d*,?\d*\}) | (?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)


def check_pattern(pattern: str, position: int) -> None:
    """Nothing for a pattern that is taken. Raises ExpressionFault for a wrong, too long or too free one."""
    if len(pattern) > LONGEST:
        raise ExpressionFault("expression_pattern_long", position, most=LONGEST)
    try:
        re.compile(pattern, re.ASCII)
    except (re.error, OverflowError, RecursionError):
        raise ExpressionFault("expression_pattern", position, found=pattern) from None
    if _is_special(pattern) or _ways(pattern) > MOST_WAYS:
        raise ExpressionFault("expression_pattern_free", position, found=pattern)


def _is_special(pattern: str) -> bool:
    """Look-around, back references and flags differ between engines and escape the count."""
    parts = [found[0] for found in _PART.finditer(pattern)]
    return any(
        (part in ("(",) and after == "?") or re.fullmatch(r"\\[1-9]", part)
        for part, after in zip(parts, [*parts[1:], ""], strict=True)
    )


def _ways(pattern: str) -> int:
    """An upper bound on the ways to split a text of the longest length."""
    ways = [1]
    inner = 1
    for found in _PART.finditer(pattern):
        match found.lastgroup:
            case "open":
                ways.append(1)
            case "close":
                inner = ways.pop() if len(ways) > 1 else 1
                ways[-1] *= inner
                continue
            case "either":
                ways[-1] *= 2
            case "repeat":
                least, most = _bounds(found[0])
                # A group that can itself be split in several ways multiplies them at every turn.
                ways[-1] *= (most - least + 1) * (inner ** min(most, 40) if inner > 1 else 1)
        inner = 1
    return ways[0]


def _bounds(repeat: str) -> tuple[int, int]:
    if repeat in "*+?":
        return {"*": (0, _UNBOUNDED), "+": (1, _UNBOUNDED), "?": (0, 1)}[repeat]
    least, comma, most = repeat[1:-1].partition(",")
    low = int(least or 0)
    high = min(int(most or _UNBOUNDED), _UNBOUNDED) if comma else low
    return min(low, _UNBOUNDED), max(high, min(low, _UNBOUNDED))

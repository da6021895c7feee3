"""Where an answer stands: an item's name, and within a repeat the occurrence in brackets ('days[2]').

Everything that holds answers (what was handed in, drafts, `Checked.answers`, the stored document) is one flat
mapping by address. A repeat's own name holds how often it was asked: {"late": 2, "days[1]": 3, "days[2]": 5}.
"""

import re

MOST_OCCURRENCES = 200  # of a repeat
_ADDRESS = re.compile(r"(?P<name>[^\[\]]+)\[(?P<occurrence>[1-9][0-9]{0,4})\]", re.ASCII)


def address(name: str, occurrence: int = 0) -> str:
    """The address of item `name`: 'days', or 'days[2]' in the second occurrence of its repeat."""
    return f"{name}[{occurrence}]" if occurrence else name


def place_of(text: str) -> tuple[str, int]:
    """The item's name and the occurrence, 0 outside of a repeat; a text that is no address is all name."""
    if not text.endswith("]"):  # nearly every one
        return text, 0
    found = _ADDRESS.fullmatch(text)
    return (found["name"], int(found["occurrence"])) if found else (text, 0)

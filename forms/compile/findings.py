"""What a compilation finds: problems that refuse the workbook, warnings that go with the instrument."""

from collections.abc import Iterable
from difflib import get_close_matches

from forms.errors import Problem


class Findings:
    """Gathers while the whole workbook is read, so that its author mends everything in one round."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.warnings: list[Problem] = []

    def refuse(self, code: str, place: str = "", **values: object) -> None:
        """Note a reason to refuse the workbook."""
        self.problems.append(Problem(code, place, values))

    def warn(self, code: str, place: str = "", **values: object) -> None:
        """Note what the author should know."""
        self.warnings.append(Problem(code, place, values))

    def refuse_unknown(
        self, code: str, place: str, found: str, known: Iterable[str], position: int = 1
    ) -> None:
        """Note a word that is not among the `known` ones, with the nearest if one is near.

        `position` is the character of the cell where the word stands, from 1.
        """
        known = list(known)
        nearest = get_close_matches(found, known, 1, 0.6)
        if nearest:
            self.refuse(f"{code}_near", place, found=found, nearest=nearest[0], position=position)
        else:
            self.refuse(code, place, found=found, known=", ".join(known[:30]) or "–", position=position)

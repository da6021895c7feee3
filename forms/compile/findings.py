"""What a compilation finds: problems that refuse the workbook, warnings that go with the instrument."""

from collections.abc import Iterable
from difflib import get_close_matches

from forms.errors import Problem

_TOLD = 2000  # problems, and as many warnings
_SOUGHT = 100  # words the nearest is looked for: each costs a comparison with all that are known


class Findings:
    """Gathers while the whole workbook is read, so that its author mends everything in one round."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.warnings: list[Problem] = []
        self._sought = self._untold = 0

    def refuse(self, code: str, place: str = "", **values: object) -> None:
        """Note a reason to refuse the workbook."""
        self._note(self.problems, Problem(code, place, values))

    def warn(self, code: str, place: str = "", **values: object) -> None:
        """Note what the author should know."""
        self._note(self.warnings, Problem(code, place, values))

    def close(self) -> None:
        """Say how many more there were than anybody would read."""
        if self._untold:
            told = self.problems or self.warnings
            told.append(Problem("findings_untold", values={"n": self._untold}))

    def _note(self, told: list[Problem], found: Problem) -> None:
        if len(told) < _TOLD:
            told.append(found)
        else:
            self._untold += 1

    def refuse_unknown(
        self, code: str, place: str, found: str, known: Iterable[str], position: int = 1
    ) -> None:
        """Note a word that is not among the `known` ones, with the nearest if one is near.

        `position` is the character of the cell where the word stands, from 1.
        """
        known = list(known)
        self._sought += 1
        nearest = [word for word in known if word.casefold() == found.casefold()]
        if not nearest and self._sought <= _SOUGHT:
            nearest = get_close_matches(found, known, 1, 0.6)
        if nearest:
            self.refuse(f"{code}_near", place, found=found, nearest=nearest[0], position=position)
        else:
            self.refuse(code, place, found=found, known=", ".join(known[:30]) or "–", position=position)

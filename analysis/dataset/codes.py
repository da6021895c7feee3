"""One code a choice over several folders.

Within a folder a code means the same choice in every version. Two offices that did not publish the same
versions may have given a choice two codes all the same; its name tells that it is one.
"""

from collections.abc import Sequence

import pandas as pd

from analysis.dataset.contract import SINGLE_TABLES
from analysis.errors import DatasetRefused, Problem

RECODES = ("dataset", "instrument", "text", "code", "to")
_MOST = 127  # a code is a small integer
_KEY = ["instrument", "item", "code"]
_Change = tuple[int, str, str, int, int]  # a row of RECODES


def unify(codebooks: Sequence[pd.DataFrame]) -> tuple[list[pd.DataFrame], pd.DataFrame]:
    """The codebooks with the same codes, the one of most versions first, and the codes that were changed.

    The changes have columns RECODES: the folder's place, the item as `text`, its code there and the code `to`
    use. Raises DatasetRefused where a folder's own codes are not those of choices, or there are too many.
    """
    order = sorted(range(len(codebooks)), key=lambda place: -_versions(codebooks[place]))
    known: dict[tuple[str, str], dict[str, int]] = {}
    changes: list[_Change] = []
    unified = []
    for place in order:
        own: list[_Change] = []
        for instrument, item, code, choice in _coded(codebooks[place]):
            codes = known.setdefault((instrument, item), {})
            taken = set(codes.values())
            to = codes.setdefault(choice, max(taken) + 1 if code in taken else code)
            if to > _MOST:
                raise _refusal(instrument, item, code)
            if to != code:
                own.append((place, instrument, item, code, to))
        changes += own
        unified.append(_changed(codebooks[place], own))
    return unified, pd.DataFrame(changes, columns=list(RECODES))


def _coded(book: pd.DataFrame) -> list[tuple[str, str, int, str]]:
    """Instrument, item, code and choice of every choice that has a code of its own."""
    coded = book.loc[book["code"] > 0, [*_KEY, "choice"]].drop_duplicates()
    rows = [(str(a), str(b), int(c), str(d)) for a, b, c, d in coded.to_numpy().tolist()]
    seen: set[tuple[str, str, int]] = set()
    for instrument, item, code, _ in rows:
        if (instrument, item, code) in seen:
            raise _refusal(instrument, item, code)
        seen.add((instrument, item, code))
    return rows


def _versions(book: pd.DataFrame) -> int:
    return len(book[["instrument", "version"]].drop_duplicates())


def _changed(book: pd.DataFrame, changes: Sequence[_Change]) -> pd.DataFrame:
    if not changes:
        return book
    table = pd.DataFrame([change[1:] for change in changes], columns=[*_KEY, "to"])
    found = book.merge(table, on=_KEY, how="left")
    return found.assign(code=found["to"].fillna(found["code"]))[list(SINGLE_TABLES["codebook"])]


def _refusal(instrument: str, item: str, code: int) -> DatasetRefused:
    key = f"{instrument} {item} {code}"
    return DatasetRefused([Problem("dataset_tables_differ", "codebook.parquet", {"key": key})])

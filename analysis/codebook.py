"""What a code means: the choices of each item and the kinds of missing that every item can have."""

import pandas as pd

from analysis.dataset import MISSING


def list_choices(codebook: pd.DataFrame) -> pd.DataFrame:
    """One row a version, item and code of one instrument's `codebook`.

    Columns version, item, code, choice, score, satisfied, kind ('' for a choice that answers, else the kind
    of missing). The kinds of missing are there for every item, whether or not they can be chosen.
    """
    columns = ["version", "item", "code", "choice", "score", "satisfied"]
    chosen = codebook.loc[codebook["code"].notna(), [*columns, "missing"]].rename(columns={"missing": "kind"})
    kinds = pd.DataFrame({"code": list(MISSING.values()), "choice": list(MISSING), "kind": list(MISSING)})
    unsaid = codebook[["version", "item"]].drop_duplicates().merge(kinds, how="cross")
    both = pd.concat([chosen.astype({"code": "int64"}), unsaid], ignore_index=True)
    both["kind"] = both["kind"].fillna("")
    return both.drop_duplicates(["version", "item", "code"], ignore_index=True)

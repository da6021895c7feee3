"""The methods that came with forms as rows of the dataset's table."""

import json
from collections.abc import Mapping

from forms.items import Labels
from forms.methods import Factor, Method
from survey_app.instruments import service as instruments
from survey_app.store import Database


def method_rows(db: Database) -> list[dict[str, object]]:
    """One row a method, instrument by instrument: those of the newest form first, see `analysis.methods`."""
    found = []
    for id in dict.fromkeys(version.id for version in instruments.versions(db)):
        newest = instruments.published(db, id, instruments.newest_version(db, id))
        found += [_row(id, method, newest.factors) for method in instruments.methods(db, id)]
    return found


def _row(instrument: str, method: Method, known: Mapping[str, Labels]) -> dict[str, object]:
    factors = [_factor(factor, factor.label or known.get(factor.name, {})) for factor in method.factors]
    return {
        "instrument": instrument,
        "method": method.name,
        "version": method.version,
        **_texts("label", method.label),
        **_texts("source", method.source),
        "statistic": method.statistic.value,
        "satisfied": " ".join(method.satisfied),
        "within": method.within.value,
        "across": method.across.value,
        "factors": json.dumps(factors, ensure_ascii=False, sort_keys=True),
    }


def _factor(factor: Factor, label: Labels) -> dict[str, object]:
    weight = {} if factor.weight is None else {"weight": float(factor.weight)}
    return {"name": factor.name, "items": list(factor.items), **_texts("label", label), **weight}


def _texts(key: str, labels: Labels) -> dict[str, str]:
    """The texts in both languages; one that is in neither stands as the Vietnamese one."""
    first = "" if set(labels) & {"vi", "en"} else next(iter(labels.values()), "")
    return {f"{key}_vi": labels.get("vi", first), f"{key}_en": labels.get("en", "")}

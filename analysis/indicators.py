"""Indicators: from sums to criterion, factor and overall, each with its n, its error and its interval.

Aggregations: `item` is the criterion itself; `pooled` weighs every valid answer alike; `mean_of_criteria` is
the plain mean of the criteria's own estimates; `mean_of_factors` the plain mean of the factors, and
`weighted_factors` their mean by the method's weights; `question` is the general question asked about the
factor or the whole, never mixed with criteria. Means run over the criteria, or factors, with a valid answer
in the cell. The built-in methods give every aggregation but the weighted one, `mean_of_factors` from the
factors' means of criteria; a method that came with a form gives those it names.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import pandas as pd

from analysis import disclosure
from analysis.arrays import Bools, Floats, divide, sum_by
from analysis.cells import Cells, Source
from analysis.dataset import Dataset
from analysis.distribution import distribution
from analysis.engines import open_engine
from analysis.errors import SelectionRefused, UnknownName
from analysis.estimates import Estimates, estimate_means, estimate_shares, linear_variance
from analysis.judgements import Judgements, Level, judge
from analysis.methods import Method, Statistic, find
from analysis.moments import Totals, group_moments, item_moments, total_cells
from analysis.selection import Selection, Where, select
from analysis.tally import Rows, count_rows, read_rows

__all__ = ["distribution", "indicators"]

_MISSING: Final = ("refused", "dont_know", "not_applicable", "unanswered")
_COUNTS: Final = ("n", *(f"n_{kind}" for kind in _MISSING))
_GROUP: Final = ["level", "indicator", "aggregation"]
_SUMS: Final = ("numerator", "denominator")
_OF_FACTORS: Final = ("mean_of_factors", "weighted_factors")
_FIGURES: Final = ("est", "se", "lci", "uci")


@dataclass(frozen=True, slots=True)
class Target:
    """One indicator under one aggregation; `column` is its place among the items, or among the groups."""

    level: Level
    indicator: str
    aggregation: str
    column: int


def indicators(
    dataset: Dataset,
    instrument: str,
    *,
    rounds: Sequence[str] = (),
    by: Sequence[str] = (),
    method: str | None = None,
    aggregation: str | None = None,
    pool: bool = False,
    engine: str = "duckdb",
    where: Where | None = None,
    publish: bool = False,
) -> pd.DataFrame:
    """One row a round, indicator, aggregation, by-value, mode and tier.

    Columns round, instrument, method, aggregation, level, indicator, the by-columns as named, mode, tier, n
    (responses with a valid answer among the indicator's items), n_refused, n_dont_know, n_not_applicable,
    n_unanswered (responses for a single item, else answers), numerator, denominator (the weighted sums whose
    ratio the estimate is; missing for a mean of several), est, se, lci, uci (shares between 0 and 1, means on
    their scale), ci_method. Only complete responses that are not excluded count. With `pool` mode and tier
    are 'all' unless `by` names them; without `method` the instrument's own first one, else the newest
    share_satisfied; without `aggregation` every one that applies. No responses give no rows. With
    `publish` only what `disclosure` lets be shown is, and hidden rows are blank from n on.

    Raises UnknownName and SelectionRefused for what the dataset does not have and for an instrument without
    anything to rate, NotPublishable for what cannot be published.
    """
    selection = select(dataset, instrument, rounds=rounds, by=by, pool=pool, where=where)
    used = find(method, dataset.methods, instrument)
    roles = dataset.codebook.loc[dataset.codebook["instrument"] == instrument, "role"]
    if not used.factors and not roles.isin(["criterion", "factor_general", "overall"]).any():
        raise SelectionRefused("nothing_rated", "instrument", {"name": instrument})
    if aggregation is not None and aggregation not in used.aggregations:
        raise UnknownName("unknown_aggregation", "aggregation", aggregation, used.aggregations)
    with open_engine(engine) as opened:
        source = Source(opened, dataset, selection)
        return _publish(source, used, aggregation) if publish else measure(source, used, aggregation)


def result_columns(selection: Selection) -> list[str]:
    """The columns of a result, in order."""
    head = ["round", "instrument", "method", "aggregation", "level", "indicator"]
    return [*head, *selection.by, "mode", "tier", *_COUNTS, *_SUMS, *_FIGURES, "ci_method"]


def measure(source: Source, method: Method, aggregation: str | None) -> pd.DataFrame:
    """The rows of `indicators` for the responses of `source`."""
    judged = judge(source.dataset.codebook, source.selection.instrument, method)
    cells = source.cells()
    columns = result_columns(source.selection)
    if not len(cells.blocks) or not judged.items:
        return pd.DataFrame(columns=columns)
    targets = [
        t
        for t in _targets(judged)
        if aggregation in (None, t.aggregation) and method.gives(t.level, t.aggregation)
    ]
    single = [t for t in targets if t.aggregation in ("item", "question")]
    grouped = [t for t in targets if t not in single]
    rows = read_rows(cells, judged.items)
    totals, found = _item_rows(cells, judged, method, rows, single)
    if grouped:
        found.append(_group_rows(cells, judged, method, rows, totals, grouped))
    table = pd.concat(found, ignore_index=True)
    rank = {(t.level, t.indicator, t.aggregation): place for place, t in enumerate(targets)}
    keys = zip(table["level"], table["indicator"], table["aggregation"], strict=True)
    order = table.assign(rank=[rank[key] for key in keys])
    named = cells.name(order).assign(method=str(method))
    return named.sort_values(["round", "rank", "cell"], ignore_index=True)[columns]


def _publish(source: Source, method: Method, aggregation: str | None) -> pd.DataFrame:
    """The published rows: what is hidden is decided on all aggregations, whichever was asked for."""
    protection = disclosure.protect(source)
    rows = measure(protection.source, method, None)
    columns = result_columns(source.selection)
    if rows.empty:
        return pd.DataFrame(columns=columns)
    judged = judge(source.dataset.codebook, source.selection.instrument, method)
    factor_of = dict(zip(judged.items, judged.item_factors, strict=True))
    rows["order"] = rows.groupby(_GROUP, sort=False).ngroup()
    published = disclosure.publish(
        rows,
        protection,
        heads=["instrument", "method", *_GROUP, "order"],
        group=_GROUP,
        size=rows["n"],
        parts_hidden=lambda group, flags: _parts_hidden(group, flags, factor_of, method),
        blank=[*_COUNTS, *_SUMS, *_FIGURES, "ci_method"],
    )
    if aggregation is not None:
        published = published[published["aggregation"] == aggregation]
    order = ["round", "order", *source.selection.by, "mode", "tier"]
    return published.sort_values(order, ignore_index=True)[columns]


def _parts_hidden(
    group: tuple[str, ...],
    flags: Mapping[tuple[str, ...], Bools],
    factor_of: Mapping[str, str],
    method: Method,
) -> Bools | bool:
    """In which cells something an aggregate is made of is hidden: with the rest it would come back."""
    level, indicator, aggregation = group
    hidden: Bools | bool = False
    for (its_level, its_indicator, its_aggregation), its_hidden in flags.items():
        criterion = its_level == Level.CRITERION and indicator in (factor_of[its_indicator], "overall")
        factor = aggregation in _OF_FACTORS and its_aggregation == method.within
        if aggregation != "question" and level != Level.CRITERION and (criterion or factor):
            hidden = hidden | its_hidden
    return hidden


def _targets(judged: Judgements) -> Iterator[Target]:
    """Every indicator the instrument has, in the order of a report."""
    whole = len(judged.factors)
    filled = judged.groups.sum(axis=0) > 0
    for place, (item, role) in enumerate(zip(judged.items, judged.roles, strict=True)):
        if role == "criterion":
            yield Target(Level.CRITERION, item, "item", place)
    for place, factor in enumerate(judged.factors):
        if filled[place]:
            yield Target(Level.FACTOR, factor, "pooled", place)
            yield Target(Level.FACTOR, factor, "mean_of_criteria", whole + 1 + place)
        yield from _question(judged, "factor_general", factor, Target(Level.FACTOR, factor, "question", 0))
    if filled[whole]:
        yield Target(Level.OVERALL, "overall", "pooled", whole)
        yield Target(Level.OVERALL, "overall", "mean_of_criteria", 2 * whole + 1)
    if filled[:whole].any():
        for way in _OF_FACTORS:
            yield Target(Level.OVERALL, "overall", way, 2 * whole + 2)
    yield from _question(judged, "overall", None, Target(Level.OVERALL, "overall", "question", 0))


def _question(judged: Judgements, role: str, factor: str | None, target: Target) -> Iterator[Target]:
    for place, (its_role, its_factor) in enumerate(zip(judged.roles, judged.item_factors, strict=True)):
        if its_role == role and factor in (None, its_factor):
            yield replace(target, column=place)
            return  # a second general question would be a second row under one name


def _item_rows(
    cells: Cells, judged: Judgements, method: Method, rows: Sequence[Rows], targets: Sequence[Target]
) -> tuple[Totals, list[pd.DataFrame]]:
    counts = count_rows(rows, len(cells.blocks), len(judged.items))
    totals = total_cells(cells, judged, counts)
    if not targets:
        return totals, []
    design = cells.design()
    variance, df = linear_variance(design, item_moments(cells, judged, counts, totals))
    n = totals.valid.astype(np.int64)
    if method.statistic is Statistic.SHARE:
        plain = np.broadcast_to(design.plain[:, None], n.shape)
        found = estimate_shares(totals.shares, variance, df, n, totals.valid, plain)
    else:
        found = estimate_means(totals.shares, variance, df, n, judged.scale)
    return totals, [_rows(targets, found, totals.missing, totals.met, (totals.y, totals.d))]


def _group_rows(
    cells: Cells,
    judged: Judgements,
    method: Method,
    rows: Sequence[Rows],
    totals: Totals,
    targets: Sequence[Target],
) -> pd.DataFrame:
    moments = group_moments(cells, judged, totals, rows)
    variance, df = linear_variance(cells.design(), moments)
    est = _group_estimates(judged, totals)
    n = sum_by(cells.blocks["cell"].to_numpy(), moments.valid, len(est)).astype(np.int64)
    if method.statistic is Statistic.SHARE:
        answers = _grouped(judged, totals.valid)
        found = estimate_shares(est, variance, df, n, answers, np.zeros(n.shape, dtype=bool))
    else:
        found = estimate_means(est, variance, df, n, judged.scale)
    missing = {kind: _grouped(judged, counted) for kind, counted in totals.missing.items()}
    sums = (_pooled(judged, totals.y), _pooled(judged, totals.d))
    return _rows(targets, found, missing, _grouped(judged, totals.met), sums)


def _group_estimates(judged: Judgements, totals: Totals) -> Floats:
    """The factors and the overall: columns pooled (F + 1), mean of criteria (F + 1), mean of factors by their
    weights (1)."""
    asked = (totals.d > 0).astype(np.float64)
    pooled = divide(totals.y @ judged.groups, totals.d @ judged.groups)
    mean = divide(np.nan_to_num(totals.shares) @ judged.groups, asked @ judged.groups)
    factors = (pooled if judged.pooled else mean)[:, :-1]
    summed, there = np.nan_to_num(factors) @ judged.weights, np.isfinite(factors) @ judged.weights
    return np.hstack([pooled, mean, divide(summed, there)[:, None]])


def _grouped(judged: Judgements, counted: Floats) -> Floats:
    """Counts per item added up to the columns of `_group_estimates`."""
    summed = counted @ judged.groups
    return np.hstack([summed, summed, summed[:, -1:]])


def _pooled(judged: Judgements, summed: Floats) -> Floats:
    """Sums per item added up to the columns of `_group_estimates`; NaN for the means, which have none."""
    pooled = summed @ judged.groups
    return np.hstack([pooled, np.full((len(pooled), pooled.shape[1] + 1), np.nan)])


def _rows(
    targets: Sequence[Target],
    found: Estimates,
    missing: Mapping[str, Floats],
    met: Floats,
    sums: tuple[Floats, Floats],
) -> pd.DataFrame:
    """A row for each cell and target that was asked in the cell."""
    parts = []
    for target in targets:
        cell, column = np.flatnonzero(met[:, target.column]), target.column
        head = {"level": target.level.value, "indicator": target.indicator, "aggregation": target.aggregation}
        counts = {"n": found.n, **{f"n_{kind}": missing[kind] for kind in _MISSING}}
        whole = {name: values[cell, column].astype(np.int64) for name, values in counts.items()}
        added = {name: part[cell, column] for name, part in zip(_SUMS, sums, strict=True)}
        figures = {name: getattr(found, name)[cell, column] for name in (*_FIGURES, "ci_method")}
        parts.append(pd.DataFrame({"cell": cell, **head, **whole, **added, **figures}))
    return pd.concat(parts, ignore_index=True).astype(dict.fromkeys(counts, "Int64"))

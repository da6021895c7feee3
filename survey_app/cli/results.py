"""`survey dataset` and `survey indicators`: from stored responses to figures."""

from pathlib import Path
from typing import Any

import click

from survey_app.cli.console import Console, Progress, language_option, pass_console
from survey_app.instruments import service as instruments
from survey_app.responses import service as responses
from survey_app.rounds import service as waves
from survey_app.store import get_setting
from wording import say

_FOLDER = click.Path(path_type=Path, file_okay=False)


def command(name: str) -> click.Command:
    return {"dataset": dataset, "indicators": indicators}[name]


@click.group()
def dataset() -> None:
    """Bộ dữ liệu phân tích / the dataset for analysis."""


@dataset.command()
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), help="Mặc định / default: instance/dataset."
)
@language_option
@pass_console
def build(console: Console, out: Path | None) -> None:
    """Dựng hoặc cập nhật bộ dữ liệu / build or update the dataset."""
    folder = out or console.instance.dataset
    _bring_up_to_date(console, folder)
    click.echo(folder)


@click.command()
@click.option("--instrument", required=True, help="Mã bộ câu hỏi / the form_id.")
@click.option("--dataset", "datasets", multiple=True, type=_FOLDER)
@click.option("--round", "rounds", multiple=True)
@click.option("--by", multiple=True, metavar="counter|commune|province|nation|mode|tier|round|item:NAME")
@click.option("--method", help="share_satisfied | mean_score | NAME@VERSION")
@click.option(
    "--aggregation", help="item | pooled | mean_of_criteria | mean_of_factors | weighted_factors | question"
)
@click.option("--pool", is_flag=True, help="Gộp hình thức và bậc / pool modes and tiers.")
@click.option("--engine", type=click.Choice(["duckdb", "pandas"]), default="duckdb", show_default=True)
@click.option("--publish", is_flag=True, help="Ẩn như khi công bố / hide what may not be published.")
@click.option(
    "--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True
)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False))
@language_option
@pass_console
def indicators(
    console: Console, instrument: str, datasets: tuple[Path, ...], form: str, out: Path | None, **asked: Any
) -> None:
    """Tính chỉ số / compute indicators."""
    # Loaded when called: listing the commands must not wait for pandas and DuckDB.
    from analysis import AnalysisError, export, read
    from analysis import indicators as compute
    from analysis.methods import describe, find

    try:
        held = read(datasets or (_own_dataset(console),))
        frame = compute(held, instrument, **asked)
    except AnalysisError as error:
        for problem in error.problems:
            values = {"place": problem.place, **problem.values}
            click.echo(say(console.language, f"analysis.{problem.code}", **values), err=True)
        raise SystemExit(1) from error
    method = find(asked["method"], held.methods, instrument)
    book = held.codebook[held.codebook["instrument"] == instrument]
    click.echo(describe(method, book, console.language), err=True)
    if not datasets:
        _tell_what_it_rests_on(console, instrument)
    if form == "table":
        content = export.to_text(frame, console.language).encode() + b"\n"
    else:
        content = {"csv": export.to_csv, "json": export.to_json}[form](frame)
    if out is None:
        click.echo(content, nl=False)
    else:
        out.write_bytes(content)
        console.tell("written", file=out)


def _tell_what_it_rests_on(console: Console, instrument: str) -> None:
    """Say the instrument's status, and that a demonstration is one, beside figures that carry neither."""
    db = console.store.read()
    asked = instruments.published(db, instrument, instruments.newest_version(db, instrument))
    status = asked.text(asked.status, console.language)
    if status:
        console.tell("status", instrument=instrument, status=status)
    if get_setting(db, "demo") == "yes":
        console.tell("demo_figures")


def _own_dataset(console: Console) -> Path:
    _bring_up_to_date(console, console.instance.dataset)
    return console.instance.dataset


def _bring_up_to_date(console: Console, folder: Path) -> None:
    from survey_app.results.dataset import bring_up_to_date

    db = console.store.read()
    total = sum(responses.received(db, wave.code) for wave in waves.rounds(db))
    progress = Progress(console.say("building"), total)
    bring_up_to_date(console.store, folder, progress)
    progress.finish()

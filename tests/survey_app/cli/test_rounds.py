from datetime import timedelta

from click.testing import CliRunner, Result

from survey_app import store, web
from survey_app.cli import main
from survey_app.places.model import local_day


def run(ready: store.Store, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["--instance", str(ready.instance.root), "rounds", *arguments])


def test_rounds_add__good_values__is_listed(ready: store.Store) -> None:
    added = run(ready, "add", "r1", "--instrument", "rating", "--from", "2026-03-01", "--to", "2026-03-31")
    assert (added.exit_code, added.stdout) == (0, "r1\trating\t2\n")
    assert run(ready, "list").stdout == "r1\trating\t2\t2026-03-01\t2026-03-31\n"


def test_rounds_add__wrong_values__prints_all_problems_and_exits_1(ready: store.Store) -> None:
    result = run(ready, "add", "r 1", "--instrument", "absent", "--from", "2026-03-31", "--to", "2026-03-01")
    assert (result.exit_code, result.stdout) == (1, "")
    assert len(result.stderr.splitlines()) == 3
    assert run(ready, "list").stdout == ""


def test_rounds_add__date_that_is_none__exits_2(ready: store.Store) -> None:
    result = run(ready, "add", "r1", "--instrument", "rating", "--from", "soon", "--to", "2026-03-01")
    assert result.exit_code == 2


def test_rounds_change__later_day__is_listed(ready: store.Store) -> None:
    first, last = (local_day(web.now()) + timedelta(days) for days in (-30, 300))
    run(ready, "add", "r1", "--instrument", "rating", "--from", f"{first}", "--to", f"{first + timedelta(9)}")
    changed = run(ready, "change", "r1", "--to", f"{last}")
    assert (changed.exit_code, changed.stdout) == (0, f"r1\t{first}\t{last}\n")
    assert run(ready, "list").stdout == f"r1\trating\t2\t{first}\t{last}\n"


def test_rounds_change__day_in_the_past_or_unknown_round__exits_1(ready: store.Store) -> None:
    run(ready, "add", "r1", "--instrument", "rating", "--from", "2026-03-01", "--to", "2026-03-31")
    past = run(ready, "change", "r1", "--to", "2026-03-30")
    assert past.exit_code == 1
    assert "2026-03-30" in past.stderr
    assert run(ready, "change", "r2", "--to", "2026-03-30").exit_code == 1
    assert run(ready, "list").stdout.endswith("2026-03-31\n")

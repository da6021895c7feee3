"""A citizen's page carries scripts where something on it reacts, and there alone."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from forms import compile_workbook
from survey_app.instruments import service as instruments
from survey_app.rounds import service as rounds
from tests.survey_app.conftest import NOW, TODAY

CHAINS = Path("tests/browser/reactive/chains.md")


@pytest.fixture
def path(office: Any) -> str:
    """The address of a form whose first screen reacts and whose second does not."""
    source = CHAINS.read_bytes()
    compiled = compile_workbook(source, "chains.md")
    office.store.write(lambda db: instruments.publish(db, compiled, source, "chains.md", NOW))
    office.store.write(lambda db: rounds.add_round(db, "E1", "chains", TODAY, TODAY))
    return f"/k/{office.collector(round_='E1')}"


def carried(page: str) -> dict[str, Any]:
    """What the page carries for its scripts."""
    found = re.search(r'<script type="application/json" class="form-logic">(.*?)</script>', page)
    assert found is not None
    return dict(json.loads(found[1]))


def test_page__on_which_something_reacts__carries_its_logic_and_may_run_its_scripts(
    client: Any, path: str
) -> None:
    answer = client.get(path)
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
    scripts = re.findall(r'<script src="([^"]+)" defer>', answer.text)
    assert [address.rpartition("/")[2].partition("?")[0] for address in scripts] == ["form.js", "ending.js"]
    assert [client.get(address).status_code for address in scripts] == [200, 200]
    assert {"came", "times", "doubled"} <= {item["name"] for item in carried(answer.text)["items"]}


def test_page__of_a_citizen__tells_its_scripts_no_finer_time_than_the_slot(client: Any, path: str) -> None:
    found = carried(client.get(path).text)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT[0-2][02468]:00:00\.000\+07:00", found["now"])
    assert found["today"] == found["now"][:10]


def test_page__shown_again_with_a_fault__carries_its_logic_too(client: Any, path: str) -> None:
    opened = client.get(path).text
    fields = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', opened))
    again = client.post(path, data={**fields, "f1": "yes", "f2": "99"})
    assert again.status_code == 422
    assert carried(again.text)["language"] == "vi"


def test_page__on_which_nothing_reacts__has_no_script(client: Any, path: str) -> None:
    fields = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', client.get(path).text))
    following = client.post(path, data={**fields, "f1": "no"})
    assert "Lời cuối" in following.text
    assert "<script" not in following.text
    assert "script-src" not in following.headers["Content-Security-Policy"]


def test_screen__that_may_turn_out_the_last__sends_only_for_a_button_that_said_so(
    client: Any, path: str
) -> None:
    opened = client.get(path).text
    assert '<button class="primary" data-send="Gửi phiếu">Tiếp tục</button>' in opened
    fields = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', opened))
    follows = client.post(path, data={**fields, "f1": "no", "send": "1"})
    assert follows.status_code == 200
    assert "Lời cuối" in follows.text

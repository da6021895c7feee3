"""Methods that come with forms: the same name and version is the same formula for good."""

import sqlite3
from datetime import UTC, datetime
from functools import cache
from typing import Any
from uuid import uuid4

import pytest

from forms import Compiled, compile_workbook
from survey_app import store, web
from survey_app.errors import Conflict
from survey_app.instruments import service
from survey_app.instruments.model import Upload, Version

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
FORM = """\
| survey | | | |
| | type | name | label::Tiếng Việt (vi) |
| | select_one hl | q1 | Câu một |
| | select_one hl | q2 | Câu hai |
| choices | | | |
| | list_name | name | label::Tiếng Việt (vi) |
| | hl | bad | Chưa tốt |
| | hl | good | Tốt |
| settings | | | |
| | form_id | version | form_title |
| | rieng | {version} | Phiếu riêng |
"""
METHODS = """\
| methods | | | | | | | | | |
| | method | version | label | source | satisfied | across | factor | items | weight |
| | tinh | {method} | Cách của tỉnh | Quyết định 1 | good | weighted_factors | | | |
| | tinh | | Tiếp cận | | | | access | q1 | 0,3 |
| | tinh | | Thái độ | | | | staff | q2 | {weight} |
"""


@cache
def made(version: str, method: str = "", weight: str = "0.7") -> tuple[Compiled, bytes]:
    """The form, with its sheet of methods where ``method`` is the version of one."""
    sheet = METHODS.format(method=method, weight=weight) if method else ""
    source = (FORM.format(version=version) + sheet).encode()
    return compile_workbook(source, "rieng.md"), source


def publish(opened: store.Store, *of: str) -> Version:
    compiled, source = made(*of)
    return opened.write(lambda db: service.publish(db, compiled, source, "rieng.md", NOW))


def kept(opened: store.Store) -> list[str]:
    return [str(method) for method in service.methods(opened.read(), "rieng")]


def test_publish__form_with_a_method__keeps_it(opened: store.Store) -> None:
    publish(opened, "1", "1")
    (method,) = service.methods(opened.read(), "rieng")
    assert method == made("1", "1")[0].instrument.methods[0]


def test_publish__same_method_again__is_one(opened: store.Store) -> None:
    publish(opened, "1", "1")
    publish(opened, "2", "1", "0,70")
    assert kept(opened) == ["tinh@1"]


def test_publish__method_left_out__is_still_there(opened: store.Store) -> None:
    publish(opened, "1", "1")
    publish(opened, "2")
    assert kept(opened) == ["tinh@1"]


def test_publish__new_version_of_a_method__stands_beside_and_first(opened: store.Store) -> None:
    publish(opened, "1", "1")
    publish(opened, "2", "2", "0.6")
    assert kept(opened) == ["tinh@2", "tinh@1"]


def test_publish__changed_formula_under_the_same_version__is_refused_with_the_next_free(
    opened: store.Store,
) -> None:
    publish(opened, "1", "1")
    publish(opened, "2", "2", "0.6")
    with pytest.raises(Conflict) as caught:
        publish(opened, "3", "1", "0.5")
    assert caught.value.problem.code == "method_taken"
    assert caught.value.problem.values == {"method": "tinh@1", "free": 3}
    assert [version.version for version in service.versions(opened.read(), "rieng")] == ["1", "2"]


def test_draft__changed_formula_under_the_same_version__is_a_grave_finding(opened: store.Store) -> None:
    publish(opened, "1", "1")
    examined = service.examine(Upload("rieng.md", made("2", "1", "0.5")[1]))
    id = uuid4().hex
    opened.write(lambda db: service.add_draft(db, examined, id, "ánh", web.now()))
    reviewed = service.review(opened.read(), id)
    found = {(finding.key, finding.place, finding.grave) for finding in reviewed.findings}
    assert ("errors.method_taken", "methods!B2", True) in found
    assert not reviewed.publishable


def test_method__kept__can_never_be_changed(opened: store.Store) -> None:
    publish(opened, "1", "1")
    with pytest.raises(sqlite3.IntegrityError, match="never changed"):
        opened.write(lambda db: db.execute("UPDATE instruments_method SET document = '{}'"))


def test_version_page__of_a_form_with_a_method__shows_its_table(office: Any, staff: Any) -> None:
    publish(office.store, "1", "1")
    page = staff("analyst").client.get("/instruments/rieng/1").text
    for said in (
        "Cách của tỉnh",
        "tinh@1",
        "Tiếp cận (q1; trọng số 0,3)",
        "Quyết định 1",
        "là hài lòng: Tốt",
    ):
        assert said in page
    assert "methods-caption" not in staff("analyst").client.get("/instruments/counter_rating/1").text

"""What a finding says of the answer that failed."""

from typing import Any

import pytest

from survey_app.findings.service import visit_findings


@pytest.mark.parametrize(
    ("changed", "vi", "en"),
    [
        (
            {"C03": ["seats", "water", "desk"]},
            "bàn viết hồ sơ. Thiếu: Quạt/điều hòa; Nhà vệ sinh sạch",
            "writing desk. Missing: Fan or air conditioning; A clean toilet",
        ),
        (
            {"C03": "none"},
            "Thiếu: Ghế chờ; Nước uống; Quạt/điều hòa; Nhà vệ sinh sạch; Bàn viết hồ sơ",
            "Missing: Seats; Water; Fan or air conditioning; A clean toilet; A writing desk",
        ),
        (
            {"H02": ["desk", "intake", "handed", "portal"]},
            "trên cổng. Thiếu: Phiếu đánh giá tại quầy trả kết quả",
            "on portal. Missing: Rating forms at the counter for results",
        ),
    ],
)
def test_submit__something_of_what_should_be_there_is_not__says_what_is_missing(
    team: Any, changed: dict[str, Any], vi: str, en: str
) -> None:
    visit = team.make()
    photo = {"H02_photo": team.photograph(visit)} if "H02" in changed else {}
    team.submit(team.fill(visit, **changed, **photo))
    (found,) = visit_findings(team.store.read(), visit.id)
    assert found.statement["vi"].endswith(vi)
    assert found.statement["en"].endswith(en)


def test_submit__a_choice_or_figure_fails__says_the_answer(team: Any) -> None:
    visit = team.make()
    photo = {"B02_photo": team.photograph(visit)}
    team.submit(team.fill(visit, C01="no", B02_displayed="18", **photo))
    found = {one.item: one.statement["en"] for one in visit_findings(team.store.read(), visit.id)}
    assert found["C01"].endswith(": Not met")
    assert found["B02"].endswith(": 18")
    assert "Missing" not in "".join(found.values())

"""Uploads that wait: whether each can be published, what was kept of it, what it differs in."""

import json
import re
from collections.abc import Callable
from typing import Any

from survey_app import store, web
from survey_app.instruments import service
from survey_app.instruments.model import Upload
from wording import LANGUAGES, say

Browse = Callable[..., Any]


def publish(opened: store.Store, id: str) -> None:
    opened.write(lambda db: service.publish_draft(db, id, True, web.now()))


def rewritten(opened: store.Store, samples: Any) -> str:
    """The id of a draft of a second version whose first choice says something else."""
    content = samples.form(version="2").replace("Tốt".encode(), "Rất tốt".encode())
    examined = service.examine(Upload("thu.md", content))
    opened.write(lambda db: service.add_draft(db, examined, "rewritten", "ánh", web.now()))
    return "rewritten"


def states(page: str) -> dict[str, str]:
    """What the list of the desk says of each draft, by id."""
    cells = r"</a></th>\s*<td>[^<]*</td>\s*<td>[^<]*</td>\s*<td>(.*?)</td>"
    found = re.findall(rf'href="/instrument-drafts/(\w+)">[^<]*{cells}', page)
    return {id: re.sub("<[^>]+>", "", cell) for id, cell in found}


def test_desk__with_drafts__says_of_each_whether_it_can_be_published(
    office: Any, staff: Browse, samples: Any
) -> None:
    opened = office.store
    same, taken = samples.draft(opened), samples.draft(opened, label="Khác")
    clean, missing = samples.draft(opened, version="3"), samples.draft(opened, version="4", sound="q1.mp3")
    publish(opened, samples.draft(opened))
    warned = rewritten(opened, samples)
    client = staff("administrator").client
    for language in LANGUAGES:
        told = states(client.get(f"/instruments?lang={language}").text)
        assert told == {
            same: say(language, "instruments.draft_state_same"),
            taken: say(language, "instruments.draft_state_refused", n=1),
            clean: say(language, "instruments.draft_state_clean"),
            missing: say(language, "instruments.draft_state_refused", n=1),
            warned: say(language, "instruments.draft_state_warned", n=1),
        }


def test_draft__of_a_version_published_meanwhile__is_told_from_it_by_other_words(
    office: Any, staff: Browse, samples: Any
) -> None:
    stale = samples.draft(office.store, label="Khác")
    publish(office.store, samples.draft(office.store))
    page = staff("administrator").client.get(f"/instrument-drafts/{stale}?lang=vi").text
    assert "Khác với phiên bản 1 đã công bố" in page
    assert "từ phiên bản 1 đến phiên bản 1" not in page


def test_review__of_a_draft__knows_the_cells_of_its_workbook(opened: store.Store, samples: Any) -> None:
    publish(opened, samples.draft(opened))
    (found,) = service.review(opened.read(), rewritten(opened, samples)).findings
    assert (found.key, found.place) == ("changes.choice_relabelled", "choices!C2")
    (line,) = service.told([found], "vi")
    assert (line.sheet, line.row, line.column) == ("choices", 2, "C")
    assert line.message.startswith("q1: Lời của lựa chọn a")
    assert line.advice.startswith("Đứt chuỗi số liệu.")


def test_review__of_a_draft_kept_without_cells__names_the_sheet(opened: store.Store, samples: Any) -> None:
    publish(opened, samples.draft(opened))
    id = rewritten(opened, samples)
    written = json.dumps([])
    opened.write(
        lambda db: db.execute("UPDATE instruments_draft SET warnings = ? WHERE id = ?", [written, id])
    )
    (found,) = service.review(opened.read(), id).findings
    assert found.place == "choices"

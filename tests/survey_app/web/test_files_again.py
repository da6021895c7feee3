"""A form that is refused names the files that came with it: a browser sends none a second time."""

import io
from collections.abc import Callable
from typing import Any


def test_form__refused_with_files__names_those_to_choose_again(staff: Callable[..., Any]) -> None:
    browser, path = staff("administrator"), "/instrument-drafts/new"
    sent = {"csrf_token": browser.token(path), "files": (io.BytesIO(b"x"), "cau-1.mp3")}
    page = browser.client.post(path, data=sent)
    assert page.status_code == 422
    assert "Tệp gửi kèm chưa được lưu, phải chọn lại: cau-1.mp3" in page.text
    assert "phải chọn lại" not in browser.post(path).text

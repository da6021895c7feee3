"""The charts as a real browser lays them out, under a content policy that forbids styles and scripts."""

import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pandas as pd
import pytest

from analysis.charts import diverging_bars, dot_plot

CHROMIUM = shutil.which("chromium")
CRITERIA = (
    "Nơi ngồi chờ giải quyết công việc tại Bộ phận Một cửa đủ chỗ ngồi và thoáng mát, sạch sẽ",
    "Trang thiết bị phục vụ người dân, tổ chức đầy đủ, hiện đại, dễ sử dụng",
    "Công chức giao tiếp lịch sự",
)
PAGE = """<!doctype html><html lang="vi"><meta charset="utf-8"><title>Biểu đồ</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'"><body>{}</body></html>"""

# Lines of text that leave their picture or cover each other. The figures in segments are left out: where
# there is no room for them they are covered on purpose. One pixel is for letters that lean out of their box.
FAULTS = """() => [...document.querySelectorAll('svg.chart')].flatMap(chart => {
  const box = chart.getBoundingClientRect();
  const lines = [...chart.querySelectorAll('text')]
    .filter(text => !text.closest('svg[pointer-events]') && !text.hasAttribute('pointer-events'))
    .flatMap(text => text.children.length ? [...text.children] : [text])
    .map(line => [line.textContent, line.getBoundingClientRect()]);
  const outside = lines.filter(([, b]) =>
    b.left < box.left - 1.5 || b.right > box.right + 1.5 || b.bottom > box.bottom);
  const covered = lines.filter(([, a], i) => lines.slice(0, i).some(([, b]) =>
    a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 4 && b.top < a.bottom - 4));
  return [...outside, ...covered].map(([text]) => text);
})"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    if CHROMIUM is None:
        pytest.skip("no chromium on this machine")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        yield chromium
        chromium.close()


@pytest.fixture
def charts(answers: Callable[..., pd.DataFrame]) -> str:
    rows = [answers(CRITERIA[0], 3, 20, 30, 140, 2000, unknown=40)]
    rows += [answers(CRITERIA[1], 300, 200, 30, 14, 2, unknown=4000)]
    rows += [answers(CRITERIA[2], 1, 1, 1, 1, 1, unknown=1, hidden=True)]
    dots = pd.DataFrame(
        {
            "label": [*CRITERIA, "Thành phố Hồ Chí Minh"],
            "est": [0.0, 0.5, None, 1.0],
            "lci": [0.0, 0.3, None, 0.9],
            "uci": [0.1, 0.7, None, 1.0],
            "n": [1_234_567, 20, 5, 300],
            "hidden": [False, False, True, False],
        }
    )
    bars = diverging_bars(pd.concat(rows), language="vi", title="Tiêu chí", description="Mô tả")
    return bars + dot_plot(dots, language="vi", title="Đơn vị", description="Mô tả", reference=0.8394)


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 360, 1280])
def test_screen__any_width__cuts_no_text_and_lays_none_over_another(
    browser: Any, charts: str, width: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800})
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.set_content(PAGE.format(charts))

    assert page.evaluate(FAULTS) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert complaints == []
    page.close()


@pytest.mark.browser
def test_screen__figure_in_a_segment__is_seen_only_where_it_fits(browser: Any, answers: Any) -> None:
    # A tenth of the bar: some 25 pixels on a phone, more than 100 on a desk.
    frame = answers("a", 10, 10, 10, 10, 60)
    bars = diverging_bars(frame, language="vi", title="x", description="y")

    assert [dark_pixels(browser, bars, width) > 0 for width in (320, 1280)] == [False, True]


def dark_pixels(browser: Any, chart: str, width: int) -> int:
    """Pixels of near-black ink on the light brown segment, the second one."""
    import io

    from PIL import Image

    page = browser.new_page(viewport={"width": width, "height": 400})
    page.set_content(PAGE.format(chart))
    box = page.locator("rect.segment").nth(1).bounding_box()
    inside = {"x": box["x"] + 2, "y": box["y"] + 2, "width": box["width"] - 4, "height": box["height"] - 4}
    with Image.open(io.BytesIO(page.screenshot(clip=inside))) as picture:
        dark = sum(picture.convert("L").histogram()[:80])
    page.close()
    return dark

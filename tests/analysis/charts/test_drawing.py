import re
from typing import Any

import pytest

from analysis.charts.drawing import Block, element, legend, paragraph, picture, stack, words
from analysis.charts.lettering import NARROWEST, text_width


def test_words__markup_and_control_characters__cannot_break_the_picture(read: Any) -> None:
    nasty = '</text><script>alert("1")</script>&\x00\x0b\ud800'
    text = picture("dots", [paragraph(nasty)], title=nasty, description=nasty)

    assert "<script" not in text
    assert "alert" in "".join(read(text).texts())
    assert words("a\x00b\ud800c") == "abc"


def test_picture__title_and_description__name_the_image(read: Any) -> None:
    root = read(picture("dots", [], title="Tên", description="Mô tả")).root
    title, desc, *_ = root

    assert root.get("role") == "img"
    assert root.get("aria-labelledby").split() == [title.get("id"), desc.get("id")]
    assert (title.text, desc.text) == ("Tên", "Mô tả")


def test_picture__other_content__has_other_ids() -> None:
    one, other = (picture("dots", [paragraph(t)], title="x", description="y") for t in ("a", "b"))

    assert not set(re.findall(r' id="([^"]+)"', one)) & set(re.findall(r' id="([^"]+)"', other))


def test_picture__strict_content_policy__finds_no_style_and_no_script() -> None:
    text = picture("dots", [paragraph("a")], title="x", description="y")

    assert not re.search(r"\bstyle=|<style|<script|\son\w+=", text)


def test_stack__blocks__stand_below_each_other() -> None:
    block = stack([Block("<a/>", 10), Block("", 5), Block("<b/>", 7)])

    assert block.height == 22
    assert block.body == '<g transform="translate(0 0)"><a/></g><g transform="translate(0 15)"><b/></g>'


def test_legend__many_words__flow_within_the_narrowest_screen(read: Any) -> None:
    entries = [
        "Rất không hài lòng",
        "Bình thường",
        "Không có ý kiến về tiêu chí này vì chưa từng sử dụng dịch vụ",
    ]
    block = legend([("<rect/>", entry) for entry in entries])
    found = read(f'<svg xmlns="http://www.w3.org/2000/svg">{block.body}</svg>')

    for group in found.all("g"):
        for text in group.findall("{*}text"):
            start = float(re.findall(r"[\d.]+", group.get("transform"))[0])
            assert all(start + text_width(line.text, 12) <= NARROWEST for line in text)
    assert found.texts() == entries


@pytest.mark.parametrize(("value", "written"), [(1.0, "1"), (0.75, "0.75"), ("a<b", "a&lt;b")])
def test_element__attribute__is_short_and_escaped(value: str | float, written: str) -> None:
    assert element("a", font_size=value) == f'<a font-size="{written}"/>'

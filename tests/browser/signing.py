"""A signature, as a person draws one."""

from playwright.sync_api import Page


def draw_signature(page: Page) -> None:
    """Draw a line on the form's only field for a signature."""
    pad = page.locator("canvas.signature")
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 20, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + 120, box["y"] + 60, steps=5)
    page.mouse.up()

"""A signature, as a person draws one."""

from playwright.sync_api import Locator, Page


def draw_signature(page: Page) -> None:
    """Draw a line on the form's only field for a signature."""
    draw_line(page.locator("canvas.signature"), (20, 20), (120, 60))


def draw_line(surface: Locator, begin_at: tuple[float, float], end_at: tuple[float, float]) -> None:
    """Draw from one place on ``surface`` to another, in pixels from its corner."""
    (left, top), (right, bottom) = begin_at, end_at
    surface.hover(position={"x": left, "y": top})
    surface.page.mouse.down()
    surface.hover(position={"x": (left + right) / 2, "y": (top + bottom) / 2})
    surface.hover(position={"x": right, "y": bottom})
    surface.page.mouse.up()


def draw_across(surface: Locator, begin_at: tuple[float, float], end_at: tuple[float, float]) -> None:
    """Draw from one place on ``surface`` to another, in parts of its sides."""
    wide, high = surface.evaluate("one => [one.clientWidth, one.clientHeight]")
    begin, end = ((x * wide, y * high) for x, y in (begin_at, end_at))
    draw_line(surface, begin, end)

"""What tests do on the pages of the server: press what leads on, sign in."""

from playwright.sync_api import Locator, Page


def press(page: Page, button: str | Locator) -> None:
    """Press what leads to another page; that page and its scripts stand afterwards."""
    with page.expect_navigation():
        if isinstance(button, str):
            page.click(button)
        else:
            button.click()


def sign_in(page: Page, url: str, username: str, password: str, then: str = "/") -> None:
    """Sign somebody in; the page ``then`` stands afterwards."""
    page.goto(f"{url}/sign-in?next={then}")
    page.fill("[name=username]", username)
    page.fill("[name=password]", password)
    press(page, "main button")

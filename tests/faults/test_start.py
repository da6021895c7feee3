"""What a server says that cannot start, and what one says whose database breaks under it."""

from typing import Any

import pytest

from survey_app import store


def damage(server: Any, table: str) -> None:
    """Spoil the first page of ``table``."""
    opened = store.open_store(server.instance)
    query = "SELECT rootpage FROM sqlite_master WHERE name = ?"
    page = opened.read().execute(query, [table]).fetchone()[0]
    opened.close()
    content = bytearray(server.instance.database.read_bytes())
    content[(page - 1) * 4096 : (page - 1) * 4096 + 200] = b"\xff" * 200
    server.instance.database.write_bytes(content)


def test_serve__second_server_on_the_instance__is_refused_and_the_first_goes_on(
    server: Any, visit: Any
) -> None:
    server.start()
    second = server.survey("serve", "--port", str(server.port), language="en")
    assert second.returncode == 1
    assert "running" in second.stderr
    assert visit().post(server.form())[0] == 303


@pytest.mark.parametrize("content", [b"", b"not a database" * 1000])
def test_serve__file_that_is_no_database__ends_saying_what_to_do(server: Any, content: bytes) -> None:
    server.instance.database.write_bytes(content)
    result = server.survey("serve", language="en")
    assert result.returncode == 1
    assert "survey" in result.stderr
    assert "Traceback" not in result.stderr


def test_serve__damaged_database__ends_saying_what_to_do(server: Any) -> None:
    damage(server, "_sqlite_migrations")
    result = server.survey("serve", language="en")
    assert result.returncode == 1
    assert "restore" in result.stderr
    assert "Traceback" not in result.stderr


def test_serve__responses_damaged__acknowledges_nothing_and_says_so(server: Any, visit: Any) -> None:
    damage(server, "responses_response")
    server.start()
    status, _ = visit().post(server.form())
    assert status == 503


def test_serve__missing_keys__ends_saying_which(server: Any) -> None:
    (server.instance.root / "keys" / "signing.key").unlink()
    result = server.survey("serve", language="en")
    assert result.returncode == 1
    assert "signing" in result.stderr
    assert "Traceback" not in result.stderr


def test_serve__port_that_is_taken__ends_saying_so(server: Any) -> None:
    server.start()
    port = server.port
    server.instance = store.Instance(server.instance.root.parent / "other")
    assert server.survey("init").returncode == 0
    result = server.survey("serve", "--port", str(port), language="en")
    assert result.returncode == 1
    assert str(port) in result.stderr
    assert "Traceback" not in result.stderr

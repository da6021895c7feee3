"""A full disk: nothing is acknowledged that is not stored, and it goes on when there is room again."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from survey_app import store


@pytest.fixture
def small_disk(server: Any, tmp_path: Path) -> Iterator[Path]:
    """The server's instance on a disk of a few megabytes."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", disk], capture_output=True)
    if mounted.returncode:
        pytest.skip("a small disk cannot be mounted here: a full disk was not tried")
    shutil.copytree(server.instance.root, disk / "office")
    server.instance = store.Instance(disk / "office")
    yield disk
    if server.process is not None:
        server.kill()
    subprocess.run(["umount", disk], check=True)


def test_full_disk__under_load__refuses_and_recovers(server: Any, visit: Any, small_disk: Path) -> None:
    server.start()
    citizen = visit()
    ballast = small_disk / "ballast"
    free = shutil.disk_usage(small_disk).free
    ballast.write_bytes(bytes(free - 200_000))
    acknowledged, refused = set(), 0
    while refused < 20:
        form = server.form()
        status, _ = citizen.post(form)
        if status == 303:
            acknowledged.add(form.uuid)
        else:
            assert status == 503
            refused += 1
        assert len(acknowledged) < 5000, "the disk never became full"
    assert acknowledged
    page = citizen.page()
    assert page.status == 200  # reading goes on
    page.read()
    ballast.unlink()
    form = server.form()
    assert citizen.post(form)[0] == 303
    server.kill()
    assert server.stored() == acknowledged | {form.uuid}


def test_full_disk__backup__leaves_no_half_file(server: Any, visit: Any, small_disk: Path) -> None:
    (small_disk / "ballast").write_bytes(bytes(shutil.disk_usage(small_disk).free - 50_000))
    result = server.survey("backup", language="en")
    assert result.returncode == 1
    assert "The disk is full" in result.stderr
    assert list(server.instance.backups.iterdir()) == []


def test_full_disk__import__stores_nothing_and_leaves_nothing(
    server: Any, small_disk: Path, tmp_path: Path, many_rows: Path
) -> None:
    (small_disk / "ballast").write_bytes(bytes(shutil.disk_usage(small_disk).free - 50_000))
    words = ["responses", "import", str(many_rows), "--instrument", "counter_rating", "--round", "R1"]
    result = server.survey(*words, language="en")
    assert result.returncode == 1
    assert "The disk is full" in result.stderr
    assert "Traceback" not in result.stderr
    assert server.stored() == set()
    assert list(server.instance.root.glob("spool-*")) == []
    (small_disk / "ballast").unlink()
    assert server.survey("responses", "count").stdout == "0\n"

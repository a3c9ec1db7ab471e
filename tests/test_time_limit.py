"""A test that hangs is a failure with its name, wherever it hangs."""

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PLUGINS = ("-p", "xdist", "-p", "pytest_timeout")
HANGS = """
import asyncio
import threading


def test_in_a_thread():
    threading.Event().wait()


def test_in_another_task():
    async def spin():
        while True:
            pass

    async def scene():
        await asyncio.create_task(spin())

    asyncio.run(scene())


def test_in_a_thread_that_the_loop_waits_for():
    async def scene():
        await asyncio.to_thread(threading.Event().wait)

    asyncio.run(scene())
"""


@pytest.mark.slow
def test_a_hang_is_a_failure_with_a_name_wherever_it_is(tmp_path: Path) -> None:
    (tmp_path / "test_hangs.py").write_text(HANGS, encoding="utf-8")
    (tmp_path / "pyproject.toml").symlink_to(ROOT / "pyproject.toml")
    told = subprocess.run(
        [sys.executable, "-m", "pytest", *PLUGINS, "-n", "1", "--timeout", "2", "test_hangs.py"],
        cwd=tmp_path,
        env=os.environ | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 1, told.stdout + told.stderr
    for name in ("in_a_thread", "in_another_task", "in_a_thread_that_the_loop_waits_for"):
        assert f"crashed while running 'test_hangs.py::test_{name}'" in told.stdout


def test_every_test_has_a_limit() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert 0 < settings["tool"]["pytest"]["ini_options"]["timeout"] <= 300

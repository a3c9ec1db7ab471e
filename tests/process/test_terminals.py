"""Commands where the terminal, or the folder for what is temporary, is not as usual."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from bot.settings.settings import Settings
from tests.bot.cli.helpers import Folder
from tests.bot.settings.helpers import told_of
from tests.journeys.ports import free_port

ROOT = Path(__file__).parents[2]
NOT_UTF_8 = [
    {"PYTHONIOENCODING": "latin-1"},
    {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
]


def ran(*command: str, **env: str) -> tuple[int, str, str]:
    ended = subprocess.run(
        [sys.executable, "-m", "bot", *command],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"]} | env,
        capture_output=True,
        timeout=60,
        check=False,
    )
    return ended.returncode, ended.stdout.decode("latin-1"), ended.stderr.decode("latin-1")


@pytest.mark.parametrize("env", NOT_UTF_8)
def test_every_line_of_the_doctor_comes_on_a_terminal_that_is_not_utf_8(
    tmp_path: Path, env: dict[str, str]
) -> None:
    folder = Folder(tmp_path)
    status, out, said = ran("--env-file", str(folder.env), "doctor", **env)
    assert status == 1
    assert "Traceback" not in said
    names = re.findall(r"^(?:ok   |WRONG)  ([^:]+):", out, re.MULTILINE)
    assert names[3:] == ["Faspay's public keys", "Telegram", "Faspay", "clock", "callback address"]
    assert re.search(r"RSA-2048 \?[0-9a-f]{8}$", out, re.MULTILINE)


def test_the_env_of_the_sandbox_can_be_read_whatever_the_temporary_folder_is_called(
    tmp_path: Path,
) -> None:
    odd = tmp_path / "a #b, c'd"
    odd.mkdir()
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "sandbox", "--port", str(free_port())],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "TMPDIR": str(odd)},
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        assert process.stdout is not None
        printed = []
        try:
            for line in process.stdout:
                printed.append(line)
                if line.startswith("ADMIN_IDS="):
                    break
            env_file = tmp_path / ".env"
            env_file.write_text("".join(line for line in printed if re.match("[A-Z_]+=", line)))
            env_file.chmod(0o600)
            assert told_of({}, env_file) == ()
            (key_file,) = Settings.load({}, env_file).faspay_public_key_files
            assert key_file.is_relative_to(odd)
        finally:
            process.terminate()
    assert process.returncode == 0

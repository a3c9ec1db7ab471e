"""The command line: what cannot be is one sentence, before anything has begun."""

import io
import socket
import sys
from collections.abc import Iterator
from importlib import import_module

import pytest

from bot.__main__ import _parser, main
from tests.bot.cli.helpers import logs_put_back


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    with logs_put_back():
        yield


@pytest.mark.parametrize("command", ["demo", "sandbox"])
def test_a_port_that_cannot_be_had_is_one_sentence(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        ports = {"80000": "no such port", "-1": "no such port"}
        ports[str(taken.getsockname()[1])] = "Address already in use"
        for port, why in ports.items():
            assert main([command, f"--port={port}"]) == 1
            said = capsys.readouterr()
            assert said.out == ""
            assert said.err == (
                f"Port {port} cannot be used ({why}). Choose another one, from 1024 to 65535, "
                "with --port, for example: --port 8091\n"
            )


@pytest.mark.parametrize(
    "command",
    [
        ["backup", "~/cashout.backup"],
        ["restore", "$HOME/cashout.backup"],
        ["restore", "/srv/${WHERE}/cashout.backup"],
        ["--env-file", "~/.env", "doctor"],
    ],
)
def test_a_path_that_only_a_shell_would_fill_in_is_refused(
    command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(command)
    assert ended.value.code == 2
    assert "it names a path with ~ or $NAME" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["run", "doctor", "migrate"])
def test_a_settings_file_that_is_named_must_be_there(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--env-file", "/nowhere/.env", command]) == 1
    assert "The file /nowhere/.env of --env-file is not there." in capsys.readouterr().err


def test_what_the_terminal_cannot_show_is_a_question_mark_and_comes_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    written = io.BytesIO()
    terminal = io.TextIOWrapper(written, encoding="ascii")
    monkeypatch.setattr(sys, "stdout", terminal)
    monkeypatch.setattr(sys, "stderr", terminal)
    assert main(["--env-file", "/nowhere/…", "doctor"]) == 1
    assert b"The file /nowhere/? of --env-file is not there.\n" in written.getvalue()


def test_every_command_is_a_file_of_its_own_name() -> None:
    (commands,) = (each for each in _parser()._actions if each.dest == "command")
    assert commands.choices
    for name in commands.choices:
        assert callable(import_module(f"bot.cli.{name}").main)

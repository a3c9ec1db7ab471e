"""Killed while the summary was on the wire, and away for two days: its Confirm is void."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.sandbox.telegram.records import Message
from storage.engine.unit_of_work import Work
from storage.repositories import outbox
from tests.process.machine import Machine, Program, play

ENDED = "Your draft has ended"


def confirmable(machine: Machine) -> list[Message]:
    return [each for each in machine.agent.chat.messages if "Confirm" in each.labels]


def strike_as_it_arrives(machine: Machine, program: Program, patch: pytest.MonkeyPatch) -> None:
    """Kill the program once the summary stands in the chat, before it is told so."""

    def loses_answer(_: str) -> bool:
        if not confirmable(machine):
            return False
        program.strike()
        return True

    patch.setattr(machine.played.telegram.faults, "loses_answer", loses_answer)


def nothing_waits(work: Work) -> bool:
    return outbox.open_count(work) == 0


def test_after_a_kill_and_two_days_no_summary_comes_and_nothing_can_be_confirmed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def script(machine: Machine) -> None:
        machine.prepare()
        async with machine.running() as program:
            with monkeypatch.context() as patch:
                strike_as_it_arrives(machine, program, patch)
                machine.agent.send("Budi Santoso 081234567890 300rb")
                await machine.agent.wait_for("Check this", 30)
                await program.kill()
            machine.clock.forward(timedelta(days=2))
            await program.start()
            await machine.agent.wait_for(ENDED, 30)
            machine.agent.press("Confirm")
            await machine.agent.wait_for_alert("That question is over", 30)
            machine.agent.send("/orders")
            await machine.agent.wait_for("There are no orders yet", 30)
        assert len(confirmable(machine)) == 1, "the summary of two days ago, and none since"
        said = [each.text for each in machine.agent.chat.messages if each.from_bot]
        assert sum(ENDED in text for text in said) == 1
        assert sum("Check this" in text for text in said) == 1
        assert machine.do(nothing_waits)
        assert machine.rows() == []
        assert machine.faspay.transactions == ()

    play(tmp_path, script)

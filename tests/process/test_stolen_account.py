"""An admin's account is stolen: the operator takes its rights while the bot runs."""

from pathlib import Path

from bot.sandbox.demo.company import ADMIN, AGENT
from tests.journeys.parts import shows_code
from tests.process.machine import Machine, Program, play, until


def test_the_operator_suspends_an_agent_and_an_admin_beside_the_running_bot(
    tmp_path: Path,
) -> None:
    async def script(machine: Machine) -> None:
        machine.prepare()
        program = Program(machine)
        await program.start()
        machine.admin.send("/help")
        await machine.admin.wait_for("/invite", 30)
        agent = machine.agent
        agent.send("0812-3456-7890 Budi Santoso 300rb")
        await agent.wait_for("Check this", 30)
        agent.press("Confirm")
        await agent.wait_for("Code:", 30)
        assert any(shows_code(message) for message in agent.chat.messages)
        ended = await machine.command("people", "suspend", str(AGENT))
        assert (ended.status, "is suspended" in ended.out) == (0, True), ended.error

        async def gone() -> bool:
            return not any(shows_code(message) for message in agent.chat.messages)

        await until(gone)
        await machine.admin.wait_for("The operator, at the machine, suspended", 30)
        ended = await machine.command("people", "suspend", str(ADMIN))
        assert "Warning: no admin is left" in ended.out
        assert f"ADMIN_IDS still names {ADMIN}" in ended.out
        machine.admin.send(f"/restore {AGENT}")
        await machine.admin.wait_for("suspended; please contact", 30)
        assert (await program.stop()).status == 0
        async with machine.running():  # ADMIN_IDS names the thief still
            listed = (await machine.command("people", "list")).out
            [thief] = [line for line in listed.splitlines() if line.split()[0] == str(ADMIN)]
            assert "suspended" in thief

    play(tmp_path, script)

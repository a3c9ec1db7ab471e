"""The bot as a service: refusals that need a process, its doctor, its pages, its first start."""

import socket
from pathlib import Path

import pytest

from storage.models.order_states import OrderStatus
from tests.journeys.parts import shows_code
from tests.journeys.ports import free_port
from tests.loopback import plain_client
from tests.process.machine import Machine, end_of, play, status_of, until


def test_run_refuses_a_second_process_a_taken_port_and_a_wrong_token(tmp_path: Path) -> None:
    async def script(machine: Machine) -> None:
        machine.prepare()
        async with machine.running():
            second = await machine.command("run")
            assert second.status == 1
            assert "Another process already works on cashout.db" in second.error
        with socket.create_server(("127.0.0.1", int(machine.environment["WEB_PORT"]))):
            taken = await machine.command("run")
        assert taken.status == 1
        assert "Is another program there already?" in taken.error
        machine.write(TELEGRAM_BOT_TOKEN="4200000:of-another-bot")
        wrong = await machine.command("run")
        assert wrong.status == 1
        assert "check TELEGRAM_BOT_TOKEN" in wrong.error
        for ended in (second, taken, wrong):
            assert "Traceback" not in ended.error

    play(tmp_path, script)


def test_first_start_makes_the_admins_of_admin_ids_and_later_ones_do_not(tmp_path: Path) -> None:
    async def script(machine: Machine) -> None:
        assert (await machine.command("migrate")).status == 0
        async with machine.running():
            machine.admin.send("/people")
            await machine.admin.wait_for(f"ID {machine.admin.id}", 30)
        machine.write(ADMIN_IDS=str(machine.supervisor.id))
        async with machine.running():
            machine.supervisor.send("/people")
            await machine.supervisor.wait_for("only for the company's staff", 30)

    play(tmp_path, script)


def test_doctor_finds_all_well_beside_the_running_bot_and_names_what_is_wrong(
    tmp_path: Path,
) -> None:
    async def script(machine: Machine) -> None:
        machine.prepare()
        async with machine.running():
            well = await machine.command("doctor")
            assert (well.status, well.out.count("WRONG")) == (0, 0), well.out
            assert await status_of(f"{machine.url}/readyz") == 200
            async with plain_client() as client:
                counts = (await client.get(f"{machine.url}/metrics")).text
                away = {"X-Forwarded-For": "203.0.113.9"}
                assert (await client.get(f"{machine.url}/metrics", headers=away)).status_code == 404
            assert f'cashout_orders{{money="{OrderStatus.ISSUED}"}} 0' in counts
        machine.write(
            TELEGRAM_BOT_TOKEN="4200000:of-another-bot",
            FASPAY_SECRET="made-up",
            DATABASE_URL=f"sqlite:///{tmp_path / 'empty.db'}",
        )
        ill = await machine.command("doctor")
        assert ill.status == 1
        wrong = [line for line in ill.out.splitlines() if line.startswith("WRONG")]
        for name in ("database", "Telegram", "Faspay", "callback address"):
            assert any(line.startswith(f"WRONG  {name}: ") for line in wrong), ill.out
        assert "python -m bot migrate" in ill.out
        assert "made-up" not in ill.out + ill.error

    play(tmp_path, script)


@pytest.mark.parametrize("mode", ["polling", "webhook"])
def test_main_job_works_in_the_real_program(tmp_path: Path, mode: str) -> None:
    async def script(machine: Machine) -> None:
        machine.prepare()
        async with machine.running():
            machine.agent.send("Budi Santoso 081234567890 300rb")
            await machine.agent.wait_for("Check this", 30)
            machine.agent.press("Confirm")
            await machine.agent.wait_for(shows_code, 30)
            (made,) = machine.faspay.transactions
            machine.faspay.withdraw_now(made.request.trx_no)
            await machine.agent.wait_for("was collected", 30)
        assert machine.check().status is OrderStatus.PAID

    settings = {"TELEGRAM_MODE": mode, "TELEGRAM_WEBHOOK_SECRET": "only-telegram-knows-this"}
    play(tmp_path, script, settings=settings)


def test_demo_serves_its_page_until_it_is_stopped(tmp_path: Path) -> None:
    async def script(machine: Machine) -> None:
        port = free_port()
        process = await machine.spawn("demo", "--port", str(port))

        async def shown() -> bool:
            return await status_of(f"http://127.0.0.1:{port}/") == 200

        await until(shown)
        process.terminate()
        ended = await end_of(process)
        assert ended.status == 0
        assert "STAND-INS" in ended.out

    play(tmp_path, script)

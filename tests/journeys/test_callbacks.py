"""Callbacks are hints: forged, wrong, early, late and lost ones change nothing that is told."""

import json

import httpx

from bot.sandbox.faspay import CallbackPolicy, Status, Trick
from storage.models.order_states import OrderStatus
from tests.journeys.stage import Journey, play
from tests.loopback import plain_client


async def post(url: str, status: str = "2") -> httpx.Response:
    async with plain_client() as client:
        return await client.post(url, content=json.dumps({"trx_status": status}))


def test_forged_callback_with_the_right_address_makes_nobody_believe_it() -> None:
    async def script(stage: Journey) -> None:
        order, _code = await stage.order()
        for status in ("2", "4", "5", "4"):
            answer = await post(order.request.callback_url, status)
            assert answer.status_code == 200
        await stage.check()
        assert (await stage.only_order()).status is OrderStatus.ISSUED
        heard = "\n".join(m.text for m in stage.agent.chat.messages)
        for lie in ("was collected", "failed", "reversed"):
            assert lie not in heard

    play(script)


def test_wrong_address_unknown_order_and_wrong_path_are_one_and_the_same_404() -> None:
    async def script(stage: Journey) -> None:
        order, _code = await stage.order()
        url = order.request.callback_url
        token = url.rpartition("/")[2]
        wrong = [
            url[:-1] + ("0" if url[-1] != "0" else "1"),
            url.replace(order.request.trx_no, "000000000000"),
            url + "/",
            f"http://127.0.0.1:{stage.app.web_port}/faspay/callback/{token}",
        ]
        answers = [await post(address) for address in wrong]
        assert {(a.status_code, a.content) for a in answers} == {(404, b"Not Found")}

    play(script)


def test_late_callback_is_overtaken_by_polling_and_repeats_nothing() -> None:
    async def script(stage: Journey) -> None:
        stage.faspay.faults.callbacks = CallbackPolicy.NONE
        order, code = await stage.order()
        stage.faspay.withdraw(code=code, amount_rupiah=300_000, phone="081234567890")
        await stage.hear(stage.agent, "was collected")
        for _ in range(2):
            assert (await post(order.request.callback_url)).status_code == 200
        assert (await post(order.request.callback_url, "1")).status_code == 200
        await stage.check()
        said = [m for m in stage.agent.chat.messages if "was collected" in m.text]
        assert len(said) == 1

    play(script)


def test_callback_is_relayed_as_a_report_while_nobody_can_ask_faspay() -> None:
    async def script(stage: Journey) -> None:
        order, code = await stage.order()
        stage.faspay.faults.inquiry_down = True
        stage.faspay.withdraw(code=code, amount_rupiah=300_000, phone="081234567890")
        await stage.hear(stage.agent, "not yet confirmed")
        assert (await stage.only_order()).status is OrderStatus.ISSUED
        stage.faspay.faults.inquiry_down = False
        await stage.hear(stage.agent, "was collected")
        assert order.status is Status.SUCCESS

    play(script)


def test_failure_claimed_by_a_callback_alone_is_not_told() -> None:
    async def script(stage: Journey) -> None:
        order, _code = await stage.order()
        stage.faspay.faults.inquiry_down = True
        stage.faspay.fail(order.request.trx_no)
        await stage.faspay.settled()
        await stage.order_is(lambda order: order.unanswered > 1)
        await stage.all_said()
        assert not any("failed" in m.text for m in stage.agent.chat.messages)
        stage.faspay.faults.inquiry_down = False
        await stage.hear(stage.agent, "said twice that this order failed")

    play(script)


def test_callback_before_the_answer_is_kept_and_the_code_still_comes(database_url: str) -> None:
    async def script(stage: Journey) -> None:
        order, _code = await stage.order(Trick.EARLY_CALLBACK.phone)
        assert order.callbacks[0].outcome == "200"

    play(script, database_url)

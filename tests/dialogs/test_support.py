"""Why an order was refused, what Faspay said, and the message for its support."""

from dataclasses import replace
from datetime import timedelta

import pytest

from handlers.services.ports import TransferRequest
from handlers.services.provider_answers import Doubt, NotSent, Outcome, Rejected
from storage.models.order_states import Code
from storage.models.provider_answer import AnswerDetails, AnswerSource, StatedStatus
from storage.models.refusal import RefusalKind
from storage.repositories import provider_answers
from tests.dialogs.lines import confirmed, heard
from tests.dialogs.stage import Message, Stage
from tests.factories import ADMIN, AGENT, OTHER_SUPERVISOR, SECOND_ADMIN, SUPERVISOR
from tests.fakes import FakeGateway, accept, lose_the_answer

ERROR = AnswerDetails(status="9", means=StatedStatus.ERROR, response_code="99")
WORDS = "Invalid Virtual Account"
ACCOUNT = Rejected(WORDS, RefusalKind.COMPANY, replace(ERROR, text=WORDS))
NAME = Rejected("Beneficiary Name Not Match", RefusalKind.ORDER, ERROR)
UNSENT = NotSent(Doubt.UNREACHABLE)


def answered(stage: Stage, outcome: Outcome, language: str = "en") -> str:
    """Have the next order answered so, and told to everybody, who read this language."""

    def plan(_gateway: FakeGateway, _request: TransferRequest) -> Outcome:
        return outcome

    stage.world.gateway.plan = accept
    number = confirmed(stage)
    for who in (AGENT, SUPERVISOR, ADMIN):
        stage.world.change(who, language=language)
    stage.world.gateway.plan = plan
    stage.submit()
    return number


def newest(stage: Stage, who: int) -> Message:
    return list(stage.messages[who].values())[-1]


def test_what_is_wrong_with_the_account_is_for_admins_and_stops_at_the_second(
    stage: Stage,
) -> None:
    number = answered(stage, ACCOUNT)
    assert "nobody at the counter can fix it" in heard(stage)
    stage.dialog(
        ADMIN,
        f"""\
< Order ORDER
  Rp 300.000 · Permata ATM
  S••• A••• · 08••-••••-7890
  Agent: Dewi

  ⚠️ Faspay refused this order and has none by this number: no money went out. Faspay said: \
“Invalid Virtual Account”. That is about the company's account at Faspay or the settings here, \
not about the beneficiary: other orders may be refused as well. Check the FASPAY settings \
(python -m bot doctor), or ask Faspay. Such refusals in a row can stop sending: \
/health says whether it is open. The agent was told to wait for the admins.
  [Message for Faspay]
> /order {number}
< Order ORDER
  Rp 300.000 · Permata ATM
  S••• A••• · 08••-••••-7890
  Agent: Dewi · team Bandung
  Made: 5 Jan 2026 10.00 WIB
  Status: refused by Faspay, no money went out

  Faspay's side (times WIB):
  Transfer, 5 Jan 2026 10.00.02 WIB: status 9 (error) · response_code 99 · \
“Invalid Virtual Account”

  5 Jan 2026 10.00 WIB · order made · order ORDER · by {AGENT}
  5 Jan 2026 10.00 WIB · status REQUESTED → SENDING · order ORDER · (worker claimed)
  5 Jan 2026 10.00 WIB · status SENDING → REJECTED · order ORDER · (refused and not found)
  [Message for Faspay]
> [Message for Faspay]
*
< To Faspay's support: please look at this cash-out (SendMe). Times are WIB.

  trx_no: ORDER
  Amount: Rp 300.000
  Channel: Permata ATM
  Sent: 5 Jan 2026 10.00.02 WIB
  Transfer, 5 Jan 2026 10.00.02 WIB: status 9 (error) · response_code 99 · \
“Invalid Virtual Account”
  With us: refused by Faspay, no money went out

  It was refused for a reason that seems to lie with our account. What has to be set right? \
Please confirm that no money went out. Other orders may be refused as well.""",
    )
    assert not newest(stage, ADMIN).protected
    answered(stage, ACCOUNT)
    assert "two orders in a row were refused" in heard(stage, SECOND_ADMIN)
    stage.act(AGENT, "/cashout")
    assert "Sending is stopped for now" in heard(stage)


def test_the_same_in_indonesian(stage: Stage) -> None:
    number = answered(stage, ACCOUNT, "id")
    assert "tidak bisa diperbaiki di tempat, jadi jangan isi ulang dulu" in heard(stage)
    stage.hear(SUPERVISOR)
    stage.dialog(
        SUPERVISOR,
        f"""\
> /order {number}
< Pesanan ORDER
  Rp 300.000 · ATM Permata
  S••• A••• · 08••-••••-7890
  Agen: Dewi · tim Bandung
  Dibuat: 5 Jan 2026 10.00 WIB
  Status: ditolak Faspay, tidak ada uang keluar

  Di sisi Faspay (waktu WIB):
  Transfer, 5 Jan 2026 10.00.02 WIB: status 9 (kesalahan) · response_code 99 · \
“Invalid Virtual Account”

  5 Jan 2026 10.00 WIB · pesanan dibuat · pesanan ORDER · oleh {AGENT}
  5 Jan 2026 10.00 WIB · status REQUESTED → SENDING · pesanan ORDER · (worker claimed)
  5 Jan 2026 10.00 WIB · status SENDING → REJECTED · pesanan ORDER · (refused and not found)
  [Pesan untuk Faspay]
> [Pesan untuk Faspay]
*
< Kepada support Faspay: mohon periksa cash-out (SendMe) ini. Waktu dalam WIB.

  trx_no: ORDER
  Jumlah: Rp 300.000
  Kanal: ATM Permata
  Dikirim: 5 Jan 2026 10.00.02 WIB
  Transfer, 5 Jan 2026 10.00.02 WIB: status 9 (kesalahan) · response_code 99 · \
“Invalid Virtual Account”
  Di sisi kami: ditolak Faspay, tidak ada uang keluar

  Pesanan ini ditolak karena sebab yang tampaknya ada pada akun kami. Apa yang perlu dibetulkan? \
Mohon pastikan tidak ada uang keluar. Pesanan lain bisa ikut ditolak.""",
    )


RETYPE = (
    "Faspay refused this order and confirmed that it has none by this number: no money went out. "
    "It said: “Beneficiary Name Not Match”. Check name, phone and amount with the beneficiary. If "
    "it is still needed, you may make a new order: /cashout"
)
RETYPE_ID = (
    "Faspay menolak pesanan ini dan memastikan tidak mencatatnya: tidak ada uang keluar. Katanya: "
    "“Beneficiary Name Not Match”. Periksa nama, nomor HP dan jumlahnya bersama penerima. Bila "
    "masih perlu, boleh membuat pesanan baru: /cashout"
)
WAIT = (
    "The order did not reach Faspay: no money went out. Nothing that you entered is wrong; it "
    "could not get through just now. Wait a few minutes, then make the order again: /cashout. "
    "If that happens again, tell your supervisor."
)
WAIT_ID = (
    "Pesanan tidak sampai ke Faspay: tidak ada uang keluar. Yang Anda isi tidak salah; pesanannya "
    "hanya belum bisa tersambung. Tunggu beberapa menit, lalu buat lagi: /cashout. Bila terjadi "
    "lagi, beri tahu supervisor Anda."
)
TO_THE_AGENT = [
    (NAME, "en", RETYPE),
    (NAME, "id", RETYPE_ID),
    (UNSENT, "en", WAIT),
    (UNSENT, "id", WAIT_ID),
]


@pytest.mark.parametrize(("outcome", "language", "said"), TO_THE_AGENT)
def test_what_is_theirs_to_change_and_what_to_wait_for_is_told_to_agents_now_and_later(
    stage: Stage, outcome: Outcome, language: str, said: str
) -> None:
    number = answered(stage, outcome, language)
    assert f"  {said}" in stage.hear(AGENT)
    assert stage.hear(ADMIN) == []
    stage.act(AGENT, f"/order {number}")
    assert f"  {said}" in stage.hear(AGENT)
    labels = [button.label for row in newest(stage, AGENT).keyboard for button in row]
    assert labels == [{"en": "Send again", "id": "Kirim lagi"}[language]]


def test_an_order_of_which_nothing_is_certain_can_be_asked_about_with_what_is_known(
    stage: Stage,
) -> None:
    number = confirmed(stage)
    stage.world.gateway.plan = lose_the_answer
    stage.world.gateway.unreachable = True
    stage.submit()
    stage.hear(SUPERVISOR)
    stage.act(AGENT, f"/order {number}")
    assert "Do not make a new order for this person." in heard(stage)
    stage.act(SUPERVISOR, f"/order {number}")
    stage.act(SUPERVISOR, "[Message for Faspay]")
    message = newest(stage, SUPERVISOR).text
    assert "Transfer: no whole answer has reached us" in message
    assert "please do not carry it out again" in message


def test_only_those_who_watch_over_an_order_get_the_message(stage: Stage) -> None:
    number = answered(stage, ACCOUNT)
    for who in (AGENT, OTHER_SUPERVISOR, ADMIN):
        stage.hear(who)
        stage.press(who, f"support:{number}")
    assert "not for your role (agent)" in heard(stage)
    assert stage.hear(OTHER_SUPERVISOR) == ["! I find no order with that number. See /orders"]
    assert any("To Faspay's support" in line for line in stage.hear(ADMIN))


def test_the_references_stay_when_the_code_is_gone_and_hold_nothing_personal(
    stage: Stage,
) -> None:
    stage.world.gateway.plan = accept
    number = confirmed(stage)
    stage.submit()
    stage.world.change_order(number, code=Code.WIPED, code_sealed=None, answer_sealed=None)
    stage.world.clock.move(timedelta(days=30).total_seconds())
    stage.act(ADMIN, f"/order {number}")
    assert "trx_id: 395855" in newest(stage, ADMIN).text
    stage.act(ADMIN, "[Message for Faspay]")
    message = newest(stage, ADMIN).text
    assert "trx_id: 395855\ntrx_reff: ref-1767582000000001" in message
    for secret in ("Siti", "7890", "Dewi", "0047112233"):
        assert secret not in message.replace(number, "")


def test_a_forged_callback_gives_an_order_no_reference(stage: Stage) -> None:
    stage.world.gateway.plan = lose_the_answer
    number = confirmed(stage)
    stage.submit()
    forged = AnswerDetails("666", "of-nobody", "2026-01-05", status="7")
    stage.world.do(provider_answers.keep, number, AnswerSource.CALLBACK, forged)
    stage.world.gateway.statuses.clear()
    stage.act(ADMIN, f"/order {number}")
    (line,) = [line for line in newest(stage, ADMIN).text.splitlines() if "of-nobody" in line]
    assert line.startswith("Last callback (a hint)")
    assert "status 7, which Faspay's page does not explain" in line
    assert "trx_id: 666" in line


def test_an_order_that_never_left_has_no_such_button(stage: Stage) -> None:
    number = confirmed(stage)
    stage.act(AGENT, "/cancel")
    stage.act(ADMIN, f"/order {number}")
    assert newest(stage, ADMIN).keyboard == []
    stage.press(ADMIN, f"support:{number}")
    assert "nothing to ask" in newest(stage, ADMIN).text

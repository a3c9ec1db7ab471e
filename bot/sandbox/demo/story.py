"""The story of `demo --script`: plays the main job and checks everything that is said."""

import re
from collections.abc import Callable

from bot.sandbox.demo.company import Demo
from bot.sandbox.faspay import SandboxSettings, Status, Transaction, Trick
from bot.sandbox.telegram import User
from bot.sandbox.telegram.records import Message

_LINK = re.compile(r"https://t\.me/\S+")
_CODE = re.compile(r"^Code:\n([0-9]{10})$", re.MULTILINE)
_NUMBER = re.compile(r"\b[0-9]{12}\b")
_TRANSFERS, _COLLECTED = 3, 300_000
"""What Faspay has in the end: transfers that reached it, and rupiah that left."""
_PATIENCE = 25.0
"""Seconds. A failure is believed only after Faspay has said it twice, ten seconds apart."""


class Untrue(Exception):  # noqa: N818 - what it is
    """What was said does not fit what happened, or something was left unsaid."""


class Story:
    """Plays the chapters on a running demo. `say` takes the transcript's lines."""

    def __init__(self, demo: Demo, say: Callable[[str], None]) -> None:
        self._demo = demo
        self._say = say
        self._codes: list[str] = []
        self.checks = 0
        self._names = {
            demo.agent.id: "Ani (agent)",
            demo.supervisor.id: "Rina (supervisor)",
            demo.admin.id: "Dewi (admin)",
            demo.second_admin.id: "Sari (second admin)",
            demo.newcomer.id: "Joko (newcomer)",
        }

    async def play(self) -> None:
        """Play everything. Raise Untrue, or NothingArrived where a message is missing."""
        await self._somebody_joins()
        await self._budi_gets_cash()
        await self._orders_have_a_purpose()
        await self._an_answer_is_lost()
        await self._faspay_refuses()
        await self._a_success_is_reversed()
        await self._sending_is_stopped()
        await self._the_day_is_summed_up()
        self._the_books_agree()

    async def _somebody_joins(self) -> None:
        self._chapter("An admin invites an agent")
        demo = self._demo
        self._write(demo.admin, "/invite agent Jakarta")
        invitation = await self._hear(demo.admin, "https://t.me/")
        link = _LINK.search(invitation.text)
        self._true(link is not None, "the invitation holds a link")
        self._narrate("Joko opens the link.")
        demo.newcomer.open_link(link[0] if link else "")
        await self._hear(demo.admin, "Joko Pratama")
        self._press(demo.admin, "Approve")
        await self._hear(demo.newcomer, "Welcome")

    async def _budi_gets_cash(self) -> None:
        self._chapter("Ani sends Budi Rp 300.000, and he collects it")
        agent = self._demo.agent
        self._write(agent, "/cashout")
        await self._hear(agent, "name?")
        self._write(agent, "Budi Santoso")
        await self._hear(agent, "mobile number?")
        self._write(agent, "0812-3456-7890")
        await self._hear(agent, "How much?")
        self._press(agent, "Rp 300.000")
        readback = await self._hear(agent, "Check this")
        self._true("three hundred thousand rupiah" in readback.text, "the amount is read back")
        self._press(agent, "Confirm")
        card = await self._hear(agent, _CODE)
        code = self._code_in(card)
        self._true(card.protected, "the message with the code cannot be forwarded")
        self._true(
            all(code not in old.text for old in card.edit_history[:1]), "no code in the push"
        )
        told = await self._hear(self._demo.supervisor, "Faspay has it.")
        self._true(told.silent, "the supervisor's message made no sound")
        self._true("Budi Santoso" not in told.text, "the supervisor sees a masked name")
        self._true("81234567890" not in told.text.replace("-", ""), "and a masked phone number")
        self._narrate("Budi types phone number, code and amount at the ATM.")
        self._demo.faspay.withdraw(code=code, amount_rupiah=300_000, phone="081234567890")
        await self._hear(agent, "was collected")
        edited = await self._hear(self._demo.supervisor, "Collected ✓")
        self._true(edited is told, "it is the same message, edited")

    async def _orders_have_a_purpose(self) -> None:
        self._chapter("From now on orders are for a programme, which has a budget")
        admin = self._demo.admin
        self._write(admin, "/policy purpose FOOD Food aid")
        await self._hear(admin, "There is this purpose now.")
        self._write(admin, "/policy FOOD budget 5 juta")
        await self._hear(admin, "This is its budget now.")

    async def _an_answer_is_lost(self) -> None:
        self._chapter("Faspay's answer is lost on the way, and the order expires")
        order = await self._order(Trick.LOST_ANSWER, "did not reach us")
        self._true(order.status is Status.ON_PROCESS, "the order does exist at Faspay")
        says = order.request.description
        self._true(f"{order.request.trx_no} FOOD" in says, "Faspay's description names its purpose")
        self._narrate("Nobody can collect it; the order expires.")
        self._demo.agent.mark()
        self._demo.faspay.expire(order.request.trx_no)
        await self._hear(self._demo.agent, "not out")

    async def _faspay_refuses(self) -> None:
        self._chapter("Faspay refuses an order")
        before = len(self._demo.faspay.transactions)
        await self._confirm(Trick.REFUSED.phone)
        await self._hear(self._demo.agent, "no money went out")
        after = len(self._demo.faspay.transactions)
        self._true(before == after, "Faspay has no such order")

    async def _a_success_is_reversed(self) -> None:
        self._chapter("A success is reversed")
        agent, faspay = self._demo.agent, self._demo.faspay
        await self._confirm("0812-3456-7892")
        self._code_in(await self._hear(agent, _CODE))
        order = faspay.transactions[-1]
        self._narrate("Siti collects the cash. Later Faspay takes it back.")
        faspay.withdraw_now(order.request.trx_no)
        await self._hear(agent, "was collected")
        faspay.reverse(order.request.trx_no)
        await self._hear(agent, "has reversed this order")
        self._true(order.status is Status.REVERSED, "Faspay has taken it back")
        loud = await self._hear(self._demo.supervisor, "has reversed this order")
        self._true(not loud.silent, "what needs somebody comes with a sound")

    async def _sending_is_stopped(self) -> None:
        self._chapter("An admin stops sending, and two open it again")
        admin, agent = self._demo.admin, self._demo.agent
        before = len(self._demo.faspay.transactions)
        self._write(admin, "/stop checking the balance")
        await self._hear(admin, "checking the balance")
        self._write(agent, "Siti Aminah 0812-3456-7891 200rb")
        await self._hear(agent, "No order was made")
        self._true(len(self._demo.faspay.transactions) == before, "nothing was sent")
        self._write(admin, "/resume")
        await self._hear(admin, "this takes two people")
        await self._hear(self._demo.second_admin, "Proposal #1")
        self._press(self._demo.second_admin, "Approve")
        await self._hear(admin, "open again")

    async def _the_day_is_summed_up(self) -> None:
        self._chapter("The supervisor asks what became of the day's orders")
        supervisor = self._demo.supervisor
        self._write(supervisor, "/digest now")
        digest = await self._hear(supervisor, "Digest of orders")
        self._true("collected: 1 · Rp 300.000" in digest.text, "one order was collected")
        self._true("Food aid (FOOD): 3 · Rp 600.000" in digest.text, "three were for food aid")
        left = "Not settled now: 1" in digest.text and "people must look at it" in digest.text
        self._true(left, "people must still look at the one whose code was lost")

    def _the_books_agree(self) -> None:
        self._chapter("The books")
        demo = self._demo
        ended = {Status.SUCCESS, Status.FAILED, Status.REVERSED}
        all_ended = all(each.status in ended for each in demo.faspay.transactions)
        self._true(all_ended, "every transfer has ended")
        made = len(demo.faspay.transactions)
        self._true(made == _TRANSFERS, "three transfers were made, none twice")
        spent = SandboxSettings().opening_rupiah - demo.faspay.ledger.balance_rupiah
        self._true(spent == _COLLECTED, "only what Budi collected is gone from the balance")
        for user in (demo.supervisor, demo.admin, demo.second_admin, demo.newcomer):
            texts = [text for message in user.chat.messages for text in _all_texts(message)]
            hidden = not any(code in text for code in self._codes for text in texts)
            self._true(hidden, f"{self._names[user.id]} never saw a code")
        shown = [m.text for m in demo.agent.chat.messages if not m.deleted]
        gone = not any(code in text for code in self._codes for text in shown)
        self._true(gone, "no code is left in Ani's chat")

    async def _order(self, trick: Trick, hears: str) -> Transaction:
        await self._confirm(trick.phone)
        news = await self._hear(self._demo.agent, hears)
        number = _NUMBER.search(news.text)
        self._true(number is not None, "the news names its order")
        return self._demo.faspay.transaction(number[0] if number else "")

    async def _confirm(self, phone: str) -> None:
        self._write(self._demo.agent, f"Siti Aminah {phone} 200rb")
        await self._hear(self._demo.agent, "Check this")
        self._press(self._demo.agent, "Confirm")

    def _chapter(self, title: str) -> None:
        self._say(f"\n== {title}")

    def _narrate(self, text: str) -> None:
        self._say(f"   ({text})")

    def _write(self, user: User, text: str) -> None:
        self._say(f"   {self._names[user.id]}: {text}")
        user.send(text)

    def _press(self, user: User, label: str) -> None:
        self._say(f"   {self._names[user.id]}: [{label}]")
        user.press(label)

    async def _hear(self, user: User, wanted: str | re.Pattern[str]) -> Message:
        def suits(message: Message) -> bool:
            if isinstance(wanted, str):
                return wanted in message.text
            return wanted.search(message.text) is not None

        message = await user.wait_for(suits, _PATIENCE)
        first, *rest = message.text.split("\n")
        self._say(f"   bot -> {self._names[user.id]}: {first}")
        for line in rest:
            self._say(f"      {line}".rstrip())
        return message

    def _code_in(self, card: Message) -> str:
        found = _CODE.search(card.text)
        self._true(found is not None, "the card shows a code of ten digits")
        code = found[1] if found else ""
        self._codes.append(code)
        return code

    def _true(self, fact: bool, what: str) -> None:  # noqa: FBT001 - a fact is what it is
        self.checks += 1
        if not fact:
            raise Untrue(what)
        self._say(f"   ✓ {what}")


def _all_texts(message: Message) -> list[str]:
    return [message.text, *(content.text for content in message.edit_history)]

"""What transcripts have in common: the questions, the read-back, the way to it."""

from storage.models.order import Order
from tests.dialogs.stage import Stage
from tests.factories import AGENT, SUPERVISOR

NAME = "< What is the beneficiary's name? As on their ID card."
PHONE = "< The beneficiary's mobile number? Type it, paste it, or share the contact."
AMOUNT = """< How much? Permata ATM: Rp 100.000 to Rp 1.500.000, in steps of Rp 100.000.
  [Rp 100.000] [Rp 200.000] [Rp 300.000]
  [Rp 500.000] [Rp 1.000.000] [Rp 1.500.000]"""
FOREIGN = "That is not an Indonesian number. I need one like 08… or +62…"
DROPPED = "The previous person's details were dropped."
CARD = """< Order ORDER
  {amount} · Permata ATM
  {name} · 0812-3456-7890

  Accepted ✓ The code appears in this message, usually within seconds."""


def read_back(
    name: str = "Siti Aminah",
    amount: str = "Rp 300.000",
    words: str = "three hundred thousand rupiah",
    phone: str = "0812-3456-7890",
    place: str = "Permata ATM",
) -> str:
    return f"""Check this with the beneficiary:

  Name: {name}
  Phone: {phone}
  Amount: {amount}
  ({words})
  Collected at: {place}

  Is it right? Once confirmed it cannot be recalled.
  [Confirm]
  [Edit name] [Edit phone]
  [Edit amount] [Cancel]"""


SITI = "Siti Aminah 0812-3456-7890 300rb"


def at_read_back(stage: Stage, line: str = SITI) -> None:
    stage.dialog(AGENT, f"> {line}\n< {read_back()}")


def orders(stage: Stage) -> list[Order]:
    return stage.world.rows(Order)


def confirmed(stage: Stage) -> str:
    """Confirm an order; of an earlier one to the same phone the read-back speaks as well."""
    stage.act(AGENT, SITI)
    assert read_back() in heard(stage)
    stage.act(AGENT, "[Confirm]")
    stage.hear(AGENT)
    stage.hear(SUPERVISOR)
    return stage.world.rows(Order)[-1].order_no


def meet(stage: Stage, *people: int) -> None:
    """Have the bot learn what people are called; what it answers is not looked at."""
    for who in people:
        stage.act(who, "/help")
        stage.hear(who)


def heard(stage: Stage, who: int = AGENT) -> str:
    return "\n".join(stage.hear(who))

"""Chooses somebody to whom the agent sent before: one press fills in name and phone.

Nothing is confirmed by it. Name and phone are read as if the agent had typed them again.
"""

from collections import Counter
from collections.abc import Sequence

from handlers.cash_out import answers
from handlers.cash_out.draft import Draft, Earlier, Step
from handlers.chat.access import somebody
from handlers.chat.context import Context, Turn
from handlers.messages.order_views import view
from handlers.messages.texts import Texts
from handlers.services.orders import repeats
from handlers.services.policy import Policy
from storage.engine.unit_of_work import Work
from storage.models.channel_words import read_channel
from storage.models.person import Person
from storage.repositories.beneficiaries import Beneficiary
from storage.values import PhoneNumber


def offer(context: Context, draft: Draft) -> None:
    """Note in a new draft whom its agent may choose; where somebody is named already, nobody."""
    turn = context.turn
    if _is_named(draft):
        return
    found = repeats.offered(turn.work, turn.policy, somebody(context))
    named = _told_apart(found, turn.texts)
    draft.earlier = [Earlier(each.order_no, mask, each.channel.value) for mask, each in named]


def _told_apart(found: Sequence[Beneficiary], texts: Texts) -> list[tuple[str, Beneficiary]]:
    """Name people so that no two are called the same: where they would be, by the last amount too.

    Of those who still are, only the newest is offered: nobody could know whom a button means.
    """
    masks = Counter(each.masked() for each in found)
    named: dict[str, Beneficiary] = {}
    for each in found:
        mask = each.masked()
        called = mask if masks[mask] == 1 else f"{mask} · {texts.amount(each.amount)}"
        named.setdefault(called, each)
    return list(named.items())


def is_offered(draft: Draft, number: int, policy: Policy) -> bool:
    """Say whether the open question offers this person: only while nobody is named yet.

    The company may have switched it off since the draft began.
    """
    return policy.offer_earlier and not _is_named(draft) and number < len(draft.earlier)


def labels(draft: Draft, texts: Texts, policy: Policy) -> list[str]:
    """Name whom the open question offers; with their channel, where a press chooses that as well.

    So who presses has read where the money will be collected.
    """
    asks_channel = draft.step(policy) is Step.CHANNEL
    offered = [each for at, each in enumerate(draft.earlier) if is_offered(draft, at, policy)]
    return [_label(each, texts, policy) if asks_channel else each.mask for each in offered]


def choose(context: Context, draft: Draft, number: int) -> str:
    """Fill in the person of a button; return what to say before the next question."""
    turn, order_no = context.turn, draft.earlier[number].order_no
    found = repeats.of_own_order(turn.work, turn.policy, somebody(context), order_no)
    if found is None:
        draft.earlier = []
        return turn.texts.earlier_gone()
    return fill(context, draft, found)


def fill(context: Context, draft: Draft, found: Beneficiary) -> str:
    """Read a person's name and phone into a draft; return what to say before the next question."""
    turn, rules = context.turn, context.turn.policy.rules
    if draft.step(turn.policy) is Step.CHANNEL and found.channel in rules:
        draft.channel = found.channel.value
    problems = (
        answers.name(draft, found.name, turn.texts, turn.policy),
        answers.phone(draft, found.phone, turn.texts, turn.policy),
    )
    draft.usual_amount = int(found.amount)
    draft.purpose = found.purpose  # where it is off by now, the next question forgets it
    return turn.texts.paragraphs(*problems, _noted(draft, turn), _still_open(context, found))


def said_of_last(work: Work, agent: Person, draft: Draft, texts: Texts) -> str:
    """Say what became of the last order to the draft's phone, before another one is confirmed."""
    if draft.phone is None:
        return ""
    order = repeats.last_to(work, agent, PhoneNumber(draft.phone))
    return texts.last_order(view(work, order, agent)) if order is not None else ""


def _is_named(draft: Draft) -> bool:
    return bool(draft.name or draft.phone or draft.guess or draft.names or draft.phones)


def _label(each: Earlier, texts: Texts, policy: Policy) -> str:
    channel = read_channel(each.channel)
    if channel is None or channel not in policy.rules:
        return each.mask
    return f"{each.mask} · {texts.channel(channel)}"


def _noted(draft: Draft, turn: Turn) -> str:
    """Say in full who was chosen: two people may have the same initials."""
    if draft.name is None or draft.phone is None:
        return ""
    return turn.texts.noted([draft.name, PhoneNumber(draft.phone).grouped()])


def _still_open(context: Context, found: Beneficiary) -> str:
    turn, agent = context.turn, somebody(context)
    order = repeats.still_open(turn.work, agent, found.phone)
    return turn.texts.still_open(view(turn.work, order, agent)) if order is not None else ""

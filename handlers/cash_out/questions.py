"""Asks a draft's open question, also again from anywhere."""

from copy import deepcopy
from datetime import timedelta
from hashlib import sha256
from typing import Any

from handlers.cash_out import again
from handlers.cash_out.draft import NAME, Draft, OfferedPurpose, Step
from handlers.cash_out.shared_details import settle_amount
from handlers.chat.context import Context, Turn
from handlers.messages import keyboards, list_keyboards
from handlers.messages.keyboards import Keyboard, to_json
from handlers.messages.texts import Texts
from handlers.services.controls import limits, purposes
from handlers.services.controls.sending import stopped_parts
from handlers.services.orders.requests import facts_of
from handlers.services.policy import Policy
from handlers.services.rights.actors import may
from handlers.services.rights.capabilities import Capability
from storage.engine.unit_of_work import Work
from storage.models.channel import Channel
from storage.models.person import Person
from storage.models.sending_stop import StopScope
from storage.repositories import outbox
from storage.repositories import purposes as repository
from storage.values import Inert, PhoneNumber, Rupiah

_NOT_AGAIN_FOR = timedelta(minutes=1)
_DIGITS = 16


def question(step: Step, draft: Draft, texts: Texts, policy: Policy) -> tuple[str, Keyboard]:
    """Return the words and buttons of a step; CONFIRM needs the draft's token."""
    if draft.in_doubt(policy):
        return _doubt(draft, texts)
    match step:
        case Step.CHANNEL | Step.NAME:
            return _or_earlier(step, draft, texts, policy)
        case Step.PHONE:
            return texts.ask_phone(), ()
        case Step.AMOUNT:
            return _amount(draft, texts, policy)
        case Step.PURPOSE:
            offered = [(each.code, each.name) for each in draft.purposes]
            return texts.ask_purpose(), keyboards.purposes(draft.nonce, offered)
        case Step.CONFIRM:
            return _read_back(draft, texts)


def reoffer(
    work: Work, agent: Person | None, data: dict[str, Any], texts: Texts, policy: Policy
) -> tuple[str, Keyboard] | None:
    """Return a kept draft's open question and update the draft; None without a draft.

    A read-back says what became of the agent's last order to the same phone. One that says the same
    as before keeps its confirm token. Once it says anything else, or another question is open,
    older buttons no longer count.
    """
    draft = Draft.load(data)
    if draft is None:
        return None
    problem = settle_amount(draft, texts, policy)
    if agent is not None:
        offered = repository.offered(work, agent.team)
        draft.offer_purposes([OfferedPurpose(each.code, each.name) for each in offered])
    draft.stopped = [each.name for each in stopped_parts(work) if each.kind is StopScope.CHANNEL]
    step, last = draft.step(policy), ""
    if step is Step.CONFIRM and not draft.in_doubt(policy):
        last = again.said_of_last(work, agent, draft, texts) if agent is not None else ""
        draft.say_beside(last)
    else:
        draft.void_token()
    text, keyboard = question(step, draft, texts, policy)
    if step is Step.CONFIRM:
        limits_near = _said_of_limits(work, agent, draft, texts)
        text = texts.paragraphs(limits_near, _said_of_budget(work, draft, texts), text)
    draft.asked = sha256(repr((last, text, to_json(keyboard))).encode()).hexdigest()[:_DIGITS]
    draft.keep(data)
    return texts.paragraphs(problem, last, text), keyboard


def ask(context: Context, *before: str) -> None:
    """Ask the open question after some sentences. Without a draft only those are said."""
    turn, kept = context.turn, context.kept(NAME)
    said = turn.texts.paragraphs(*before)
    former = kept.get("shown")
    found = reoffer(turn.work, turn.person, kept, turn.texts, turn.policy)
    if found is not None:
        if former is not None:
            outbox.drop_repeated(turn.work, former, said)
        note_asked(turn.work, kept, turn.ask(said, *found))
    elif said:
        turn.say(said)


def note_asked(work: Work, data: dict[str, Any], row: int) -> None:
    """Note which row asks the open question, and whether the same had been delivered before."""
    former = data["shown"]
    if former is not None and outbox.was_sent_by(work, former, work.now):
        data["delivered"] = former
    data["shown"] = row


def ask_for(context: Context, draft: Draft, *before: str) -> Step:
    """Keep the draft and ask its open question, after some sentences; return that question."""
    draft.keep(context.kept(NAME))
    ask(context, *before)
    asked = Draft.of(context) or draft
    return asked.step(context.turn.policy)


def ask_again(context: Context) -> None:
    """Ask the open question once more, if there is one and its agent may still answer.

    It is left at that where it is the newest message of its chat: whoever presses old buttons again
    and again would only push their next code out of the way. But the settings may have changed
    below it, such as a channel that closed: then its buttons lead nowhere.
    """
    turn, kept = context.turn, context.kept(NAME)
    if turn.person is None or not may(turn.person, Capability.REQUEST_ORDERS):
        return
    is_newest = outbox.is_newest(turn.work, turn.chat_id, kept.get("shown"), _NOT_AGAIN_FOR)
    if not is_newest or not _would_be_asked_now(turn, kept):
        ask(context)


def _would_be_asked_now(turn: Turn, data: dict[str, Any]) -> bool:
    """Say whether the question that was asked last is still the open one, in all it offers."""
    now = deepcopy(data)
    reoffer(turn.work, turn.person, now, turn.texts, turn.policy)
    return bool(now.get("asked") == data.get("asked"))


def _doubt(draft: Draft, texts: Texts) -> tuple[str, Keyboard]:
    if draft.guess is None and not draft.names:
        which = texts.which_phone(only_one=len(draft.phones) == 1)
        return which, keyboards.phones(texts, draft.nonce, draft.phones)
    if draft.guess is None:
        phone = PhoneNumber(draft.phone).grouped() if draft.phone else None
        return texts.which_name(phone), keyboards.names(texts, draft.nonce, draft.names)
    guess = texts.amount(draft.guess) if isinstance(draft.guess, int) else f"“{draft.guess}”"
    return texts.did_you_mean(guess), keyboards.did_you_mean(texts, draft.nonce)


def _or_earlier(step: Step, draft: Draft, texts: Texts, policy: Policy) -> tuple[str, Keyboard]:
    """Ask for the channel or the name; offer somebody from before, where nobody is named yet."""
    is_channel = step is Step.CHANNEL
    text, keyboard = _channel(draft, texts, policy) if is_channel else (texts.ask_name(), [])
    labels = again.labels(draft, texts, policy)
    if not labels:
        return text, keyboard
    people = list_keyboards.people(draft.nonce, labels)
    return texts.paragraphs(text, texts.or_press_earlier()), [*keyboard, *people]


def _channel(draft: Draft, texts: Texts, policy: Policy) -> tuple[str, Keyboard]:
    """Ask for the channel, and say where nothing is sent."""
    stopped = [each for each in policy.rules if each.value in draft.stopped]
    offered = [each for each in policy.rules if each not in stopped]
    text = texts.ask_channel() if offered else texts.no_channel_open()
    said = texts.paragraphs(texts.channels_stopped(stopped) if stopped else "", text)
    return said, keyboards.channels(texts, draft.nonce, offered)


def _amount(draft: Draft, texts: Texts, policy: Policy) -> tuple[str, Keyboard]:
    rule = draft.rule(policy)
    return texts.ask_amount(Channel(draft.channel or ""), rule), keyboards.amounts(
        texts, draft.nonce, rule, draft.usual_amount
    )


def _read_back(draft: Draft, texts: Texts) -> tuple[str, Keyboard]:
    purpose = draft.purpose
    text = texts.read_back(
        Channel(draft.channel or ""),
        draft.name or "",
        PhoneNumber(draft.phone or "").grouped(),
        Rupiah(draft.amount or 0),
        None if purpose is None else (Inert(draft.purpose_name() or ""), purpose),
    )
    several = len(draft.purposes) > 1
    token = draft.token or ""
    return text, keyboards.read_back(texts, draft.nonce, token, edit_purpose=several)


def _said_of_limits(work: Work, agent: Person | None, draft: Draft, texts: Texts) -> str:
    """Say what each limit still allows that allows little more than this."""
    if agent is None:
        return ""
    return texts.limits_near(limits.near(work, facts_of(work, agent, draft.confirmed())))


def _said_of_budget(work: Work, draft: Draft, texts: Texts) -> str:
    """Say what the budget still allows, where that is little."""
    left, amount = purposes.left_of(work, draft.purpose), draft.amount or 0
    if left is None or left >= limits.NEAR * amount:
        return ""
    name = Inert(draft.purpose_name() or "")
    return texts.budget_left(name, max(0, left), is_enough=left >= amount)

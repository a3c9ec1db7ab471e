"""What a draft's buttons mean, and which of them its open question offers.

Any program can send the data of a press, so it is checked like any other answer.
"""

from handlers.cash_out import again, answers
from handlers.cash_out.draft import Draft, Step
from handlers.services.policy import Policy
from storage.models.channel_words import read_channel

_ASKED = {"ch": Step.CHANNEL, "am": Step.AMOUNT, "pu": Step.PURPOSE, "ed": Step.CONFIRM}


def is_open(draft: Draft, policy: Policy, action: str, value: str) -> bool:
    """Say whether the open question offers this. Buttons of other questions no longer count."""
    if action == "x":
        return True
    if draft.in_doubt(policy):
        return _settles_doubt(draft, policy, action, value)
    if action == "pe":
        return again.is_offered(draft, int(value), policy)
    step = draft.step(policy)
    if action == "ok":
        return step is Step.CONFIRM and value == draft.token
    return _ASKED.get(action) is step and _is_legal(draft, policy, action, value)


def _is_legal(draft: Draft, policy: Policy, action: str, value: str) -> bool:
    if action == "ch":
        return read_channel(value) in policy.rules
    return action != "am" or draft.rule(policy).allows(int(value))


def _settles_doubt(draft: Draft, policy: Policy, action: str, value: str) -> bool:
    if action == "nm":
        return int(value) < len(draft.names)
    if action == "ph":
        return draft.asks_which_phone(policy) and int(value) < len(draft.phones)
    return action == "no" or (action == "yes" and draft.guess is not None)


def apply(draft: Draft, action: str, value: str) -> None:
    """Put the answer of an open button into the draft."""
    if action == "ch":
        draft.choose_channel(value)
    elif action == "am":
        draft.amount = int(value)
    elif action == "pu":
        draft.purpose = value  # where it is not offered, the next question forgets it
    elif action == "ed":
        answers.forget(draft, Step(value))
    elif action == "yes":
        answers.accept_guess(draft)
    elif action == "nm":
        draft.choose_name(draft.names[int(value)])
    elif action == "ph":
        draft.choose_phone(draft.phones[int(value)])
    else:
        answers.reject_guess(draft)

"""Reads an agent's answers: each function puts one into the draft, or says why not.

Each returns the sentence to say before the next question, or an empty one.
"""

from collections.abc import Callable

from handlers.cash_out.details import doubt_name
from handlers.cash_out.draft import Draft, Step
from handlers.cash_out.shared_details import take_paste
from handlers.messages.texts import Texts
from handlers.services.policy import Policy
from storage.models.channel import Channel
from storage.values import (
    Ask,
    No,
    Ok,
    looks_like_paste,
    read_amount,
    read_name,
    read_paste,
    read_phone,
)
from storage.values.characters import plain

YES = frozenset({"ya", "y", "iya", "yes", "ok", "oke", "okay", "benar", "betul", "yup"})
CONFIRM = YES | {"kirim", "ok kirim", "ya kirim", "confirm", "konfirmasi", "sudah benar"}
NO = frozenset({"tidak", "no", "n", "bukan", "salah", "nggak", "tulis ulang"})
CANCEL = frozenset({"batal", "batalkan", "cancel"})
_EDITS = {
    Step.NAME: frozenset({"edit name", "ubah nama", "ganti nama"}),
    Step.PHONE: frozenset(
        {"edit phone", "ubah nomor", "ganti nomor", "ubah hp", "ubah nomor hp", "ganti nomor hp"}
    ),
    Step.AMOUNT: frozenset({"edit amount", "ubah jumlah", "ganti jumlah", "ubah nominal"}),
}
_CHANNEL_WORDS: dict[Channel, tuple[str, ...]] = {
    Channel.PERMATA: ("permata", "atm"),
    Channel.ALFAMART: ("alfa",),
    Channel.INDOMARET: ("indom",),
}
"""What people write for a channel, where that is not our own word for it."""


def words(text: str) -> str:
    """Normalise a typed word as in the sets above."""
    return " ".join(plain(text).casefold().strip(" .!,").replace(",", " ").split())


def edit_of(text: str) -> Step | None:
    """Return what a text such as "edit name" wants to change."""
    said = words(text)
    return next((step for step, known in _EDITS.items() if said in known), None)


def forget(draft: Draft, step: Step) -> None:
    """Empty one answer, so that its question is open again."""
    draft.guess = None
    if step is Step.NAME:
        draft.drop_name()
    elif step is Step.PHONE:
        draft.phone = None
    else:
        draft.amount = draft.amount_text = None


def accept_guess(draft: Draft) -> None:
    """Accept the open "did you mean"."""
    if isinstance(draft.guess, int):
        draft.amount = draft.guess
    elif draft.guess is not None:
        draft.choose_name(draft.guess)
    draft.guess = None


def answer(draft: Draft, text: str, texts: Texts, policy: Policy) -> str:
    """Read a text as the answer to the open question, or as a pasted line with several."""
    if draft.in_doubt(policy):
        if _is_resolved(draft, words(text)):
            return ""
        draft.guess = None
    if looks_like_paste(text):
        return take_paste(draft, read_paste(text), texts, policy)
    return _READERS[draft.step(policy)](draft, text, texts, policy)


def _is_resolved(draft: Draft, said: str) -> bool:
    """Resolve a doubt by a yes, a no, or one of the names; return False for other words."""
    named = next((name for name in draft.names if words(name) == said), None)
    if said in YES and len(draft.names) == 1:
        named = draft.names[0]
    if named is not None:
        draft.choose_name(named)
    elif said in NO:
        reject_guess(draft)
    elif said in YES:
        accept_guess(draft)
    else:
        return False
    return True


def reject_guess(draft: Draft) -> None:
    """Reject the guess, so that the agent writes it again."""
    if draft.names:
        draft.drop_name()
    draft.guess = None


def _amount(draft: Draft, text: str, texts: Texts, policy: Policy) -> str:
    match read_amount(text, draft.rule(policy)):
        case Ok(value=amount):
            draft.amount = int(amount)
        case Ask(guess=guess):
            draft.suppose(int(guess))
        case No() as no:
            return texts.refused_value(no)
    return ""


def _channel(draft: Draft, text: str, texts: Texts, policy: Policy) -> str:
    said = text.casefold()
    found = [
        channel
        for channel in policy.rules
        if any(word in said for word in _CHANNEL_WORDS.get(channel, (channel.value,)))
    ]
    if len(found) != 1:
        return texts.ask_channel_again()
    draft.channel = found[0].value
    return ""


def _name(draft: Draft, text: str, texts: Texts, _policy: Policy) -> str:
    if words(text) in CONFIRM | NO or edit_of(text) is not None:
        return ""  # an answer to another question, so nobody's name
    match read_name(text):
        case Ok(value=name):
            draft.choose_name(str(name))
        case Ask() as doubtful:
            doubt_name(draft, doubtful)
        case No() as no:
            return texts.refused_value(no)
    return ""


def _phone(draft: Draft, text: str, texts: Texts, _policy: Policy) -> str:
    match read_phone(text):
        case Ok(value=phone):
            draft.phone = str(phone)
        case No() as no:
            return texts.refused_value(no)
    return ""


def _confirmation(_draft: Draft, _text: str, texts: Texts, _policy: Policy) -> str:
    return texts.confirm_or_change()


_READERS: dict[Step, Callable[[Draft, str, Texts, Policy], str]] = {
    Step.CHANNEL: _channel,
    Step.NAME: _name,
    Step.PHONE: _phone,
    Step.AMOUNT: _amount,
    Step.CONFIRM: _confirmation,
}

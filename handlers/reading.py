"""Reading what an agent answers: each function puts an answer into the draft, or says why not.

Every one returns the sentence to be said before the next question; empty when there is none.
"""

from collections.abc import Callable

from telegram import Contact

from handlers.draft import Draft, Step
from handlers.services.policy import Policy
from handlers.texts import Texts
from storage.channel import Channel
from storage.values import (
    AmountRule,
    Ask,
    No,
    Ok,
    Paste,
    looks_like_paste,
    read_amount,
    read_name,
    read_paste,
    read_phone,
)

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
_CHANNEL_WORDS = {
    Channel.PERMATA: ("permata", "atm"),
    Channel.ALFAMART: ("alfa",),
    Channel.INDOMARET: ("indom",),
}


def words(text: str) -> str:
    """Bring a typed word into the form that the sets above have."""
    return " ".join(text.casefold().strip(" .!,").replace(",", " ").split())


def edit_of(text: str) -> Step | None:
    """Return what a text such as "edit name" wants to change."""
    said = words(text)
    return next((step for step, known in _EDITS.items() if said in known), None)


def forget(draft: Draft, step: Step) -> None:
    """Empty one answer, so that its question is open again."""
    draft.guess = None
    if step is Step.NAME:
        draft.name = None
    elif step is Step.PHONE:
        draft.phone = None
    else:
        draft.amount = draft.amount_text = None


def accept_guess(draft: Draft) -> None:
    """Take what was asked with "did you mean"."""
    if isinstance(draft.guess, int):
        draft.amount = draft.guess
    else:
        draft.name = draft.guess
    draft.guess = None


def answer(draft: Draft, text: str, texts: Texts, policy: Policy) -> str:
    """Read a text as the answer to the open question, or as a pasted line with several."""
    if draft.guess is not None and words(text) in YES:
        accept_guess(draft)
        return ""
    refused_guess = draft.guess is not None and words(text) in NO
    draft.guess = None
    if refused_guess:
        return ""
    if looks_like_paste(text):
        return take_paste(draft, read_paste(text), texts, policy)
    return _READERS[draft.step(policy)](draft, text, texts, policy)


def take_paste(draft: Draft, paste: Paste, texts: Texts, policy: Policy) -> str:
    """Keep what is sure of a pasted line."""
    parts = []
    if paste.name is not None:
        draft.name = str(paste.name)
        parts.append(str(paste.name))
    if paste.phone is not None:
        draft.phone = str(paste.phone)
        parts.append(paste.phone.grouped())
    if paste.amount_text is not None:
        draft.amount, draft.amount_text = None, paste.amount_text
    problem = settle_amount(draft, texts, policy)
    if draft.amount is not None and paste.amount_text is not None:
        parts.append(texts.amount(draft.amount))
    return _noted(draft, parts, problem, texts, policy)


def take_contact(draft: Draft, contact: Contact, texts: Texts, policy: Policy) -> str:
    """Keep a shared contact's phone, and its name where that can be a beneficiary's."""
    parts = []
    full_name = f"{contact.first_name} {contact.last_name or ''}"
    if isinstance(name := read_name(full_name), Ok):
        draft.name = str(name.value)
        draft.guess = None
        parts.append(str(name.value))
    phone = read_phone(contact.phone_number)
    if isinstance(phone, Ok):
        draft.phone = str(phone.value)
        parts.append(phone.value.grouped())
    problem = texts.refused_value(phone) if isinstance(phone, No) else ""
    return _noted(draft, parts, problem, texts, policy)


def settle_amount(draft: Draft, texts: Texts, policy: Policy) -> str:
    """Read a pasted amount once its channel is known, and ask about it once that is its turn."""
    waiting, step = draft.amount_text, draft.step(policy)
    if waiting is None or step is Step.CHANNEL:
        return ""
    match read_amount(waiting, _rule(draft, policy)):
        case Ok(value=amount):
            draft.amount = int(amount)
        case Ask() if step is not Step.AMOUNT:
            return ""
        case Ask(guess=guess):
            draft.suppose(int(guess))
        case No() as no:
            draft.amount_text = None
            return texts.refused_value(no)
    draft.amount_text = None
    return ""


def _noted(draft: Draft, parts: list[str], problem: str, texts: Texts, policy: Policy) -> str:
    # The read-back says it all again.
    say = parts and draft.step(policy) is not Step.CONFIRM
    return texts.paragraphs(texts.noted(parts) if say else "", problem)


def _rule(draft: Draft, policy: Policy) -> AmountRule:
    return policy.rules[Channel(draft.channel or "")]


def _amount(draft: Draft, text: str, texts: Texts, policy: Policy) -> str:
    match read_amount(text, _rule(draft, policy)):
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
        channel for channel in policy.rules if any(word in said for word in _CHANNEL_WORDS[channel])
    ]
    if len(found) != 1:
        return texts.ask_channel_again()
    draft.channel = found[0].value
    return ""


def _name(draft: Draft, text: str, texts: Texts, _policy: Policy) -> str:
    match read_name(text):
        case Ok(value=name):
            draft.name = str(name)
        case Ask(guess=name):
            draft.suppose(str(name))
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

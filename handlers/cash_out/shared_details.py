"""Takes what a contact or a pasted text says into a draft, and answers it.

Each function returns the sentence to say before the next question, or an empty one.
"""

from telegram import Contact

from handlers.cash_out.details import Details, take
from handlers.cash_out.draft import Draft, Step
from handlers.messages.texts import Texts
from handlers.services.policy import Policy
from storage.values import (
    Ask,
    No,
    Ok,
    Paste,
    mobiles_among,
    phones_in,
    read_amount,
    read_contact_phone,
    read_name,
)

_MOST_PHONES = 9
"""Their place is one digit in a button's data."""


def take_paste(draft: Draft, paste: Paste, texts: Texts, policy: Policy) -> str:
    """Take what is sure in a pasted text."""
    earlier = draft.phone
    details = Details(paste.name, paste.phone)
    take(draft, details)
    if paste.phone is None:
        draft.own_name = draft.name  # words after /cashout, which the agent wrote
    if paste.amount is not None:
        draft.amount = None
        draft.amount_text = paste.amount if isinstance(paste.amount, str) else None
    unread = settle_amount(draft, texts, policy) or _refused(paste.amount, texts)
    amount = draft.amount if isinstance(paste.amount, str) else None
    noted = _noted(draft, details, amount, texts, policy)
    dropped = _dropped(draft, earlier, texts, policy)
    return texts.paragraphs(noted, dropped, _refused(paste.phone, texts), unread)


def take_contact(draft: Draft, contact: Contact, texts: Texts, policy: Policy) -> str:
    """Take a shared contact's phone, and its name where it may be a beneficiary's."""
    earlier = draft.phone
    details, problem = _read_contact(contact, texts)
    if not details.usable:
        begun = draft.name is not None or draft.phone is not None
        return texts.paragraphs(problem, texts.contact_left_out() if begun else "")
    take(draft, details)
    noted = _noted(draft, details, None, texts, policy)
    return texts.paragraphs(noted, _dropped(draft, earlier, texts, policy), problem)


def _read_contact(contact: Contact, texts: Texts) -> tuple[Details, str]:
    """Read a contact; return a sentence where it has no phone."""
    name = read_name(f"{contact.first_name} {contact.last_name or ''}")
    phone = read_contact_phone(contact.phone_number)
    mobiles = mobiles_among([contact.phone_number, *phones_in(contact.vcard or "")])[:_MOST_PHONES]
    if mobiles and not (len(mobiles) == 1 and isinstance(phone, Ok)):
        # The agent shared them all, so which one is meant is not ours to guess.
        return Details(name, None, mobiles), ""
    if phone is None:
        return Details(name, None), texts.contact_without_number()
    return Details(name, phone), _refused(phone, texts)


def settle_amount(draft: Draft, texts: Texts, policy: Policy) -> str:
    """Read a pasted amount once its channel is known, and ask about it when its turn comes."""
    waiting, step = draft.amount_text, draft.step(policy)
    if waiting is None or step is Step.CHANNEL:
        return ""
    match read_amount(waiting, draft.rule(policy)):
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


def _noted(draft: Draft, details: Details, amount: int | None, texts: Texts, policy: Policy) -> str:
    if draft.step(policy) is Step.CONFIRM:
        return ""  # the read-back repeats everything
    phone = details.phone.value.grouped() if isinstance(details.phone, Ok) else None
    parts = [
        draft.name if isinstance(details.name, Ok) else None,
        None if draft.names else phone,  # the question about the name repeats it
        texts.amount(amount) if amount is not None else None,
    ]
    said = [part for part in parts if part]
    return texts.noted(said) if said else ""


def _dropped(draft: Draft, earlier: str | None, texts: Texts, policy: Policy) -> str:
    """Say that another person's details are gone, where the next question does not show it."""
    plain_to_see = draft.step(policy) is Step.CONFIRM or bool(draft.names)
    return "" if plain_to_see or earlier in {None, draft.phone} else texts.earlier_dropped()


def _refused(reading: object, texts: Texts) -> str:
    return texts.refused_value(reading) if isinstance(reading, No) else ""

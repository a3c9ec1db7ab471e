"""Puts one person's details, from a contact or a pasted text, into a draft."""

from dataclasses import dataclass

from handlers.cash_out.draft import Draft
from storage.values import Ask, BeneficiaryName, No, Ok, PhoneNumber, Reading


@dataclass(frozen=True)
class Details:
    """One person's name and phone, as read. None where nothing was said."""

    name: Reading[BeneficiaryName] | None
    phone: Ok[PhoneNumber] | No | None
    phones: tuple[PhoneNumber, ...] = ()
    """Several numbers, of which the agent must choose one. Then `phone` is none of them."""

    @property
    def usable(self) -> bool:
        """Say whether a name or a phone can be taken from it."""
        has_phone = isinstance(self.phone, Ok) or bool(self.phones)
        return has_phone or isinstance(self.name, Ok | Ask)


def take(draft: Draft, details: Details) -> None:
    """Replace the draft's name *and* phone by a person's usable details.

    A contact or a pasted text belongs to one person, who may be another than the draft's. So both
    are replaced together, and the agent is asked for what is missing. Only then can a name never
    stand beside somebody else's phone. An earlier name may be meant for the new phone. Where it
    differs, the agent is asked which one is right. Details without anything usable change nothing.
    """
    if not details.usable:
        return
    phone = str(details.phone.value) if isinstance(details.phone, Ok) else None
    found = _names(details.name)
    if phone is not None and phone == draft.phone and not found:
        return  # nothing new
    kept = _still_meant(draft, phone, is_other=bool(found))
    goes_on = kept is not None and _says_no_other(draft, kept, details)
    draft.choose_phone(phone)
    if details.phones:
        draft.offer_phones(details.phones)
    draft.name, draft.guess, draft.names = None, None, []
    draft.usual_amount = None  # somebody else's
    if goes_on:
        draft.name = kept
    elif kept is not None:
        draft.ask_which(kept, *found)
    elif isinstance(details.name, Ok):
        draft.name = found[0]
    elif found:
        _ask_about(draft, *found)


def doubt_name(draft: Draft, reading: Ask[BeneficiaryName]) -> None:
    """Ask whether a name is right, or which of two names is."""
    _ask_about(draft, *_names(reading))


def _ask_about(draft: Draft, guess: str, *instead: str) -> None:
    if instead:
        draft.ask_which(guess, *instead)
    else:
        draft.suppose(guess)


def _names(name: Reading[BeneficiaryName] | None) -> list[str]:
    match name:
        case Ok(value=only):
            return [str(only)]
        case Ask(guess=guess, instead=instead):
            return [str(each) for each in (guess, instead) if each is not None]
        case _:
            return []


def _still_meant(draft: Draft, phone: str | None, *, is_other: bool) -> str | None:
    """Return the name that the agent chose, or that waits for its phone, or has this phone.

    A contact's name with numbers of its own to choose from does not wait for somebody else's.
    """
    waits = draft.phone is None and not (draft.phones and is_other)
    is_same = phone is not None and phone in {draft.phone, *draft.phones}
    return draft.own_name or (draft.name if waits or is_same else None)


def _says_no_other(draft: Draft, kept: str, details: Details) -> bool:
    """Tell whether the details repeat the name, or only add its phone."""
    if found := _names(details.name):
        return kept.casefold() in {name.casefold() for name in found}
    stands = draft.own_name is not None and draft.name == draft.own_name
    return stands and draft.phone is None and details.name is None

"""Puts one person's details, from a contact or a pasted text, into a draft."""

from dataclasses import dataclass

from handlers.cash_out.draft import Draft
from storage.values import Ask, BeneficiaryName, No, Ok, PhoneNumber, Reading


@dataclass(frozen=True)
class Details:
    """One person's name and phone, as read. None where nothing was said."""

    name: Reading[BeneficiaryName] | None
    phone: Ok[PhoneNumber] | No | None

    @property
    def usable(self) -> bool:
        """Say whether a name or a phone can be taken from it."""
        return isinstance(self.phone, Ok) or isinstance(self.name, Ok | Ask)


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
    kept = _still_meant(draft, phone)
    goes_on = kept is not None and _says_no_other(draft, kept, details)
    draft.phone, draft.name, draft.guess, draft.names = phone, None, None, []
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


def _still_meant(draft: Draft, phone: str | None) -> str | None:
    """Return the name that the agent chose, or that waits for its phone, or has this phone."""
    waits_or_same = draft.phone is None or draft.phone == phone
    return draft.own_name or (draft.name if waits_or_same else None)


def _says_no_other(draft: Draft, kept: str, details: Details) -> bool:
    """Tell whether the details repeat the name, or only add its phone."""
    if found := _names(details.name):
        return kept.casefold() in {name.casefold() for name in found}
    stands = draft.own_name is not None and draft.name == draft.own_name
    return stands and draft.phone is None and details.name is None

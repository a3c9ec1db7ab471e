"""One person's details as a contact or a pasted text brings them, and their place in a draft."""

from dataclasses import dataclass

from handlers.cash_out.draft import Draft
from storage.values import Ask, BeneficiaryName, No, Ok, PhoneNumber, Reading


@dataclass(frozen=True)
class Details:
    """Name and phone of one person, as they were read; None where nothing was said."""

    name: Reading[BeneficiaryName] | None
    phone: Ok[PhoneNumber] | No | None

    @property
    def usable(self) -> bool:
        """Say whether a name or a phone can be taken from it."""
        return isinstance(self.phone, Ok) or isinstance(self.name, Ok | Ask)


def take(draft: Draft, details: Details) -> None:
    """Put a person's usable details in the place of the draft's name *and* phone.

    A contact or a pasted text is one person's, and may be another's than the draft's. So both go
    in together, and what it lacks is asked again: only so can a name never come to stand beside
    somebody else's phone. An earlier name that may be meant for the new phone is not lost either:
    where it differs, the agent is asked which it is. Details without anything usable change
    nothing.
    """
    if not details.usable:
        return
    phone = str(details.phone.value) if isinstance(details.phone, Ok) else None
    found = _names(details.name)
    if phone is not None and phone == draft.phone and not found:
        return  # it says nothing new
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
    """Ask about a name that may be a slip, or which of two it is."""
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
    """Tell whether the details leave the name as it is: they repeat it, or only add its phone."""
    if found := _names(details.name):
        return kept.casefold() in {name.casefold() for name in found}
    stands = draft.own_name is not None and draft.name == draft.own_name
    return stands and draft.phone is None and details.name is None

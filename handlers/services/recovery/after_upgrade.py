"""Mends what an older program left behind and no migration can: it has no keys."""

from handlers.services.people import teams
from handlers.services.recovery import queue_repair
from storage.engine.unit_of_work import Work
from storage.repositories import phone_tails, system_state, typed_words
from storage.values import screened


def bring_up_to_date(work: Work) -> None:
    """Do it once, at the first start after the upgrade; later there is nothing left to do.

    But for the queues: a replica of the program before may run on for a while.
    """
    system_state.take_turns(work)  # each replica does this when it starts
    _seal_reasons(work)
    teams.merge_spellings(work)
    queue_repair.mend(work)
    phone_tails.try_unreadable_again(work)  # the rest is made by and by: there may be many


def _seal_reasons(work: Work) -> None:
    """Seal what people typed; an older program kept it in the clear, where it passed for ours."""
    for entry in typed_words.left_in_the_clear(work):
        number, colon, words = (entry.why or "").partition(": ")
        settled = entry.after == "explained" and colon
        typed_words.keep(work, entry, screened(words if settled else entry.why or ""))
        entry.why = number if settled else None
    switch = system_state.sending_switch(work)
    if switch.changed_by is not None and switch.reason:
        system_state.seal_reason(work, screened(switch.reason))

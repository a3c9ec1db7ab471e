"""What an older program has left that a migration cannot mend: it has no keys, and tells nobody."""

from handlers.services.people import teams
from handlers.services.recovery import queue_repair
from storage.engine.unit_of_work import Work
from storage.models.house_state import Line
from storage.repositories import house, typed_words
from storage.values import screened


def bring_up_to_date(work: Work) -> None:
    """Do it once, at the first start after the upgrade; later there is nothing left to do.

    But for the queues: a replica of the program before may run on for a while.
    """
    _seal_reasons(work, house.line(work, to_change=True))  # replicas take turns
    teams.merge_spellings(work)
    queue_repair.mend(work)


def _seal_reasons(work: Work, line: Line) -> None:
    """Seal what people typed; an older program kept it in the clear, where it passed for ours."""
    for entry in typed_words.left_in_the_clear(work):
        number, colon, words = (entry.why or "").partition(": ")
        settled = entry.after == "explained" and colon
        typed_words.keep(work, entry, screened(words if settled else entry.why or ""))
        entry.why = number if settled else None
    if line.changed_by is not None and line.reason:
        typed_words.keep_of_line(work, line, screened(line.reason))
        line.reason = ""

"""Open updates, as many as are wanted, and how long it takes to choose the next."""

import time

from sqlalchemy import delete, insert

from storage.engine.unit_of_work import Work
from storage.models.inbox import IncomingQueue, StoredUpdate
from storage.repositories import inbox

FEW, MANY = 50, 50_000


def fill(work: Work, chats: int, each: int) -> None:
    """Leave the tables as `chats` chats with `each` open updates do, and nothing else."""
    for table in (StoredUpdate, IncomingQueue):
        work.session.exec(delete(table))
    open_ = {"received_at": work.now, "run_at": work.now, "raw_sealed": b"", "attempts": 0}
    rows = [
        {"seq": seq, "update_id": seq, "lane": 1 + seq % chats, "failed": False} | open_
        for seq in range(1, chats * each + 1)
    ]
    waiting = {"run_at": work.now, "precedence": 0, "turn": 0}
    queues = [
        {"chat_id": 1 + seq % chats, "head_seq": seq} | waiting for seq in range(1, chats + 1)
    ]
    connection = work.session.connection()
    connection.execute(insert(StoredUpdate), rows)
    connection.execute(insert(IncomingQueue), queues)


def choose(work: Work) -> float:
    """Choose the next update and end it; return how many seconds choosing took."""
    began = time.perf_counter()
    found = inbox.next_update(work)
    seconds = time.perf_counter() - began
    if found is None:
        raise LookupError("nothing is open")
    inbox.finish_update(work, found)
    return seconds

"""Collects what arrives during a commit, and commits it all together next."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")

_MOST = 200


class GroupCommit(Generic[T, R]):
    """Runs one commit at a time, so a slow database gets one job, however many callers wait.

    `commit` takes the items in order of arrival and gives a result for each.
    """

    def __init__(self, commit: Callable[[list[T]], Awaitable[Sequence[R]]]) -> None:
        self._commit = commit
        self._waiting: list[tuple[T, asyncio.Future[R]]] = []
        self._committing: asyncio.Task[None] | None = None

    async def add(self, item: T) -> R:
        """Return the item's result once it is durable. Raise what the commit raised."""
        done: asyncio.Future[R] = asyncio.get_running_loop().create_future()
        self._waiting.append((item, done))
        if self._committing is None:
            self._committing = asyncio.create_task(self._commit_all())
        return await done

    async def _commit_all(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting[:_MOST], self._waiting[_MOST:]
            items = [item for item, _ in batch]
            [found] = await asyncio.gather(self._commit(items), return_exceptions=True)
            for number, (_, done) in enumerate(batch):
                if done.done():
                    continue  # the caller was cancelled
                if isinstance(found, BaseException):
                    done.set_exception(found)
                else:
                    done.set_result(found[number])
        self._committing = None

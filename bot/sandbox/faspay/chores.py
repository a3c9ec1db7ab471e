"""What the stand-in does after it answered: a handful of tasks that can be waited for and ended."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine


class Chores:
    """Tasks of the running loop; `sleep` takes seconds, so that a test can shorten the night."""

    def __init__(self, sleep: Callable[[float], Awaitable[None]]) -> None:
        self.sleep = sleep
        self._tasks: set[asyncio.Task[None]] = set()

    def spawn(self, work: Coroutine[None, None, None]) -> None:
        """Start `work`; needs a running loop."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def settled(self) -> None:
        """Wait until nothing is left to do; a fault in a chore is raised here."""
        while self._tasks:
            try:
                await asyncio.gather(*self._tasks)
            finally:
                # What is done is discarded in a turn of the loop, and since Python 3.12 gathering
                # what is done takes none.
                await asyncio.sleep(0)

    async def close(self) -> None:
        """End whatever is still going on."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

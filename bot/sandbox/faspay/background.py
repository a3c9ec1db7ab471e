"""Runs what the stand-in does after an answer, as tasks that can be awaited and ended."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine


class Background:
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
        """Wait until nothing is left to do; raise what a task raised."""
        while self._tasks:
            try:
                await asyncio.gather(*self._tasks)
            finally:
                # Finished tasks are discarded in a turn of the loop. Since Python 3.12 gathering
                # finished tasks takes no turn.
                await asyncio.sleep(0)

    async def close(self) -> None:
        """Cancel what is still running."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

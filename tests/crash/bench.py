"""Runs stand-ins, database and processes on loopback, for one schedule after another."""

import asyncio
import contextlib
import os
import shutil
import signal
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import httpx
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.sandbox.server import serving
from bot.sandbox.telegram import TelegramSandbox, User
from bot.sandbox.telegram.webhook import Target
from bot.settings.settings import Environment
from tests.crash.conductor import Conductor
from tests.crash.image import Image, cast
from tests.crash.life import Life
from tests.crash.points import Blow, Trap
from tests.crash.provider import Provider
from tests.crash.reachable import LIVE
from tests.crash.scenes import NEEDS, Scene
from tests.crash.schedule import Schedule
from tests.crash.shared import Shared
from tests.crash.zygote import Zygote

_FOR_EVER = 10**6
_PATIENCE = 300.0
_NOBODY = "http://127.0.0.1:1/"
PACE = (4.0, 10.0)
"""Seconds to skip at once, at first and while nothing happens. Both are well below any lease."""
_SMALL = ("DELETE FROM people WHERE role = 'supervisor'",)
_QUIET = frozenset({"getUpdates"})


class Bench:
    """Keeps the servers. `begin` renews everything else for a schedule."""

    def __init__(self, shared: Shared, zygote: Zygote, image: Image) -> None:
        self.shared = shared
        self.image = image
        self.conductor = Conductor(shared)
        self.provider: Provider
        self.telegram: TelegramSandbox
        self.agent: User
        self.supervisor: User
        self.admin: User
        self.wire_traps: dict[tuple[str, int], Blow] = {}
        """What happens to slot 0 during the nth request of a kind at Telegram."""
        self.sprung: list[tuple[str, Blow]] = []
        """Those that have happened."""
        self._zygote = zygote
        self._is_real_money = False
        self._senders = 2
        self.came_by: Counter[str] = Counter()
        """How often the program reached each point at Telegram."""
        self._client: httpx.AsyncClient

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """Serve the stand-ins."""
        async with (
            httpx.AsyncClient(trust_env=False, timeout=10) as self._client,
            serving(
                _plain(self._to_telegram), self.image.telegram_port, keep_alive_seconds=_FOR_EVER
            ),
            serving(_plain(self._to_faspay), self.image.faspay_port, keep_alive_seconds=_FOR_EVER),
        ):
            yield

    def begin(self, schedule: Schedule) -> None:
        """Reset everything to the moment when the read-back waits for a yes."""
        scene = schedule.scene
        image = self.image
        shutil.rmtree(image.folder / "journal", ignore_errors=True)
        for pattern in ("points-*", "log-*", "exit-*"):
            for path in image.folder.glob(pattern):
                path.unlink()
        image.place.put_back((*NEEDS[scene].rows, *(() if schedule.is_large else _SMALL)))
        self.shared.begin_at(image.taken_at)
        self.provider = Provider(
            schedule.fault, self.shared.now, image.credentials, image.key, self.post, scene
        )
        self.telegram = TelegramSandbox(image.token, now=self.shared.now)
        self.agent, self.supervisor, self.admin = cast(self.telegram)
        self.wire_traps, self.sprung = {}, []
        self.came_by.clear()
        self._is_real_money = scene is Scene.REAL_MONEY
        self._senders = 2 if schedule.is_large else 1
        self.conductor.pace(*PACE)

    def show_read_back(self) -> None:
        """Show the read-back and its buttons on the agent's screen."""
        world = self.telegram._world
        world.post(self.agent.chat, world.bot, self.image.read_back)

    def unhandled(self) -> int:
        """Count the updates that the program has still to fetch or to handle."""
        return len(self.telegram._world.queue.open()) + self.image.place.unhandled()

    async def take_updates(self) -> None:
        """Act as another holder of the token: poll twice, then set a webhook."""
        world = self.telegram._world
        for _ in range(2):
            await self.until(lambda: world.queue._waiter is not None, _PATIENCE)
            world.queue.interrupt("terminated by other getUpdates request")
            self.conductor.stirred()
        await self.until(lambda: world.queue._waiter is not None, _PATIENCE)
        world.queue.interrupt("terminated by setWebhook request")
        await world.webhook.set(Target(_NOBODY))
        self.conductor.stirred()

    async def end(self) -> None:
        """End everything that still runs."""
        for slot in self.conductor.alive:
            self.strike(slot, signal.SIGKILL)
        await self.until(lambda: not self.conductor.alive, 60)
        await self.provider.faspay.aclose()
        await self.telegram.close()

    def start(self, slot: int, traps: list[Trap]) -> Life:
        """Start the program in a slot."""
        settings = self.image.settings[slot]
        if self._is_real_money:
            settings = settings.model_copy(update={"faspay_environment": Environment.PRODUCTION})
        life = Life(slot, self.image.folder, settings, traps, self._senders)
        life.exited.unlink(missing_ok=True)
        self.conductor.born(slot, self._zygote.start(life))
        return life

    def strike(self, slot: int, blow: signal.Signals) -> None:
        """Send a signal to a slot's process, if it lives."""
        if slot in self.conductor.alive:
            self.conductor.stirred()
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.conductor.alive[slot], blow)

    async def until(self, happened: Callable[[], object], seconds: float) -> bool:
        """Wait, skipping time, until something holds; return False if it is late."""
        ends = self.shared.monotonic() + seconds
        while not happened():
            if self.shared.monotonic() > ends:
                return False
            await asyncio.sleep(0.1)
        return True

    async def pass_time(self, seconds: float) -> None:
        """Let time pass."""
        await asyncio.sleep(seconds)

    async def post(self, url: str, body: bytes) -> int:
        """Post a callback as Faspay does; return the HTTP status."""
        headers = {"Content-Type": "application/json"}
        self.conductor.stirred()
        return (await self._client.post(url, content=body, headers=headers)).status_code

    async def _to_faspay(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await self.provider(scope, receive, self._telling(send))

    async def _to_telegram(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        method = scope["path"].rpartition("/")[2]
        self._wire_point(f"{method} arrived")
        held: list[Message] = []

        async def hold(message: Message) -> None:
            held.append(message)

        await self.telegram.app(scope, receive, hold)
        self._wire_point(f"{method} done")
        if f"{method} of a live message done" in LIVE and self._was_of_a_live_message():
            self._wire_point(f"{method} of a live message done")
        telling = send if method in _QUIET else self._telling(send)
        for message in held:
            await telling(message)

    def _was_of_a_live_message(self) -> bool:
        """Say whether the last request put a silent message into a chat, or changed one."""
        params = self.telegram.calls[-1].params
        chat = self.telegram._world.chats[int(params["chat_id"])]
        where = int(params.get("message_id", 0))
        message = chat.find(where) if where else next(chat.visible(), None)
        return message is not None and message.silent

    def _wire_point(self, point: str) -> None:
        """Kill the program in slot 0 during a request at Telegram, where a trap says so."""
        self.came_by[point] += 1
        blow = self.wire_traps.get((point, self.came_by[point]))
        if blow is not None:
            self.sprung.append((point, blow))
            self.strike(0, signal.SIGKILL)

    def _telling(self, send: Send) -> Send:
        async def told(message: Message) -> None:
            self.conductor.stirred()
            await send(message)

        return told


def _plain(application: ASGIApp) -> ASGIApp:
    """Return a plain function, because uvicorn treats a bound method as an older application."""

    async def plain(scope: Scope, receive: Receive, send: Send) -> None:
        await application(scope, receive, send)

    return plain

"""What `/readyz` looks at: all that we depend on, each by a question that only it answers."""

from telegram import Bot

from bot.web.health import Check
from handlers.services.controls import sending
from handlers.services.ports import Gateway
from storage.engine.database import Database
from storage.repositories import system_state


def checks(
    database: Database, bot: Bot, gateway: Gateway, webhook_url: str | None
) -> dict[str, Check]:
    """Return the checks by name. A check that raises has failed.

    `webhook_url` is where Telegram must post to. It is None in polling mode, where Telegram must
    post nowhere: else no update arrives, however well Telegram answers.
    """

    async def answers() -> bool:
        return await database.run(system_state.answers)

    async def telegram() -> bool:
        return (await bot.get_webhook_info()).url == (webhook_url or "")

    async def faspay() -> bool:
        return bool(await gateway.balance())

    async def sending_open() -> bool:
        return await database.run(sending.is_open)

    return {"database": answers, "telegram": telegram, "faspay": faspay, "line": sending_open}

"""Keeps what a handler raised for the turn, which then rolls back."""

from handlers.chat.context import Context


async def keep(_update: object, context: Context) -> None:
    """Hand the exception over. It says nothing, because the turn rolls back."""
    context.turn.error = context.error

"""What a handler raised: kept for whoever runs the turn, who takes everything back."""

from handlers.chat.context import Context


async def keep(_update: object, context: Context) -> None:
    """Hand the exception over; nothing is said, since nothing of this turn is going to remain."""
    context.turn.error = context.error

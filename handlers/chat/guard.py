"""A handler with the capability that it needs: whoever lacks that is told so kindly.

The use cases check the right once more (services/rights/actors.py). So a handler that names too
little refuses nobody kindly, but changes nothing either.
"""

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any, Final, Generic, Literal, TypeVar

from telegram import Update

from handlers.chat.access import somebody
from handlers.chat.context import Context
from handlers.services.rights.actors import Actor, authorise, may
from handlers.services.rights.capabilities import Capability

Result = TypeVar("Result")

EVERYBODY: Final = "everybody"
"""Named by handlers that need no capability. The gate has let their person in all the same."""

Needed = Capability | Literal["everybody"]


@dataclass(frozen=True)
class Guarded(Generic[Result]):
    """A handler as it is registered."""

    needs: Needed
    handler: Callable[[Update, Context], Coroutine[Any, Any, Result]]
    refuse: Callable[[Context], Result]
    """What is done for whoever lacks the capability."""

    async def __call__(self, update: Update, context: Context) -> Result:
        """Handle an update of somebody who may have it handled."""
        if not isinstance(self.needs, Capability) or may(somebody(context), self.needs):
            return await self.handler(update, context)
        return self.refuse(context)


def acting(context: Context, capability: Capability) -> Actor:
    """Return who writes as the actor of what they may do. Raise NotAuthorisedError."""
    return authorise(somebody(context), capability)


def say_not_for_role(context: Context) -> None:
    """Say that a command or a button is not for this person's role."""
    context.turn.say(context.turn.texts.not_for_role(somebody(context).role))

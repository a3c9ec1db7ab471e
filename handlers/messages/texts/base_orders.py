"""What is said about an order: its card, its notices, and what /orders, /order and /code show."""

from abc import abstractmethod
from collections.abc import Sequence

from handlers.messages.act_views import ActView
from handlers.messages.order_views import OrderView
from handlers.messages.texts.formats import Formats
from handlers.services.orders.codes import NoCode
from storage.models.outbox import Notice
from storage.models.person import Role


class OrderTexts(Formats):
    """Every one of these names its order by number, unbroken, and none holds a code but card()."""

    @abstractmethod
    def card(self, view: OrderView, code: str | None) -> str:
        """Write the agent's card of an order; `code` where it is to be seen."""

    @abstractmethod
    def card_wiped(self, order_no: str) -> str:
        """Write what replaces a card in the moment before it is deleted."""

    @abstractmethod
    def notice(self, kind: Notice, view: OrderView) -> str:
        """Tell a change to the order's agent (view.own) or to those who watch."""

    @abstractmethod
    def order_list(self, views: Sequence[OrderView], role: Role) -> str:
        """List the newest orders, or say that there are none."""

    @abstractmethod
    def order_detail(self, view: OrderView) -> str:
        """Show one order."""

    @abstractmethod
    def history(self, entries: Sequence[ActView]) -> str:
        """List what was done, one line an act; or say that there is nothing."""

    @abstractmethod
    def which_order(self, command: str) -> str:
        """Say how to name an order after a command."""

    @abstractmethod
    def no_such_order(self) -> str:
        """Say that nothing is known of an order that this person may see."""

    @abstractmethod
    def code_comes(self) -> str:
        """Say that a fresh card is on its way. At most 200 characters."""

    @abstractmethod
    def no_code(self, why: NoCode) -> str:
        """Say why a code is not shown; total over NoCode. At most 200 characters."""

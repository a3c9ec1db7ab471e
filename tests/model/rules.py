"""A model's rules: the real table of transitions, and at most one mistake."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from storage.models.order_states import Cause, OrderStatus
from storage.models.order_transitions import TRANSITIONS
from tests.model.mistakes import Mistake

Table = Mapping[tuple[OrderStatus, OrderStatus], frozenset[Cause]]


@dataclass(frozen=True, eq=False)
class Rules:
    """What the program does. The defaults are the program as designed."""

    table: Table = field(default_factory=lambda: TRANSITIONS)
    mistake: Mistake | None = None
    people_can_be_wrong: bool = False
    """Two people may decide "never created" although the request is still under way."""

    def break_(self, mistake: Mistake) -> bool:
        """Say whether this rule is the one that is broken."""
        return self.mistake is mistake

    def allows(self, before: OrderStatus, to: OrderStatus, cause: Cause) -> bool:
        """Say whether this evidence allows this change of status."""
        return cause in self.table.get((before, to), ())

    @cache  # noqa: B019 - Rules are few and live as long as the run
    def leads(self, status: OrderStatus, cause: Cause) -> tuple[OrderStatus, ...]:
        """Return where this evidence leads, by the program's table."""
        return tuple(
            to
            for (before, to), causes in self.table.items()
            if before is status and cause in causes
        )

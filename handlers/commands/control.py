"""/limits, /audit, /health and /watch: what admins control."""

from collections.abc import Sequence

from telegram import Update

from handlers.chat.access import somebody
from handlers.chat.context import Context
from handlers.chat.guard import acting
from handlers.chat.pages import say_in_pages
from handlers.commands import groups
from handlers.commands.proposals import say_asked
from handlers.messages import act_views, reconciliation_views
from handlers.messages import balance as tasks
from handlers.services.controls import health, limits, policy_changes
from handlers.services.controls.policy_changes import Knob
from handlers.services.people import preferences
from handlers.services.rights.actors import may
from handlers.services.rights.capabilities import Capability
from storage.models.channel_words import read_channel
from storage.models.policy import Threshold
from storage.repositories import audit_trail
from storage.values import AmountRule, Ask, No, Ok, OrderNumber, Rupiah, read_amount

_LIMIT = AmountRule(Rupiah(10_000), Rupiah(100_000_000_000), Rupiah(1))
_OFF = frozenset({"off", "mati", "tanpa"})
_LIMITED = {
    Threshold.ORDER: frozenset({"order", "pesanan"}),
    Threshold.AGENT_DAY: frozenset({"agent-day", "day", "hari", "agent", "agen"}),
    Threshold.TEAM_DAY: frozenset({"team-day", "team", "tim"}),
    Threshold.COMPANY_DAY: frozenset({"company-day", "company", "perusahaan"}),
    Threshold.PHONE_WEEK: frozenset({"phone-week", "phone", "hp", "nomor"}),
}
"""What each limit is called behind /limits; a place's limit by its own word."""
_SHOWN = 15


async def show_limits(_update: Update, context: Context) -> None:
    """Show the limits, or change one: `order 500rb`, `team 5 juta`, `permata off`.

    An agent reads what is left of those that bound them.
    """
    turn, args, person = context.turn, context.args or [], somebody(context)
    if not may(person, Capability.CHANGE_LIMITS):
        turn.say(turn.texts.own_limits(limits.of_agent(turn.work, turn.policy, person)))
        return
    if not args:
        turn.say(turn.texts.limits(limits.look(turn.work, turn.policy)))
        return
    if not change_limit(context, args):
        turn.say(turn.texts.limits_usage())


async def audit(_update: Update, context: Context) -> None:
    """Show what was done lately, or to one order."""
    turn, args = context.turn, context.args or []
    order_no = OrderNumber.parse(" ".join(args))
    if args and order_no is None:
        turn.say(turn.texts.which_order("audit"))
        return
    if order_no is not None:
        entries = audit_trail.of_order(turn.work, order_no)
    else:
        entries = audit_trail.newest(turn.work, _SHOWN)
    done = [act_views.view(turn.work, entry) for entry in entries]
    say_in_pages(turn, turn.texts.history(done))


async def show_health(_update: Update, context: Context) -> None:
    """Show the sending switch and what waits."""
    turn = context.turn
    books = turn.texts.last_reconciled(reconciliation_views.last_report(turn.work))
    turn.say(turn.texts.lines(turn.texts.health(health.look(turn.work, turn.policy)), books))


async def balance(_update: Update, context: Context) -> None:
    """Ask Faspay for the balance; the answer comes as a message of its own."""
    turn = context.turn
    tasks.ask_balance(turn.work, acting(context, Capability.ASK_BALANCE))
    turn.say(turn.texts.balance_asked())


async def watch(_update: Update, context: Context) -> None:
    """Begin or cease to hear of every order; or end that a group is shown a team's: `off TEAM`."""
    turn, args = context.turn, context.args or []
    if args and groups.is_off(args[0]):
        groups.end(context, " ".join(args[1:]))
        return
    on = preferences.toggle_watching(turn.work, acting(context, Capability.WATCH_ORDERS))
    turn.say(turn.texts.paragraphs(turn.texts.watching(on=on), groups.listed(turn)))


def change_limit(context: Context, args: Sequence[str]) -> bool:
    """Change the limit that the first word names; False without one, or without an amount."""
    knob, typed = _knob(args[0].casefold()), " ".join(args[1:])
    if knob is None or not typed:
        return False
    _change_limit(context, knob, typed)
    return True


def is_limit(word: str) -> bool:
    """Say whether a word names a limit."""
    return _knob(word.casefold()) is not None


def _knob(word: str) -> Knob | None:
    threshold = next((each for each, words in _LIMITED.items() if word in words), None)
    if threshold is not None:
        return Knob(threshold)
    place = read_channel(word)
    return None if place is None else Knob(Threshold.CHANNEL, place.value)


def _change_limit(context: Context, knob: Knob, typed: str) -> None:
    turn = context.turn
    limit: Rupiah | None = None
    if typed.casefold() not in _OFF:
        match read_amount(typed, _LIMIT):
            case Ok(value=amount):
                limit = amount
            case No() as no:
                turn.say(turn.texts.refused_value(no))
                return
            case Ask():
                turn.say(turn.texts.limits_usage())
                return
    actor = acting(context, Capability.CHANGE_LIMITS)
    asked = policy_changes.change(turn.work, actor, knob, limit)
    if asked is None:
        turn.say(turn.texts.limits_changed(limits.look(turn.work, turn.policy)))
    else:
        say_asked(turn, asked)

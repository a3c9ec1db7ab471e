"""The table of rights: what each role may do, and how far."""

from collections.abc import Mapping
from enum import StrEnum

from storage.models.person import Role


class Capability(StrEnum):
    """One thing that somebody may be allowed to do."""

    CHOOSE_LANGUAGE = "choose the language"
    CHOOSE_NOTIFICATIONS = "choose what they hear of"
    READ_DIGESTS = "have a digest of orders each day"
    KNOW_ORDERS = "know of orders"
    REQUEST_ORDERS = "request orders"
    CANCEL_ORDERS = "cancel orders that were not sent"
    SEE_CODES = "see codes"
    SEE_HISTORIES = "see what was done to an order"
    ASK_SUPPORT = "see what Faspay said of an order, and ask its support"
    WATCH_ORDERS = "hear of every order"
    WATCH_IN_GROUPS = "have a team's orders shown in a group"
    SEE_TEAM = "see the people of a team"
    ASSIGN_TEAMS = "put people into teams"
    SEE_PEOPLE = "see everybody"
    INVITE_PEOPLE = "invite people"
    DECIDE_CLAIMS = "approve who claims an invitation"
    DECIDE_PROPOSALS = "decide what another has asked for"
    SUSPEND_PEOPLE = "suspend people"
    RESTORE_PEOPLE = "restore people"
    LOCK_PEOPLE = "take somebody's rights at once, or the own"
    STOP_SENDING = "stop sending"
    RESUME_SENDING = "resume sending"
    SEE_LIMITS = "see limits, and what is left of them"
    CHANGE_LIMITS = "change limits"
    CHANGE_POLICY = "change what orders may be for"
    SEE_AUDIT = "see what admins did"
    SEE_HEALTH = "see how the bot is"
    ASK_BALANCE = "ask for the balance"
    RECONCILE = "have orders and statement compared"
    EXPLAIN_DISCREPANCIES = "explain discrepancies"
    ROTATE_KEYS = "rotate the data keys"


class Reach(StrEnum):
    """Whose orders, codes or people a capability covers."""

    OWN = "own"
    """What the person made: orders, invitations, their own settings."""
    TEAM = "team"
    ALL = "all"


_ADMINS: Mapping[Role, Reach] = {Role.ADMIN: Reach.ALL}
_TEAM_OR_ALL: Mapping[Role, Reach] = {Role.SUPERVISOR: Reach.TEAM, Role.ADMIN: Reach.ALL}
_EVERY_ROLE: Mapping[Role, Reach] = dict.fromkeys(Role, Reach.OWN)

RIGHTS: Mapping[Capability, Mapping[Role, Reach]] = {
    Capability.CHOOSE_LANGUAGE: _EVERY_ROLE,
    Capability.CHOOSE_NOTIFICATIONS: _EVERY_ROLE,
    Capability.KNOW_ORDERS: {
        Role.AGENT: Reach.OWN,
        Role.SUPERVISOR: Reach.TEAM,
        Role.ADMIN: Reach.ALL,
    },
    Capability.REQUEST_ORDERS: {Role.AGENT: Reach.OWN},
    # People may cancel the orders that they made, also in another role: nothing is sent then.
    Capability.CANCEL_ORDERS: _EVERY_ROLE,
    Capability.SEE_CODES: {Role.AGENT: Reach.OWN},
    Capability.SEE_HISTORIES: {Role.SUPERVISOR: Reach.TEAM, Role.ADMIN: Reach.ALL},
    Capability.ASK_SUPPORT: {Role.SUPERVISOR: Reach.TEAM, Role.ADMIN: Reach.ALL},
    Capability.READ_DIGESTS: {Role.SUPERVISOR: Reach.TEAM, Role.ADMIN: Reach.ALL},
    Capability.WATCH_ORDERS: _ADMINS,
    Capability.WATCH_IN_GROUPS: _ADMINS,
    Capability.SEE_TEAM: {Role.SUPERVISOR: Reach.TEAM, Role.ADMIN: Reach.ALL},
    Capability.ASSIGN_TEAMS: _ADMINS,
    Capability.SEE_PEOPLE: _ADMINS,
    Capability.INVITE_PEOPLE: _ADMINS,
    # Only the maker of an invitation knows whom they asked.
    Capability.DECIDE_CLAIMS: {Role.ADMIN: Reach.OWN},
    # Which of them decides what is in services/proposals/rules.py.
    Capability.DECIDE_PROPOSALS: _TEAM_OR_ALL,
    Capability.SUSPEND_PEOPLE: _ADMINS,
    # Agents of the own team only; always a second person decides (services/proposals).
    Capability.RESTORE_PEOPLE: _TEAM_OR_ALL,
    Capability.LOCK_PEOPLE: {Role.AGENT: Reach.OWN, **_TEAM_OR_ALL},
    Capability.STOP_SENDING: _TEAM_OR_ALL,
    Capability.RESUME_SENDING: _TEAM_OR_ALL,
    Capability.SEE_LIMITS: {Role.AGENT: Reach.OWN, Role.ADMIN: Reach.ALL},
    Capability.CHANGE_LIMITS: _ADMINS,
    Capability.CHANGE_POLICY: _ADMINS,
    Capability.SEE_AUDIT: _ADMINS,
    Capability.SEE_HEALTH: _ADMINS,
    Capability.ASK_BALANCE: _ADMINS,
    Capability.RECONCILE: _ADMINS,
    Capability.EXPLAIN_DISCREPANCIES: _ADMINS,
    Capability.ROTATE_KEYS: {},
}
"""By capability and role. A role that is not named has no such right."""

OPERATOR_RIGHTS = frozenset(
    {Capability.SUSPEND_PEOPLE, Capability.ROTATE_KEYS, Capability.DECIDE_PROPOSALS}
)
"""What the operator does at the machine itself."""

"""The rules of who may do what, and who may know of what."""

from tests.mutants.mutant import Mutant

_S, _RIGHTS = "tests/handlers/services/", "handlers/services/rights/"
_TABLE, _SCOPE, _ACTORS = (
    f"{_S}rights/test_capabilities.py::",
    f"{_S}rights/test_scope.py::",
    f"{_S}test_actors.py::",
)
_REGISTERED = "tests/handlers/test_registration.py::"
_HAS_RIGHTS = f"{_TABLE}test_each_role_has_the_rights_that_it_is_to_have"
_WRONG_RIGHT = f"{_ACTORS}test_a_right_to_something_else_is_refused_before_anything_is_touched"

_OF_ADMINS_ALONE = (
    "WATCH_ORDERS",
    "ASSIGN_TEAMS",
    "SEE_PEOPLE",
    "INVITE_PEOPLE",
    "SUSPEND_PEOPLE",
    "CHANGE_LIMITS",
    "SEE_AUDIT",
    "RECONCILE",
    "EXPLAIN_DISCREPANCIES",
)
_ADMINS = tuple(
    Mutant(
        f"only admins have the right {name}",
        f"{_RIGHTS}capabilities.py",
        f"    Capability.{name}: _ADMINS,\n",
        f"    Capability.{name}: _EVERY_ROLE,\n",
        (_HAS_RIGHTS,),
    )
    for name in _OF_ADMINS_ALONE
)
_OF_TEAM_OR_ALL = ("DECIDE_PROPOSALS", "RESTORE_PEOPLE", "STOP_SENDING", "RESUME_SENDING")
_NO_AGENTS = tuple(
    Mutant(
        f"agents have no right {name}",
        f"{_RIGHTS}capabilities.py",
        f"    Capability.{name}: _TEAM_OR_ALL,\n",
        f"    Capability.{name}: _EVERY_ROLE,\n",
        (_HAS_RIGHTS,),
    )
    for name in _OF_TEAM_OR_ALL
)
_OTHERS = tuple(
    Mutant(rule, f"{_RIGHTS}capabilities.py", old, new, (_HAS_RIGHTS,))
    for rule, old, new in (
        (
            "only agents request orders",
            "    Capability.REQUEST_ORDERS: {Role.AGENT: Reach.OWN},\n",
            "    Capability.REQUEST_ORDERS: _EVERY_ROLE,\n",
        ),
        (
            "only agents see codes",
            "    Capability.SEE_CODES: {Role.AGENT: Reach.OWN},\n",
            "    Capability.SEE_CODES: _EVERY_ROLE,\n",
        ),
        (
            "agents know of their own orders only",
            "        Role.AGENT: Reach.OWN,\n        Role.SUPERVISOR: Reach.TEAM,\n",
            "        Role.AGENT: Reach.TEAM,\n        Role.SUPERVISOR: Reach.TEAM,\n",
        ),
        (
            "supervisors know of their team's orders only",
            "        Role.SUPERVISOR: Reach.TEAM,\n        Role.ADMIN: Reach.ALL,\n",
            "        Role.SUPERVISOR: Reach.ALL,\n        Role.ADMIN: Reach.ALL,\n",
        ),
        (
            "agents do not see what was done to an order",
            "    Capability.SEE_HISTORIES: {Role",
            "    Capability.SEE_HISTORIES: {Role.AGENT: Reach.TEAM, Role",
        ),
        (
            "supervisors see the people of their own team only",
            "    Capability.SEE_TEAM: {Role.SUPERVISOR: Reach.TEAM,",
            "    Capability.SEE_TEAM: {Role.SUPERVISOR: Reach.ALL,",
        ),
        (
            "only admins approve newcomers",
            "    Capability.DECIDE_CLAIMS: {Role.ADMIN: Reach.OWN},\n",
            "    Capability.DECIDE_CLAIMS: _EVERY_ROLE,\n",
        ),
        (
            "nobody rotates the keys from a chat",
            "    Capability.ROTATE_KEYS: {},\n",
            "    Capability.ROTATE_KEYS: _ADMINS,\n",
        ),
    )
)
_CHECKED = tuple(
    Mutant(
        f"an actor is no use without the very right: {name}",
        f"handlers/services/{path}.py",
        f"    {who}.require(Capability.{name})\n",
        "",
        (_WRONG_RIGHT,),
    )
    for path, name, who in (
        ("orders/requests", "REQUEST_ORDERS", "actor"),
        ("orders/codes", "SEE_CODES", "actor"),
        ("people/invitations", "INVITE_PEOPLE", "actor"),
        ("people/invitations", "DECIDE_CLAIMS", "actor"),
        ("people/members", "SUSPEND_PEOPLE", "by"),
        ("people/members", "RESTORE_PEOPLE", "actor"),
        ("controls/sending", "RESUME_SENDING", "actor"),
        ("controls/policy_changes", "CHANGE_LIMITS", "actor"),
        ("reconciliation/discrepancies", "EXPLAIN_DISCREPANCIES", "actor"),
        ("decisions/deciding", "DECIDE_PROPOSALS", "actor"),
    )
)
_MADE = (
    Mutant(
        "who is suspended has no right",
        f"{_RIGHTS}actors.py",
        "    return person.standing is Standing.ACTIVE and person.role in RIGHTS[capability]\n",
        "    return person.role in RIGHTS[capability]\n",
        (f"{_TABLE}test_who_is_suspended_has_no_right_at_all",),
    ),
    Mutant(
        "nobody acts without the right",
        f"{_RIGHTS}actors.py",
        "    if not may(person, capability):\n",
        "    if False:\n",
        (f"{_TABLE}test_only_who_has_a_right_acts_by_it",),
    ),
    Mutant(
        "only rights make actors",
        f"{_RIGHTS}actors.py",
        "        if maker is not _MAKER:\n"
        '            raise NotAuthorisedError("only rights make actors")\n',
        "        if maker is None:\n"
        '            raise NotAuthorisedError("only rights make actors")\n',
        (f"{_TABLE}test_nobody_but_rights_makes_an_actor",),
    ),
    Mutant(
        "the operator has few rights",
        f"{_RIGHTS}actors.py",
        "    if capability not in OPERATOR_RIGHTS:\n",
        "    if capability not in RIGHTS:\n",
        (f"{_TABLE}test_the_operator_suspends_people_decides_and_rotates_keys_and_nothing_else",),
    ),
    Mutant(
        "a handler refuses who lacks its capability",
        "handlers/chat/guard.py",
        "isinstance(self.needs, Capability) or may(somebody(context), self.needs):\n",
        "isinstance(self.needs, Capability) or somebody(context):\n",
        ("tests/dialogs/test_two_people.py", "tests/dialogs/test_people_and_control.py"),
    ),
    Mutant(
        "every handler is registered with its capability",
        "handlers/__init__.py",
        "CommandHandler(names, _guarded(needed, handler)), _DIALOG)\n",
        "CommandHandler(names, handler), _DIALOG)\n",
        (f"{_REGISTERED}test_every_handler_names_its_capability_and_only_the_gate_has_none",),
    ),
    Mutant(
        "an order is requested by whoever is an active agent in that very transaction",
        "handlers/services/orders/requests.py",
        "    if not may(agent, Capability.REQUEST_ORDERS):\n",
        "    if agent.person_id == 0:\n",
        (f"{_S}orders/test_requests.py::test_only_active_agents_may_send",),
    ),
)
_KNOWN = (
    Mutant(
        "an order's own agent keeps knowing of it",
        f"{_RIGHTS}scope.py",
        "        return self.everything or is_own or is_teams\n",
        "        return self.everything or is_teams\n",
        (f"{_SCOPE}test_an_orders_own_agent_knows_of_it_in_whatever_role_they_are_now",),
    ),
    Mutant(
        "nobody knows of another team's orders",
        f"{_RIGHTS}scope.py",
        "self.team is not None and order.team == self.team",
        "self.team is not None",
        (f"{_SCOPE}test_others_orders_are_known_to_the_teams_supervisors_and_to_admins",),
    ),
    Mutant(
        "a team's supervisor is who has its name, and no team has none",
        f"{_RIGHTS}scope.py",
        "    is_theirs = reach is Reach.TEAM and bool(team) and person.team == team\n",
        "    is_theirs = reach is Reach.TEAM and person.team == team\n",
        (f"{_SCOPE}test_people_are_known_to_their_supervisor_and_to_admins",),
    ),
    Mutant(
        "a notice is said to nobody who may not know of its order",
        "handlers/messages/rendering.py",
        "    if order is None or not may_know_order(reader, order):\n",
        "    if order is None:\n",
        ("tests/dialogs/test_scope.py::test_notices_lists_and_one_order_agree",),
    ),
    Mutant(
        "nobody opens an order that they may not know of",
        "handlers/commands/orders.py",
        "    if order is None or not may_know_order(person, order):\n",
        "    if order is None:\n",
        ("tests/dialogs/test_scope.py::test_notices_lists_and_one_order_agree",),
    ),
    Mutant(
        "a list holds the orders of before as well",
        "handlers/services/orders/search.py",
        "    return Whose(agent_id=scope.agent_id, team=scope.team)\n",
        "    return Whose(team=scope.team)\n",
        ("tests/dialogs/test_scope.py::test_notices_lists_and_one_order_agree",),
    ),
)
RIGHTS = _ADMINS + _NO_AGENTS + _OTHERS + _CHECKED + _MADE + _KNOWN

"""The rules of groups that are shown orders: nobody is named there, and no change is followed."""

from tests.mutants.mutant import Mutant

_SHOWN = "tests/handlers/messages/test_groups.py::"
_DIALOG = "tests/dialogs/test_groups.py::"
_NAMES_NOBODY = (f"{_SHOWN}test_nobody_is_named_there",)
_FIRST = (f"{_SHOWN}test_an_order_is_a_silent_message_in_the_topic_and_then_edits",)
_LIVE, _COMMANDS = "handlers/messages/live.py", "handlers/commands/groups.py"
_RESULTS = "handlers/messages/results.py"

GROUPS = (
    Mutant(
        "a group that was set up again is not left",
        "handlers/messages/claims.py",
        "    return None if team_groups.in_chat(work, chat_id) else Leave(chat_id)\n",
        "    return Leave(chat_id)\n",
        (f"{_SHOWN}test_a_group_that_was_set_up_again_meanwhile_is_not_left",),
    ),
    Mutant(
        "no name and no phone stand in a group",
        _LIVE,
        "texts.live_in_group(view(work, order, setter)",
        "texts.live(view(work, order, setter)",
        _NAMES_NOBODY,
    ),
    Mutant(
        "an agent is named by initials only in a group",
        "handlers/messages/texts/live.py",
        "agent=_initials(view.agent)",
        "agent=view.agent",
        _NAMES_NOBODY,
    ),
    Mutant(
        "nothing makes a sound in a group",
        _LIVE,
        "topic=group.topic, silent=True",
        "topic=group.topic, silent=False",
        _FIRST,
    ),
    Mutant(
        "orders go into the topic that was named, and into no other",
        _LIVE,
        "topic=group.topic, silent=True",
        "topic=None, silent=True",
        _FIRST,
    ),
    Mutant(
        "a topic that is gone is not replaced by the whole group",
        _LIVE,
        "silent=True, only_in_topic=True",
        "silent=True",
        _FIRST,
    ),
    Mutant(
        "a group that became public is shown nothing more",
        _RESULTS,
        "            if sent.is_public:\n",
        "            if False:\n",
        (f"{_SHOWN}test_a_group_that_anybody_can_read_is_shown_no_more",),
    ),
    Mutant(
        "a group that shuts the bot out is forgotten",
        _COMMANDS,
        "member.status in {ChatMember.LEFT, ChatMember.BANNED}",
        "member.status in {ChatMember.LEFT}",
        (f"{_DIALOG}test_who_shuts_the_bot_out_ends_it",),
    ),
    Mutant(
        "a group that moved is not followed",
        _RESULTS,
        "    DeliveryProblem.MIGRATED: GroupEnd.MIGRATED,\n",
        "    DeliveryProblem.MIGRATED: GroupEnd.ASKED,\n",
        (f"{_SHOWN}test_a_refusal_ends_it_and_all_admins_are_told",),
    ),
    Mutant(
        "who is no admin any more shows a group nothing",
        _LIVE,
        "    if setter is None or not may(setter, Capability.WATCH_IN_GROUPS):\n",
        "    if setter is None:\n",
        (f"{_SHOWN}test_who_set_it_up_must_still_be_an_active_admin",),
    ),
    Mutant(
        "only an admin shows a group anything",
        _COMMANDS,
        "    if not may(turn.person, Capability.WATCH_IN_GROUPS):\n        return False",
        "    if False:\n        return False",
        (f"{_DIALOG}test_nobody_else_learns_or_changes_anything",),
    ),
    Mutant(
        "a public group is refused",
        _COMMANDS,
        "    if chat.username:\n        turn.say",
        "    if False:\n        turn.say",
        (f"{_DIALOG}test_a_public_group_is_refused",),
    ),
    Mutant(
        "forwarded words begin nothing in a group",
        _COMMANDS,
        " or is_anothers(message)",
        "",
        (f"{_DIALOG}test_words_of_others_begin_nothing",),
    ),
)

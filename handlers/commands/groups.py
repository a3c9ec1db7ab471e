"""/watch in a group: an admin has a team's orders shown there; and what ends that."""

from telegram import Chat, ChatMember, ChatMemberRestricted, Message, Update

from handlers.chat.access import is_anothers
from handlers.chat.context import Context, Turn
from handlers.chat.guard import acting
from handlers.services.notices import team_groups
from handlers.services.notices.names import opened
from handlers.services.notices.team_groups import GroupEnd, GroupPlace
from handlers.services.people import teams
from handlers.services.rights.actors import may
from handlers.services.rights.capabilities import Capability
from storage.models.team_group import TeamGroup
from storage.repositories import team_groups as kept
from storage.values import Inert

_COMMAND = "/watch"
_HERE, _OFF = frozenset({"here", "sini"}), frozenset({"off", "mati"})
_LONGEST_TITLE = 128
"""Bot API, Chat.title."""


def in_group(update: Update, context: Context) -> bool:
    """Handle what concerns a group in which orders are shown, or are to be; False for all else."""
    turn, chat = context.turn, update.effective_chat
    if chat is None:
        return False
    if update.my_chat_member is not None:
        _member_changed(update, turn, chat)
        return True
    message = update.message
    if message is not None and message.migrate_to_chat_id is not None:
        why = GroupEnd.MIGRATED
        team_groups.end_of_chat(turn.work, chat.id, why, message.migrate_to_chat_id)
        return True
    words = _said(turn, message)
    if words is None or turn.person is None:
        return False
    if not may(turn.person, Capability.WATCH_IN_GROUPS):
        return False  # they read where the bot works, like everybody
    _watch(context, chat, words)
    return True


def listed(turn: Turn) -> str:
    """Say which groups are shown orders, for an admin; "" where none is."""
    groups = [(group.team, _title(turn, group)) for group in kept.everywhere(turn.work)]
    return turn.texts.watching_groups(groups) if groups else ""


def end(context: Context, typed: str) -> None:
    """End it for a team, by an admin in their own chat."""
    turn = context.turn
    groups = {group.team: group for group in kept.everywhere(turn.work)}
    team = teams.find(groups, typed)
    if team is None and len(groups) == 1 and not typed:
        team = next(iter(groups))
    if team is None:
        turn.say(listed(turn) or turn.texts.no_group_watches())
        return
    team_groups.end(turn.work, acting(context, Capability.WATCH_IN_GROUPS), groups[team])
    turn.say(turn.texts.group_ended(team))


def is_off(word: str) -> bool:
    """Say whether a word ends it."""
    return word.casefold() in _OFF


def _member_changed(update: Update, turn: Turn, chat: Chat) -> None:
    change = update.my_chat_member
    if change is None:
        return
    member = change.new_chat_member
    if member.status in {ChatMember.LEFT, ChatMember.BANNED}:
        team_groups.end_of_chat(turn.work, chat.id, GroupEnd.SHUT_OUT)
    elif isinstance(member, ChatMemberRestricted) and not member.can_send_messages:
        team_groups.end_of_chat(turn.work, chat.id, GroupEnd.MUTED)
    elif chat.username:
        team_groups.end_of_chat(turn.work, chat.id, GroupEnd.PUBLIC)


def _said(turn: Turn, message: Message | None) -> list[str] | None:
    """Return the words behind /watch; None where the message is something else."""
    if message is None or not message.text or is_anothers(message):
        return None
    command, *words = message.text.split()
    name, _at, whose = command.casefold().partition("@")
    is_ours = whose in {"", turn.policy.bot_username.casefold()}
    return words if name == _COMMAND and is_ours else None


def _watch(context: Context, chat: Chat, words: list[str]) -> None:
    turn = context.turn
    match words:
        case [word, *team] if word.casefold() in _HERE:
            _begin(context, chat, " ".join(team))
        case [word] if is_off(word):
            _end_here(context, chat)
        case _:
            turn.say(turn.texts.group_usage())


def _begin(context: Context, chat: Chat, typed: str) -> None:
    turn = context.turn
    known = teams.known(turn.work)
    team = teams.find(known, typed) if typed else (known[0] if len(known) == 1 else None)
    if chat.username:
        turn.say(turn.texts.group_is_public())
    elif team is None:
        turn.say(turn.texts.group_of_which_team(known))
    else:
        place = GroupPlace(chat.id, turn.topic, (chat.title or "?")[:_LONGEST_TITLE])
        actor = acting(context, Capability.WATCH_IN_GROUPS)
        moved = team_groups.begin(turn.work, actor, team, place)
        turn.say(turn.texts.group_begun(team, moved=moved))


def _end_here(context: Context, chat: Chat) -> None:
    turn = context.turn
    anywhere = kept.in_chat(turn.work, chat.id)
    here = [group for group in anywhere if group.topic == turn.topic]
    for group in here:
        team_groups.end(turn.work, acting(context, Capability.WATCH_IN_GROUPS), group)
    ended = [turn.texts.group_ended(group.team) for group in here]
    none = turn.texts.not_in_this_topic() if anywhere else turn.texts.no_group_watches()
    turn.say(turn.texts.lines(*ended) if ended else none)


def _title(turn: Turn, group: TeamGroup) -> Inert:
    return opened(kept.title_of, turn.work, group)

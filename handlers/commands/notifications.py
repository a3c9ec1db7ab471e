"""/notifications: what a person hears of, and how; by buttons, or in words."""

from telegram import Update

from handlers.chat.access import somebody
from handlers.chat.context import Context, Turn
from handlers.chat.guard import acting
from handlers.messages import keyboards
from handlers.messages.texts import LANGUAGES, Texts, texts_for
from handlers.services.notices import digests, loudness
from handlers.services.people import preferences
from handlers.services.rights.capabilities import Capability
from storage.models.person import Person, Role
from storage.models.preference import Loudness, News
from storage.repositories import preferences as chosen
from storage.values import read_hours

PRESSED = r"^hear:(?:[a-z]+(?::[a-z]+)?|quiet:[0-9]{1,4}-[0-9]{1,4})$"
_QUIET, _NEVER = "quiet", "off"


async def notifications(_update: Update, context: Context) -> None:
    """Show what a person hears of, or change it: `problems silent`, `quiet 21.00-06.00`."""
    turn, words = context.turn, [word.casefold() for word in context.args or []]
    if not words:
        _show(context)
    elif words[0] in {texts.quiet_word() for texts in _languages(turn)}:
        _typed_hours(context, " ".join(words[1:]))
    else:
        _typed_choice(context, words)


async def pressed(update: Update, context: Context) -> None:
    """Ask how news of a kind is to come, or take the answer."""
    data = (update.callback_query.data if update.callback_query else None) or ""
    _hear, what, *how = data.split(":")
    context.turn.toast()
    if what == _QUIET:
        _pressed_hours(context, *how)
    elif what not in set(News) or (how and how[0] not in set(Loudness)):
        context.turn.say(context.turn.texts.question_over())
    elif how:
        _choose(context, News(what), Loudness(how[0]))
    else:
        _ask(context, News(what))


def _show(context: Context) -> None:
    turn, person = context.turn, somebody(context)
    offered = _offered(person)
    now = {news: loudness.choice(turn.work, person, news) for news in offered}
    text = turn.texts.notifications(now, _hours(turn, person))
    buttons = keyboards.news(turn.texts, offered, digest=digests.is_offered(person))
    turn.say(text, buttons)


def _ask(context: Context, news: News) -> None:
    turn, person = context.turn, somebody(context)
    if news not in _offered(person):
        turn.say(turn.texts.cannot_hear_so(preferences.ChoiceRefused.NOT_OFFERED))
        return
    how = loudness.OFFERED[person.role][news]
    turn.say(turn.texts.how_to_hear(news), keyboards.loudness(turn.texts, news, how))


def _choose(context: Context, news: News, how: Loudness) -> None:
    turn, actor = context.turn, acting(context, Capability.CHOOSE_NOTIFICATIONS)
    refused = preferences.choose_loudness(turn.work, actor, news, how)
    if refused is None:
        _show(context)
    else:
        turn.say(turn.texts.cannot_hear_so(refused))


def _typed_choice(context: Context, words: list[str]) -> None:
    turn = context.turn
    kinds: dict[str, News] = {}
    ways: dict[str, Loudness] = {}
    for texts in _languages(turn):
        kinds |= texts.news_words()
        ways |= texts.loudness_words()
    match words:
        case [kind, way] if kind in kinds and way in ways:
            _choose(context, kinds[kind], ways[way])
        case [kind] if kind in kinds:
            _ask(context, kinds[kind])
        case _:
            turn.say(turn.texts.notifications_usage())


def _typed_hours(context: Context, text: str) -> None:
    turn = context.turn
    words = [texts.loudness_words() for texts in _languages(turn)]
    never = {word for known in words for word, how in known.items() if how is Loudness.OFF}
    hours = read_hours(text)
    if hours is None and text not in never:
        turn.say(turn.texts.notifications_usage() if text else turn.texts.when_quiet())
        return
    _choose_hours(context, hours)


def _pressed_hours(context: Context, how: str = "") -> None:
    turn = context.turn
    if not how:
        turn.say(turn.texts.when_quiet(), keyboards.quiet_hours(turn.texts))
        return
    if how == _NEVER:
        _choose_hours(context, None)
        return
    begins, _to, ends = how.partition("-")
    hours = int(begins), int(ends)
    if hours in keyboards.USUAL_QUIET:
        _choose_hours(context, hours)
    else:
        turn.say(turn.texts.question_over())


def _choose_hours(context: Context, hours: tuple[int, int] | None) -> None:
    actor = acting(context, Capability.CHOOSE_NOTIFICATIONS)
    preferences.choose_quiet_hours(context.turn.work, actor, hours)
    _show(context)


def _hours(turn: Turn, person: Person) -> tuple[int, int] | None:
    kept = chosen.quiet_hours(turn.work, person.person_id)
    return (kept.begins, kept.ends) if kept else None


def _offered(person: Person) -> list[News]:
    """Return the kinds that concern a person; who watches no order has no live messages."""
    unwatched = person.role is Role.ADMIN and not person.watching
    kinds = loudness.OFFERED[person.role]
    return [news for news in kinds if not (unwatched and news is News.PROGRESS)]


def _languages(turn: Turn) -> list[Texts]:
    """Return all languages: people write in theirs, whichever is set."""
    return [texts_for(language, turn.policy.zone) for language in LANGUAGES]

"""What people read and press where they choose what they hear of, and how."""

from collections.abc import Mapping

from handlers.messages.catalogue import Family
from handlers.messages.texts.words import Words
from handlers.services.people.preferences import ChoiceRefused
from storage.models.preference import Loudness, News
from storage.values import write_hour

_NEWS = Family("news", News)
_ABOUT = Family("news-about", News)
_WORD = Family("news-word", News)
_LOUDNESS = Family("loudness", Loudness)
_AS_WORD = Family("loudness-word", Loudness)
_REFUSED = Family("loudness-refused", ChoiceRefused)

Hours = tuple[int, int]
"""When quiet hours begin and end: minutes after midnight."""


class NotificationTexts(Words):
    """/notifications."""

    def notifications(self, chosen: Mapping[News, Loudness], quiet: Hours | None) -> str:
        """Show what a person hears of, and how."""
        listed = [
            self.say("news-line", news=self.news(each), how=self.loudness(how))
            for each, how in chosen.items()
        ]
        return self.paragraphs(
            self.lines(self.say("notifications"), *listed),
            self.quiet(quiet),
            self.say("notifications-always"),
        )

    def quiet(self, hours: Hours | None) -> str:
        """Say when a person's quiet hours are."""
        if hours is None:
            return self.say("quiet-none")
        return self.say("quiet-hours", begins=write_hour(hours[0]), ends=write_hour(hours[1]))

    def news(self, news: News) -> str:
        """Name a kind of news, as on its button."""
        return self.say(_NEWS[news])

    def loudness(self, how: Loudness) -> str:
        """Say how news comes, as on its button."""
        return self.say(_LOUDNESS[how])

    def how_to_hear(self, news: News) -> str:
        """Ask how news of a kind is to come."""
        return self.paragraphs(self.say(_NEWS[news]), self.say(_ABOUT[news]))

    def when_quiet(self) -> str:
        """Ask for quiet hours."""
        return self.say("quiet-when")

    def quiet_from(self, hours: Hours) -> str:
        """Write quiet hours, as on their button."""
        return f"{write_hour(hours[0])} - {write_hour(hours[1])}"

    @property
    def quiet_label(self) -> str:
        """The label of the button that asks for quiet hours."""
        return self.say("label-quiet-hours")

    @property
    def not_quiet(self) -> str:
        """The label of the button that ends quiet hours."""
        return self.say("label-no-quiet-hours")

    def cannot_hear_so(self, why: ChoiceRefused) -> str:
        """Say why news of a kind cannot come as wanted."""
        return self.say(_REFUSED[why])

    def notifications_usage(self) -> str:
        """Say how /notifications is written."""
        return self.say("notifications-usage")

    def news_words(self) -> dict[str, News]:
        """Return the words by which kinds of news are typed."""
        return {self.say(_WORD[each]): each for each in News}

    def loudness_words(self) -> dict[str, Loudness]:
        """Return the words by which is typed how news comes."""
        return {self.say(_AS_WORD[each]): each for each in Loudness}

    def quiet_word(self) -> str:
        """Return the word that stands before typed quiet hours."""
        return self.say("quiet-word")
